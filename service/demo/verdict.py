"""Did every sample go where it should? Read from the SMTP server and the mailbox alone."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default

from cases.decision import Verdict
from cases.labels import Way
from cases.office import Office
from service.demo.post_office import Delivered
from service.demo.samples import Sample

INBOX = "INBOX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Where a sample's letters went, and what is wrong about it (empty when all is right)."""

    handed_to: tuple[Way, ...]
    notices: int
    has_case: bool
    mistakes: tuple[str, ...]


NEVER_SENT = Outcome(
    handed_to=(), notices=0, has_case=False, mistakes=("the letter that it answers never left",)
)


def judge(
    sample: Sample, content: bytes, delivered: Iterable[Delivered], office: Office
) -> Outcome:
    """Compare what left the house for one sample with its expectation."""
    delivered = tuple(delivered)
    handed = tuple(
        way
        for way, address in ((Way.SGG, office.routing.sgg), (Way.DIRECTOR, office.routing.director))
        if any(_hands_over(mail, address, content) for mail in delivered)
    )
    notices = [mail for mail in delivered if _answers(mail, content)]
    has_case = any(_names_case(mail) for mail in notices)
    return Outcome(
        handed_to=handed,
        notices=len(notices),
        has_case=has_case,
        mistakes=tuple(_mistakes(sample, handed, len(notices), has_case=has_case)),
    )


def message_id(content: bytes) -> str:
    """Return the Message-ID header as it stands."""
    return str(message_from_bytes(content)["Message-ID"] or "").strip()


def find_letter(
    what: str, content: bytes, delivered: Iterable[Delivered], sgg: str
) -> bytes | None:
    """Return the Message-ID of our letter about a sample; None where none left the house."""
    for mail in delivered:
        is_it = _answers(mail, content) if what == "ACKNOWLEDGEMENT_OF" else None
        if is_it or (is_it is None and _hands_over(mail, sgg, content)):
            return message_id(mail.content).encode()
    return None


def _mistakes(
    sample: Sample, handed: tuple[Way, ...], notices: int, *, has_case: bool
) -> Iterable[str]:
    for way in (Way.SGG, Way.DIRECTOR):
        expected = sample.ways[way] is Verdict.DO
        if expected != (way in handed):
            yield f"{'not ' if expected else ''}handed over to {way}"
    if sample.is_answered != bool(notices):
        yield "not answered" if sample.is_answered else "answered"
    if notices > 1:
        yield f"answered {notices} times"
    expects_case = sample.ways[Way.REGISTER] is Verdict.DO
    if sample.is_answered and notices and expects_case != has_case:
        yield "no case number in the answer" if expects_case else "a case number in the answer"


def _hands_over(mail: Delivered, address: str, content: bytes) -> bool:
    """Say whether this is the hand-over of exactly these bytes."""
    if mail.recipient.lower() != address.lower():
        return False
    wanted = hashlib.sha256(content).hexdigest()
    return any(hashlib.sha256(each).hexdigest() == wanted for each in enclosed(mail.content))


def enclosed(content: bytes) -> Iterable[bytes]:
    """Give the bytes of every message attached to a mail, as `.eml` or as message/rfc822."""
    outer = message_from_bytes(content, policy=default)
    for part in outer.walk():
        if part.get_content_type() == "application/octet-stream":
            payload = part.get_payload(decode=True)
            yield payload if isinstance(payload, bytes) else b""
        if part.get_content_type() == "message/rfc822":
            yield _as_it_stands(content, outer)


def _as_it_stands(content: bytes, outer: Message) -> bytes:
    """Cut the attached message out of the wire bytes: parsing it would change it."""
    boundary = (outer.get_boundary() or "").encode()
    last = content.split(b"--" + boundary)[-2]
    return last.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")


def _answers(mail: Delivered, content: bytes) -> bool:
    """Say whether this is a notice to the writer of these bytes."""
    answer = message_from_bytes(mail.content)
    original = message_id(content)
    is_automatic = str(answer["Auto-Submitted"]) == "auto-replied"
    return is_automatic and bool(original) and str(answer["In-Reply-To"]).strip() == original


def _names_case(mail: Delivered) -> bool:
    """Say whether the subject holds a case number rather than a receipt number."""
    subject = str(message_from_bytes(mail.content, policy=default)["Subject"])
    return "[" in subject and "Eingang" not in subject
