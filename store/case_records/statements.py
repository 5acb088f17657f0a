"""Requests to units' leaders for a statement, and what became of them (R18, R29)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, update

from cases.letter import LetterKind
from cases.statement import AnswerWay, StatementState, Step
from store.case_tables import statement_requests as rows
from store.columns import AnyRow
from store.engine import insert_once
from store.tables import dispatches

STEP_COLUMNS: Mapping[Step, str] = MappingProxyType(
    {Step.BEFORE: "reminded_at", Step.LATE: "reminded_late_at", Step.DIRECTOR: "escalated_at"}
)
_ENDED = {"link_seed": "", "row_version": rows.c.row_version + 1}
_KINDS = (LetterKind.STATEMENT_REQUEST, LetterKind.STATEMENT_REMINDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a leader is asked, and how the link is known again."""

    case_number: str
    unit: str
    recipient: str = field(repr=False)
    question: str = field(repr=False)
    excerpt: str = field(repr=False)
    due_on: date
    closes_on: date
    link_seed: str = field(repr=False)
    token_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A statement, and how it came; `journal` is the line of a mail, `by` the name given."""

    text: str = field(repr=False)
    by: str = field(repr=False)
    way: AnswerWay
    journal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRequest:
    """A request as it stands; `done` holds the steps that were taken while it waited."""

    id: int
    asked: Question
    asked_at: datetime
    asked_by: str
    state: StatementState
    answered_at: datetime | None
    answer: Answer | None
    done: frozenset[Step]
    row_version: int


def ask(tx: Connection, question: Question, *, by: str, at: datetime) -> bool:
    """Enter a request; False while an earlier one to the same unit waits on this case."""
    return insert_once(
        tx,
        rows,
        case_number=question.case_number,
        unit=question.unit,
        recipient=question.recipient,
        question=question.question,
        excerpt=question.excerpt,
        due_on=question.due_on,
        closes_on=question.closes_on,
        link_seed=question.link_seed,
        token_hash=question.token_hash,
        asked_at=at,
        asked_by=by,
    )


def answer(tx: Connection, request: int, given: Answer, *, at: datetime) -> bool:
    """File the statement; False when the request does not wait any more. That ends the link."""
    return _end(
        tx,
        rows.c.id == request,
        state=StatementState.ANSWERED,
        answered_at=at,
        answer=given.text,
        answered_by=given.by,
        answered_by_way=given.way,
        answer_journal=given.journal,
    )


def add_to_answer(tx: Connection, request: int, text: str) -> bool:
    """Add what a leader sent after the statement; False when there is none to add to."""
    change = update(rows).where(rows.c.id == request, rows.c.state == StatementState.ANSWERED)
    more = rows.c.answer + "\n\n" + text
    return tx.execute(change.values(answer=more)).rowcount == 1


def withdraw(tx: Connection, request: int, *, row_version: int) -> bool:
    """Take a request back as the person saw it; False when it has changed meanwhile."""
    is_seen = (rows.c.id == request) & (rows.c.row_version == row_version)
    return _end(tx, is_seen, state=StatementState.WITHDRAWN)


def withdraw_of_case(tx: Connection, case_number: str) -> None:
    """Take back every request of a case that still waits, as when the case is closed."""
    _end(tx, rows.c.case_number == case_number, state=StatementState.WITHDRAWN)


def note_step(tx: Connection, request: int, step: Step, *, at: datetime) -> bool:
    """Note that a step was taken; False when it was before, or nothing waits any more."""
    column = rows.c[STEP_COLUMNS[step]]
    change = update(rows).where(
        rows.c.id == request, rows.c.state == StatementState.WAITING, column.is_(None)
    )
    return tx.execute(change.values({column.name: at})).rowcount == 1


def find(tx: Connection, request: int) -> StatementRequest | None:
    """Return one request, or None."""
    return next(iter(_requests(tx, rows.c.id == request)), None)


def by_token_hash(tx: Connection, token_hash: str) -> StatementRequest | None:
    """Return the request of a link, or None."""
    return next(iter(_requests(tx, rows.c.token_hash == token_hash)), None)


def of_case(tx: Connection, case_number: str) -> tuple[StatementRequest, ...]:
    """Return every request of a case, the first due first."""
    return _requests(tx, rows.c.case_number == case_number)


def waiting(tx: Connection) -> tuple[StatementRequest, ...]:
    """Return every request that waits for its statement, the first due first."""
    return _requests(tx, rows.c.state == StatementState.WAITING)


def case_asked_about(
    tx: Connection,
    *,
    own_message_ids: Sequence[str],
    tokens: Sequence[str],
    sender_hash: str,
) -> str:
    """Return the case about which we asked this sender, as a mail refers to it; else nothing."""
    line = dispatches.c
    ids, signs = ([word for word in words if word] for words in (own_message_ids, tokens))
    refers = or_(line.message_id.in_(ids), line.reply_token.in_(signs))
    query = (
        select(line.case_number)
        .where(refers, line.kind.in_(_KINDS), line.recipient_hash == sender_hash)
        .order_by(line.id.desc())
    )
    return tx.execute(query).scalars().first() or ""


def _end(tx: Connection, which: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401 (column values)
    change = update(rows).where(which, rows.c.state == StatementState.WAITING)
    return tx.execute(change.values({**values, **_ENDED})).rowcount > 0


def _requests(tx: Connection, which: ColumnElement[bool]) -> tuple[StatementRequest, ...]:
    query = select(rows).where(which).order_by(rows.c.due_on, rows.c.id)
    return tuple(_request(row) for row in tx.execute(query))


def _request(row: AnyRow) -> StatementRequest:
    answered = row.state == StatementState.ANSWERED
    return StatementRequest(
        id=row.id,
        asked=Question(
            case_number=row.case_number,
            unit=row.unit,
            recipient=row.recipient,
            question=row.question,
            excerpt=row.excerpt,
            due_on=row.due_on,
            closes_on=row.closes_on,
            link_seed=row.link_seed,
            token_hash=row.token_hash,
        ),
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        state=StatementState(row.state),
        answered_at=row.answered_at,
        answer=_answer(row) if answered else None,
        done=frozenset(step for step, name in STEP_COLUMNS.items() if getattr(row, name)),
        row_version=row.row_version,
    )


def _answer(row: AnyRow) -> Answer:
    return Answer(
        text=row.answer,
        by=row.answered_by,
        way=AnswerWay(row.answered_by_way),
        journal=row.answer_journal,
    )
