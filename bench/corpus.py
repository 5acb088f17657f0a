"""Reproducible German customer mails: the same seed gives the same bytes.

`python bench/corpus.py DIRECTORY --count 1000` writes them as files; measurements and tests
take them from `letters`.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, assert_never

from bench.phrases import (
    FAMILY_NAMES,
    FIRST_NAMES,
    FURTHER,
    MATTERS,
    OUT_OF_OFFICE,
    QUOTE,
    TOWNS,
    UNDELIVERABLE,
    Matter,
)

OUR_ADDRESS = "krm@jobcenter.example"
FIRST_DAY = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
REGULARS = 40  # some people write again and again
REGULAR_SHARE = 0.15
Choice = TypeVar("Choice")


class Shape(StrEnum):
    """What a mail is made of."""

    PLAIN = "plain"
    ALTERNATIVE = "alternative"
    WITH_ATTACHMENT = "with_attachment"
    REPLY = "reply"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"


SHAPES = {
    Shape.PLAIN: 47,
    Shape.ALTERNATIVE: 33,
    Shape.WITH_ATTACHMENT: 5,
    Shape.REPLY: 8,
    Shape.AUTO_REPLY: 4,
    Shape.BOUNCE: 3,
}
"""How many of a hundred mails have each shape."""

CODINGS = {
    ("utf-8", "quoted-printable"): 32,
    ("utf-8", "base64"): 15,
    ("utf-8", "8bit"): 20,
    ("iso-8859-1", "quoted-printable"): 12,
    ("iso-8859-1", "8bit"): 5,
    ("windows-1252", "quoted-printable"): 12,
    ("windows-1252", "base64"): 4,
}
"""How many of a hundred mails use each character set and transfer encoding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail and the facts that must survive its way through the line.

    `phrase` is a text with umlauts in its body; `label` is what its text is about, `other` for
    machines; `answers` is the Message-ID that it replies to.
    """

    number: int
    shape: Shape
    label: str
    message_id: str
    sender: str
    subject: str
    phrase: str
    answers: str = ""
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a measurement wants: bigger attachments, only people, everybody writing once."""

    shapes: Mapping[Shape, int] = field(default_factory=lambda: SHAPES)
    attachment_bytes: int = 30_000
    one_sender_each: bool = False


