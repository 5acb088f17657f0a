"""What stands beside the queue: what to pass on, and what went out by itself today (R7, R9c)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Connection

from cases.decision import OtherKind
from cases.duties import DutyKind
from desk.reading_right import is_hidden, reader_of, went_past_director
from desk.visit import Visit
from desk.words.days import Limit, limits_on
from store.lists import hand_overs, queue_lines
from store.lists.hand_overs import HandOver

SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPassOn:
    """One message of the pass-on list, without a word of it."""

    journal: int
    may_carry_term: bool
    limit: Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The tops of the other lists; `is_more` says that today's hand-overs are more than shown."""

    to_pass_on: tuple[ToPassOn, ...]
    handed_over: tuple[HandOver, ...]
    is_more: bool


def beside_queue(tx: Connection, visit: Visit) -> Beside:
    """Read the tops of the lists that this person may see (R29)."""
    handed_over = tuple(_handed_over_today(tx, visit)) if visit.may("hand_overs") else ()
    return Beside(
        to_pass_on=tuple(_to_pass_on(tx, visit)) if visit.may("work") else (),
        handed_over=handed_over[:SHOWN],
        is_more=len(handed_over) > SHOWN,
    )


def _to_pass_on(tx: Connection, visit: Visit) -> Iterable[ToPassOn]:
    limit = limits_on(visit.today, visit.tools.office.calendar)
    first = str(OtherKind.MAY_CARRY_TERM)
    top = queue_lines.top_of_kind(
        tx, reader_of(visit), DutyKind.PASS_ON, first_detail=first, size=SHOWN
    )
    for duty in top:
        yield ToPassOn(
            journal=duty.journal,
            may_carry_term=duty.detail == first,
            limit=limit(duty.due_on),
        )


def _handed_over_today(tx: Connection, visit: Visit) -> Iterable[HandOver]:
    midnight = datetime.combine(visit.today, time.min, visit.tools.office.calendar.timezone)
    for each in hand_overs.by_itself_since(tx, since=midnight, limit=4 * SHOWN):
        is_others = is_hidden(each.hidden_from, visit.who, visit.tools.keys)
        if not is_others and not went_past_director(each, visit):
            yield each
