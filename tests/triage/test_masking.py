"""Persons are taken out of a letter before anything of it is kept (R7, R33, R35)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.text.letter import letter_of
from triage.text.masking import EXAMINED, PLACEHOLDERS, masked, neutral, plain_words

PERSONAL = {
    "name after a title": ("Bei Frau Wurzelgruber war ich gestern.", "Wurzelgruber"),
    "name that is a word": ("Herr Klein hat mir geholfen.", "Klein"),
    "two words, both known": ("Frau Dr. Lang Kurz war da.", "Lang Kurz"),
    "name without a title": ("Wurzelgruber hat nicht angerufen.", "Wurzelgruber"),
    "name in small letters": ("der wurzelgruber ist nie da", "wurzelgruber"),
    "name told": ("Ich heiße Klein und warte seit Mai.", "Klein"),
    "child's name": ("Mein Sohn Klein geht in die Schule.", "Klein"),
    "letters hidden between": ("Die Wurzel\u200bgruber sagt nein.", "Wurzelgruber"),
    "spelled out": ("Mein Name ist W U R Z E L.", "R Z E"),
    "IBAN in groups": ("Bitte auf DE12 5001 0517 0648 4898 90.", "0648"),
    "IBAN in one": ("DE12500105170648489890", "0517"),
    "foreign IBAN": ("Konto NL91 ABNA 0417 1643 00 bitte.", "ABNA"),
    "case number": ("BG 54104//0031276", "0031276"),
    "customer number": ("Kundennummer 123D456789", "123D456789"),
    "telephone": ("Rufen Sie an: 07274 / 123-45", "07274"),
    "telephone in single digits": ("0 7 2 7 4 1 2 3", "7 2 7"),
    "mobile with country": ("+49 (0)171 2345678", "2345678"),
    "day of birth": ("geboren am 3.5.1979", "1979"),
    "day of birth, short year": ("geb. 03.05.79 in Speyer", "79"),
    "Arabic digits": ("هاتفي ٠٧٢٧٤١٢٣", "٧٢٧"),
    "street": ("Ich wohne Am Krebsbach 12 in der Nähe.", "Krebsbach"),
    "street and town": ("Hauptstraße 7, 76726 Germersheim", "Germersheim"),
    "street in short": ("wohne in der rosenstr. 4a", "rosen"),
    "mail address": ("Schreiben Sie an jana.winter@post.example bitte.", "jana.winter"),
    "mail address in disguise": ("jana.winter (at) post.example", "winter"),
    "web address": ("siehe https://post.example/jana/winter?x=1", "jana"),
    "handle": ("auf Insta bin ich @janaw91", "janaw91"),
    "account": ("Kennung JW1979x", "1979"),
}


@pytest.mark.parametrize(("text", "trace"), PERSONAL.values(), ids=PERSONAL)
def test_r33_personal_data_do_not_stay(text: str, trace: str) -> None:
    """Each kind, as people write it."""
    assert trace.lower() not in masked(text).lower()


def test_r33_known_names_go_wherever_they_stand() -> None:
    """Sender and party: also where the name is a common word, inflected, or in capitals."""
    text = "Hier schreibt Rosa Klein. KLEINS Antrag liegt bei Ihnen, der von rosa auch."

    left = masked(text, names=("Rosa Klein", "r.klein@kunde.example"))

    assert left == (
        "Hier schreibt [Name] [Name]. [Name] Antrag liegt bei Ihnen, der von [Name] auch."
    )


def test_what_a_letter_says_stays() -> None:
    """The words that make it a complaint, weeks and paragraphs; dates keep their shape."""
    text = (
        "Sehr geehrte Frau Wurzelgruber,\nseit 6 Wochen warte ich auf die Heizkostennachzahlung "
        "über 312,50 Euro. Am 12.10.2026 habe ich nach § 44 SGB gefragt. Niemand antwortet!"
    )

    assert masked(text) == (
        "Sehr geehrte Frau [Name],\nseit 6 Wochen warte ich auf die nachzahlung "
        "über 000,00 Euro. Am 00.00.0000 habe ich nach § 44 SGB gefragt. Niemand antwortet!"
    )


def test_a_placeholder_teaches_nothing() -> None:
    """Each becomes two letters that are no word and have no parts."""
    assert neutral("Frau [Name] aus [Anschrift], [Wort]") == "Frau xx aus xx, xx"
    assert "xx" not in plain_words()


def test_a_masked_letter_still_reads_as_a_letter() -> None:
    """Its own words are not taken for a signature or a quote."""
    text = "Guten Tag,\n\nFrau Wurzelgruber ist unfreundlich.\n\nMit freundlichen Grüßen\nR. Klein"
    left = neutral(masked(text))

    assert "unfreundlich" in letter_of("", left).words.deciding


def test_the_list_of_words_holds_no_name_of_the_examples() -> None:
    """It is folded, sorted, and was read by a person."""
    words = plain_words()

    assert words.isdisjoint({"wurzelgruber", "germersheim", "winter", "müller", "yıldız"})
    assert all(word == word.casefold() for word in words)
    assert len(words) > 5000


SAID = (
    "Frau Herr Dr. Klein Lang Sohn Müller straße Am Im 12 12345 3. @ . a@b.de www.x.de [Name] "
    "[Wort Winter heiße DE12 3456 ABCD X - Hauptstraße 0 7 zu\u0308 ß İ ǅ \u200b \u00ad ﬁ ٣ e"
)
PIECES = st.sampled_from(SAID.split())
TEXTS = st.text(max_size=60) | st.lists(
    st.tuples(PIECES, st.sampled_from([" ", "", "\n", "-", ", "])), max_size=30
).map(lambda pairs: "".join(a + b for a, b in pairs))


@given(TEXTS)
def test_r35_whatever_is_masked_holds_known_words_only(text: str) -> None:
    """No pattern has to think of a name: what is not on the list is gone."""
    left = masked(text)
    for placeholder in PLACEHOLDERS:
        left = left.replace(placeholder, " ")

    words = re.findall(r"[^\W\d_]+", left)

    assert [
        word for word in words if word.casefold() not in plain_words() and word.strip("Xx")
    ] == []


@given(TEXTS)
def test_r33_whatever_is_masked_holds_no_long_number(text: str) -> None:
    """However its digits are grouped: three or more of them are zeros."""
    groups = re.findall(r"\d(?:[\s./,:;()+*#\-–—_]{0,3}\d)*", masked(text))
    digits = [re.sub(r"\D", "", group) for group in groups]

    assert [each for each in digits if len(each) > 2 and each.strip("0")] == []


@given(st.text("ab-. ", min_size=3, max_size=12), st.integers(1, 9_999_999_999))
def test_r33_a_name_given_is_nowhere_left(name: str, number: int) -> None:
    """Whatever the name, whatever stands beside it."""
    left = masked(f"Antrag von {name} {number} {name}", names=[name])

    assert [
        part for part in re.findall(r"[a-z]{3,}", name) if re.search(rf"\b{part}\b", left)
    ] == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["a.", "1 ", "Frau ", "Am ", "a1", "@", "a-", "W W ", "\u0308a", "["]
)
def test_a_letter_of_one_piece_a_million_times_is_masked_in_time(piece: str) -> None:
    """No pattern takes more than its share, and no more is kept than is read."""
    assert len(masked(piece * (1_000_000 // len(piece)))) <= 5 * EXAMINED
