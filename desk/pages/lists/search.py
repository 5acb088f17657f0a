"""One field that finds cases and messages by number, person or day, and nothing else (R35)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from desk.access import Permission
from desk.forms.search_terms import Terms, terms_of
from desk.reading_right import may_open, reader_of
from desk.visit import Page, Visit
from desk.words.days import written_day
from store import journal
from store.engine import writing
from store.journal import JournalEntry
from store.lists import queue_lines, search
from store.register import CaseRecord

SHOWN = 20
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found in one way; `names_party` says that the person may stand beside the case."""

    heading: str
    cases: tuple[CaseRecord, ...] = ()
    entries: tuple[JournalEntry, ...] = ()
    names_party: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than is shown."""
        return max(len(self.cases), len(self.entries)) >= SHOWN


def show_results(visit: Visit) -> ResponseReturnValue:
    """Show what was found, in groups; a search for a person is logged as such (R33)."""
    typed = request.args.get("q", "").strip()
    terms = terms_of(typed, today=visit.today)
    with writing(visit.tools.engine) as tx:
        groups = tuple(group for group in _found(tx, visit, terms) if group.cases or group.entries)
        if typed:
            visit.log(tx, "search_party" if terms.words else "search")
    return visit.page("search.html", sought=typed, groups=groups)


def _found(tx: Connection, visit: Visit, terms: Terms) -> Iterable[Group]:
    reader = reader_of(visit)
    if terms.digits:
        by_number = search.cases_by_number(tx, reader, terms.digits, limit=SHOWN)
        yield Group(heading="Vorgänge mit dieser Nummer", cases=by_number)
    if terms.journal is not None:
        entry = journal.entry(tx, terms.journal)
        entries = tuple(_readable(tx, visit, [entry] if entry else []))
        yield Group(heading="Eingang mit dieser Nummer", entries=entries)
    if terms.words:
        cases = search.cases_by_party(tx, reader, terms.words, limit=SHOWN)
        yield Group(heading="Vorgänge dieser Person", cases=cases, names_party=True)
    if terms.day:
        day = written_day(terms.day)
        of_day = search.cases_of_day(tx, reader, terms.day, limit=SHOWN)
        yield Group(heading=f"Vorgänge vom {day}", cases=of_day)
        entries = tuple(_readable(tx, visit, _received_on(tx, visit, terms)))
        yield Group(heading=f"Eingänge vom {day}", entries=entries)


def _received_on(tx: Connection, visit: Visit, terms: Terms) -> tuple[JournalEntry, ...]:
    if terms.day is None:
        return ()
    first = datetime.combine(terms.day, time.min, visit.tools.office.calendar.timezone)
    end = datetime.combine(terms.day + A_DAY, time.min, visit.tools.office.calendar.timezone)
    return search.entries_between(tx, reader_of(visit), first=first, end=end, limit=SHOWN)


def _readable(
    tx: Connection, visit: Visit, entries: Sequence[JournalEntry]
) -> Iterable[JournalEntry]:
    """Leave out what the person may not open: the director has no texts (R29), R6 hides some."""
    waiting = queue_lines.lines_of(tx, reader_of(visit), (entry.number for entry in entries))
    on_it = {duties[0].journal: duties for duties in waiting}
    for entry in entries:
        if may_open(entry, on_it.get(entry.number, ()), visit.who, visit.tools.keys):
            yield entry


PAGES = (Page("/suche", "search", show_results, Permission.REGISTER),)
