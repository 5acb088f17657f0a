"""Keep the filter of a list under a name, and forget it again (R10, R35)."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from desk.access import Permission
from desk.lists.saved import LIST_KEY, SavedList, kept_query, known_query
from desk.visit import Page, Visit, say
from desk.words.marking import one_line
from store.engine import writing
from store.people import saved_views
from store.people.saved_views import MOST, SavedView

LONGEST_NAME = 60


def save_view(visit: Visit) -> ResponseReturnValue:
    """Keep what the list is narrowed to; the same name again replaces the view."""
    which = _list()
    query = known_query(request.form, which, visit)
    name = one_line(request.form.get("name", ""))[:LONGEST_NAME].strip()
    if not name or not query:
        say("Bitte filtern Sie zuerst, und geben Sie der Ansicht einen Namen.")
        return _back(which, query)
    view = SavedView(name=name, query=kept_query(query, which))
    with writing(visit.tools.engine) as tx:
        is_kept = saved_views.save(tx, visit.name, view)
    say(
        f"Ansicht „{name}“ ist gespeichert."
        if is_kept
        else f"Es gibt schon {MOST} Ansichten. Bitte löschen Sie zuerst eine."
    )
    return _back(which, query)


def remove_view(visit: Visit) -> ResponseReturnValue:
    """Forget a view; nothing else changes."""
    name = request.form.get("name", "")
    with writing(visit.tools.engine) as tx:
        is_gone = saved_views.remove(tx, visit.name, name)
    say(f"Ansicht „{name}“ ist gelöscht." if is_gone else "Diese Ansicht gibt es nicht mehr.")
    return _back(_list(), {})


def _list() -> SavedList:
    asked = request.form.get(LIST_KEY, "")
    if asked not in set(SavedList):
        abort(400)
    return SavedList(asked)


def _back(which: SavedList, query: Mapping[str, str]) -> ResponseReturnValue:
    address = url_for(which)
    return redirect(f"{address}?{urlencode(query)}" if query else address, code=303)


PAGES = (
    Page("/ansichten", "save_view", save_view, Permission.QUEUE, method="POST"),
    Page("/ansichten/loeschen", "remove_view", remove_view, Permission.QUEUE, method="POST"),
)
