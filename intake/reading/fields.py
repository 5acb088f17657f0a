"""What does a header field say? Folds, RFC 2047 words, RFC 2231 parameters, raw 8-bit bytes."""

import re
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes

from intake.reading.charsets import codec_for, decode_text
from intake.reading.transfer import decode_base64

_FOLD = re.compile(rb"[\r\n]+[ \t]*")
# Some programs fold within the code of one letter.
_FOLD_IN_CODE = re.compile(rb"(?<![?=])=([0-9A-F]?)[\r\n]+[ \t]+(?=[0-9A-F])")
# A word left open ends where the next one begins, or with the field.
_WORD = re.compile(
    r"=\?(?P<charset>[^?\s=]{0,60})\?(?P<kind>[bBqQ])\?"
    r"(?P<text>(?:(?!=\?[^?\s=]{0,60}\?[bBqQ]\?).){0,5000}?)"
    r"(?:\?=|\??\s*\Z|(?==\?[^?\s=]{0,60}\?[bBqQ]\?))",
    re.DOTALL,
)
_CODE = re.compile(rb"=([0-9A-Fa-f]{2})")
_PARAMETER = re.compile(
    r""";\s*(?P<name>[^\s=;"]+)\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"?|(?P<bare>[^;]*))""",
    re.DOTALL,
)
_CONTINUED = re.compile(r"(?P<name>[^*]+)(?:\*(?P<number>\d{1,4}))?(?P<percent>\*)?\Z")
_MAX_VALUE = 100_000
_QUOTES_OF_2231 = 2


def unfold(value: bytes) -> bytes:
    """Return the field on one line, without its end and without NULs."""
    value = value[:_MAX_VALUE].strip(b"\r\n")
    if b"?q?" in value.lower():
        value = _FOLD_IN_CODE.sub(rb"=\1", value)
    return _FOLD.sub(b" ", value).replace(b"\x00", b"").strip(b" \t")


def readable(value: bytes, charset: str = "") -> str:
    """Return the unfolded value as text; raw 8-bit bytes are UTF-8 or the given set."""
    octets = unfold(value)
    return _printable(decode_text(octets, _charset_for_raw(octets, charset))[0])


def decoded(value: bytes, charset: str = "") -> str:
    """Return what a person should read: unfolded, and encoded words decoded."""
    return decode_words(readable(value, charset))


def decode_words(text: str) -> str:
    """Replace every encoded word (RFC 2047), however broken, by what it says."""
    pieces: list[str] = []
    run: list[re.Match[str]] = []
    at = 0
    for word in _WORD.finditer(text):
        gap = text[at : word.start()]
        if gap.strip() or not run:
            pieces += [_decode_run(run), gap]
            run = []
        run.append(word)
        at = word.end()
    pieces += [_decode_run(run), text[at:]]
    return _printable("".join(pieces)) if run else text


def parameters(value: str) -> dict[str, str]:
    """Return the parameters of a structured field, RFC 2231 pieces joined and decoded."""
    parts: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in _PARAMETER.finditer(value[:_MAX_VALUE]):
        quoted = found["quoted"]
        text = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else found["bare"].strip()
        shape = _CONTINUED.match(found["name"].lower())
        if shape:
            number = int(shape["number"] or 0)
            piece = (text, shape["percent"] is not None)
            pieces = parts.setdefault(shape["name"], {})
            # Where both are given, the encoded value is the exact one (RFC 5987, 4.2).
            if number not in pieces or (piece[1] and not pieces[number][1]):
                pieces[number] = piece
    return {name: _join(pieces) for name, pieces in parts.items()}


def first_word(value: str) -> str:
    """Return the main value of a structured field in lower case, without parameters."""
    return value.partition(";")[0].strip().strip("\"'").lower()


def _charset_for_raw(octets: bytes, charset: str) -> str:
    if octets.isascii() or not codec_for(charset):
        return ""
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return charset
    return ""


def _printable(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0a-\x1f\x7f]+", " ", text).strip() if text else text


def _decode_run(run: Sequence[re.Match[str]]) -> str:
    """Decode neighbouring words; one character may be split between two of the same set."""
    if not run:
        return ""
    groups: list[list[re.Match[str]]] = []
    for word in run:
        if groups and _key(groups[-1][-1]) == _key(word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return "".join(_decode_group(group) for group in groups)


def _key(word: re.Match[str]) -> tuple[str, str]:
    return word["charset"].lower(), word["kind"].lower()


def _decode_group(group: Sequence[re.Match[str]]) -> str:
    charset, kind = _key(group[0])
    texts = [word["text"] for word in group]
    octets = b"".join(map(_q_bytes, texts)) if kind == "q" else _b_bytes(texts)
    return decode_text(octets, charset)[0]


def _b_bytes(texts: Sequence[str]) -> bytes:
    plain = [text.encode("ascii", "ignore") for text in texts]
    is_split = any(len(text.rstrip()) % 4 and b"=" not in text for text in plain[:-1])
    return decode_base64(b"".join(plain)) if is_split else b"".join(map(decode_base64, plain))


def _q_bytes(text: str) -> bytes:
    octets = text.replace("_", " ").encode("utf-8", "replace")
    if _CODE.search(octets):
        # The sign of a soft line break, which programs take over from quoted-printable.
        octets = octets.removesuffix(b"=")
    return _CODE.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), octets)


def _join(pieces: dict[int, tuple[str, bool]]) -> str:
    ordered = [pieces[number] for number in sorted(pieces)]
    if not any(percent for _, percent in ordered):
        return decode_words("".join(text for text, _ in ordered))
    charset = ""
    octets = b""
    for position, (text, percent) in enumerate(ordered):
        value = text
        if position == 0 and percent and value.count("'") >= _QUOTES_OF_2231:
            charset, _, value = value.split("'", _QUOTES_OF_2231)
        octets += unquote_to_bytes(value) if percent else value.encode("utf-8", "replace")
    return decode_text(octets, charset)[0]
