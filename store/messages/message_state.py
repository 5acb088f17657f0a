"""All that the desk's orders change about one message, as rows that JSON can hold."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Date, Table, or_, select

import store.case_tables  # noqa: F401  (its tables enter the same metadata)
from cases.letter import LetterKind
from store.column_types import UtcDateTime
from store.columns import AnyRow
from store.tables import (
    case_events,
    case_texts,
    cases,
    deadlines,
    dispatches,
    duties,
    journal_lines,
    metadata,
    reasons,
)

PlainRow = dict[str, Any]
OF_NO_ORDER = frozenset({"number", "attempts", "lease_until", "row_version", "server_erased_at"})
"""Columns of a journal line that other work changes, whatever the officer does."""


State = dict[str, Any]
"""Rows of each table by its name; `line` is the journal line, `dispatches` are the letters' ids,
`hanging` the keys of all else that belongs to its cases."""


def read_state(tx: Connection, journal: int, case_numbers: Collection[str]) -> State:
    """Return the state of a message and of the cases that an order about it may touch."""

    def of_both(table: Table) -> ColumnElement[bool]:
        return or_(table.c.journal == journal, table.c.case_number.in_(case_numbers))

    line = [
        {name: value for name, value in row.items() if name not in OF_NO_ORDER}
        for row in _rows(tx, journal_lines, journal_lines.c.number == journal)
    ]
    return {
        "line": line,
        "reasons": _rows(tx, reasons, reasons.c.journal == journal),
        "duties": _rows(tx, duties, of_both(duties)),
        "deadlines": _rows(tx, deadlines, of_both(deadlines)),
        "case_texts": _rows(tx, case_texts, of_both(case_texts)),
        "case_events": _rows(tx, case_events, of_both(case_events)),
        "cases": _rows(tx, cases, cases.c.number.in_(case_numbers)),
        "dispatches": _letters(tx, of_both(dispatches)),
        "hanging": _hanging(tx, case_numbers),
    }


def values_in(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plain row as the database takes it."""
    return {name: _value(table.c[name], value) for name, value in row.items()}


def case_columns() -> Iterable[tuple[Table, Column[Any]]]:
    """Yield every column that points to a case, each before what its own table points to."""
    for table in reversed(metadata.sorted_tables):
        for column in table.columns:
            if any(key.column is cases.c.number for key in column.foreign_keys):
                yield table, column


def _letters(tx: Connection, which: ColumnElement[bool]) -> list[int]:
    """List what goes out; warnings tell of the house's own work and hold up nothing."""
    query = select(dispatches.c.id).where(which, dispatches.c.kind != LetterKind.WARNING)
    return list(tx.execute(query.order_by(dispatches.c.id)).scalars())


def _hanging(tx: Connection, case_numbers: Collection[str]) -> dict[str, list[str]]:
    """List the keys of all other rows that belong to the cases."""
    listed = {duties, deadlines, case_texts, case_events, dispatches}
    found: dict[str, list[str]] = {}
    for table, column in case_columns():
        if table in listed:
            continue
        query = select(*table.primary_key.columns).where(column.in_(case_numbers))
        keys = sorted(" ".join(map(str, row)) for row in tx.execute(query))
        if keys:
            found[table.name] = keys
    return found


def _rows(tx: Connection, table: Table, which: ColumnElement[bool]) -> list[PlainRow]:
    columns = [column for column in table.columns if column.name != "blank_page"]
    query = select(*columns).where(which).order_by(*table.primary_key.columns)
    return [_plain(row) for row in tx.execute(query)]


def _plain(row: AnyRow) -> PlainRow:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row._mapping.items()  # noqa: SLF001  (SQLAlchemy's public name)
    }


def _value(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 (a column's value)
    if value is None or not isinstance(value, str):
        return value
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
