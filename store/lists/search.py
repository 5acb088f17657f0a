"""The one search: case number, party, day (R35). No subject, text or note is ever looked into."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import islice

from sqlalchemy import ColumnElement, Connection, or_, select

from store.lists.case_list import open_to
from store.lists.queue_lines import Reader
from store.messages.entries import JournalEntry, entry_of
from store.register import CaseRecord, record_of, records_query
from store.tables import cases as case_rows
from store.tables import journal_lines

SHORTEST_FOR_SLIPS = 5
"""Digits of a number; with fewer, a slip in one of them could mean nearly any."""
WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ı": "i"}
)
ALWAYS_SO = frozenset("bfjkmpqvwx0123456789@.-")
"""What stands in a name in one way only, whatever marks other letters carry."""


def cases_by_number(
    tx: Connection, reader: Reader, digits: Sequence[str], *, limit: int
) -> tuple[CaseRecord, ...]:
    """Return cases whose number holds these groups of digits; nearly so if none does."""
    *years, last = digits
    for lasts in ((last.lstrip("0") or "0",), _slips(last)):
        patterns = ["".join(f"%{group}" for group in (*years, each)) + "%" for each in lasts]
        found = _by_patterns(tx, reader, patterns, limit=limit)
        if found:
            return found
    return ()


def cases_by_party(
    tx: Connection, reader: Reader, words: Sequence[str], *, limit: int
) -> tuple[CaseRecord, ...]:
    """Return cases whose party's name and address hold all these folded words, newest first."""
    case = case_rows.c
    query = (
        select(case.number, case.party_name, case.party_address)
        .where(*(_may_hold(word) for word in words), open_to(reader))
        .order_by(case.opened_at.desc())
    )
    fits = (
        row.number
        for row in tx.execute(query)
        if all(word in folded(f"{row.party_name} {row.party_address}") for word in words)
    )
    numbers = tuple(islice(fits, limit))
    found = tx.execute(records_query().where(case.number.in_(numbers)))
    by_number = {row.number: record_of(row) for row in found}
    return tuple(by_number[number] for number in numbers)


def folded(text: str) -> str:
    """Return a name or address as it is compared: `Müller`, `MUELLER` and `mueller` are one."""
    text = unicodedata.normalize("NFC", text).casefold().translate(WRITTEN_OUT)
    bare = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def cases_of_day(
    tx: Connection, reader: Reader, day: date, *, limit: int
) -> tuple[CaseRecord, ...]:
    """Return the cases received on a day, by number."""
    query = records_query().where(case_rows.c.received_on == day, open_to(reader))
    query = query.order_by(case_rows.c.number).limit(limit)
    return tuple(record_of(row) for row in tx.execute(query))


def entries_between(
    tx: Connection, reader: Reader, *, first: datetime, end: datetime, limit: int
) -> tuple[JournalEntry, ...]:
    """Return the journal lines received from `first` until before `end`, in order (R1)."""
    line = journal_lines.c
    query = (
        select(journal_lines)
        .where(line.received_at >= first, line.received_at < end)
        .where(or_(line.hidden_from == "", ~line.hidden_from.contains(reader.name_hash)))
        .order_by(line.received_at, line.number)
        .limit(limit)
    )
    return tuple(entry_of(row) for row in tx.execute(query))


def _by_patterns(
    tx: Connection, reader: Reader, patterns: Iterable[str], *, limit: int
) -> tuple[CaseRecord, ...]:
    number = case_rows.c.number
    hits = [number.like(pattern) for pattern in patterns]
    if not hits:
        return ()
    query = records_query().where(or_(*hits), open_to(reader))
    query = query.order_by(number.desc()).limit(limit)
    return tuple(record_of(row) for row in tx.execute(query))


def _slips(digits: str) -> tuple[str, ...]:
    """Return patterns for one digit that is wrong, and for two neighbours that changed places."""
    if len(digits) < SHORTEST_FOR_SLIPS:
        return ()
    places = range(len(digits))
    wrong = [f"{digits[:place]}_{digits[place + 1 :]}" for place in places]
    turned = [
        f"{digits[:place]}{digits[place + 1]}{digits[place]}{digits[place + 2 :]}"
        for place in places[:-1]
    ]
    return tuple(dict.fromkeys((*wrong, *turned)))


def _may_hold(word: str) -> ColumnElement[bool]:
    """Leave to the database what it can tell: letters that nobody writes in another way."""
    pattern = "%".join("" if letter not in ALWAYS_SO else letter for letter in word)
    case = case_rows.c
    return or_(case.party_name.ilike(f"%{pattern}%"), case.party_address.ilike(f"%{pattern}%"))
