"""The desk as one Flask application; `ADDRESSES` is its table of contents."""

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from desk.errors import add_errors
from desk.pages import access_log, by_hand, cases, decide, hand_overs, message, pass_on, queue
from desk.pages.login import add_login
from desk.security import prepare_security
from desk.session import prepare_sessions, signed_in
from desk.view_filters import add_filters
from desk.visit import Page, View, Visit
from desk.work import DeskTools

ADDRESSES: tuple[Page, ...] = (
    *queue.PAGES,
    *message.PAGES,
    *decide.PAGES,
    *by_hand.PAGES,
    *pass_on.PAGES,
    *hand_overs.PAGES,
    *cases.PAGES,
    *access_log.PAGES,
)
"""Every page behind the log-in; there is no other way to add one, so none lacks a permission."""


def make_desk(tools: DeskTools) -> Flask:
    """Return the desk; it keeps no state of its own beside the throttle's counts."""
    app = Flask(__name__)
    app.secret_key = tools.secret_key
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    throttle = prepare_security(app, tools.settings)
    prepare_sessions(app, tools)
    add_filters(app, tools.office)
    add_errors(app)
    add_login(app, tools, throttle)
    for page in ADDRESSES:
        app.add_url_rule(page.rule, page.name, _guarded(page, tools), methods=[page.method])
    return app


def _guarded(page: Page, tools: DeskTools) -> View:
    """Let only those through who are signed in and whose role allows the page (R29)."""

    def answer(**path: int | str) -> ResponseReturnValue:
        who = signed_in()
        if who is None:
            target = request.path if request.method == "GET" else "/"
            return redirect(url_for("login", weiter=target), code=303)
        if not who.may(page.needs):
            abort(403)
        return page.view(Visit(tools=tools, who=who, now=tools.now()), **path)

    return answer
