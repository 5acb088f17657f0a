"""A hand-over that failed by mail and was made by other means: its proof (R1, R5, R7)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from cases.letter import LetterKind
from store.columns import joined
from store.dispatch_lines import DispatchLine, DispatchState, line_of
from store.engine import insert_once
from store.tables import dispatches

BY_HAND = "by_hand"
_HANDED = (LetterKind.HAND_OVER, LetterKind.PASS_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """How a hand-over was made, when, and to whom as a keyed hash; `how` is a short code."""

    how: str
    handed_at: datetime
    recipient_hash: str


def failed(tx: Connection, journal: int) -> tuple[DispatchLine, ...]:
    """Return a message's hand-overs that did not arrive and were not made otherwise since."""
    query = select(dispatches).where(
        dispatches.c.journal == journal, dispatches.c.kind.in_(_HANDED)
    )
    lines = [line_of(row) for row in tx.execute(query.order_by(dispatches.c.id))]
    on_its_way = {
        (each.kind, each.ways)
        for each in lines
        if each.is_proven or each.state is DispatchState.WAITING
    }
    return tuple(each for each in lines if (each.kind, each.ways) not in on_its_way)


def note(tx: Connection, line: DispatchLine, by_hand: ByHand, *, at: datetime) -> bool:
    """Keep the proof beside the one that failed; False when it was kept before."""
    return insert_once(
        tx,
        dispatches,
        message_id=f"by-hand-{line.id}",
        once_key=f"by hand {line.id}",
        journal=line.journal,
        case_number=line.case_number or None,
        kind=line.kind,
        ways=joined(line.ways),
        recipient_hash=by_hand.recipient_hash,
        sha256=line.sha256,
        filed_at=at,
        not_before=at,
        state=DispatchState.DELIVERED,
        delivered_at=by_hand.handed_at,
        last_answer=f"{BY_HAND} {by_hand.how}",
    )
