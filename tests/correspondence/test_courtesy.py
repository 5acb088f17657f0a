"""A short version of notices in the customer's language, below the German text (R34)."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cases.labels import Way
from cases.letter import NOTICES, LetterKind
from cases.office import Deputy, DutySpell, Replies
from correspondence.case_texts import interim_text
from correspondence.compose import compose, text_of
from correspondence.courtesy_words import (
    COURTESY_LINE,
    END,
    LANGUAGES,
    LEFT_TO_RIGHT,
    PLAIN,
    RIGHT_TO_LEFT,
    CourtesyFacts,
    courtesy_text,
)
from correspondence.occasion import Occasion
from tests.builders import an_office
from tests.correspondence.occasions import a_notice, an_occasion, parsed

MONDAY = date(2026, 11, 23)
FOLDER = Path(__file__).parents[2] / "correspondence/courtesy"
EVERY = (*LANGUAGES, PLAIN)
FACTS = CourtesyFacts(
    received_on="23.11.2026",
    number="2026-048213",
    name="Erika Beispiel",
    phone="07274 000-0",
    answer_by="11.12.2026",
    to_sgg=True,
    to_director=True,
    passed_on_to="Leistung 1",
)


def added(occasion: Occasion, kind: LetterKind = LetterKind.ACKNOWLEDGEMENT, *ways: Way) -> str:
    """Return what stands below the German text of a notice."""
    return text_of(a_notice(kind, *ways), occasion).partition(f"\n{COURTESY_LINE}\n")[2]


def plain(text: str) -> str:
    """Return the text without marks of direction and line breaks."""
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


@pytest.mark.parametrize("language", EVERY)
def test_r11_every_language_tells_every_fact(language: str) -> None:
    """Day of receipt, number, contact with telephone, day of the answer, and the unit."""
    text = plain(courtesy_text(language, FACTS))

    for fact in ("23.11.2026", "2026-048213", "Erika Beispiel", "07274 000-0", "11.12.2026"):
        assert fact in text
    assert "Leistung 1" in text


@pytest.mark.parametrize("language", EVERY)
def test_every_language_has_the_same_sentences(language: str) -> None:
    """None is missing, none is left over, and each has the same gaps to fill."""
    words = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    english = tomllib.loads((FOLDER / "en.toml").read_text("utf-8"))
    words.pop("is_right_to_left", None)
    fixed = {"sgg_word", "director_word", "substitute_word", "important_word"}

    assert words.keys() == english.keys()
    for key, sentence in english.items():
        gaps = set(re.findall(r"\{(\w+)\}", words[key])) - fixed
        assert gaps == set(re.findall(r"\{(\w+)\}", sentence)), key


@pytest.mark.parametrize("kind", sorted(NOTICES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_carries_it_below_the_german_text(kind: LetterKind, language: str) -> None:
    """The German letter stays as it is, and the header names both languages (RFC 3282)."""
    german = text_of(a_notice(kind, Way.SGG), an_occasion(language="de"))

    mail = parsed(compose(a_notice(kind, Way.SGG), an_occasion(language=language)).content)

    body = mail.get_content().replace("\r\n", "\n")
    assert body.startswith(german)
    assert "23.11.2026" in body[len(german) :]
    assert mail["Content-Language"] == f"de, {language}"


@pytest.mark.parametrize("language", ["de", "", "it", "xx", "../../etc"])
def test_who_reads_german_or_a_language_without_words_gets_the_letter_alone(language: str) -> None:
    """Nothing is guessed."""
    assert added(an_occasion(language=language)) == ""


def test_the_office_can_do_without_it() -> None:
    """`replies.courtesy` turns it off, `replies.plain_language` adds plain German."""
    without = replace(an_office(), replies=Replies(courtesy=False))
    plain_german = replace(an_office(), replies=Replies(plain_language=True))

    assert added(an_occasion(office=without, language="tr")) == ""
    assert "Leichter Sprache" in added(an_occasion(office=plain_german, language="de"))


def test_r16_the_sentence_about_objections_is_pointed_at_and_not_said_again() -> None:
    """What SGG approved stands in German alone; the translation leads to it."""
    text = plain(added(an_occasion(language="en"), LetterKind.TRANSFER_NOTICE, Way.SGG))

    assert "begins with “Wichtig”" in text
    assert "§" not in text


@pytest.mark.parametrize("language", EVERY)
def test_r6_every_language_tells_that_the_substitute_has_it(language: str) -> None:
    """Who complains about the director must not read that the director has the letter."""
    text = plain(courtesy_text(language, replace(FACTS, to_substitute=True)))

    assert "Vertretung der Geschäftsführung" in text
    assert text.count("Geschäftsführung") == 1


@pytest.mark.parametrize("language", ["tr", "en"])
def test_r16_a_transfer_notice_promises_no_day_in_another_offices_name(language: str) -> None:
    """Nobody here knows when SGG will answer; an acknowledgement does name its day."""
    occasion = an_occasion(language=language)

    assert "11.12.2026" not in added(occasion, LetterKind.TRANSFER_NOTICE, Way.SGG)
    assert "11.12.2026" in added(occasion, LetterKind.ACKNOWLEDGEMENT, Way.SGG)


def test_r14b_it_holds_nothing_but_facts_of_the_notice() -> None:
    """Two letters of the same day differ in their numbers alone."""
    one = added(an_occasion(language="pl", case_number="2026-000001"))
    two = added(an_occasion(language="pl", case_number="2026-000002", thread="<x@y.example>"))

    assert one.replace("000001", "000002") == two


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_lines_from_right_to_left_are_set_so_and_what_is_latin_is_set_apart(language: str) -> None:
    """Each line is an isolate of its own; every one that begins in it ends in it (UAX 9)."""
    lines = courtesy_text(language, FACTS).splitlines()

    for line in lines:
        assert line.startswith(RIGHT_TO_LEFT)
        assert line.endswith(END)
        depth = 0
        for sign in line:
            depth += {RIGHT_TO_LEFT: 1, LEFT_TO_RIGHT: 1, END: -1}.get(sign, 0)
            assert depth >= 0
        assert depth == 0
        latin = re.sub(f"{LEFT_TO_RIGHT}[^{END}]*{END}", "", line)
        assert not re.search("[A-Za-z0-9]", latin)


@pytest.mark.parametrize("language", EVERY)
def test_lines_are_short(language: str) -> None:
    """A mail's lines stay within 80 signs, marks of direction included."""
    assert max(map(len, courtesy_text(language, FACTS).splitlines())) <= 80


def test_r13_an_interim_notice_says_its_new_day_in_the_customers_language() -> None:
    """Below the officer's German words, which stay as they are."""
    occasion = an_occasion(language="en", answer_by=date(2026, 12, 18))

    german, _, below = interim_text("Ein Gutachten fehlt noch.", occasion).partition(
        f"\n{COURTESY_LINE}\n"
    )

    assert "Ein Gutachten fehlt noch." in german
    assert "takes longer" in plain(below)
    assert "18.12.2026" in plain(below)
    assert "Gutachten" not in below


def test_r11_the_translation_names_who_is_on_duty_too() -> None:
    """The same person as in the German text, as switched at the desk."""
    deputy = Deputy(name="Max Vertretung", phone="07274 000-1")
    contact = replace(an_office().contact, deputies=(deputy,))
    spell = DutySpell(name=deputy.name, from_on=MONDAY, until_on=MONDAY)
    office = replace(an_office(), contact=contact, rota=(spell,))

    assert "Max Vertretung" in plain(added(an_occasion(language="tr", office=office)))


def test_a_delay_is_told_as_one() -> None:
    """An interim notice says that it takes longer (R13)."""
    text = courtesy_text("en", replace(FACTS, is_delayed=True))

    assert "takes longer" in text
