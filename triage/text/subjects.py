"""Does a subject say that somebody answers or passes something on? Prefixes of many programs."""

import re

_ANSWERS = (
    "re|aw|antw|antwort|sv|vs|bls|odp|ynt|res|ref|rif|ré|rép|réf|отв|ответ|відп|відповідь|"
    "回复|回覆|답장|رد|תשובה|vá|vast|atb|απ|ΑΠ"
)
_FORWARDS = (
    "wg|fw|fwd|tr|rv|enc|i|inoltro|vb|doorst|pd|vl|vm|továbbítva|ilt|i̇lt|vidarebef|"
    "пересл|переслано|转发|轉寄|전달|הועבר|إعادة توجيه"
)
_BEFORE = r"^\W{0,3}(?:\[[^]\n]{1,40}\]\W{0,3})*"
"""Gateways and lists put words in brackets in front."""
_ANSWER = re.compile(rf"{_BEFORE}(?:{_ANSWERS})\.?\s?(?:\[\d+\]|\(\d+\))?\s?[:：]", re.IGNORECASE)
_FORWARD = re.compile(
    rf"{_BEFORE}(?:(?:{_ANSWERS})\.?\s?(?:\[\d+\]|\(\d+\))?\s?[:：]\s{{0,3}}){{0,9}}(?:{_FORWARDS})"
    rf"\.?\s?(?:\[\d+\]|\(\d+\))?\s?[:：]",
    re.IGNORECASE,
)


def is_answer(subject: str) -> bool:
    """Tell whether the outermost prefix is an answer's."""
    return _ANSWER.match(subject) is not None


def is_forward(subject: str) -> bool:
    """Tell whether something was passed on, be it answered afterwards."""
    return _FORWARD.match(subject) is not None
