"""Signing in and out."""

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from desk.security import safe_target
from desk.session import sign_in, sign_out, signed_in
from desk.visit import go_to
from desk.work import DeskTools
from store import accounts, passwords
from store.accounts import Account
from store.engine import reading, writing

TRIES = "10 per minute; 60 per hour"
"""From one address; each account has a count of its own in the store."""


def add_login(app: Flask, tools: DeskTools, throttle: Limiter) -> None:
    """Add the two pages that need no session."""

    def ask() -> ResponseReturnValue:
        if signed_in():
            return go_to("queue")
        return render_template("login.html", target=safe_target(request.args.get("weiter", "/")))

    def try_it() -> ResponseReturnValue:
        return _try(tools)

    def leave() -> ResponseReturnValue:
        sign_out()
        return go_to("login")

    app.add_url_rule("/anmelden", "login", ask, methods=["GET"])
    app.add_url_rule("/anmelden", "try_login", throttle.limit(TRIES)(try_it), methods=["POST"])
    app.add_url_rule("/abmelden", "logout", leave, methods=["POST"])


def _try(tools: DeskTools) -> ResponseReturnValue:
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    target = safe_target(request.form.get("target", "/"))
    account = _checked(name, password, tools)
    if account is None:
        return render_template("login.html", target=target, failed=True, name=name), 401
    sign_in(account, now=tools.now())
    return redirect(target, code=303)


def _checked(name: str, password: str, tools: DeskTools) -> Account | None:
    """Return the account if all is right; every refusal takes as long and looks the same."""
    now = tools.now()
    with reading(tools.engine) as tx:
        account = accounts.find(tx, name)
    fits = passwords.matches(account.password_hash if account else None, password)
    if account is None or not account.may_log_in(now=now):
        return None
    with writing(tools.engine) as tx:
        if not fits:
            accounts.note_failed_login(tx, name, at=now)
            return None
        accounts.note_login(tx, name)
        accounts.log_access(tx, who=account.name, what="signed_in", at=now)
    return account
