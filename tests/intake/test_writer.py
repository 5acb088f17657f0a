"""A colleague passes a letter on: the citizen is proposed as the party (R9a)."""

import pytest

from cases.mail import Mail
from intake.reading.mail import read_mail
from intake.writer import passed_on_party, writer_of
from tests.builders import COLLEAGUE, an_office
from triage.text.own_words import own_words

JANA = "jana.winter@kunde.example"
LETTER = "Ihr Mitarbeiter hat mich beschimpft."
WHO = f"Jana Winter <{JANA}>"
FORMS = {
    "Outlook": f"Von: {WHO}\nGesendet: Montag, 2. November 2026 08:12\nAn: Poststelle\n"
    "Betreff: Beschwerde\n\n",
    "Outlook with a ruler": f"{'_' * 32}\nVon: {WHO}\nGesendet: Montag, 2. November 2026\n"
    "An: Poststelle\nBetreff: Beschwerde\n\n",
    "Outlook, the address after its name": f"Von: Jana Winter [mailto:{JANA}]\nGesendet: Montag\n"
    "An: Poststelle\nCc: X\nBetreff: Beschwerde\nWichtigkeit: Hoch\n\n",
    "Outlook in English": f"From: {WHO}\nSent: Monday, November 2, 2026 8:12 AM\nTo: Poststelle\n"
    "Subject: Beschwerde\n\n",
    "old Outlook": f"-----Ursprüngliche Nachricht-----\nVon: {WHO}\nGesendet: Montag\n"
    "An: Poststelle\nBetreff: Beschwerde\n\n",
    "Gmail": f"---------- Forwarded message ---------\nVon: {WHO}\nDate: Mo., 2. Nov. 2026\n"
    "Subject: Beschwerde\nTo: <post@jobcenter.example>\n\n\n",
    "Gmail in English": f"---------- Forwarded message ---------\nFrom: {WHO}\nDate: Mon, Nov 2\n"
    "Subject: Beschwerde\nTo: <post@jobcenter.example>\n\n\n",
    "Thunderbird": "-------- Weitergeleitete Nachricht --------\nBetreff: \tBeschwerde\n"
    f"Datum: \tMon, 2 Nov 2026 08:12:05 +0100\nVon: \t{WHO}\nAn: \tpost@jobcenter.example\n\n",
    "Thunderbird in English": "-------- Forwarded Message --------\nSubject: \tBeschwerde\n"
    f"Date: \tMon, 2 Nov 2026\nFrom: \t{WHO}\nTo: \tpost@jobcenter.example\n\n",
    "iPhone": "Von meinem iPhone gesendet\n\nAnfang der weitergeleiteten Nachricht:\n\n"
    f"Von: {WHO}\nDatum: 2. November 2026 um 08:12:05 MEZ\nAn: Post\nBetreff: Beschwerde\n\n",
    "web mail": f"Gesendet: Montag, 02. November 2026 um 08:12 Uhr\nVon: {WHO}\n"
    "An: post@jobcenter.example\nBetreff: Beschwerde\n\n",
    "Notes": "----- Weitergeleitet von Uwe Amt/Jobcenter am 02.11.2026 08:20 -----\n\n"
    f"Von:\t{WHO}\nAn:\tpost@jobcenter.example\nDatum:\t02.11.2026 08:12\nBetreff:\tx\n\n",
    "twice": "Von: Poststelle <post@jobcenter.example>\nGesendet: Montag\nAn: Uwe Amt\n"
    f"Betreff: WG: Beschwerde\n\nbitte übernehmen\n\nVon: {WHO}\nGesendet: Montag\n"
    "An: Poststelle\nBetreff: Beschwerde\n\n",
}


def passed_on(text: str) -> Mail:
    """Return a colleague's mail with this text, as it is read from its bytes."""
    return read_mail(
        f"From: {COLLEAGUE.name} <{COLLEAGUE.address}>\nTo: krm@jobcenter.example\n"
        "Subject: WG: Beschwerde\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\nz. K.\n\n{text}".encode()
    )


@pytest.mark.parametrize("form", FORMS)
def test_r9a_the_citizen_is_known_in_every_programs_form(form: str) -> None:
    """The address stands in the heading; the letter below it is what counts."""
    mail = passed_on(FORMS[form] + LETTER)

    party = passed_on_party(mail, an_office())

    assert party is not None
    assert party.address == JANA
    assert own_words(mail.text).deciding == LETTER


@pytest.mark.parametrize("mark", ["> Anfang der weitergeleiteten Nachricht:\n> \n",
                                  "Begin forwarded message:\n\n"])  # fmt: skip
def test_r9a_a_letter_that_apple_mail_marks_line_by_line_is_opened(mark: str) -> None:
    """With its mark inside the quote, or above it."""
    quoted = "".join(f"> {line}\n" for line in f"Von: {WHO}\nBetreff: x\n\n{LETTER}".split("\n"))
    mail = passed_on(mark + quoted)

    party = passed_on_party(mail, an_office())

    assert party is not None
    assert party.address == JANA
    assert own_words(mail.text).deciding == LETTER


def test_r9a_a_letter_without_the_citizens_address_has_no_party() -> None:
    """The heading holds a name alone; the colleague is not the one to whom it happened."""
    mail = passed_on(f"Von: Jana Winter\nGesendet: Montag\nAn: Post\nBetreff: x\n\n{LETTER}")

    assert writer_of(mail, an_office()) is None


def test_a_colleague_who_writes_himself_is_the_writer() -> None:
    """He quotes the citizen below his own words, and asks something."""
    mail = passed_on(f"Was tun wir?\n\nAm 02.11.2026 um 08:12 schrieb {WHO}:\n> {LETTER}")

    writer = writer_of(mail, an_office())

    assert writer is not None
    assert writer.address == COLLEAGUE.address
