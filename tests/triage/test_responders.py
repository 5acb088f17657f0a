"""Mail that a program wrote in answer, with few signs of it (R15)."""

import pytest

from cases.mail import Address, Mail, MailKind
from triage.machine import kind_of


def an_answer(subject: str, text: str, *headers: tuple[str, str]) -> Mail:
    """Return what came back on a letter of ours."""
    return Mail(
        subject=subject,
        text=text,
        sender=Address(address="karla@firma.example"),
        return_path="karla@firma.example",
        headers=headers,
    )


@pytest.mark.parametrize(
    "mail",
    [
        an_answer("Automatische Antwort: Ihre Unterlagen", "Grüß Gott, bin ab 5. Mai zurück."),
        an_answer("Autoodpowiedź: Dokumenty", "Wracam 3 maja."),
        an_answer("Automatische Antwort auf Ihre Nachricht", "Ich bin bis Montag nicht da."),
        an_answer("Autosvar: Fråga", "Jag är tillbaka på måndag."),
        an_answer("自動返信: 書類", "月曜日に戻ります。"),
        an_answer("Re: Ihre Unterlagen", "Danke für Ihr Schreiben.",
                  ("auto-submitted", "auto-generated")),
    ],
)  # fmt: skip
def test_r15_a_responder_is_told_by_the_title_it_puts_before_ours(mail: Mail) -> None:
    """In any language, whatever it says; and who answers by itself is a responder."""
    origin = kind_of(mail)

    assert (origin.kind, origin.may_answer) == (MailKind.AUTO_REPLY, False)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Automatische Antwort: was soll das", "Warum antwortet mir nur ein Automat?"),
        ("Automatische Antwort auf meine Beschwerde", "Eine automatische Antwort genügt nicht."),
        ("Automatische Antwort: Frage", "Hiermit lege ich Widerspruch ein. " * 30),
        ("AW: Automatische Antwort: Frage", "Ich warte immer noch."),
        ("Abwesenheitsnachricht: 3. bis 17. August", "Hiermit melde ich meine Reise an."),
        (
            "Urlaub",
            "Ich bin bis 10. Mai im Urlaub. In dringenden Fällen fragen Sie bitte meine Frau.",
        ),
        ("Auto: Frage zum Kfz", "Die Reparatur kostet 400 Euro, ich bitte um ein Darlehen."),
    ],
)
def test_r15_a_person_with_a_responders_words_in_the_subject_stays_one(
    subject: str, text: str
) -> None:
    """Who asks, answers or announces a journey is not a program."""
    assert kind_of(an_answer(subject, text)).kind is MailKind.HUMAN
