"""The desk as one Flask application; `ADDRESSES` is its table of contents."""

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from desk.errors import add_errors
from desk.given_back import given_back
from desk.look import add_look
from desk.pages import keys, templates
from desk.pages.cases import (
    answer_sending,
    answers,
    cases,
    interim,
    measures,
    notice_paper,
    praise,
    protection,
    statement_answers,
    statements,
    take_back,
)
from desk.pages.cases import end as case_end
from desk.pages.cases import work as case_work
from desk.pages.cases.statement_link import add_statement_link
from desk.pages.lists import (
    calendar_feed,
    case_list,
    deadlines,
    hand_overs,
    obvious,
    pass_on,
    queue,
    saved_views,
    search,
)
from desk.pages.lists.calendar_feed import add_calendar
from desk.pages.messages import (
    attach,
    by_hand,
    corrections,
    decide,
    entry,
    handed_by_hand,
    headers,
    message,
    preview,
)
from desk.pages.people import access_log, accounts, duty_rota, own_account
from desk.pages.people.login import add_login
from desk.pages.petitions import petitions
from desk.pages.petitions import sending as petition_sending
from desk.pages.petitions import statement as petition_statement
from desk.security import let_files_in, prepare_security
from desk.sign_in.outside_login import add_outside_login
from desk.sign_in.session import note_activity, prepare_sessions, signed_in
from desk.view_filters import add_filters
from desk.visit import Page, View, Visit
from desk.work import DeskTools

ADDRESSES: tuple[Page, ...] = (
    *queue.PAGES,
    *obvious.PAGES,
    *saved_views.PAGES,
    *search.PAGES,
    *message.PAGES,
    *preview.PAGES,
    *headers.PAGES,
    *attach.PAGES,
    *decide.PAGES,
    *by_hand.PAGES,
    *corrections.PAGES,
    *entry.PAGES,
    *pass_on.PAGES,
    *hand_overs.PAGES,
    *handed_by_hand.PAGES,
    *case_list.PAGES,
    *cases.PAGES,
    *statements.PAGES,
    *statement_answers.PAGES,
    *deadlines.PAGES,
    *calendar_feed.PAGES,
    *petitions.PAGES,
    *petition_statement.PAGES,
    *petition_sending.PAGES,
    *duty_rota.PAGES,
    *notice_paper.PAGES,
    *answers.PAGES,
    *answer_sending.PAGES,
    *templates.PAGES,
    *case_work.PAGES,
    *case_end.PAGES,
    *interim.PAGES,
    *take_back.PAGES,
    *measures.PAGES,
    *praise.PAGES,
    *protection.PAGES,
    *access_log.PAGES,
    *keys.PAGES,
    *own_account.PAGES,
    *accounts.PAGES,
)
"""Every page behind the log-in; there is no other way to add one, so none lacks a permission."""
BEFORE_OWN_PASSWORD = frozenset({"own_account", "change_password"})
"""What is open to an account whose password somebody else knows."""
BY_ITSELF = frozenset({"queue_news"})
"""What a page asks for without anybody's doing; it keeps no session alive."""


def make_desk(tools: DeskTools) -> Flask:
    """Return the desk; it keeps no state of its own beside the throttle's counts."""
    app = Flask(__name__)
    app.secret_key = tools.secret_key
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    let_files_in(app, {page.name for page in ADDRESSES if page.takes_files})
    throttle = prepare_security(app, tools.settings)
    prepare_sessions(app, tools)
    add_filters(app, tools.office)
    add_look(app)
    add_errors(app)
    add_login(app, tools, throttle)
    add_statement_link(app, tools, throttle)
    add_calendar(app, tools, throttle)
    add_outside_login(app, tools, throttle)
    for page in ADDRESSES:
        app.add_url_rule(page.rule, page.name, _guarded(page, tools), methods=[page.method])
    return app


def _guarded(page: Page, tools: DeskTools) -> View:
    """Let only those through who are signed in and whose role allows the page (R29)."""

    def answer(**path: int | str) -> ResponseReturnValue:
        who = signed_in()
        if who is None:
            return _sign_in_first()
        if who.owes_password and page.name not in BEFORE_OWN_PASSWORD:
            return redirect(url_for("own_account"), code=303)
        if not who.may(page.needs):
            abort(403)
        if page.name not in BY_ITSELF and not queue.renews():
            note_activity(now=tools.now())
        return page.view(Visit(tools=tools, who=who, now=tools.now()), **path)

    return answer


def _sign_in_first() -> ResponseReturnValue:
    """Ask for the password; what was typed meanwhile is given back."""
    target = request.path if request.method == "GET" else "/"
    typed = given_back() if request.method == "POST" else None
    return typed or redirect(url_for("login", weiter=target), code=303)