def letters(count: int, *, seed: int = 1, wishes: Wishes | None = None) -> Iterator[Letter]:
    """Give mails as they arrive in a KRM mailbox; a longer row begins with the shorter one."""
    chance = random.Random(seed)
    wishes = wishes or Wishes()
    earlier: list[Letter] = []
    for number in range(1, count + 1):
        draft = _draft(number, chance, wishes, earlier)
        letter = _written(draft, chance, wishes)
        if draft.shape in {Shape.PLAIN, Shape.ALTERNATIVE}:
            earlier.append(letter)
        yield letter


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What is decided about a mail before it is written."""

    number: int
    shape: Shape
    matter: Matter
    name: str
    address: str
    phrase: str
    answered: Letter | None
    coding: tuple[str, str]

    @property
    def mark(self) -> str:
        """The word by which the mail can be found everywhere."""
        return f"KX{self.number:07}"

    @property
    def subject(self) -> str:
        match self.shape:
            case Shape.REPLY if self.answered:
                return f"AW: {self.answered.subject}"
            case Shape.AUTO_REPLY:
                return f"Automatische Antwort: abwesend bis Ende März ({self.mark})"
            case Shape.BOUNCE:
                return f"Unzustellbar: Ihre Nachricht ({self.mark})"
            case _:
                return f"{self.matter.subject} ({self.mark})"

    @property
    def is_from_machine(self) -> bool:
        return self.shape in {Shape.AUTO_REPLY, Shape.BOUNCE}


def _draft(number: int, chance: random.Random, wishes: Wishes, earlier: Sequence[Letter]) -> _Draft:
    shape = _pick(chance, wishes.shapes)
    if shape is Shape.REPLY and not earlier:
        shape = Shape.PLAIN
    answered = chance.choice(earlier) if shape is Shape.REPLY else None
    is_regular = chance.random() < REGULAR_SHARE and not wishes.one_sender_each
    who = f"stamm{chance.randrange(REGULARS):02}" if is_regular else f"kunde{number:06}"
    return _Draft(
        number=number,
        shape=shape,
        matter=chance.choice(MATTERS),
        name=f"{chance.choice(FIRST_NAMES)} {chance.choice(FAMILY_NAMES)}",
        address=answered.sender if answered else f"{who}@web.example",
        phrase=f"Grüße aus {chance.choice(TOWNS)} an die Geschäftsstelle (KX{number:07})",
        answered=answered,
        coding=_pick(chance, CODINGS),
    )


def _written(draft: _Draft, chance: random.Random, wishes: Wishes) -> Letter:
    message = EmailMessage(policy=SMTP)
    _write_head(message, draft, chance)
    text = _text(draft, chance)
    _set_text(message, text, draft.coding)
    match draft.shape:
        case Shape.PLAIN | Shape.REPLY | Shape.AUTO_REPLY:
            pass
        case Shape.ALTERNATIVE:
            _add_html(message, text)
        case Shape.WITH_ATTACHMENT:
            _attach(message, chance.randbytes(wishes.attachment_bytes))
        case Shape.BOUNCE:
            _make_report(message)
        case _:
            assert_never(draft.shape)
    _name_boundaries(message, draft.mark)
    return Letter(
        number=draft.number,
        shape=draft.shape,
        label="other" if draft.is_from_machine else draft.matter.label,
        message_id=str(message["Message-ID"]),
        sender=draft.address,
        subject=draft.subject,
        phrase=draft.phrase,
        answers=draft.answered.message_id if draft.answered else "",
        content=message.as_bytes(),
    )


def _write_head(message: EmailMessage, draft: _Draft, chance: random.Random) -> None:
    written_at = format_datetime(FIRST_DAY + timedelta(minutes=7 * draft.number))
    is_bounce = draft.shape is Shape.BOUNCE
    if is_bounce:
        message["Return-Path"] = "<>"
    message["Received"] = (
        f"from mx.web.example (mx.web.example [192.0.2.{chance.randrange(1, 255)}])"
        f" by mail.jobcenter.example with ESMTPS; {written_at}"
    )
    machine = "MAILER-DAEMON@mx.web.example"
    message["From"] = machine if is_bounce else Address(draft.name, addr_spec=draft.address)
    message["To"] = OUR_ADDRESS
    message["Subject"] = draft.subject
    message["Date"] = written_at
    message["Message-ID"] = f"<{draft.mark}.{chance.getrandbits(48):012x}@web.example>"
    if draft.answered:
        message["In-Reply-To"] = message["References"] = draft.answered.message_id
    if draft.is_from_machine:
        message["Auto-Submitted"] = "auto-replied"


def _text(draft: _Draft, chance: random.Random) -> str:
    if draft.shape is Shape.AUTO_REPLY:
        return f"{OUT_OF_OFFICE}\n\n{draft.phrase}\n"
    if draft.shape is Shape.BOUNCE:
        return f"{UNDELIVERABLE}\n\n{draft.phrase}\n"
    further = "\n".join(chance.sample(FURTHER, k=chance.randint(1, len(FURTHER))))
    quote = f"\n{QUOTE}" if draft.answered else ""
    return (
        f"Sehr geehrte Damen und Herren,\n\n{draft.matter.text}\n\n{further}\n\n"
        f"{draft.phrase}\n\nMit freundlichen Grüßen\n{draft.name}\n{quote}"
    )


def _set_text(message: EmailMessage, text: str, coding: tuple[str, str]) -> None:
    charset, transfer_encoding = coding
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"  # not every name can be written in the old character sets
    message.set_content(text, charset=charset, cte=transfer_encoding)


def _add_html(message: EmailMessage, text: str) -> None:
    lines = "".join(f"<p>{line or '&nbsp;'}</p>\n" for line in text.splitlines())
    html = f"<html><head><style>p{{margin:0}}</style></head><body>{lines}</body></html>\n"
    message.add_alternative(html, subtype="html", cte="quoted-printable")


def _attach(message: EmailMessage, content: bytes) -> None:
    message.add_attachment(
        content, maintype="image", subtype="jpeg", filename="Foto der Bestätigung.jpg"
    )


def _make_report(message: EmailMessage) -> None:
    """Turn the message into a delivery report (RFC 3464)."""
    message.make_mixed()
    message.set_type("multipart/report")
    message.set_param("report-type", "delivery-status")
    status = (
        "Content-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.web.example\r\n\r\nFinal-Recipient: rfc822;"
        " niemand@web.example\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    )
    report = message_from_string(status, policy=SMTP)
    original = EmailMessage(policy=SMTP)
    original["From"], original["To"] = OUR_ADDRESS, "niemand@web.example"
    original["Subject"] = "Ihr Anliegen"
    original.set_content("Wir haben Ihre Nachricht erhalten.\n")
    returned = EmailMessage(policy=SMTP)
    returned.set_content(original)
    message.attach(report)
    message.attach(returned)


def _name_boundaries(message: EmailMessage, mark: str) -> None:
    """Name them ourselves: the library would draw them by chance."""
    parted = (part for part in message.walk() if part.get_content_maintype() == "multipart")
    for number, part in enumerate(parted):
        part.set_boundary(f"=_{mark}_{number}")


def _pick(chance: random.Random, shares: Mapping[Choice, int]) -> Choice:
    (choice,) = chance.choices(tuple(shares), weights=tuple(shares.values()))
    return choice


def main() -> None:
    """Write the mails as files into a directory."""
    parser = argparse.ArgumentParser(description="Write invented customer mails as .eml files.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.directory.mkdir(parents=True, exist_ok=True)
    for letter in letters(arguments.count, seed=arguments.seed):
        (arguments.directory / f"{letter.number:06}.eml").write_bytes(letter.content)


if __name__ == "__main__":
    main()
