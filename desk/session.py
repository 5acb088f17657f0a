"""Who is signed in? Flask-Login keeps the session; each request asks the store again."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import flask_login
from flask import Flask, session

from desk.access import MAY, Permission
from desk.work import DeskTools
from store import accounts
from store.accounts import Account
from store.engine import reading

SIGNED_IN_AT = "signed_in_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """An account whose session is good; Flask-Login reads the first three names."""

    account: Account
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return what the cookie keeps: a new session version ends every old session."""
        return f"{self.account.session_version}:{self.account.name}"

    def may(self, permission: Permission) -> bool:
        """Say whether the role allows it (R29)."""
        return permission in MAY[self.account.role]


def prepare_sessions(app: Flask, tools: DeskTools) -> None:
    """Let Flask-Login load the signed-in account of each request."""
    manager = flask_login.LoginManager(app)
    manager.session_protection = "strong"

    def load(session_id: str) -> SignedIn | None:
        return _load(session_id, tools)

    manager.user_loader(load)


def signed_in() -> SignedIn | None:
    """Return who makes this request, or None."""
    user = flask_login.current_user
    return user._get_current_object() if user.is_authenticated else None  # noqa: SLF001 (werkzeug's own way to unwrap)


def sign_in(account: Account, *, now: datetime) -> None:
    """Begin a fresh session; nothing of the one before stays, so none can be foisted on us."""
    session.clear()
    session.permanent = True
    session[SIGNED_IN_AT] = now.timestamp()
    flask_login.login_user(SignedIn(account=account))


def sign_out() -> None:
    """End the session in this browser."""
    flask_login.logout_user()
    session.clear()


def _load(session_id: str, tools: DeskTools) -> SignedIn | None:
    version, _, name = session_id.partition(":")
    now = tools.now()
    begun = session.get(SIGNED_IN_AT)
    if not isinstance(begun, float | int) or _is_over(begun, now, tools):
        return None
    with reading(tools.engine) as tx:
        account = accounts.find(tx, name)
    if account is None or account.is_locked or str(account.session_version) != version:
        return None
    return SignedIn(account=account)


def _is_over(begun: float, now: datetime, tools: DeskTools) -> bool:
    end = datetime.fromtimestamp(begun, UTC) + timedelta(hours=tools.settings.session_hours)
    return now >= end
