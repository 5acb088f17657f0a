"""Signing in with name and password, then a code where one is asked for, and signing out."""

from flask import Flask, current_app, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from desk.security import safe_target
from desk.sign_in.known_browser import names_known, remember
from desk.sign_in.second_factor import step_of
from desk.sign_in.session import sign_in, sign_out, signed_in
from desk.visit import go_to
from desk.work import DeskTools
from store.engine import reading, writing
from store.people import accounts, passwords
from store.people.accounts import Account
from store.people.sealed import unseal
from store.people.sign_in import use_code

TRIES = "10 per minute; 60 per hour"
"""From one address; each account has a count of its own in the store."""
HALF = "half_signed_in"
CODE_WITHIN_SECONDS = 300


def add_login(app: Flask, tools: DeskTools, throttle: Limiter) -> None:
    """Add the pages that need no session."""

    def ask() -> ResponseReturnValue:
        if signed_in():
            return go_to("queue")
        return _form(tools)

    def try_it() -> ResponseReturnValue:
        return _try(tools)

    def ask_code() -> ResponseReturnValue:
        return _code_form() if _half(tools) else go_to("login")

    def try_code() -> ResponseReturnValue:
        return _try_code(tools)

    def leave() -> ResponseReturnValue:
        _end_sessions(tools)
        sign_out()
        return go_to("login")

    limited = throttle.shared_limit(TRIES, scope="log-in")
    app.add_url_rule("/anmelden", "login", ask, methods=["GET"])
    app.add_url_rule("/anmelden", "try_login", limited(try_it), methods=["POST"])
    app.add_url_rule("/anmelden/code", "second_factor", ask_code, methods=["GET"])
    app.add_url_rule("/anmelden/code", "try_code", limited(try_code), methods=["POST"])
    app.add_url_rule("/abmelden", "logout", leave, methods=["POST"])


def _end_sessions(tools: DeskTools) -> None:
    """End what the cookie opens, wherever there is a copy of it."""
    who = signed_in()
    if who:
        with writing(tools.engine) as tx:
            accounts.end_sessions(tx, who.account.name)


def _form(tools: DeskTools, *, name: str = "", failed: bool = False) -> str:
    target = safe_target(request.values.get("target") or request.args.get("weiter", "/"))
    service = tools.oidc.title if tools.oidc.issuer else ""
    return render_template("login.html", target=target, failed=failed, name=name, service=service)


def _code_form(*, failed: bool = False) -> str:
    return render_template("login_code.html", failed=failed)


def _try(tools: DeskTools) -> ResponseReturnValue:
    name, password = request.form.get("name", "").strip(), request.form.get("password", "")
    target = safe_target(request.form.get("target", "/"))
    account = _checked(name, password, tools)
    if account is None:
        return _form(tools, name=name, failed=True), 401
    if not account.has_second_factor:
        return _enter(account, target, tools)
    session.clear()
    session[HALF] = {
        "name": account.name,
        "version": account.session_version,
        "at": tools.now().timestamp(),
        "target": target,
    }
    return go_to("second_factor")


def _checked(name: str, password: str, tools: DeskTools) -> Account | None:
    """Return the account if all is right; every refusal takes as long and looks the same."""
    with reading(tools.engine) as tx:
        account = accounts.find(tx, name)
    fits = passwords.matches(account.password_hash if account else None, password)
    if account is None or not _may_try(account, tools):
        return None
    with writing(tools.engine) as tx:
        if not fits:
            accounts.note_failed_login(tx, name, at=tools.now())
            return None
    _renew_hash(account, password, tools)
    return account


def _may_try(account: Account, tools: DeskTools) -> bool:
    """Say whether the account is open, for this browser at least."""
    is_known = account.name in names_known(request, current_app)
    return account.may_log_in(now=tools.now()) or (is_known and not account.is_locked)


def _renew_hash(account: Account, password: str, tools: DeskTools) -> None:
    """Keep the password under today's costs; hashing takes its time outside the transaction."""
    if not passwords.is_outdated(account.password_hash):
        return
    fresh = passwords.hash_password(password)
    with writing(tools.engine) as tx:
        accounts.renew_hash(tx, account.name, old=account.password_hash, new=fresh)


def _half(tools: DeskTools) -> Account | None:
    """Return who has given the password and owes a code; None when that is too long ago."""
    half = session.get(HALF)
    if not isinstance(half, dict):
        return None
    with reading(tools.engine) as tx:
        account = accounts.find(tx, str(half.get("name")))
    is_fresh = tools.now().timestamp() - float(half.get("at", 0)) < CODE_WITHIN_SECONDS
    is_same = account is not None and account.session_version == half.get("version")
    return account if account and is_fresh and is_same and _may_try(account, tools) else None


def _try_code(tools: DeskTools) -> ResponseReturnValue:
    account = _half(tools)
    if account is None:
        return go_to("login")
    secret = unseal(account.totp_sealed, tools.keys) or ""
    step = step_of(request.form.get("code", ""), secret, now=tools.now()) if secret else None
    with writing(tools.engine) as tx:
        if step is None or not use_code(tx, account.name, step=step):
            accounts.note_failed_login(tx, account.name, at=tools.now())
            step = None
    if step is None:
        return _code_form(failed=True), 401
    return _enter(account, safe_target(str(session[HALF].get("target", "/"))), tools)


def _enter(account: Account, target: str, tools: DeskTools) -> ResponseReturnValue:
    known = names_known(request, current_app)
    with writing(tools.engine) as tx:
        accounts.note_login(tx, account.name)
        accounts.log_access(tx, who=account.name, what="signed_in", at=tools.now())
    sign_in(account, now=tools.now())
    response = make_response(redirect(target, code=303))
    remember(response, account.name, known, current_app)
    return response
