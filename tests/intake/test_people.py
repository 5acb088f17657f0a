"""People's letters that sound like a machine's stay people's, read from their bytes (R15)."""

import pytest

from cases.mail import MailKind
from intake.reading.mail import read_mail
from triage.machine import kind_of

QUOTED_REPORT = (
    "I wrote to you and got this:\n----- The following addresses had permanent fatal errors "
    "-----\n<krm@x.example>\n 550 5.1.1 User unknown"
)
LETTERS = (
    ("Im Urlaub", "Darf ich vom 3. bis 17. August verreisen? Ich bin am 18. wieder da."),
    ("Urlaub", "Ich bin bis 17. im Urlaub, in dringenden Fällen erreichen Sie mich unter 0123."),
    ("Ortsabwesenheit", "Ich bin vom 3. bis 17. abwesend."),
    ("Abwesenheitsmeldung", "Hiermit melde ich: Ich bin vom 3. bis 17. im Urlaub."),
    ("Abwesend", "Ich war am 3. abwesend, weil krank, und bin bis 5.5. nicht erreichbar."),
    ("Automatische Antwort?", "Warum bekomme ich immer nur eine automatische Antwort?"),
    ("Automatische Eingangsbestätigung ohne Folge",
     "Vor 4 Wochen kam eine automatisch erzeugte Nachricht. Seither nichts."),
    ("Out of office hours nobody answers", "I am away from 3 to 5 May and nobody answers."),
    ("OOO", "I am on vacation until 5 May. Is that allowed?"),
    ("Fwd: Undelivered Mail Returned to Sender",
     "Warum?\n\nThis is the mail system at host mx.\n<krm@x.example>: 550 5.1.1 user unknown"),
    ("Mail an Sie unzustellbar",
     "Guten Tag, meine Mail an info@amt.example konnte nicht zugestellt werden: 550 5.1.1"),
    ("Undeliverable", "Ihre Nachricht konnte nicht zugestellt werden, stand da. Was soll das?"),
    ("Returned mail: see transcript", QUOTED_REPORT),
    ("Delivery failed", "Hello, the delivery of my letter failed. Is your mailbox full?"),
    ("Gelesen: Ihr Brief", "Ich habe Ihren Brief gelesen."),
    ("Zugesagt: Wohnung", "Der Vermieter hat zugesagt."),
    ("Bitte bestätigen", "Bitte bestätigen Sie den Eingang: https://konto.example"),
)  # fmt: skip


@pytest.mark.parametrize(("subject", "text"), LETTERS)
def test_r15_a_person_is_answered_whatever_the_letter_sounds_like(subject: str, text: str) -> None:
    """Absences announced, machines complained about, failures quoted."""
    letter = (
        f"From: Anna Muster <anna@post.example>\nTo: krm@jobcenter.example\nSubject: {subject}\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
    )

    origin = kind_of(read_mail(letter.encode()))

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, True)
