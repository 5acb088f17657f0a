"""What the officer sees of attachments: their words, or why there are none."""

import pytest

from cases.labels import Label
from cases.mail import AttachedText, AttachmentState
from desk.words.attachments import NOTES
from intake.reading.mail import read_mail
from store.engine import writing
from store.messages import attached_texts
from tests.desk.builders import House, a_decision, a_letter

STATES_TO_LOOK_AT = [
    (AttachmentState.NO_WORDS, "kein Text erkannt, vielleicht Handschrift: bitte ansehen"),
    (AttachmentState.ENCRYPTED, "verschlüsselt, nur mit Passwort zu öffnen"),
    (AttachmentState.TOO_LARGE, "zu umfangreich, nicht gelesen: bitte ansehen"),
    (AttachmentState.UNREADABLE, "vom Programm nicht lesbar: bitte ansehen"),
    (AttachmentState.SCANNED, "Text aus einem Bild erkannt, er kann Fehler enthalten"),
]


def shown_with(house: House, found: AttachedText, *, because: str = "") -> str:
    """Return the page of a message in whose attachment this was found."""
    letter = a_letter("Siehe Anhang", attachment=("brief.pdf", b"%PDF"))
    number = house.files(a_decision(Label.OBJECTION, because=because), letter)
    (attachment,) = read_mail(letter).attachments
    with writing(house.engine) as tx:
        attached_texts.keep(tx, number, {attachment.sha256: found})
    answer = house.sign_in().see(f"/eingang/{number}")
    assert answer.status_code == 200
    return answer.text


def test_r36_the_words_that_decided_are_marked_in_the_attachment(house: House) -> None:
    """The officer sees where the objection stands, without opening the file."""
    found = AttachedText(
        state=AttachmentState.TEXT, text="Guten Tag, ich widerspreche <b>Ihnen</b>."
    )

    page = shown_with(house, found, because="ich widerspreche")

    assert "Guten Tag, <mark>ich widerspreche</mark> &lt;b&gt;Ihnen&lt;/b&gt;." in page


@pytest.mark.parametrize(("state", "note"), STATES_TO_LOOK_AT)
def test_what_was_not_read_is_told(house: House, state: AttachmentState, note: str) -> None:
    """In plain words beside the file."""
    assert note in shown_with(house, AttachedText(state=state))


def test_names_in_an_archive_are_listed_without_tricks(house: House) -> None:
    """Escaped, and without characters that turn the writing around."""
    found = AttachedText(state=AttachmentState.LISTED, contains=("<script>.pdf", "a\u202efdp.exe"))

    page = shown_with(house, found)

    assert "Darin: 2 Dateien" in page
    assert "<li><bdi>&lt;script&gt;.pdf</bdi></li>" in page
    assert "<li><bdi>afdp.exe</bdi></li>" in page


def test_a_text_that_goes_on_says_so(house: House) -> None:
    """The officer knows that there is more."""
    page = shown_with(house, AttachedText(state=AttachmentState.TEXT, text="x", is_cut=True))

    assert "nur der Anfang wurde gelesen" in page


def test_there_are_words_for_every_state() -> None:
    """A new state without words would be shown as nothing."""
    assert set(NOTES) == set(AttachmentState)
