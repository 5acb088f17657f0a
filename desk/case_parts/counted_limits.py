"""The limits of a case, each with how it was counted (R14)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from cases.deadlines import RULE_AND_TERM, DeadlineKind
from cases.running import Counted, how_counted
from desk.visit import Visit
from desk.words.days import Limit, limits_on
from store.lists.running_limits import running_of_case
from store.register import CaseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLimit:
    """A limit that runs. `counted` is None where a person set the day (R13, R28)."""

    kind: DeadlineKind
    rule: str
    limit: Limit
    counted: Counted | None


def limits_of(tx: Connection, visit: Visit, record: CaseRecord) -> Iterable[CountedLimit]:
    """Return the limits that run for a case, the soonest first."""
    office = visit.tools.office
    limit = limits_on(visit.today, office.calendar)
    for each in running_of_case(tx, office.calendar.timezone, record.number):
        if isinstance(each.kind, DeadlineKind):
            yield CountedLimit(
                kind=each.kind,
                rule=RULE_AND_TERM[each.kind][0],
                limit=limit(each.due_on),
                counted=how_counted(each, office),
            )
