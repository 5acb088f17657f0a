"""Phrases, sentences and languages: what the rules see of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.text.language import language_of
from triage.text.letter import fold, letter_of
from triage.words.marks import word_lists
from triage.words.phrases import Phrase


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("lege ... widerspruch ein", "hiermit lege ich gegen den bescheid widerspruch ein"),
        ("bescheid*", "die bescheide"),
        ("kürzung", "die kuerzung"),
        ("kürzung", "die kurzung"),
        ("kein|keine + antwort", "es kam keine antwort"),
        ("§ 44", "nach § 44 sgb x"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    """Gaps, endings, spellings and alternatives."""
    assert Phrase(phrase).stands_in(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("lege ... widerspruch ein", "ich lege auf\nwiderspruch ein"),
        ("bescheid", "bescheiden"),
        ("kein|keine + antwort", "kein mensch, keine sau, niemand; antwort"),
    ],
)
def test_a_phrase_is_not_found(phrase: str, text: str) -> None:
    """A sentence's end, a longer word and words between keep it apart."""
    assert not Phrase(phrase).stands_in(text)


def test_a_phrase_that_would_match_anything_is_refused() -> None:
    """A list with such a line is a mistake of its author."""
    with pytest.raises(ValueError, match="too vague"):
        Phrase("* ... *")


def test_every_word_list_is_readable_and_not_empty() -> None:
    """All phrases compile."""
    assert all(phrases for phrases in word_lists().values())
    assert all(phrase.pattern for phrases in word_lists().values() for phrase in phrases)


def test_a_date_and_an_abbreviation_end_no_sentence() -> None:
    """The decision and its date stay in one sentence."""
    letter = letter_of("", "Der Bescheid vom 3. Mai ist falsch. Herr Dr. Klein weiß das.")

    assert [sentence.text for sentence in letter.sentences] == [
        "Der Bescheid vom 3. Mai ist falsch.",
        "Herr Dr. Klein weiß das.",
    ]


@given(st.text(max_size=300))
def test_folding_keeps_the_length(text: str) -> None:
    """A place in the folded text is the same place in the letter."""
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich habe den Brief nicht verstanden.", "de"),
        ("I have not understood the letter and I am waiting.", "en"),
        ("Bu mektup için ne yapmam gerekiyor, ben anlamadım.", "tr"),
        ("Я не понял ваше письмо и жду ответа.", "ru"),
        ("Я не зрозуміла вашого листа, чекаю на відповідь її.", "uk"),
        ("لم أفهم الرسالة", "ar"),
        ("من نامه را نمی‌فهمم", "fa"),
        ("Nie rozumiem tego pisma i proszę o pomoc.", "pl"),
        ("", "de"),
    ],
)
def test_the_language_is_guessed(text: str, language: str) -> None:
    """By script and small words; German in doubt."""
    assert language_of(text) == language
