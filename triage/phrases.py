"""A small language for the words that decide, so that an officer can read and mend them.

One phrase a line, words apart by spaces; letters of either case, `ü` also written `ue` or `u`:

    lege ... widerspruch ein      `...` stands for up to eight words, `..` for up to three
    bescheid* ist falsch|unrichtig   `*` for any letters, `|` for "or", within one word

A phrase never reaches beyond the sentence in which it begins.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

_GAPS = {"...": 8, "..": 3}
_BETWEEN = r"[^\w\n]{1,4}"
_SPELLINGS = {"ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)", "ü": "(?:ü|ue|u)", "ß": "(?:ß|ss)"}
_SHORTEST_ANCHOR = 2


@dataclass(frozen=True)
class Phrase:
    """One phrase; `anchors` are letters of which some must stand in a text that it matches."""

    written: str
    anchors: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Choose the word that is rarest by length, for a first quick look."""
        choices = [_anchors_of(word) for word in self.written.split() if word not in _GAPS]
        best = max(choices, key=lambda anchors: min(map(len, anchors)))
        if min(map(len, best)) < _SHORTEST_ANCHOR:
            message = f"phrase too vague: {self.written}"
            raise ValueError(message)
        object.__setattr__(self, "anchors", best)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the compiled phrase; made at first use, since most are never needed."""
        return re.compile(_expression(self.written))

    def may_stand_in(self, folded: str) -> bool:
        """Rule out quickly most texts that do not hold the phrase."""
        return any(anchor in folded for anchor in self.anchors)

    def stands_in(self, folded: str) -> bool:
        """Tell whether a folded text holds the phrase."""
        return self.may_stand_in(folded) and bool(self.pattern.search(folded))


@lru_cache(maxsize=None)
def _anchors_of(word: str) -> tuple[str, ...]:
    return tuple(max(re.split(r"[*äöüß]", choice), key=len) for choice in word.split("|"))


def _expression(written: str) -> str:
    made, gap = r"\b", ""
    for number, word in enumerate(written.split()):
        if word in _GAPS:
            gap = rf"(?:{_BETWEEN}\w+){{0,{_GAPS[word]}}}?"
            continue
        made += (f"{gap}{_BETWEEN}" if number else "") + _word(word)
        gap = ""
    return made + r"\b"


def _word(word: str) -> str:
    choices = []
    for choice in word.split("|"):
        escaped = "".join(_SPELLINGS.get(letter, re.escape(letter)) for letter in choice)
        choices.append(escaped.replace(r"\*", r"\w*"))
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"
