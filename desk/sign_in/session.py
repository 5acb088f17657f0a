"""Who is signed in? Flask-Login keeps the session; each request asks the store again."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import flask_login
from flask import Flask, session

from desk.access import MAY, Permission
from desk.work import DeskTools
from store.engine import reading
from store.people import accounts
from store.people.accounts import Account

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
IS_OUTSIDE = "is_outside"
NOTED_AFTER_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """An account whose session is good; Flask-Login reads the first three names."""

    account: Account
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False
    is_outside: bool = False

    def get_id(self) -> str:
        """Return what the cookie keeps: a new session version ends every old session."""
        return f"{self.account.session_version}:{self.account.name}"

    @property
    def owes_password(self) -> bool:
        """Whether nothing else is open before a password of the person's own."""
        return self.account.must_change_password and not self.is_outside

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


def sign_in(account: Account, *, now: datetime, is_outside: bool = False) -> None:
    """Begin a fresh session; nothing of the one before stays, so none can be foisted on us.

    `is_outside`: another service knows the person, so no password of ours is owed.
    """
    session.clear()
    session.permanent = True
    session[SIGNED_IN_AT] = session[SEEN_AT] = now.timestamp()
    session[IS_OUTSIDE] = is_outside
    flask_login.login_user(SignedIn(account=account))


def sign_out() -> None:
    """End the session in this browser."""
    flask_login.logout_user()
    session.clear()


def _load(session_id: str, tools: DeskTools) -> SignedIn | None:
    version, _, name = session_id.partition(":")
    now = tools.now()
    begun, seen = session.get(SIGNED_IN_AT), session.get(SEEN_AT)
    if not isinstance(begun, float | int) or not isinstance(seen, float | int):
        return None
    if _is_over(begun, seen, now, tools):
        return None
    with reading(tools.engine) as tx:
        account = accounts.find(tx, name)
    if account is None or account.is_locked or str(account.session_version) != version:
        return None
    return SignedIn(account=account, is_outside=session.get(IS_OUTSIDE) is True)


def note_activity(*, now: datetime) -> None:
    """Note that the person did something; not at every request, so that the cookie stays."""
    if now.timestamp() - float(session.get(SEEN_AT, 0)) > NOTED_AFTER_SECONDS:
        session[SEEN_AT] = now.timestamp()


def _is_over(begun: float, seen: float, now: datetime, tools: DeskTools) -> bool:
    """Say whether the day is over, or nobody has sat here for a while."""
    end = datetime.fromtimestamp(begun, UTC) + timedelta(hours=tools.settings.session_hours)
    idle = datetime.fromtimestamp(seen, UTC) + timedelta(minutes=tools.settings.idle_minutes)
    return now >= end or now >= idle
