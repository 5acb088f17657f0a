"""Browsers in which a person has signed in before are not shut out by strangers' wrong passwords.

Five wrong passwords close an account for a while. So that nobody can keep the officer out by
sending wrong ones from elsewhere, a browser that knew the password before may still try; the
throttle by address holds for it too.
"""

from flask import Flask, Request, Response
from itsdangerous import BadSignature, URLSafeSerializer

COOKIE = "krm_browser"
DAYS_KEPT = 180
ACCOUNTS_KEPT = 5


def names_known(request: Request, app: Flask) -> tuple[str, ...]:
    """Return the accounts that signed in here before, as far as our own signature says so."""
    try:
        names = _signer(app).loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return ()
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


def remember(response: Response, name: str, known: tuple[str, ...], app: Flask) -> None:
    """Let the browser keep that this account signed in, for half a year."""
    names = [name, *(each for each in known if each != name)][:ACCOUNTS_KEPT]
    response.set_cookie(
        COOKIE,
        _signer(app).dumps(names),
        max_age=DAYS_KEPT * 86400,
        path="/anmelden",
        httponly=True,
        samesite="Lax",
        secure=bool(app.config["SESSION_COOKIE_SECURE"]),
    )


def _signer(app: Flask) -> URLSafeSerializer:
    return URLSafeSerializer(app.secret_key or b"", salt="krm known browser")
