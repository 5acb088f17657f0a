"""A mailing to many, or a person on a discussion list (R15)."""

import pytest

from cases.mail import Address, Mail, MailKind
from triage.machine import kind_of

LEAVE = ("list-unsubscribe", "<mailto:leave@liste.example>")
LIST = Address(address="garten@liste.example")
CLARA = Address(name="Clara Muster", address="clara@post.example")


def a_list_mail(
    *headers: tuple[str, str],
    subject: str = "[garten] Hat jemand Pflanzen?",
    sender: Address = CLARA,
    to: Address = LIST,
    reply_to: Address | None = None,
) -> Mail:
    """Return a mail that came by a list which one can leave, with further headers."""
    return Mail(
        subject=subject,
        text="Guten Tag zusammen, wer hat Tomaten übrig?",
        sender=sender,
        to=(to,),
        reply_to=(reply_to,) if reply_to is not None else (),
        headers=(LEAVE, *headers),
    )


@pytest.mark.parametrize(
    "mail",
    [
        a_list_mail(
            ("precedence", "bulk"),
            ("list-post", "<mailto:garten@liste.example>"),
            ("x-mailman-version", "2.0.11"),
        ),
        a_list_mail(
            ("precedence", "bulk"), ("mailing-list", "contact garten-help@liste.example; run by x")
        ),
        a_list_mail(
            ("precedence", "Bulk"),
            ("mailing-list", "list garten@liste.example"),
            ("list-unsubscribe-post", "List-Unsubscribe=One-Click"),
        ),
        a_list_mail(("list-id", "Garten <garten.liste.example>")),
        a_list_mail(("precedence", "bulk"), reply_to=LIST),
        a_list_mail(("precedence", "list")),
    ],
)
def test_r15_whoever_opens_a_subject_on_a_discussion_list_is_a_person(mail: Mail) -> None:
    """The programs call every letter bulk and offer to leave, also those that begin a subject."""
    origin = kind_of(mail)

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, False)


@pytest.mark.parametrize(
    "mail",
    [
        a_list_mail(("precedence", "bulk"), to=Address(address="krm@amt.example")),
        a_list_mail(("list-post", "NO")),
        a_list_mail(("list-post", "<mailto:garten@liste.example>"), ("x-mc-user", "17")),
        a_list_mail(
            ("mailing-list", "list garten@liste.example"),
            sender=Address(address="newsletter@gaertner.example"),
        ),
        a_list_mail(("list-id", "<17.versand.example>"), sender=LIST, reply_to=LIST),
    ],
)
def test_r15_a_sender_to_many_is_no_person_on_a_list(mail: Mail) -> None:
    """Nobody can write to this list, or a tool or an account for news sent it."""
    origin = kind_of(mail)

    assert (origin.kind, origin.may_answer) == (MailKind.LIST, False)


def test_r15_an_answer_that_one_can_unsubscribe_from_is_read_but_not_answered() -> None:
    """Advertisers call their mails answers, and some people's programs add such a header."""
    origin = kind_of(a_list_mail(subject="Re: Ihre Anfrage", to=CLARA))

    assert (origin.kind, origin.may_answer) == (MailKind.HUMAN, False)


def test_r15_members_who_wait_for_a_moderator_ask_nobody_to_confirm() -> None:
    """Only a mail of its own challenges us; what members write to each other does not."""
    mail = Mail(
        subject="Freigabe",
        text="My mail was waiting for a week, please approve: http://liste.example/1",
        sender=CLARA,
        headers=(("list-id", "<garten.liste.example>"),),
    )

    assert kind_of(mail).kind is MailKind.HUMAN
