"""Whom KRM asked about a case, and what they wrote (R18)."""

from dataclasses import dataclass

from sqlalchemy import Connection

from cases.case import CaseState
from cases.duties import DutyKind
from cases.statement import StatementState
from desk.visit import Visit
from desk.words.days import Limit, limits_on
from desk.words.statements import STATES, WAYS
from store import duties, register
from store.case_records import statements
from store.case_records.statements import StatementRequest
from store.register import CaseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRequest:
    """A request with its date in words; `limit` is None once nobody waits for it."""

    request: StatementRequest
    stands: str
    way: str
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsPart:
    """The requests of a case; `has_news`: one came or is late, and nobody has looked yet."""

    case_number: str
    requests: tuple[ShownRequest, ...]
    may_ask: bool
    has_news: bool


def read(tx: Connection, visit: Visit, record: CaseRecord) -> StatementsPart | None:
    """Read the requests of a case; None where there are none and none can be made."""
    requests = tuple(_shown(each, visit) for each in statements.of_case(tx, record.number))
    may_ask = visit.may("work") and record.state is CaseState.OPEN
    if not requests and not may_ask:
        return None
    return StatementsPart(
        case_number=record.number,
        requests=requests,
        may_ask=may_ask,
        has_news=may_ask and _has_duty(tx, record.number),
    )


def _shown(request: StatementRequest, visit: Visit) -> ShownRequest:
    limit = limits_on(visit.today, visit.tools.office.calendar)
    is_waiting = request.state is StatementState.WAITING
    return ShownRequest(
        request=request,
        stands=STATES[request.state],
        way=WAYS[request.answer.way] if request.answer else "",
        limit=limit(request.asked.due_on) if is_waiting else None,
    )


def _has_duty(tx: Connection, case_number: str) -> bool:
    journal = register.first_journal(tx, case_number)
    on_it = duties.of_journal(tx, journal) if journal else ()
    return any(duty.kind is DutyKind.STATEMENT for duty in on_it)
