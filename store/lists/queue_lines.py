"""The queue, a page at a time: one line a message, its most urgent duty first (R5a, R10, R24)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Connection,
    Join,
    Select,
    Subquery,
    exists,
    func,
    select,
)

from cases.duties import CONCERNS_DIRECTOR, DutyKind, Role
from store.duties import OpenDuty, duty_of, open_with_line, rank_of_duty
from store.tables import IS_HIDDEN_FROM_SOMEBODY, duties, journal_lines

OwnDuties = tuple[OpenDuty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom the queue is: the keyed hash of the person's name (R6), and whether the director.

    The director sees what was handed up alone, and nothing that may be about the director (R29).
    """

    name_hash: str
    is_director: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueWish:
    """Which lines are wanted; None and empty want all. The days are those of a duty's limit."""

    kind: DutyKind | None = None
    due_from: date | None = None
    due_until: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A page of lines, each the duties of one message in order; `total` counts all lines."""

    lines: tuple[OwnDuties, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Of which kinds and in which languages something waits."""

    kinds: frozenset[DutyKind]
    languages: frozenset[str]


def page_of_queue(
    tx: Connection, reader: Reader, wish: QueueWish, *, size: int, after: int = 0
) -> QueuePage:
    """Return the lines that follow the first `after` ones; a page beyond the end is empty."""
    heads = _heads(reader, wish)
    query = (
        select(heads.c.journal, func.count().over().label("total"))
        .where(heads.c.place == 1)
        .order_by(heads.c.rank, heads.c.due_on, heads.c.received_at, heads.c.id)
        .limit(size)
        .offset(after)
    )
    rows = tx.execute(query).all()
    numbers = tuple(row.journal for row in rows)
    return QueuePage(lines=_with_duties(tx, numbers, reader), total=rows[0].total if rows else 0)


def lines_of(tx: Connection, reader: Reader, numbers: Iterable[int]) -> tuple[OwnDuties, ...]:
    """Return what waits about these messages and is this reader's; those without are missing."""
    return _with_duties(tx, tuple(dict.fromkeys(numbers)), reader)


def top_of_kind(
    tx: Connection, reader: Reader, kind: DutyKind, *, first_detail: str, size: int
) -> tuple[OpenDuty, ...]:
    """Return the most urgent duties of a kind, those of one detail before the others (R9c)."""
    query = (
        open_with_line()
        .where(duties.c.kind == kind, *_is_readers(reader))
        .order_by(duties.c.detail != first_detail, duties.c.due_on, duties.c.id)
        .limit(size)
    )
    return tuple(duty_of(row) for row in tx.execute(query))


def what_waits(tx: Connection, reader: Reader) -> Waiting:
    """Return which kinds of duties and which languages a filter can find something for."""
    kind, language = duties.c.kind, journal_lines.c.language
    query = select(kind, language).select_from(_joined()).where(*_is_readers(reader)).distinct()
    rows = tx.execute(query).all()
    return Waiting(
        kinds=frozenset(DutyKind(row.kind) for row in rows),
        languages=frozenset(row.language for row in rows),
    )


def newest_duty(tx: Connection) -> int:
    """Return the mark of the queue as it stands: nothing that comes later has a lower one."""
    return tx.execute(select(func.max(duties.c.id))).scalar_one() or 0


def count_lines(tx: Connection, reader: Reader, *, newer_than: int = 0) -> int:
    """Count the messages about which something waits, or has begun to wait since that mark."""
    query = select(func.count(duties.c.journal.distinct())).where(*_is_readers(reader))
    if newer_than:
        query = query.where(duties.c.id > newer_than)
    return tx.execute(query).scalar_one()


def _heads(reader: Reader, wish: QueueWish) -> Subquery:
    """Give a place to each duty of each message by urgency; the first is the line's headline."""
    rank, line = rank_of_duty(), journal_lines.c
    within = (rank, duties.c.due_on, duties.c.id)
    place = func.row_number().over(partition_by=duties.c.journal, order_by=within)
    query: Select[*tuple[object, ...]] = (
        select(
            duties.c.journal,
            duties.c.id,
            duties.c.due_on,
            line.received_at,
            rank.label("rank"),
            place.label("place"),
        )
        .select_from(_joined())
        .where(*_is_readers(reader))
    )
    return query.where(*_is_wanted(reader, wish)).subquery("heads")


def _with_duties(tx: Connection, numbers: tuple[int, ...], reader: Reader) -> tuple[OwnDuties, ...]:
    query = (
        open_with_line()
        .where(duties.c.journal.in_(numbers), *_is_readers(reader))
        .order_by(rank_of_duty(), duties.c.due_on, duties.c.id)
    )
    by_message: dict[int, list[OpenDuty]] = {number: [] for number in numbers}
    for row in tx.execute(query):
        by_message[row.journal].append(duty_of(row))
    return tuple(tuple(on_it) for on_it in by_message.values() if on_it)


def _joined() -> Join:
    return duties.join(journal_lines, journal_lines.c.number == duties.c.journal)


def _is_readers(reader: Reader) -> Iterable[ColumnElement[bool]]:
    """Say which duties are this person's to see (R6, R29)."""
    yield duties.c.done_at.is_(None)
    line = journal_lines.c
    hidden = select(line.number).where(
        IS_HIDDEN_FROM_SOMEBODY, line.hidden_from.contains(reader.name_hash)
    )
    yield duties.c.journal.not_in(hidden)
    if reader.is_director:
        yield duties.c.owner == Role.DIRECTOR
        yield duties.c.detail != CONCERNS_DIRECTOR


def _is_wanted(reader: Reader, wish: QueueWish) -> Iterable[ColumnElement[bool]]:
    """Ask for messages that have a duty such as is wanted, headline or not."""
    if wish.language:
        yield journal_lines.c.language == wish.language
    other = duties.alias("other")
    such = [other.c.journal == duties.c.journal, other.c.done_at.is_(None)]
    if reader.is_director:
        such += [other.c.owner == Role.DIRECTOR, other.c.detail != CONCERNS_DIRECTOR]
    plain = len(such)
    if wish.kind is not None:
        such.append(other.c.kind == wish.kind)
    if wish.due_from is not None:
        such.append(other.c.due_on >= wish.due_from)
    if wish.due_until is not None:
        such.append(other.c.due_on <= wish.due_until)
    if len(such) > plain:
        yield exists().where(*such)
