"""A second look at the hand-overs while their grace runs, and "did mine arrive?" (R7, R9b)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.labels import Label, labels_on
from cases.letter import LetterKind
from desk.access import Permission
from desk.reading_right import is_hidden, went_past_director
from desk.visit import Page, Visit
from store import dispatches, journal
from store.dispatches import DispatchLine, HandOver
from store.engine import reading, writing
from store.journal import JournalEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverLine:
    """One hand-over; `days_left` until erasure, None while its delivery is not proven.

    `labels` are the concerns that take its way: the others are not its reader's (R6). Empty when
    the message was decided anew since.
    """

    hand_over: HandOver
    labels: tuple[Label, ...]
    days_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the look-up tells about one message: its receipt and its proofs, nothing else."""

    entry: JournalEntry
    proofs: tuple[DispatchLine, ...]


def show_hand_overs(visit: Visit) -> ResponseReturnValue:
    """Show time, target, proof and days left of each hand-over."""
    return _page(visit)


def look_up(visit: Visit) -> ResponseReturnValue:
    """Say what is known about a sender's messages; the address itself is kept nowhere (R7)."""
    address = request.form.get("address", "").strip()
    if not address:
        return _page(visit)
    with writing(visit.tools.engine) as tx:
        visit.log(tx, "look_up")
        sender_hash = visit.tools.keys.hash("address", address)
        found = tuple(_found(tx, visit, journal.by_sender(tx, sender_hash)))
    return _page(visit, found=found)


def _page(visit: Visit, *, found: tuple[Found, ...] | None = None) -> str:
    with reading(visit.tools.engine) as tx:
        lines = tuple(_lines(tx, visit))
    days = visit.tools.retention.handed_over_days
    return visit.page("hand_overs.html", lines=lines, found=found, days=days)


def _lines(tx: Connection, visit: Visit) -> Iterable[HandOverLine]:
    grace = timedelta(days=visit.tools.retention.handed_over_days)
    for each in dispatches.hand_overs(tx, since=visit.now - grace):
        if is_hidden(each.hidden_from, visit.who, visit.tools.keys):
            continue
        if went_past_director(each, visit):
            continue
        is_proven = each.delivered_at is not None and each.bounced_at is None
        left = each.delivered_at + grace - visit.now if each.delivered_at and is_proven else None
        days_left = max(0, left.days) if left is not None else None
        labels = tuple(label for way in each.ways for label in labels_on(way, each.labels))
        yield HandOverLine(hand_over=each, labels=labels, days_left=days_left)


def _found(tx: Connection, visit: Visit, entries: Iterable[JournalEntry]) -> Iterable[Found]:
    for entry in entries:
        if is_hidden(entry.hidden_from, visit.who, visit.tools.keys):
            continue
        sent = dispatches.of_journal(tx, entry.number)
        proofs = tuple(
            line
            for line in sent
            if line.kind is LetterKind.HAND_OVER and not went_past_director(line, visit)
        )
        if proofs:
            yield Found(entry=entry, proofs=proofs)


PAGES = (
    Page("/abgaben", "hand_overs", show_hand_overs, Permission.HAND_OVERS),
    Page("/abgaben", "look_up", look_up, Permission.HAND_OVERS, method="POST"),
)
