"""The intake journal: what came in, what was decided, who works on it (R1)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from cases.decision import Decision, Finding
from cases.labels import Label, Way
from cases.mail import MailKind
from cases.plan import Retention
from store.columns import joined
from store.engine import insert_or_replace
from store.messages import in_hand
from store.messages.entries import JournalEntry, entry_of
from store.messages.matters import KnownMatter, known_matters
from store.messages.taking import BATCH, Fingerprint, Taken, take, take_many
from store.messages.undecided import deadly, keep_leased, lease_undecided, put_off_slow
from store.tables import journal_lines, raw_mails, training_examples
from store.tables import reasons as reason_rows

__all__ = [
    "Filed",
    "Fingerprint",
    "JournalEntry",
    "KnownMatter",
    "Reasons",
    "Taken",
    "by_sender",
    "content",
    "deadly",
    "decide_anew",
    "entries",
    "entry",
    "hold_erasure",
    "keep_leased",
    "known_matters",
    "lease_undecided",
    "mark_decided",
    "numbers_at",
    "put_off_slow",
    "reasons",
    "take",
    "take_many",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What a decision sets on the journal line besides itself.

    `hidden_from` holds keyed hashes of names (R6).
    """

    kind: MailKind
    retention: Retention
    case_number: str = ""
    answers_journal: int | None = None
    hidden_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why a message was decided as it was, and what spoke for the runner-up.

    Erased together with the message (R7, R36).
    """

    because: tuple[Finding, ...]
    runner_up: Label | None


def numbers_at(
    tx: Connection, *, mailbox: str, folder: str, uid_validity: int, uids: Sequence[int]
) -> Mapping[int, int]:
    """Return the journal numbers of messages taken from these places, by UID."""
    found: dict[int, int] = {}
    for start in range(0, len(uids), BATCH):
        query = select(journal_lines.c.uid, journal_lines.c.number).where(
            journal_lines.c.mailbox == mailbox,
            journal_lines.c.folder == folder,
            journal_lines.c.uid_validity == uid_validity,
            journal_lines.c.uid.in_(uids[start : start + BATCH]),
        )
        found |= {row.uid: row.number for row in tx.execute(query)}
    return found


def content(tx: Connection, number: int) -> bytes | None:
    """Return the bytes as the server gave them; None after their erasure, or for no such line."""
    query = select(raw_mails.c.content).where(raw_mails.c.journal == number)
    return tx.execute(query).scalar_one_or_none()


def entry(tx: Connection, number: int) -> JournalEntry | None:
    """Return one line, or None if there is none of this number."""
    row = tx.execute(select(journal_lines).where(journal_lines.c.number == number)).one_or_none()
    return entry_of(row) if row else None


def entries(
    tx: Connection, *, newest_first: bool = True, limit: int = 100, before: int | None = None
) -> tuple[JournalEntry, ...]:
    """Return a page of lines; `before` is the last number of the page read just before."""
    number = journal_lines.c.number
    query = select(journal_lines).order_by(number.desc() if newest_first else number).limit(limit)
    if before is not None:
        query = query.where(number < before if newest_first else number > before)
    return tuple(entry_of(row) for row in tx.execute(query))


def by_sender(tx: Connection, sender_hash: str) -> tuple[JournalEntry, ...]:
    """Return a sender's lines, newest first, erased ones too (R7); none for an empty hash."""
    if not sender_hash:
        return ()
    query = (
        select(journal_lines)
        .where(journal_lines.c.sender_hash == sender_hash)
        .order_by(journal_lines.c.number.desc())
    )
    return tuple(entry_of(row) for row in tx.execute(query))


def mark_decided(
    tx: Connection, number: int, decision: Decision, filed: Filed, *, at: datetime
) -> bool:
    """Write the decision unless another worker has already done so; return whether we did."""
    line = journal_lines.c
    return _decide(tx, number, decision, filed, at=at, only_if=(line.decided_at.is_(None),))


def decide_anew(
    tx: Connection,
    number: int,
    decision: Decision,
    filed: Filed,
    *,
    row_version: int,
    at: datetime,
) -> bool:
    """Write the officer's decision over the one that the officer saw; return whether we did.

    False when somebody else was first, or when the message is erased by now (R7).
    """
    line = journal_lines.c
    only_if = (line.row_version == row_version, line.raw_erased_at.is_(None))
    return _decide(tx, number, decision, filed, at=at, only_if=only_if)


def reasons(tx: Connection, number: int) -> Reasons | None:
    """Return why the message was decided so; None before the decision and after erasure."""
    row = tx.execute(select(reason_rows).where(reason_rows.c.journal == number)).one_or_none()
    if row is None:
        return None
    because = tuple(
        Finding(
            source=each["source"],
            label=Label(each["label"]),
            text=each["text"],
            weight=each["weight"],
        )
        for each in json.loads(row.because)
    )
    return Reasons(because=because, runner_up=Label(row.runner_up) if row.runner_up else None)


def hold_erasure(tx: Connection, number: int, *, held: bool) -> None:
    """Keep a hand-over that came back from being erased, or let it go (R9b)."""
    change = update(journal_lines).where(journal_lines.c.number == number)
    tx.execute(change.values(erasure_held=held))


def hide_from(tx: Connection, number: int, name_hashes: Iterable[str]) -> None:
    """Hide a message from these persons, too (R6)."""
    line = journal_lines.c
    known = tx.execute(select(line.hidden_from).where(line.number == number)).scalar_one()
    hidden = " ".join(dict.fromkeys((*known.split(), *name_hashes)))
    if hidden != known:
        change = update(journal_lines).where(line.number == number)
        tx.execute(change.values(hidden_from=hidden))


def _decide(
    tx: Connection,
    number: int,
    decision: Decision,
    filed: Filed,
    *,
    at: datetime,
    only_if: Iterable[Any],
) -> bool:
    change = (
        update(journal_lines)
        .where(journal_lines.c.number == number, *only_if)
        .values(
            **_columns(decision, filed),
            decided_at=at,
            lease_until=None,
            row_version=journal_lines.c.row_version + 1,
        )
    )
    if tx.execute(change).rowcount != 1:
        return False
    in_hand.let_go_of_line(tx, number)
    tx.execute(delete(training_examples).where(training_examples.c.journal == number))
    because = [
        {
            "source": each.source,
            "label": each.label,
            "text": each.text,
            "weight": each.weight,
        }
        for each in (*decision.because, *decision.instead)
    ]
    insert_or_replace(
        tx,
        reason_rows,
        journal=number,
        because=json.dumps(because, ensure_ascii=False),
        runner_up=decision.runner_up or "",
    )
    return True


def _columns(decision: Decision, filed: Filed) -> dict[str, Any]:
    return {
        "kind": filed.kind,
        "decided_by": decision.decided_by,
        "labels": joined(decision.labels),
        "way_sgg": decision.verdict(Way.SGG),
        "way_director": decision.verdict(Way.DIRECTOR),
        "way_register": decision.verdict(Way.REGISTER),
        "other_kind": decision.other_kind or "",
        "confidence_percent": round(decision.confidence * 100),
        "language": decision.language,
        "model": decision.model,
        "case_number": filed.case_number or None,
        "answers_journal": filed.answers_journal,
        "hidden_from": joined(filed.hidden_from),
        "retention": filed.retention,
    }
