"""Which letter of ours came back, where the report repeats no Message-ID of it? (R5, R15)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select

from cases.letter import NOTICES
from store.dispatch_lines import DispatchState
from store.tables import dispatches


def with_tokens(tx: Connection, tokens: Collection[str]) -> tuple[int, ...]:
    """Return the ids of the dispatches in which one of these reply tokens stands."""
    known = [token for token in tokens if token]
    if not known:
        return ()
    query = select(dispatches.c.id).where(dispatches.c.reply_token.in_(known))
    return tuple(row.id for row in tx.execute(query.order_by(dispatches.c.id)))


def last_notice_to(tx: Connection, recipient_hash: str, *, since: datetime) -> int | None:
    """Return the id of the newest delivered notice to this address that has not come back."""
    line = dispatches.c
    query = (
        select(line.id)
        .where(
            line.recipient_hash == recipient_hash,
            line.kind.in_(NOTICES),
            line.state == DispatchState.DELIVERED,
            line.delivered_at >= since,
            line.bounced_at.is_(None),
        )
        .order_by(line.id.desc())
        .limit(1)
    )
    return tx.execute(query).scalar_one_or_none()
