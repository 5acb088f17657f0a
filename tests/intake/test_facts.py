"""Who wrote, and whether a notice may go there (R9a, R12, R15, R15a)."""

import pytest

from cases.mail import Address, Attachment, Mail, Place
from cases.office import Replies
from cases.received import NoNotice, Received
from intake.facts import Circumstances, Known, facts_of
from tests.builders import CITIZEN, COLLEAGUE, a_mail, an_entry, an_office

FORWARD = """Hallo Frau Beispiel, bitte übernehmen.

Von: Jana Winter <jana.winter@kunde.example>
Gesendet: Montag, 2. November 2026 08:12
An: uwe.amt@jobcenter.example
Betreff: Meine Unterlagen

Bei Ihnen gehen ständig Unterlagen verloren.
"""


def facts(mail: Mail, known: Known | None = None, **changes: object) -> Received:
    """Return the facts about a mail that lies in INBOX, unless told otherwise."""
    values: dict[str, object] = {
        "mail": mail,
        "entry": an_entry(),
        "known": known or Known(),
        "office": an_office(),
        "watched_folders": ("Junk",),
    }
    return facts_of(Circumstances(**{**values, **changes}))  # type: ignore[arg-type]


def test_r12_a_citizen_who_writes_can_be_answered() -> None:
    """The sender is the writer, and nothing stands against a notice."""
    known = facts(a_mail())

    assert (known.writer, known.no_notice) == (CITIZEN, None)


def test_r12_a_mail_without_a_sender_is_answered_by_hand() -> None:
    """There is no address to write to."""
    assert facts(a_mail(sender=None)).no_notice is NoNotice.NO_ADDRESS


def test_r12_an_address_that_no_server_takes_is_no_address() -> None:
    """A line break in it would be an injected header; the officer writes by hand."""
    hostile = Address(address="jana@kunde.example\r\nBcc: x@y.example")

    assert facts(a_mail(sender=hostile)).no_notice is NoNotice.NO_ADDRESS


def test_r9a_in_a_forward_by_a_colleague_the_citizen_is_the_proposed_party() -> None:
    """The block in the text names the citizen; the notice waits for the officer's word."""
    known = facts(a_mail(sender=COLLEAGUE, subject="WG: Meine Unterlagen", text=FORWARD))

    assert known.writer == Address(address=CITIZEN.address)
    assert known.no_notice is NoNotice.GUESSED_PARTY


def test_r9a_a_letter_attached_by_a_colleague_names_the_party_too() -> None:
    """The attached message's sender."""
    known = facts(a_mail(sender=COLLEAGUE, text="siehe Anhang", forwarded=(a_mail(),)))

    assert (known.writer, known.no_notice) == (CITIZEN, NoNotice.GUESSED_PARTY)


def a_file(name: str, text: str) -> Attachment:
    """Return an attachment in which this text was found."""
    return Attachment(
        index=0, name=name, content_type="application/octet-stream", size=9, sha256="x", text=text
    )


def test_r9a_a_letter_that_a_colleague_saved_in_outlook_names_the_party_too() -> None:
    """Its heading stands above the text found in the .msg."""
    words = f"Von: <{CITIZEN.address}>\nGesendet: 18.11.2026 09:05\nBetreff: Miete\n\nHallo"
    saved = a_file("WG Unterlagen.msg", words)

    known = facts(a_mail(sender=COLLEAGUE, text="siehe Anhang", attachments=(saved,)))

    assert known.writer == Address(address=CITIZEN.address)
    assert known.no_notice is NoNotice.GUESSED_PARTY


def test_r15a_a_colleague_who_writes_on_her_own_gets_no_citizens_notice() -> None:
    """Own domain."""
    assert facts(a_mail(sender=COLLEAGUE)).no_notice is NoNotice.OWN_HOUSE


@pytest.mark.parametrize("address", ["petition@landtag.example", "x@ausschuss.landtag.example"])
def test_r15a_an_authority_gets_no_citizens_notice(address: str) -> None:
    """Patterns of replies.never_to."""
    assert facts(a_mail(sender=Address(address=address))).no_notice is NoNotice.AUTHORITY


def test_r15_a_no_reply_sender_is_not_answered() -> None:
    """Nobody would read it."""
    sender = Address(address="noreply@kunde.example")

    assert facts(a_mail(sender=sender)).no_notice is NoNotice.NOT_ANSWERABLE


def test_r15_mail_from_a_watched_folder_is_not_answered_by_itself() -> None:
    """The server thought it junk: the officer decides."""
    place = Place(mailbox="krm@mail.example", folder="Junk", uid_validity=1, uid=1)

    assert facts(a_mail(), entry=an_entry(place=place)).no_notice is NoNotice.JUNK_FOLDER


def test_r12_mail_taken_from_files_is_not_answered_by_itself() -> None:
    """It may be months old, and the limit long over: the officer writes."""
    place = Place(mailbox="import", folder="0" * 8, uid_validity=1, uid=1)

    assert facts(a_mail(), entry=an_entry(place=place)).no_notice is NoNotice.IMPORTED


@pytest.mark.parametrize(
    "known",
    [
        Known(notices_to_writer_today=2),
        Known(notices_on_case_today=2),
        Known(notices_this_hour=2),
    ],
)
def test_r15_each_counter_holds_a_notice_back(known: Known) -> None:
    """Two are allowed of each kind, two went out."""
    office = an_office(replies=Replies(per_address_day=2, per_case_day=2, per_hour=2))

    assert facts(a_mail(), known, office=office).no_notice is NoNotice.TOO_MANY
    assert facts(a_mail(), Known(), office=office).no_notice is None


def test_r14_a_mail_received_late_in_the_evening_counts_in_the_offices_zone() -> None:
    """The builder's Monday nine o'clock is Monday in Berlin."""
    assert facts(a_mail()).received_on.isoformat() == "2026-11-02"


def test_r6_a_complaint_in_an_attachment_is_hidden_from_the_officer_it_names() -> None:
    """The mail itself says nothing."""
    letter = a_file("brief.pdf", "Hallo, Frau Erika Beispiel hat mich angeschrien.")

    known = facts(a_mail(text="siehe Anhang", attachments=(letter,)))

    assert known.hidden_from == ("Erika Beispiel",)


def test_r6_a_complaint_about_the_officer_names_whom_to_hide_it_from() -> None:
    """The officer's surname stands in the writer's own words."""
    known = facts(a_mail(text="Frau Beispiel hat mich am Telefon beschimpft."))

    assert known.hidden_from == ("Erika Beispiel",)
