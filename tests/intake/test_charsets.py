"""Names of character sets are read as mail programs write them."""

import pytest

from intake.reading.charsets import codec_for, decode_text


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("utf-8", "utf-8"),
        ("UTF8", "utf-8"),
        ('"utf-8";', "utf-8"),
        ("=3Dutf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("ISO_8859-1", "cp1252"),
        ("8859-15", "iso8859-15"),
        ("x-iso-8859-2", "iso8859-2"),
        ("win-1251", "cp1251"),
        ("Windows1250", "cp1250"),
        ("x-cp1251", "cp1251"),
        ("x-euc-jp", "euc_jp"),
        ("gb2312", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("iso-2022-jp", "iso2022_jp_ext"),
    ],
)
def test_name_is_read_as_it_was_meant(name: str, codec: str) -> None:
    """Supersets stand for the sets that programs declare in their place."""
    assert codec_for(name) == codec


@pytest.mark.parametrize(
    "name", ["", "x-unknown", "unknown-8bit", "rot13", "base64", "idna", "\x00", "ä", "a" * 5000]
)
def test_what_is_no_character_set_is_none(name: str) -> None:
    """Unknown names, codecs that are no character sets, and nonsense."""
    assert codec_for(name) is None


@pytest.mark.parametrize(
    ("octets", "declared", "text", "is_right"),
    [
        ("Grüße".encode(), "utf-8", "Grüße", True),
        ("Grüße".encode(), "", "Grüße", False),
        (b"Hallo", "", "Hallo", True),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße", False),
        ("Grüße".encode(), "iso-8859-1", "Grüße", False),
        ("Größe und Güte".encode() + b"\xe4", "utf-8", "Größe und Güte\ufffd", True),
        (b"\x81\xe4", "", "\x81ä", False),
        ("日本".encode("iso2022_jp"), "utf-8", "日本", False),
        (b"\x1b$B-!-j\x1b(B 5", "iso-2022-jp", "①㈱ 5", True),
        (b"\x1b$B-!\x1b(B", "utf-8", "①", False),
        (b"\x1b$B-!\x1b(B\x1b$(D\x30\x21", "iso-2022-jp", "\ufffd丂", True),
        ("请回复".encode(), "gb2312", "请回复", False),
        ("请回复".encode("gb2312"), "gb2312", "请回复", True),
        (b"+2AA-", "utf-7", "\ufffd", True),
        (b"Hallo", "utf-16", "Hallo", False),
    ],
)
def test_text_is_decoded_as_declared_then_as_utf8_then_as_windows_1252(
    octets: bytes, declared: str, text: str, is_right: bool
) -> None:
    """The declaration counts unless the bytes speak against it."""
    assert decode_text(octets, declared) == (text, is_right)
