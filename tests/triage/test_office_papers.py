"""An office's own words are told from those of a citizen (labelling rule 8)."""

import pytest

from tests.triage.papers import DECISION, LAST_PAGE_OF_DECISION, LETTER, OBJECTION_DECISION
from triage.text.office_papers import citizens_words


@pytest.mark.parametrize("paper", [DECISION, OBJECTION_DECISION, LAST_PAGE_OF_DECISION])
def test_what_an_office_wrote_is_left_out(paper: str) -> None:
    """All of its pages, those without a mark of their own too."""
    assert citizens_words(paper) == ""


@pytest.mark.parametrize(
    "letter",
    [
        LETTER,
        "Sehr geehrte Frau Muster, Ihr Bewilligungsbescheid vom 3.5. ist falsch.",
        "Merhaba, 3.5.2026 tarihli karara itiraz ediyorum.",
        "Mein Zeichen: BG 1234\nDurchwahl: 07274 1\nHallo, ich warte seit Wochen.",
    ],
)
def test_what_a_citizen_wrote_is_kept(letter: str) -> None:
    """Also a letter that quotes the decision it contests, or looks official."""
    assert citizens_words(letter) == letter


def test_a_page_of_the_decision_that_a_citizen_wrote_on_is_kept() -> None:
    """The last page, with the notice of appeal alone, is the office's."""
    pages = DECISION.split("\f")
    contested = f"{pages[0]}\nDamit bin ich nicht einverstanden!"

    assert citizens_words(f"{contested}\f{pages[1]}") == contested


def test_a_letter_scanned_together_with_the_decision_is_kept_alone() -> None:
    """Before it or behind it."""
    assert citizens_words(f"{LETTER}\f{DECISION}") == LETTER
    assert citizens_words(f"{DECISION}\f{LETTER}") == LETTER
