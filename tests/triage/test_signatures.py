"""What stands under a letter is told from the letter, by more than one sign."""

import pytest

from triage.text.own_words import own_words

LETTER = "Wann bekomme ich Antwort?"


@pytest.mark.parametrize(
    "signature",
    [
        "---\nAnna",
        "_____________\nAnna Muster\nMusterweg 1\nTel. 0123 456789",
        "Anna Muster\nMusterweg 1\n12345 Musterstadt\n0123 456789\nanna@kunde.example",
        "Mit freundlichen Grüßen\n\nAnna Muster\nBäckerei @ Muster !",
        "Thanks!\nAnna",
        "Cheers 🎉\nAnna",
        "Cheers\nAnna\n\n-----\nAnna Muster\n0123 456789",
        "Tisztelettel,\nAnna",
        "Sent wirelessly from my BlackBerry device on the Muster network.",
        "Envoyé sans fil par mon terminal mobile BlackBerry sur le réseau de Muster.",
    ],
)
def test_rule_8_a_name_and_where_to_find_it_are_a_signature(signature: str) -> None:
    """Ruled off, after thanks, after a closing, or nothing but contact data."""
    assert own_words(f"{LETTER}\n\n{signature}").own == LETTER


@pytest.mark.parametrize(
    "letter",
    [
        "Meine neue Anschrift lautet:\n\nAnna Muster\nMusterweg 1\n0123 456789\nanna@kunde.example",
        "Meine Ausgaben\n-----\nStrom 80 Euro\nMiete 500 Euro",
        "Es geht um dies:\n----\nDie Striche sind nur Schmuck.\n----\nAntworten Sie bitte.",
        "Hallo,\n\nbitte prüfen Sie das.\n\nThanks!",
        "Thanks!\nAnna",
        "Anna Muster\n0123 456789\nanna@kunde.example",
        "Guten Tag\n\nAnna war hier\nund niemand da",
    ],
)
def test_rule_8_what_only_looks_like_a_signature_stays_the_writers(letter: str) -> None:
    """Addresses that are announced, tables, thanks alone, and a letter of nothing else."""
    assert own_words(letter).own == letter
