"""All limits that run, by day: what, on which number, and how it was counted (R10, R14)."""

from flask import request
from flask.typing import ResponseReturnValue

from cases.running import kind_called
from desk.access import Permission
from desk.lists.limits import limits_for, sections_of
from desk.visit import Page, Visit
from desk.words.limits import limit_name
from store.engine import writing

SHOWN = 300


def show_deadlines(visit: Visit) -> ResponseReturnValue:
    """List the limits, all or those of one kind."""
    chosen = kind_called(request.args.get("art", ""))
    office = visit.tools.office
    with writing(visit.tools.engine) as tx:
        visit.log(tx, "read_deadlines")
        limits = limits_for(tx, visit.who, office=office, keys=visit.tools.keys)
    fitting = [limit for limit in limits if chosen is None or limit.kind == chosen]
    kinds = sorted({limit.kind for limit in limits} | ({chosen} if chosen else set()))
    return visit.page(
        "deadlines.html",
        sections=tuple(sections_of(fitting[:SHOWN], today=visit.today, office=office)),
        count=len(fitting),
        more=max(0, len(fitting) - SHOWN),
        kinds=[("", "alle"), *((kind.value, limit_name(kind)) for kind in kinds)],
        chosen=chosen.value if chosen else "",
    )


PAGES = (Page("/fristen", "deadlines", show_deadlines, Permission.DEADLINES),)
