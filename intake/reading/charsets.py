"""In which characters are these bytes written? Declared names are often wrong or unknown."""

import codecs
import re
from types import MappingProxyType

from intake.reading.japanese import decode_as_makers_meant

FALLBACK = "windows-1252"

# Supersets first: mail programs write gb2312 and mean gb18030, as the WHATWG encoding list says.
_MEANT = MappingProxyType(
    {
        "ascii": FALLBACK,
        "us-ascii": FALLBACK,
        "ansi_x3.4-1968": FALLBACK,
        "iso-8859-1": FALLBACK,
        "iso8859-1": FALLBACK,
        "iso_8859-1": FALLBACK,
        "latin1": FALLBACK,
        "latin-1": FALLBACK,
        "ansi": FALLBACK,
        "cp-1252": FALLBACK,
        "x-ansi": FALLBACK,
        "iso-8859-9": "windows-1254",
        "iso-8859-11": "cp874",
        "tis-620": "cp874",
        "windows-874": "cp874",
        "dos-874": "cp874",
        "iso-8859-8-i": "iso-8859-8",
        "iso-8859-8-e": "iso-8859-8",
        "iso-8859-6-i": "iso-8859-6",
        "gb2312": "gb18030",
        "gb_2312-80": "gb18030",
        "gb2312-80": "gb18030",
        "x-gbk": "gb18030",
        "gbk": "gb18030",
        "cp936": "gb18030",
        "hz-gb-2312": "hz",
        "ks_c_5601-1987": "cp949",
        "ks_c_5601-1989": "cp949",
        "ksc5601": "cp949",
        "euc-kr": "cp949",
        "x-windows-949": "cp949",
        "big5": "big5hkscs",
        "x-x-big5": "big5hkscs",
        "shift_jis": "cp932",
        "shift-jis": "cp932",
        "x-sjis": "cp932",
        "sjis": "cp932",
        "windows-31j": "cp932",
        "iso-2022-jp": "iso2022_jp_ext",
        "cp50220": "iso2022_jp_ext",
        "cp50221": "iso2022_jp_ext",
        "cp50222": "iso2022_jp_ext",
        "iso-2022-jp-ms": "iso2022_jp_ext",
        "x-mac-roman": "mac_roman",
        "macintosh": "mac_roman",
        "x-mac-cyrillic": "mac_cyrillic",
        "koi8-ru": "koi8-u",
        "unicode-1-1-utf-7": "utf-7",
        "x-unicode-2-0-utf-7": "utf-7",
        "utf8mb4": "utf-8",
        "unicode-1-1-utf-8": "utf-8",
        "x-utf-8": "utf-8",
        "cp-850": "cp850",
    }
)
_NOT_FOR_TEXT = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}
)
_NAME = re.compile(r"[a-z0-9._:+-]{2,60}", re.ASCII)
_UNUSUAL = re.compile(
    r"\A(?:x-)?(?:(?:win|windows|cp|ms|ibm|ansi)[-_]?(?P<windows>\d{3,4})\Z"
    r"|(?:iso)?[-_]?8859[-_.:]?(?P<iso>\d{1,2})\Z)?"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO_2022 = re.compile(rb"\x1b(?:\$[@AB]|\$\([CD]|\([BIJ])")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_TOLERATED_SHARE = 0.05
_JAPANESE = "iso2022_jp_ext"
# Five bytes have no windows-1252 character; they are read as the controls of latin-1.
_WESTERN = "".join(bytes([octet]).decode("cp1252", "ignore") or chr(octet) for octet in range(256))
_THREE_BYTES = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}")
_EAST_ASIAN = frozenset({"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp"})
_SAMPLE = 2_000
_WIDE = ("utf-16", "utf-32")


