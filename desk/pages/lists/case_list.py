"""The register as a list: open cases by their soonest limit, closed ones by closing (R3, R10)."""

from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue

from cases.case import CaseState
from cases.labels import GERMAN, WAY_OF, Way
from desk.access import Permission
from desk.lists.due_span import SPAN_WORDS, days_of
from desk.lists.filters import CaseFilter, page_in
from desk.lists.saved import SavedList, views_for
from desk.reading_right import reader_of
from desk.visit import Page, Visit
from desk.words.cases import CASE_RESULTS, CHANNEL_NAMES
from desk.words.days import Limit, limits_on
from store.engine import writing
from store.lists import case_list
from store.lists.case_list import CaseWish
from store.register import CaseRecord

SHOWN = 50
LABELS = {label: word for label, word in GERMAN.items() if WAY_OF.get(label) is Way.REGISTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case of the list, with its soonest limit in words."""

    record: CaseRecord
    limit: Limit | None


def show_cases(visit: Visit) -> ResponseReturnValue:
    """List cases by what was asked for; the list holds no name and no word of a letter (R35)."""
    units = tuple(unit.name for unit in visit.tools.office.units)
    wish, number = CaseFilter.of(request.args, units=units), page_in(request.args)
    with writing(visit.tools.engine) as tx:
        visit.log(tx, "read_register")
        found = case_list.page_of_cases(
            tx, reader_of(visit), _asked(wish, visit), size=SHOWN, after=(number - 1) * SHOWN
        )
        views = views_for(tx, visit, SavedList.CASES)
    limit = limits_on(visit.today, visit.tools.office.calendar)
    return visit.page(
        "cases.html",
        lines=tuple(
            CaseLine(record=each, limit=limit(each.next_due_on) if each.next_due_on else None)
            for each in found.records
        ),
        wish=wish,
        page=number,
        is_last=found.is_last,
        views=views,
        is_closed=wish.state is CaseState.CLOSED,
        results=CASE_RESULTS,
        labels=LABELS,
        units={unit: unit for unit in units},
        channels=CHANNEL_NAMES,
        spans=SPAN_WORDS,
    )


def _asked(wish: CaseFilter, visit: Visit) -> CaseWish:
    due_from, due_until = days_of(wish.span, today=visit.today)
    return CaseWish(
        state=wish.state,
        label=wish.label,
        unit=wish.unit,
        channel=wish.channel,
        due_from=due_from,
        due_until=due_until,
        received_from=wish.first,
        received_until=wish.last,
    )


PAGES = (Page("/vorgaenge", "cases", show_cases, Permission.REGISTER),)
