"""One process polls a mailbox at a time; a lease that ran out is free to take."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, update

from store.engine import insert_once
from store.tables import mailbox_leases


def acquire(tx: Connection, mailbox: str, holder: str, *, now: datetime, lease: timedelta) -> bool:
    """Take or renew the lease; False while another holder has it.

    One that goes further than twice `lease` is void: it was taken by a clock that was ahead.
    """
    until = now + lease
    if insert_once(tx, mailbox_leases, mailbox=mailbox, holder=holder, until=until):
        return True
    is_free = or_(
        mailbox_leases.c.holder == holder,
        mailbox_leases.c.until < now,
        mailbox_leases.c.until > until + lease,
    )
    change = (
        update(mailbox_leases)
        .where(mailbox_leases.c.mailbox == mailbox, is_free)
        .values(holder=holder, until=until)
    )
    return tx.execute(change).rowcount == 1


def release(tx: Connection, mailbox: str, holder: str) -> None:
    """Give the lease back, if it is still ours."""
    mine = (mailbox_leases.c.mailbox == mailbox, mailbox_leases.c.holder == holder)
    tx.execute(delete(mailbox_leases).where(*mine))
