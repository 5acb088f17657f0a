"""Who looked at what, for the auditor alone (R29, R33)."""

from flask import request
from flask.typing import ResponseReturnValue

from desk.access import Permission
from desk.visit import Page, Visit
from desk.words.access import ACCESS_WORDS
from store.engine import writing
from store.people import accounts

SHOWN = 100


def show_access_log(visit: Visit) -> ResponseReturnValue:
    """Show a page of the access log, newest first; looking is logged as well."""
    before = request.args.get("vor", type=int)
    with writing(visit.tools.engine) as tx:
        lines = accounts.accesses(tx, limit=SHOWN, before=before)
        visit.log(tx, "read_access_log")
    older = lines[-1].id if len(lines) == SHOWN else None
    return visit.page("access_log.html", lines=lines, words=ACCESS_WORDS, older=older)


PAGES = (Page("/zugriffe", "access_log", show_access_log, Permission.ACCESS_LOG),)
