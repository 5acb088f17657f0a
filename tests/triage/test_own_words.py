"""What the writer wrote himself (labelling rule 8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.text.own_words import own_words, points_elsewhere


def test_quoted_lines_are_not_the_writers() -> None:
    """What stands behind `>` was written by somebody else."""
    found = own_words("Das reicht mir nicht.\n\n> Vielen Dank für Ihre Geduld.\n> Ihr Amt")

    assert found.own == "Das reicht mir nicht."
    assert found.quoted == "> Vielen Dank für Ihre Geduld.\n> Ihr Amt"


@pytest.mark.parametrize(
    "header",
    [
        "Am 03.05.2026 um 10:12 schrieb Jobcenter Musterstadt <krm@jobcenter.example>:",
        "On Mon, 4 May 2026 at 10:12, Jobcenter <krm@jobcenter.example> wrote:",
        "Le 4 mai 2026 à 10:12, Jobcenter <krm@jobcenter.example> a écrit :",
        "4 Mayıs 2026 10:12 tarihinde Jobcenter <krm@jobcenter.example> şunu yazdı:",
        "4 мая 2026 г., 10:12 Jobcenter <krm@jobcenter.example> написал:",
        "пн, 4 трав. 2026 р. о 10:12 Jobcenter <krm@jobcenter.example> пише:",
        "W dniu 4.05.2026 o 10:12 Jobcenter napisał:",
    ],
)
def test_a_reply_header_opens_the_quote_in_many_languages(header: str) -> None:
    """Unmarked text below such a line is the letter that was answered."""
    found = own_words(f"Wann bekomme ich Antwort?\n\n{header}\nWir prüfen Ihr Anliegen.")

    assert found.own == "Wann bekomme ich Antwort?"
    assert "Wir prüfen Ihr Anliegen." in found.quoted


def test_a_reply_header_broken_over_two_lines_is_seen() -> None:
    """Mail programs wrap the line before the word that tells it."""
    found = own_words("Nein.\n\nAm 03.05.2026 um 10:12 schrieb\nJobcenter:\n> Passt das?")

    assert found.own == "Nein."


def test_a_sentence_that_ends_with_wrote_and_a_colon_is_the_writers() -> None:
    """Somebody tells what a clerk wrote; no quote follows."""
    text = "Ihre Kollegin schrieb:\n\nIch sei zu spät. Das stimmt nicht."

    assert own_words(text).own == text


def test_rule_8_a_forward_without_own_words_hands_the_letter_on() -> None:
    """The letter passed on is what counts, and its writer is known (R9a)."""
    found = own_words(
        "siehe unten\n\nVon: Berta Beispiel <berta@post.example>\nGesendet: Montag, 4. Mai 2026\n"
        "An: Poststelle\nBetreff: Bescheid\n\nDer Bescheid ist falsch."
    )

    assert found.only_points
    assert found.deciding == "Der Bescheid ist falsch."
    assert found.forwarded_sender == "berta@post.example"


def test_rule_8_own_words_above_a_forward_decide() -> None:
    """A judgement of one's own is more than pointing."""
    found = own_words(
        "zum dritten Mal!! Liest das jemand?\n\n---------- Weitergeleitete Nachricht ----------\n"
        "Von: Praxis\nBetreff: Rückruf\n\nBitte rufen Sie an."
    )

    assert found.deciding == "zum dritten Mal!! Liest das jemand?"
    assert found.forwarded == "Bitte rufen Sie an."


def test_rule_8_a_forward_inside_a_forward_is_opened() -> None:
    """Two colleagues passed it on, the citizen's letter counts."""
    found = own_words(
        "Von: Teamassistenz\nAn: KRM\n\nmit der Bitte um Übernahme\n\n"
        "-----Ursprüngliche Nachricht-----\nVon: cem@post.example\nBetreff: Vorfall\n\n"
        "Ihr Mitarbeiter hat mich beschimpft."
    )

    assert found.deciding == "Ihr Mitarbeiter hat mich beschimpft."
    assert found.forwarded_sender == "cem@post.example"


@pytest.mark.parametrize(
    "signature",
    ["-- \nAnna Muster\nTel. 0123", "Von meinem iPhone gesendet", "Sent from my Galaxy",
     "Mit freundlichen Grüßen\nAnna Muster\nMusterweg 1"],
)  # fmt: skip
def test_signatures_are_set_apart(signature: str) -> None:
    """The name under a letter says nothing about its kind."""
    found = own_words(f"Bitte rufen Sie mich an.\n\n{signature}")

    assert found.own == "Bitte rufen Sie mich an."
    assert found.signature == signature


def test_a_postscript_below_the_name_is_the_writers() -> None:
    """People add the main thing last."""
    found = own_words("Danke.\n\nGruß\nAnna\n\nPS: Den Bescheid vom 3.5. akzeptiere ich nicht.")

    assert found.own.endswith("PS: Den Bescheid vom 3.5. akzeptiere ich nicht.")


@pytest.mark.parametrize(
    "boilerplate",
    [
        "Rechtsbehelfsbelehrung: Gegen diesen Bescheid kann Widerspruch erhoben werden.",
        "Diese E-Mail enthält vertrauliche Informationen. Bitte löschen Sie sie.",
        "Vielen Dank für Ihre Nachricht. Ob Lob, Beschwerde oder Widerspruch: wir melden uns.",
    ],
)
def test_rule_8_boilerplate_does_not_decide(boilerplate: str) -> None:
    """The office's own sentences list every label there is."""
    found = own_words(f"Anbei die Kontoauszüge.\n\n{boilerplate}")

    assert found.own == "Anbei die Kontoauszüge."
    assert found.boilerplate == boilerplate


@pytest.mark.parametrize("own", ["", "FYI", "z. K.", "Hallo Kollegen,\nmdB um Übernahme"])
def test_pointing_is_told_from_saying(own: str) -> None:
    """These words add nothing of their own."""
    assert points_elsewhere(own)


@pytest.mark.parametrize("own", ["Das ist falsch.", "siehe unten, das ist eine Frechheit!"])
def test_a_judgement_is_more_than_pointing(own: str) -> None:
    """These words decide."""
    assert not points_elsewhere(own)


@given(st.text(max_size=400))
def test_any_text_is_taken_apart_into_its_own_lines(text: str) -> None:
    """Whatever arrives, nothing is raised and nothing is invented."""
    found = own_words(text)

    assert set(found.own.split("\n")) <= {"", *text.splitlines()}


@given(st.lists(st.sampled_from(
    ["> zitiert", "Von: a@b.example", "Betreff: x", "Am 3.5. schrieb A:", "-- ", "Gruß", "", "ja"]
), max_size=14))  # fmt: skip
def test_marks_in_any_order_are_survived(lines: list[str]) -> None:
    """Broken threads are common."""
    found = own_words("\n".join(lines))

    assert set(found.own.split("\n")) <= {"", *lines}


def test_five_megabytes_are_taken_apart_quickly() -> None:
    """A long text ends in an answer, not in a long silence (measured by the test's time limit)."""
    assert own_words("Am 3.5. schrieb > Von: " * 250_000).own
