"""Cases to which a message may belong: those of the same party (R9)."""

from collections.abc import Collection

from sqlalchemy import Connection, or_, select

from store.lists.case_list import open_to
from store.lists.queue_lines import Reader
from store.register import CaseRecord, record_of, records_query
from store.tables import cases, journal_lines


def of_party(
    tx: Connection, reader: Reader, party_hashes: Collection[str], *, limit: int = 10
) -> tuple[CaseRecord, ...]:
    """Return the cases of a person, newest first: as party, or as who wrote to them."""
    wanted = [each for each in party_hashes if each]
    if not wanted:
        return ()
    line = journal_lines.c
    wrote = select(line.case_number).where(
        line.sender_hash.in_(wanted), line.case_number.is_not(None)
    )
    is_theirs = or_(cases.c.party_hash.in_(wanted), cases.c.number.in_(wrote))
    query = records_query().where(is_theirs, open_to(reader), cases.c.erased_at.is_(None))
    newest_first = query.order_by(cases.c.opened_at.desc(), cases.c.number.desc())
    return tuple(record_of(row) for row in tx.execute(newest_first.limit(limit)))


def one(tx: Connection, reader: Reader, number: str) -> CaseRecord | None:
    """Return a case that this person may see and that is not forgotten; open or closed."""
    query = records_query().where(
        cases.c.number == number, open_to(reader), cases.c.erased_at.is_(None)
    )
    row = tx.execute(query).one_or_none()
    return record_of(row) if row else None
