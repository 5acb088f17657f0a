"""Addresses of one mailbox that differ in what stands behind a plus sign (RFC 5233)."""

from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from cases.letter import NOTICES
from store.tables import dispatch_wires, dispatches
from store.withdrawals import Withdrawal, is_taken_back


def is_tagged(address: str) -> bool:
    """Say whether its mailbox has other addresses."""
    return "+" in address.rpartition("@")[0]


def notices_since(
    tx: Connection, address: str, *, since: datetime, without: Withdrawal | None = None
) -> int:
    """Count the notices filed since then to any address of this one's mailbox (R15).

    Programs write from another one for each of their tickets. What a new decision takes back does
    not count.
    """
    account, _, host = address.lower().rpartition("@")
    account = account.partition("+")[0]
    to = func.lower(dispatch_wires.c.recipient)
    is_other = to.startswith(f"{account}+", autoescape=True) & to.endswith(
        f"@{host}", autoescape=True
    )
    query = (
        select(func.count())
        .select_from(dispatches.join(dispatch_wires))
        .where(
            dispatches.c.kind.in_(NOTICES),
            dispatches.c.filed_at >= since,
            or_(to == f"{account}@{host}", is_other),
        )
    )
    if without is not None:
        query = query.where(~is_taken_back(without))
    return tx.execute(query).scalar_one()
