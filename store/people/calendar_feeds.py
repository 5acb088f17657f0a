"""The calendar feed of an account; only a keyed hash of its address is kept."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from store.case_tables import calendar_feeds
from store.engine import insert_or_replace


def make(tx: Connection, account: str, token_hash: str, *, at: datetime) -> None:
    """Give an account a feed; an earlier one ends."""
    insert_or_replace(tx, calendar_feeds, account=account, token_hash=token_hash, made_at=at)


def end(tx: Connection, account: str) -> bool:
    """End an account's feed; False when it has none."""
    change = delete(calendar_feeds).where(calendar_feeds.c.account == account)
    return tx.execute(change).rowcount == 1


def made_at(tx: Connection, account: str) -> datetime | None:
    """Return when the account's feed was made; None when it has none."""
    query = select(calendar_feeds.c.made_at).where(calendar_feeds.c.account == account)
    return tx.execute(query).scalar_one_or_none()


def account_of(tx: Connection, token_hash: str) -> str | None:
    """Return whose feed this is, or None."""
    query = select(calendar_feeds.c.account).where(calendar_feeds.c.token_hash == token_hash)
    return tx.execute(query).scalar_one_or_none()