def decode_text(octets: bytes, declared: str = "") -> tuple[str, bool]:
    """Return the text and whether the declared character set was right.

    Tries what is declared, then UTF-8, then windows-1252, which always yields something.
    The text holds neither NUL nor lone surrogates.
    """
    codec = codec_for(declared)
    text = _decode_as_declared(octets, codec) if codec else None
    is_right = text is not None or (not declared.strip() and octets.isascii())
    if text is None:
        text = _guess(octets)
    return _LONE_SURROGATE.sub("\ufffd", text).replace("\x00", ""), is_right


def codec_for(declared: str) -> str | None:
    """Return the Python codec that the writer meant, or None for unknown and unusable names."""
    # "=3Dutf-8" comes from a header that was once sent through quoted-printable.
    found_name = _NAME.search(declared.lower().removeprefix("3d").removeprefix("=3d"))
    name = found_name[0].strip("._-:") if found_name else ""
    found = _lookup(name) or _lookup(_UNUSUAL.sub(_usual, name))
    if found is None:
        return None
    # Codecs such as rot13 or base64 are no character sets; typeshed does not know the flag.
    is_text = getattr(found, "_is_text_encoding", True)
    usable = is_text and found.name not in _NOT_FOR_TEXT
    return found.name if usable else None


def _lookup(name: str) -> codecs.CodecInfo | None:
    name = _MEANT.get(name, name)
    try:
        return codecs.lookup(name) if name else None
    except LookupError:
        return None


def _usual(name: re.Match[str]) -> str:
    """Return the registered name for one of the many ways to write it."""
    if name["windows"]:
        return f"cp{name['windows']}"
    return f"iso-8859-{name['iso']}" if name["iso"] else ""


def _decode_as_declared(octets: bytes, codec: str) -> str | None:
    if _contradicts(octets, codec):
        return None
    if codec == "cp1252":
        return _decode_western(octets)
    try:
        return octets.decode(codec)
    except (UnicodeError, ValueError):
        return _decode_beyond(octets, codec)


def _decode_beyond(octets: bytes, codec: str) -> str | None:
    """Return the text where a few letters are broken, or are a maker's addition to the set."""
    if codec == _JAPANESE:
        text = decode_as_makers_meant(octets)
        if text is not None:
            return text
    return _decode_with_gaps(octets, codec)


def _contradicts(octets: bytes, codec: str) -> bool:
    """Tell whether the bytes themselves speak against the declared set."""
    if codec in {"cp1252", "utf-8"} and _ISO_2022.search(octets):
        return True
    if codec == "cp1252":
        return _is_utf8_beyond_ascii(octets)
    if codec in _EAST_ASIAN:
        # Two letters may fit both by chance; UTF-8 needs three bytes for each of these scripts.
        is_long = len(_THREE_BYTES.findall(octets[:_SAMPLE])) > 1
        return is_long and _is_utf8_beyond_ascii(octets)
    return codec.startswith(_WIDE) and b"\x00" not in octets and octets.isascii()


def _is_utf8_beyond_ascii(octets: bytes) -> bool:
    # Western text that is by chance valid UTF-8 hardly exists; a wrong declaration does.
    if octets.isascii():
        return False
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_with_gaps(octets: bytes, codec: str) -> str | None:
    """Accept a few broken characters: one foreign byte must not cost the whole text."""
    try:
        text = octets.decode(codec, "replace")
    except (UnicodeError, ValueError):
        return None
    beyond_ascii = sum(1 for character in text if character > "\x7f")
    broken = text.count("\ufffd")
    tolerable = broken <= max(1, len(text) * _TOLERATED_SHARE) and broken * 2 <= beyond_ascii
    return text if tolerable else None


def _guess(octets: bytes) -> str:
    if _ISO_2022.search(octets):
        text = _decode_as_declared(octets, _JAPANESE)
        if text is not None:
            return text
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        gaps = _decode_with_gaps(octets, "utf-8") if _MULTIBYTE.search(octets) else None
        return gaps if gaps is not None else _decode_western(octets)


def _decode_western(octets: bytes) -> str:
    return codecs.charmap_decode(octets, "strict", _WESTERN)[0]
