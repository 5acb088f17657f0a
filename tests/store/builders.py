"""Valid values for store tests; a test names only what matters to it."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from cases.case import Result
from cases.decision import DecidedBy, Decision, Finding, Verdict
from cases.duties import Duty, DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from cases.mail import Address, MailKind, Place, RawMail
from cases.plan import CaseOpening, Retention
from store import dispatches, duties, journal, register
from store.case_records import case_work
from store.case_records.case_work import Turn
from store.dispatches import Outgoing
from store.journal import Filed, Fingerprint

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
LEASE = timedelta(minutes=5)
TODAY = date(2026, 11, 23)


def a_place(uid: int = 1, **changes: object) -> Place:
    """Return a place in the inbox."""
    values: dict[str, object] = {
        "mailbox": "krm@mail.example",
        "folder": "INBOX",
        "uid_validity": 7,
        "uid": uid,
    }
    return Place(**{**values, **changes})  # type: ignore[arg-type]


def a_raw_mail(
    uid: int = 1, content: bytes = b"Subject: x\r\n\r\nText", **changes: object
) -> RawMail:
    """Return a message that lies in the inbox."""
    values: dict[str, object] = {"content": content, "place": a_place(uid), "received_at": NOW}
    return RawMail(**{**values, **changes})  # type: ignore[arg-type]


def a_fingerprint(letter: str = "", **changes: object) -> Fingerprint:
    """Return a fingerprint; without a letter hash no two messages are the same letter."""
    values: dict[str, object] = {
        "message_id": "<1@citizen.example>",
        "message_id_hash": "hash-of-id",
        "letter_hash": letter,
        "sender_hash": "hash-of-sender",
    }
    return Fingerprint(**{**values, **changes})  # type: ignore[arg-type]


def a_taken_mail(tx: Connection, uid: int = 1, letter: str = "", **changes: object) -> int:
    """Take a message in; return its journal number."""
    fingerprint = a_fingerprint(letter, **changes)
    return journal.take(tx, a_raw_mail(uid), fingerprint, at=NOW).number


def a_decision(*labels: Label, **changes: object) -> Decision:
    """Return a rule's decision about an objection, or about these labels."""
    values: dict[str, object] = {
        "labels": labels or (Label.OBJECTION,),
        "ways": {Way.SGG: Verdict.DO},
        "decided_by": DecidedBy.RULE,
        "because": (Finding(source="objection", label=Label.OBJECTION, text="lege ein"),),
    }
    return Decision(**{**values, **changes})  # type: ignore[arg-type]


def filed(retention: Retention = Retention.HANDED_OVER, **changes: object) -> Filed:
    """Return what a decision about a person's message sets besides itself."""
    return Filed(kind=MailKind.HUMAN, retention=retention, **changes)  # type: ignore[arg-type]


def an_outgoing(once_key: str = "hand-over", **changes: object) -> Outgoing:
    """Return a hand-over to SGG, or another message."""
    values: dict[str, object] = {
        "once_key": once_key,
        "kind": LetterKind.HAND_OVER,
        "ways": (Way.SGG,),
        "message_id": f"<{once_key}@krm.example>",
        "reply_token": "",
        "recipient": "sgg@jobcenter.example",
        "recipient_hash": "hash-of-sgg",
        "envelope_sender": "krm@jobcenter.example",
        "sha256": "0" * 64,
        "content": b"Subject: Abgabe\r\n\r\n",
    }
    return Outgoing(**{**values, **changes})  # type: ignore[arg-type]


def a_sent_dispatch(
    tx: Connection, number: int, once_key: str = "hand-over", *, at: datetime, **changes: object
) -> int:
    """File a hand-over of a message that the server took at once; return its id."""
    outgoing = an_outgoing(once_key, **changes)
    dispatch = dispatches.file(tx, outgoing, journal=number, at=at, not_before=at)
    assert dispatch is not None
    assert dispatches.mark_delivered(tx, dispatch, answer="250", at=at)
    return dispatch


def a_handed_over_mail(tx: Connection, uid: int = 1, letter: str = "", **changes: object) -> int:
    """Take in an objection that SGG has since today; return its journal number."""
    number = a_taken_mail(tx, uid, letter)
    assert journal.mark_decided(tx, number, a_decision(), filed(**changes), at=NOW)  # type: ignore[arg-type]
    a_sent_dispatch(tx, number, f"hand-over-{number}", at=NOW)
    return number


def a_case(tx: Connection, number: str = "K-1", **changes: object) -> str:
    """Open a case of an invented person; return its number."""
    values: dict[str, object] = {
        "received_on": TODAY,
        "party_hash": "hash-of-party",
        "at": NOW,
        **changes,
    }
    opening = CaseOpening(
        labels=(Label.COMPLAINT,), party=Address(name="Rosa Muster", address="rosa@post.example")
    )
    assert register.draw_number(tx, number)
    register.open_case(tx, number, opening, **values)  # type: ignore[arg-type]
    return number


def closes(tx: Connection, number: str, *, measure: str = "", at: datetime = NOW) -> None:
    """Close a case as justified."""
    turn = Turn(case_number=number, row_version=1, by="erika", at=at)
    assert case_work.close(tx, turn, result=Result.JUSTIFIED, measure=measure)
    duties.end_of_case(tx, number, set(DutyKind), by=turn.by, at=turn.at)


def a_duty(kind: DutyKind = DutyKind.DECIDE, due_on: date = TODAY, detail: str = "") -> Duty:
    """Return a duty of today."""
    return Duty(kind=kind, due_on=due_on, detail=detail)
