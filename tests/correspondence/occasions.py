"""Builders for letters and their occasions, and how a test takes a mail apart."""

from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from cases.labels import Label, Way
from cases.letter import Letter, LetterKind
from correspondence.occasion import Occasion
from store.keys import Keys
from tests.builders import CITIZEN, an_office

OUR_ADDRESS = "krm@jobcenter.example"
ORIGINAL = b"From: jana.winter@kunde.example\r\nSubject: Mein Bescheid\r\n\r\nEr ist falsch.\r\n"


def an_occasion(**changes: object) -> Occasion:
    """Return the occasion of a mail received on Monday, 23 November 2026, at nine."""
    values: dict[str, object] = {
        "office": an_office(),
        "sender": OUR_ADDRESS,
        "keys": Keys(key=b"k" * 32),
        "received_at": datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
        "sent_at": datetime(2026, 11, 23, 8, 1, tzinfo=UTC),
        "journal": 17,
        "case_number": "KRM-7F3K-Q2",
        "answer_by": date(2026, 12, 11),
        "original": ORIGINAL,
        "fresh_id": "x5bq8e",
        "thread": "<brief-1@kunde.example>",
    }
    return Occasion(**{**values, **changes})  # type: ignore[arg-type]


def a_notice(kind: LetterKind = LetterKind.ACKNOWLEDGEMENT, *ways: Way) -> Letter:
    """Return a notice to the citizen that speaks of these hand-overs."""
    return Letter(kind=kind, to=CITIZEN.address, ways=ways)


def a_hand_over(way: Way = Way.SGG, *labels: Label) -> Letter:
    """Return a hand-over to SGG or to the director."""
    to = {Way.SGG: "sgg@jobcenter.example", Way.DIRECTOR: "gf@jobcenter.example"}[way]
    return Letter(kind=LetterKind.HAND_OVER, to=to, way=way, labels=labels or (Label.OBJECTION,))


def a_pass_on() -> Letter:
    """Return the original's way to another unit."""
    return Letter(kind=LetterKind.PASS_ON, to="leistung1@jobcenter.example")


def parsed(content: bytes) -> EmailMessage:
    """Return the mail as a reader sees it."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def words(content: bytes) -> str:
    """Return the readable text of a mail, line breaks as blanks."""
    body = parsed(content).get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())
