"""An account's own views of the lists: filters under a name, never words of a letter (R35)."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from store.case_tables import saved_views
from store.engine import insert_or_replace

MOST = 20
"""Views of an account; more of them would be no shortcut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A filter as an address says it, under the name that the account gave it."""

    name: str
    query: str


def save(tx: Connection, account: str, view: SavedView) -> bool:
    """Keep a view, in the place of one of the same name; False when the account has too many."""
    own = saved_views.c.account == account
    others = select(func.count()).where(own, saved_views.c.name != view.name)
    if tx.execute(others).scalar_one() >= MOST:
        return False
    insert_or_replace(tx, saved_views, account=account, name=view.name, query=view.query)
    return True


def of_account(tx: Connection, account: str) -> tuple[SavedView, ...]:
    """Return the account's views by name; nobody else's."""
    query = select(saved_views.c.name, saved_views.c.query).where(saved_views.c.account == account)
    rows = tx.execute(query.order_by(saved_views.c.name))
    return tuple(SavedView(name=row.name, query=row.query) for row in rows)


def remove(tx: Connection, account: str, name: str) -> bool:
    """Forget a view of the account; False when there is none of this name."""
    own = saved_views.c.account == account, saved_views.c.name == name
    return tx.execute(delete(saved_views).where(*own)).rowcount == 1
