"""An account's limits in its own calendar: made, shown once, ended (R10, R29).

The feed itself needs no log-in, since calendar programs have none: the secret in its address is
good for one account in its present role, while that is open.
"""

import re

from flask import Flask, make_response, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from sqlalchemy import Connection

from desk.access import MAY, Permission
from desk.calendar import calendar_of
from desk.lists.limits import limits_for
from desk.sign_in.session import SignedIn
from desk.visit import Page, Visit, go_to, say
from desk.work import DeskTools
from store.engine import writing
from store.keys import Keys
from store.people import accounts, calendar_feeds
from store.people.accounts import Account, AccountRole

TRIES = "60 per minute; 1000 per hour"
"""From one address; a whole house may come through one proxy."""
TOKEN = re.compile(r"[a-z2-7]{24}")
HEADERS = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Referrer-Policy": "no-referrer"}


def add_calendar(app: Flask, tools: DeskTools, throttle: Limiter) -> None:
    """Add the feed's address."""

    def calendar(token: str) -> ResponseReturnValue:
        return _feed(token, tools)

    limited = throttle.shared_limit(TRIES, scope="calendar")
    app.add_url_rule("/kalender/<token>.ics", "calendar", limited(calendar), methods=["GET"])


def show_feed(visit: Visit) -> ResponseReturnValue:
    """Show whether the account has a feed."""
    return _page(visit)


def make_feed(visit: Visit) -> ResponseReturnValue:
    """Make a feed and show its address, this once; an earlier address ends."""
    token = visit.tools.keys.token(f"calendar {visit.tools.filing.fresh_id()}")
    role = visit.who.account.role
    token_hash = _hash(token, role, visit.tools.keys)
    with writing(visit.tools.engine) as tx:
        calendar_feeds.make(tx, visit.name, token_hash, at=visit.now)
        visit.log(tx, "make_calendar")
    base = visit.tools.settings.public_url or request.host_url.rstrip("/")
    return _page(visit, address=f"{base}/kalender/{token}.ics")


def end_feed(visit: Visit) -> ResponseReturnValue:
    """End the feed; calendars that know its address get nothing any more."""
    with writing(visit.tools.engine) as tx:
        calendar_feeds.end(tx, visit.name)
        visit.log(tx, "end_calendar")
    say("Die Kalender-Adresse gilt nicht mehr.")
    return go_to("calendar_feed")


def _feed(token: str, tools: DeskTools) -> ResponseReturnValue:
    """Return the calendar, or the same short answer to every address that is not good."""
    office, keys = tools.office, tools.keys
    with writing(tools.engine) as tx:
        account = _owner(tx, token, keys)
        if account is None:
            return make_response("Hier ist nichts.", 404, {"Content-Type": "text/plain", **HEADERS})
        limits = limits_for(tx, SignedIn(account=account), office=office, keys=keys)
    content = calendar_of(limits, office=office, now=tools.now())
    kind = {"Content-Type": "text/calendar; charset=utf-8"}
    return make_response(content, 200, {**kind, **HEADERS})


def _owner(tx: Connection, token: str, keys: Keys) -> Account | None:
    """Return whose feed it is; a locked account and one with another role lose theirs (R29)."""
    if not TOKEN.fullmatch(token):
        return None
    for role in AccountRole:
        name = calendar_feeds.account_of(tx, _hash(token, role, keys))
        account = accounts.find(tx, name) if name else None
        if account is None:
            continue
        if account.is_locked or account.role is not role or not _may(role):
            calendar_feeds.end(tx, account.name)
            return None
        return account
    return None


def _may(role: AccountRole) -> bool:
    return Permission.DEADLINES in MAY[role]


def _hash(token: str, role: AccountRole, keys: Keys) -> str:
    """Return what is kept of a feed's address: it is good for this role alone."""
    return keys.hash("link", f"calendar {role} {token}")


def _page(visit: Visit, *, address: str = "") -> str:
    with writing(visit.tools.engine) as tx:
        made_at = calendar_feeds.made_at(tx, visit.name)
    return visit.page("calendar_feed.html", address=address, made_at=made_at)


PAGES = (
    Page("/kalender", "calendar_feed", show_feed, Permission.DEADLINES),
    Page("/kalender", "make_calendar", make_feed, Permission.DEADLINES, method="POST"),
    Page("/kalender/beenden", "end_calendar", end_feed, Permission.DEADLINES, method="POST"),
)
