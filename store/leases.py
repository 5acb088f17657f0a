"""Free what a worker that died had reserved, once nobody else is at work."""

from sqlalchemy import Connection, delete, update

from store.tables import dispatches, journal_lines, mailbox_leases


def free_all(tx: Connection) -> int:
    """Let go of every lease; return how many there were.

    For the only process at work: leases of others that live would be lost, too. What was being
    delivered goes out again under the same Message-ID.
    """
    lines = update(journal_lines).where(journal_lines.c.lease_until.is_not(None))
    sending = update(dispatches).where(dispatches.c.lease_until.is_not(None))
    changes = (lines.values(lease_until=None), sending.values(lease_until=None))
    return sum(tx.execute(change).rowcount for change in (*changes, delete(mailbox_leases)))
