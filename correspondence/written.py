"""Mails with words of a person at the desk: answers, requests, statements (R13, R18, R22, R23)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import EmailMessage

from cases.letter import Letter, LetterKind
from correspondence.compose import begin_mail, token_for
from correspondence.occasion import Occasion
from store.dispatch_lines import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that goes with a mail; `content_type` as `application/pdf`."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text to send. `key` tells it from others of its kind about the same message.

    `has_sign` puts our sign below the text, by which an answer is known (R9). `languages` is the
    Content-Language of the text (RFC 3282).
    """

    kind: LetterKind
    to: str
    subject: str
    text: str = field(repr=False)
    key: str
    enclosures: tuple[Enclosure, ...] = ()
    is_automatic: bool = False
    has_sign: bool = False
    languages: str = "de"


def compose_written(written: Written, occasion: Occasion) -> Outgoing:
    """Return the finished mail; the same arguments give the same bytes.

    The subject gets our number (R14b: callers put no case content in it). AddressError where no
    mail can go to `written.to`.
    """
    letter = Letter(kind=written.kind, to=written.to)
    token = token_for(letter, occasion)
    subject = f"{' '.join(written.subject.split())} [{occasion.number}]"
    mail = begin_mail(written.to, subject, token, occasion)
    if written.is_automatic:
        mail["Auto-Submitted"] = "auto-generated"
    text = f"{written.text.rstrip()}\n\nZeichen: {token}\n" if written.has_sign else written.text
    mail.set_content(text, cte="quoted-printable")
    # set_content takes away every earlier Content-*
    mail["Content-Language"] = written.languages
    _enclose(mail, written.enclosures)
    recipient_hash = occasion.keys.hash("address", written.to)
    return Outgoing(
        once_key=f"{written.kind} {occasion.journal} {written.key} {occasion.sending}",
        kind=written.kind,
        ways=(),
        message_id=mail["Message-ID"],
        reply_token=token,
        recipient=written.to,
        recipient_hash=recipient_hash,
        envelope_sender=occasion.sender,
        sha256="",
        content=mail.as_bytes(),
    )


def _enclose(mail: EmailMessage, enclosures: Iterable[Enclosure]) -> None:
    for each in enclosures:
        main, _, sub = each.content_type.partition("/")
        mail.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
