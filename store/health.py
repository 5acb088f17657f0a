"""What the last rounds saw, for the desk's health line."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from store.engine import insert_or_replace
from store.tables import heartbeats


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """How a part of the service was when it last reported; `note` names no person."""

    what: str
    at: datetime
    is_well: bool
    note: str
    count: int


def beat(
    tx: Connection, what: str, *, at: datetime, is_well: bool, note: str, count: int = 0
) -> None:
    """Note how a part of the service is; its last word replaces the one before."""
    insert_or_replace(tx, heartbeats, what=what, at=at, is_well=is_well, note=note, count=count)


def beats(tx: Connection) -> tuple[Heartbeat, ...]:
    """Return every part's last word, by name."""
    rows = tx.execute(select(heartbeats).order_by(heartbeats.c.what)).mappings()
    return tuple(Heartbeat(**row) for row in rows)
