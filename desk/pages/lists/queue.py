"""What waits: petitions first, then what may be an objection or conduct, then by limit (R10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from cases.duties import DutyKind
from desk.access import Permission
from desk.health import health_of
from desk.lists.beside_queue import beside_queue
from desk.lists.due_span import SPAN_WORDS, days_of
from desk.lists.filters import QueueFilter, page_in
from desk.lists.queue import sections_of
from desk.lists.saved import SavedList, views_for
from desk.reading_right import reader_of
from desk.visit import Page, Visit, go_to
from desk.words.core import DUTY_NAMES, LANGUAGES
from store.engine import reading
from store.lists import queue_lines
from store.lists.queue_lines import QueuePage, QueueWish

RENEW_SECONDS = 60
"""R10: what arrived is to be seen within a minute."""
SHOWN = 50
"""Messages on a page of the queue; the rest is on the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen in the filter, with its words."""

    kinds: Mapping[DutyKind, str]
    languages: Mapping[str, str]


def show_queue(visit: Visit) -> ResponseReturnValue:
    """Show what waits; the admin sees health alone, the auditor has a page of its own (R29)."""
    if not visit.may(Permission.HEALTH):
        return go_to("access_log")
    if not visit.may(Permission.QUEUE):
        return _health_alone(visit)
    wish, number = QueueFilter.of(request.args), page_in(request.args)
    with reading(visit.tools.engine) as tx:
        found = _read(tx, visit, wish, number)
        page = visit.page(
            "queue.html",
            sections=tuple(sections_of(visit, found.lines)),
            health=health_of(tx, visit),
            count=found.total,
            waiting=queue_lines.count_lines(tx, reader_of(visit)),
            mark=queue_lines.newest_duty(tx),
            wish=wish,
            page=number,
            is_last=number * SHOWN >= found.total,
            beside=beside_queue(tx, visit),
            views=views_for(tx, visit, SavedList.QUEUE),
            choices=_choices(tx, visit, wish),
            spans=SPAN_WORDS,
            renews=renews(),
        )
    return _renewing(page)


def tell_state(visit: Visit) -> ResponseReturnValue:
    """Tell how many messages wait, and how many of them since a mark: numbers alone (R10)."""
    mark = request.args.get("seit", default=0, type=int)
    reader = reader_of(visit)
    with reading(visit.tools.engine) as tx:
        waiting = queue_lines.count_lines(tx, reader)
        new = queue_lines.count_lines(tx, reader, newer_than=mark)
    return {"waiting": waiting, "new": new}


def _read(tx: Connection, visit: Visit, wish: QueueFilter, number: int) -> QueuePage:
    due_from, due_until = days_of(wish.span, today=visit.today)
    asked = QueueWish(
        kind=wish.kind, due_from=due_from, due_until=due_until, language=wish.language
    )
    after = (number - 1) * SHOWN
    return queue_lines.page_of_queue(tx, reader_of(visit), asked, size=SHOWN, after=after)


def _choices(tx: Connection, visit: Visit, wish: QueueFilter) -> Choices:
    """Return what the filter offers: reasons and languages of what waits for this person (R6)."""
    waiting = queue_lines.what_waits(tx, reader_of(visit))
    kinds = waiting.kinds | ({wish.kind} if wish.kind else set())
    languages = waiting.languages | {wish.language}
    return Choices(
        kinds={kind: word for kind, word in DUTY_NAMES.items() if kind in kinds},
        languages={code: word for code, word in LANGUAGES.items() if code in languages},
    )


def _health_alone(visit: Visit) -> ResponseReturnValue:
    with reading(visit.tools.engine) as tx:
        health = health_of(tx, visit)
    return _renewing(visit.page("health.html", health=health, renews=renews()))


def renews() -> bool:
    """Say whether the page loads itself anew; that keeps no session alive."""
    return request.args.get("takt") == "minute"


def _renewing(page: str) -> ResponseReturnValue:
    # Only where the person asked for it: a page that reloads unasked takes the reader's place.
    return (page, {"Refresh": f"{RENEW_SECONDS}"}) if renews() else page


PAGES = (
    Page("/", "queue", show_queue, Permission.FIRST_PAGE),
    Page("/stand", "queue_news", tell_state, Permission.QUEUE),
)
