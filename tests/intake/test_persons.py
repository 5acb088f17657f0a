"""Whose name stands in a text (R6)."""

from time import process_time

import pytest

from intake.persons import named_in, speaks_of_director

NAMES = ("Erika Beispiel", "Dr. Max Vertretung")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Frau Beispiel hat mich ausgelacht.", ("Erika Beispiel",)),
        ("Herrn VERTRETUNGS Ton war unmöglich.", ("Dr. Max Vertretung",)),
        ("Zum Beispiel am Montag.", ("Erika Beispiel",)),
        ("Beispielhaft ging es zu.", ()),
        ("Niemand hat geholfen.", ()),
    ],
)
def test_r6_a_surname_is_found_as_a_whole_word(text: str, expected: tuple[str, ...]) -> None:
    """Rather hidden once too often than shown to the person complained about."""
    assert named_in(text, NAMES) == expected


def test_r6_greeting_the_director_is_not_speaking_of_the_director() -> None:
    """The letter goes to the director; it is not about the director."""
    text = "Sehr geehrte Frau Geschäftsführerin Leitung,\nHerr Kant hat mich angeschrien."

    assert not speaks_of_director(text, "Gerda Leitung")


@pytest.mark.parametrize(
    "text",
    [
        "Der Geschäftsführer hat mich vor allen Leuten beschimpft.",
        "Ihr Geschaeftsfuehrer duzt mich.",
        "Gestern hat mich Frau Leitung einen Schmarotzer genannt.",
    ],
)
def test_r6_what_may_be_about_the_director_is_noticed(text: str) -> None:
    """By the word for the office, in two spellings, or by name."""
    assert speaks_of_director(text, "Gerda Leitung")


def test_r6_without_a_configured_name_only_the_word_counts() -> None:
    """An empty name is found nowhere."""
    assert not speaks_of_director("Frau Leitung hat mich beschimpft.", "")


@pytest.mark.parametrize("line", ["-- \n", "> > >\n", "\n", " \n"])
def test_r1_a_letter_of_marks_alone_holds_up_no_other_letter(line: str) -> None:
    """Time grows with the length, not with its square: nobody stops the line with one mail."""
    began = process_time()

    assert not speaks_of_director(line * 100_000, "Gerda Leitung")

    assert process_time() - began < 5
