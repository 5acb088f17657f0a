"""Signing in elsewhere: an OpenID Connect service, or a proxy that names the person (R29)."""

import logging

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from joserfc.errors import JoseError

from desk.security import safe_target
from desk.sign_in.issuer import SECONDS_TO_WAIT, metadata_url
from desk.sign_in.session import sign_in, sign_out, signed_in
from desk.visit import go_to
from desk.work import DeskTools
from store.engine import reading, writing
from store.people import accounts
from store.people.accounts import Account
from store.people.sign_in import bind_subject

TRIES = "30 per minute"
TARGET = "outside_target"
RETURN_PATH = "/anmelden/extern/zurueck"
log = logging.getLogger(__name__)


def add_outside_login(app: Flask, tools: DeskTools, throttle: Limiter) -> None:
    """Add what the settings name; nothing where they name nothing."""
    if tools.settings.user_header:
        app.before_request(lambda: _believe_proxy(tools))
    if tools.oidc.issuer:
        _add_oidc(app, tools, throttle)


def _believe_proxy(tools: DeskTools) -> None:
    """Sign in whom the header names; `TrustedProxies` took it from everybody else's requests."""
    name = request.headers.get(tools.settings.user_header, "").strip()
    if not name or request.endpoint == "static":
        return
    who = signed_in()
    if who and who.account.name == accounts.key_of(name):
        return
    with reading(tools.engine) as tx:
        account = accounts.find(tx, name)
    if account and not account.is_locked:
        _enter(account, tools)
    elif who:
        sign_out()  # somebody else sits here now


def _add_oidc(app: Flask, tools: DeskTools, throttle: Limiter) -> None:
    oidc = tools.oidc
    service = OAuth(app).register(
        "house",
        client_id=oidc.client_id,
        client_secret=oidc.client_secret or None,
        server_metadata_url=metadata_url(oidc.issuer),
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS_TO_WAIT,
        },
    )

    def begin() -> ResponseReturnValue:
        session[TARGET] = safe_target(request.args.get("weiter", "/"))
        home = tools.settings.public_url or request.host_url.rstrip("/")
        try:
            answer: ResponseReturnValue = service.authorize_redirect(home + RETURN_PATH)
        except (OAuthError, requests.RequestException, JoseError, ValueError) as error:
            return _failed(error, 502)
        return answer

    def come_back() -> ResponseReturnValue:
        try:
            claims = service.authorize_access_token().get("userinfo") or {}
        except (OAuthError, requests.RequestException, JoseError, ValueError, KeyError) as error:
            return _failed(error, 401)
        account = _account_of(claims, tools)
        if account is None:
            return _failed(LookupError(), 403)
        target = safe_target(str(session.get(TARGET, "/")))
        _enter(account, tools)
        return redirect(target, code=303)

    limited = throttle.limit(TRIES)
    app.add_url_rule("/anmelden/extern", "outside_login", limited(begin), methods=["GET"])
    app.add_url_rule(RETURN_PATH, "outside_return", limited(come_back), methods=["GET"])


def _account_of(claims: dict[str, object], tools: DeskTools) -> Account | None:
    """Return the account tied to the identity; the first time its name ties them."""
    subject = str(claims.get("sub") or "")
    if not subject:
        return None
    with writing(tools.engine) as tx:
        account = accounts.find_subject(tx, subject)
        if account is None:
            account = accounts.find(tx, str(claims.get(tools.oidc.name_claim) or ""))
            if account is None or not bind_subject(tx, account.name, subject):
                return None
    return None if account.is_locked else account


def _enter(account: Account, tools: DeskTools) -> None:
    with writing(tools.engine) as tx:
        accounts.note_login(tx, account.name)
        what = "signed_in_outside"
        accounts.log_access(tx, who=account.name, what=what, at=tools.now())
    sign_in(account, now=tools.now(), is_outside=True)


def _failed(error: Exception, code: int) -> ResponseReturnValue:
    """Say that it did not work; what the service said may hold a name and is not logged."""
    log.warning("outside log-in failed", extra={"kind": type(error).__name__})
    if signed_in():
        return go_to("queue")
    title = "Die Anmeldung über den Anmeldedienst hat nicht geklappt"
    text = (
        "Versuchen Sie es noch einmal, oder melden Sie sich mit Name und Passwort an. "
        "Wenn Sie hier noch kein Konto haben, wenden Sie sich an Ihre Technik."
    )
    return render_template("error.html", title=title, text=text), code
