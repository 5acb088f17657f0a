"""Header fields say what their writers meant, however they were encoded."""

import pytest

from intake.reading.fields import decode_words, decoded, parameters


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?UTF-8?b?R3LDvMOfZQ==?=", "Grüße"),
        ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
        ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
        ("=?utf-8?Q?a?=\t=?iso-8859-1?Q?=E4?=", "aä"),
        ("(=?utf-8?Q?a?=)", "(a)"),
        ("=?utf-8?Q?a_b=5Fc?=", "a b_c"),
        ("=?utf-8?Q?a=?=", "a="),
        ("=?utf-8?Q?=C3=A4=?=", "ä"),
        ("=?utf-8?Q?50% = =XY?=", "50% = =XY"),
        ("=?utf-8?Q?wer=3F?=", "wer?"),
        ("=?utf-8?Q?wer??=", "wer?"),
        ("=?utf-8?X?nichts?=", "=?utf-8?X?nichts?="),
        ("=?utf-8?Q?offen =?utf-8?Q?zu?=", "offen zu"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("a=?b", "a=?b"),
        ("", ""),
    ],
)
def test_encoded_words_are_decoded(words: str, text: str) -> None:
    """RFC 2047 as it is meant and as it is broken."""
    assert decode_words(words) == text


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("text/plain; charset=utf-8", {"charset": "utf-8"}),
        ('x; Name = "a;b" ; c=d', {"name": "a;b", "c": "d"}),
        ('x; name="a\\"b"', {"name": 'a"b'}),
        ('x; name="offen', {"name": "offen"}),
        ("x; name*=utf-8'de'sch%C3%B6n", {"name": "schön"}),
        ("x; name*=iso-8859-1''sch%F6n", {"name": "schön"}),
        ("x; name*1=b; name*0=a", {"name": "ab"}),
        ("x; name*0*=utf-8''%C3; name*1*=%A4", {"name": "ä"}),
        ("x; name=plain; name*=utf-8''%C3%A4", {"name": "ä"}),
        ("x; name==?utf-8?Q?=C3=A4?=", {"name": "ä"}),
        ("x; =y; ;; z", {}),
        ("", {}),
    ],
)
def test_parameters_are_read(value: str, found: dict[str, str]) -> None:
    """RFC 2231 as it is meant and as it is broken."""
    assert parameters(value) == found


def test_raw_letters_are_utf8_before_the_given_set() -> None:
    """Modern programs write UTF-8 into headers whatever the text is in."""
    assert decoded("Größe".encode(), "koi8-r") == "Größe"
    assert decoded("Жалоба".encode("koi8-r"), "koi8-r") == "Жалоба"
    assert decoded("Größe".encode("latin-1")) == "Größe"


def test_folds_and_control_characters_become_blanks() -> None:
    """A subject is one line, and never ends another header when it is used again."""
    assert decoded(b" a\r\n\tb =?utf-8?Q?c=0D=0Ad?=\r\n") == "a b c d"
