"""Everything that happened to a case, in one order (R3, R13, R17 to R22).

`SOURCES` is its table of contents: each reads its own rows, nobody else needs to know of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from cases.case import CaseEventKind, NoteKind, Result
from cases.letter import LetterKind
from desk.visit import Visit
from desk.words.cases import CASE_EVENTS, CASE_RESULTS, NOTE_KINDS
from desk.words.days import written_day
from store import dispatches, register
from store.case_records import case_work, measures, praise
from store.case_records.case_work import CaseNote
from store.dispatches import DispatchLine
from store.register import CaseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the timeline. `proof` is set for a mail, `journal` for a message."""

    at: datetime
    words: str
    by: str = ""
    text: str = field(default="", repr=False)
    letter: LetterKind | None = None
    proof: DispatchLine | None = None
    journal: int | None = None


Source = Callable[[Connection, Visit, CaseRecord], Iterable[Row]]

TOLD_ELSEWHERE = frozenset(
    {
        CaseEventKind.NOTED,
        CaseEventKind.EMPLOYEE_NOTED,
        CaseEventKind.AGREED,
        CaseEventKind.ALTERNATIVES_NOTED,
        CaseEventKind.PATH_SET,
        CaseEventKind.MEASURE_ENTERED,
        CaseEventKind.MEASURE_DONE,
        CaseEventKind.PRAISE_PASSED_ON,
        CaseEventKind.CLOSED,
        CaseEventKind.REOPENED,
    }
)
"""Events that another source tells with its words, where a person did them."""


def timeline_of(tx: Connection, visit: Visit, record: CaseRecord) -> tuple[Row, ...]:
    """Return the whole history of a case, the newest first."""
    rows = [row for source in SOURCES for row in source(tx, visit, record)]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _events(tx: Connection, _visit: Visit, record: CaseRecord) -> Iterable[Row]:
    for event in register.events(tx, record.number):
        if event.what not in TOLD_ELSEWHERE or not event.by:
            words = CASE_EVENTS.get(event.what, event.what)
            yield Row(at=event.at, words=words, by=event.by, journal=event.journal)


def _notes(tx: Connection, _visit: Visit, record: CaseRecord) -> Iterable[Row]:
    for note in case_work.notes(tx, record.number):
        text = "" if note.kind in {NoteKind.PATH, NoteKind.CLOSING} else note.text
        yield Row(at=note.at, words=_words_of(note), by=note.by, text=text)


def _words_of(note: CaseNote) -> str:
    words = NOTE_KINDS[note.kind]
    if note.kind is NoteKind.CLOSING:
        return f"{words}: {CASE_RESULTS[Result(note.text)]}"
    if note.kind is NoteKind.PATH:
        words = f"{words}: {note.text} wird gefragt"
    if note.on_day is None:
        return words
    before = {
        NoteKind.PATH: "bis",
        NoteKind.NEW_LIMIT: "die Frist war bisher",
    }.get(note.kind, "am")
    return f"{words}, {before} {written_day(note.on_day)}"


def _mails(tx: Connection, _visit: Visit, record: CaseRecord) -> Iterable[Row]:
    journals = {event.journal for event in register.events(tx, record.number)}
    journals |= {text.journal for text in register.texts(tx, record.number)}
    first = register.first_journal(tx, record.number)
    numbers = {number for number in {*journals, first} if number is not None}
    for number in sorted(numbers):
        for line in dispatches.of_journal(tx, number):
            if line.kind is not LetterKind.WARNING:
                yield Row(
                    at=line.delivered_at or line.filed_at, words="", letter=line.kind, proof=line
                )


def _measures(tx: Connection, _visit: Visit, record: CaseRecord) -> Iterable[Row]:
    for each in measures.of_case(tx, record.number):
        words = f"Maßnahme: {each.owner_unit} bis {written_day(each.due_on)}"
        yield Row(at=each.entered_at, words=words, by=each.entered_by, text=each.text)
        if each.done_at:
            yield Row(at=each.done_at, words="Maßnahme erledigt", by=each.done_by, text=each.text)


def _praise(tx: Connection, _visit: Visit, record: CaseRecord) -> Iterable[Row]:
    way = praise.way_of(tx, record.number)
    if way:
        words = f"Lob zur Kenntnis an die Leitung von {way.unit}"
        yield Row(at=way.sent_at, words=words, by=way.sent_by)


SOURCES: tuple[Source, ...] = (_events, _notes, _mails, _measures, _praise)
