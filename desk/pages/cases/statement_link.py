"""The page behind a leader's link: one request, its answer, and nothing else (R18, R29).

Opening it changes nothing, since mail scanners and previews open every link. Its forms need no
token of a session: no cookie is asked or set here, the secret in the address is the only right to
write, and who does not know it cannot make a browser send it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from hmac import compare_digest
from typing import Any

from flask import Flask, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from sqlalchemy import Connection

from cases.statement import AnswerWay, StatementState, is_open
from desk.forms.texts import plain
from desk.work import DeskTools
from intake.case_letters.statements import file_answer, hash_of_link
from store.case_records import statements
from store.case_records.statements import Answer, StatementRequest
from store.engine import writing
from store.people import accounts

TRIES = "60 per minute; 600 per hour"
"""From one address; a whole house may come through one proxy."""
TOKEN = re.compile(r"[a-z2-7]{24}")
LONGEST_ANSWER = 50_000
LONGEST_NAME = 200
WHO = "link"
"""How the access log calls whoever has the link (R33)."""
HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"}
NOT_THERE = 404


def add_statement_link(app: Flask, tools: DeskTools, throttle: Limiter) -> None:
    """Add the one page of the case work that needs no log-in."""

    def see_statement_link(token: str) -> ResponseReturnValue:
        return _see(token, tools)

    def answer_statement_link(token: str) -> ResponseReturnValue:
        return _answer(token, tools)

    views: tuple[tuple[str, Callable[..., Any]], ...] = (
        ("GET", see_statement_link),
        ("POST", answer_statement_link),
    )
    limited = throttle.shared_limit(TRIES, scope="statement link")
    app.extensions["csrf"].exempt(answer_statement_link)
    for method, view in views:
        rule = "/stellungnahme/<token>"
        app.add_url_rule(rule, view.__name__, limited(view), methods=[method])


def _see(token: str, tools: DeskTools) -> ResponseReturnValue:
    """Show the request, that it was answered, or that there is nothing here."""
    now = tools.now()
    with writing(tools.engine) as tx:
        asked = _asked(tx, token, tools, now=now)
        if asked and asked.state is StatementState.WAITING:
            _log(tx, asked, "read_statement_request", now=now)
    return _page(tools, asked, step="write")


def _answer(token: str, tools: DeskTools) -> ResponseReturnValue:
    """Show what would be sent, or file it; the answer ends the link."""
    now, step = tools.now(), request.form.get("step", "preview")
    typed = {name: plain(request.form.get(name, "")) for name in ("name", "answer")}
    complaint = _complaint(typed)
    with writing(tools.engine) as tx:
        asked = _asked(tx, token, tools, now=now) if _repeats(token) else None
        is_waiting = asked is not None and asked.state is StatementState.WAITING
        is_filed = (
            asked is not None
            and is_waiting
            and step == "send"
            and not complaint
            and _file(tx, asked, typed, tools, now=now)
        )
    if is_filed:
        return redirect(url_for("see_statement_link", token=token), code=303)
    if not is_waiting:
        return _page(tools, asked, step="over", typed=typed)
    shown = "preview" if step == "preview" and not complaint else "write"
    return _page(tools, asked, step=shown, typed=typed, complaint=complaint)


def _file(
    tx: Connection,
    asked: StatementRequest,
    typed: Mapping[str, str],
    tools: DeskTools,
    *,
    now: datetime,
) -> bool:
    given = Answer(text=typed["answer"], by=typed["name"], way=AnswerWay.LINK)
    is_first = file_answer(tx, asked, given, tools.office, at=now)
    if is_first:
        _log(tx, asked, "answer_statement_request", now=now)
    return is_first


def _asked(
    tx: Connection, token: str, tools: DeskTools, *, now: datetime
) -> StatementRequest | None:
    """Return the request of a link that is good or was answered; None for every other one."""
    if not TOKEN.fullmatch(token):
        return None
    wanted = hash_of_link(token, tools.keys)
    found = statements.by_token_hash(tx, wanted)
    if found is None or not compare_digest(found.asked.token_hash, wanted):
        return None
    today = tools.office.calendar.day_of(now)
    is_answered = found.state is StatementState.ANSWERED
    return found if is_answered or is_open(found.state, found.asked.closes_on, today) else None


def _repeats(token: str) -> bool:
    """Say whether the form repeats the secret of its address, as our own page makes it do."""
    return compare_digest(request.form.get("token", "").encode(), token.encode())


def _complaint(typed: Mapping[str, str]) -> str:
    if not typed["name"] or not typed["answer"]:
        return "Bitte schreiben Sie Ihren Namen und Ihre Stellungnahme."
    if len(typed["answer"]) > LONGEST_ANSWER or len(typed["name"]) > LONGEST_NAME:
        return (
            f"Das ist zu lang: höchstens {LONGEST_ANSWER:,} Zeichen für die Stellungnahme und "
            f"{LONGEST_NAME} für den Namen."
        ).replace(",", ".", 1)
    return ""


def _log(tx: Connection, asked: StatementRequest, what: str, *, now: datetime) -> None:
    accounts.log_access(tx, who=WHO, what=what, case_number=asked.asked.case_number, at=now)


def _page(
    tools: DeskTools,
    asked: StatementRequest | None,
    *,
    step: str,
    typed: Mapping[str, str] | None = None,
    complaint: str = "",
) -> ResponseReturnValue:
    """Show a page without navigation and without a word of any session.

    A wrong, ended or withdrawn link looks the same; only what the writer typed is given back.
    """
    office = tools.filing.office_on_duty()
    page = render_template(
        "statement_link.html",
        asked=asked,
        step="done" if asked and asked.state is StatementState.ANSWERED else step,
        typed=typed or {},
        complaint=complaint,
        token=request.view_args["token"] if request.view_args else "",
        contact=office.contact_on(office.calendar.day_of(tools.now())),
        get_flashed_messages=_nothing_said,
    )
    status = NOT_THERE if asked is None else 400 if complaint else 200
    return make_response(page, status, HEADERS)


def _nothing_said(**_options: object) -> tuple[()]:
    """Stand in for the messages of a session, which belong to somebody at the desk."""
    return ()
