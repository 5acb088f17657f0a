"""Who may log in to the desk, and what was looked at (R29, R33)."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, case, select, update

from store.columns import AnyRow
from store.engine import insert_once
from store.tables import access_log
from store.tables import accounts as account_rows

NAME = re.compile(r"[\w.@-]{2,64}")
"""What a log-in name may be."""
FAILURES_ALLOWED = 5
PAUSE_AFTER_FAILURES = timedelta(minutes=15)


class AccountRole(StrEnum):
    """What an account is allowed (R29)."""

    OFFICER = "officer"
    DEPUTY = "deputy"
    DIRECTOR = "director"
    AUDITOR = "auditor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A desk account. A session is good while it carries the same `session_version`."""

    name: str
    full_name: str
    role: AccountRole
    password_hash: str = field(repr=False)
    is_locked: bool
    failed_logins: int
    locked_until: datetime | None
    session_version: int
    created_at: datetime
    must_change_password: bool = False
    totp_sealed: str = field(repr=False, default="")
    totp_step: int = 0
    external_subject: str = field(repr=False, default="")

    @property
    def has_second_factor(self) -> bool:
        """Whether a code is asked for after the password."""
        return bool(self.totp_sealed)

    def may_log_in(self, *, now: datetime) -> bool:
        """Say whether the right password would open it now."""
        return not self.is_locked and (self.locked_until is None or self.locked_until <= now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A line of the access log (R33)."""

    id: int
    at: datetime
    who: str
    what: str
    journal: int | None
    case_number: str
    reason: str


def add(
    tx: Connection,
    name: str,
    *,
    full_name: str,
    role: AccountRole,
    password_hash: str,
    at: datetime,
    must_change_password: bool = False,
) -> bool:
    """Make an account; False when the name is taken. Names are the same in any case."""
    return insert_once(
        tx,
        account_rows,
        name=key_of(name),
        full_name=full_name,
        role=role,
        password_hash=password_hash,
        created_at=at,
        must_change_password=must_change_password,
    )


def find(tx: Connection, name: str) -> Account | None:
    """Return the account of this name, or None."""
    row = tx.execute(select(account_rows).where(account_rows.c.name == key_of(name))).one_or_none()
    return _account(row) if row else None


def every(tx: Connection) -> tuple[Account, ...]:
    """Return all accounts, by name."""
    rows = tx.execute(select(account_rows).order_by(account_rows.c.name))
    return tuple(_account(row) for row in rows)


def lock(tx: Connection, name: str) -> bool:
    """Lock an account and end its sessions; False when it is locked or unknown."""
    account = account_rows.c
    change = (
        update(account_rows)
        .where(account.name == key_of(name), account.is_locked.is_(False))
        .values(is_locked=True, session_version=account.session_version + 1)
    )
    return tx.execute(change).rowcount == 1


def end_sessions(tx: Connection, name: str) -> None:
    """End every session of an account, in this browser and in others."""
    change = update(account_rows).where(account_rows.c.name == key_of(name))
    tx.execute(change.values(session_version=account_rows.c.session_version + 1))


def unlock(tx: Connection, name: str) -> bool:
    """Open a locked or throttled account again; False when there is none of this name."""
    change = update(account_rows).where(account_rows.c.name == key_of(name))
    free = change.values(is_locked=False, failed_logins=0, locked_until=None)
    return tx.execute(free).rowcount == 1


def set_role(tx: Connection, name: str, role: AccountRole) -> bool:
    """Give an account another role and end its sessions; False when it has it or is unknown."""
    account = account_rows.c
    change = (
        update(account_rows)
        .where(account.name == key_of(name), account.role != role)
        .values(role=role, session_version=account.session_version + 1)
    )
    return tx.execute(change).rowcount == 1


def find_subject(tx: Connection, subject: str) -> Account | None:
    """Return the account tied to an identity of the sign-in service, or None."""
    query = select(account_rows).where(account_rows.c.external_subject == subject)
    row = tx.execute(query).first() if subject else None
    return _account(row) if row else None


def set_password(
    tx: Connection, name: str, password_hash: str, *, must_change: bool = False
) -> bool:
    """Set a new password and end the account's sessions; False when there is none.

    `must_change`: somebody else knows it, so it is good for one log-in only.
    """
    change = update(account_rows).where(account_rows.c.name == key_of(name))
    fresh = change.values(
        password_hash=password_hash,
        must_change_password=must_change,
        failed_logins=0,
        locked_until=None,
        session_version=account_rows.c.session_version + 1,
    )
    return tx.execute(fresh).rowcount == 1


def renew_hash(tx: Connection, name: str, *, old: str, new: str) -> bool:
    """Keep the same password under a stronger hash; its sessions stay."""
    change = update(account_rows).where(
        account_rows.c.name == key_of(name), account_rows.c.password_hash == old
    )
    return tx.execute(change.values(password_hash=new)).rowcount == 1


def note_failed_login(tx: Connection, name: str, *, at: datetime) -> None:
    """Count a wrong password; from the fifth in a row each one closes the account for a while."""
    account = account_rows.c
    is_too_many = account.failed_logins + 1 >= FAILURES_ALLOWED
    pause = case((is_too_many, at + PAUSE_AFTER_FAILURES), else_=account.locked_until)
    change = update(account_rows).where(account.name == key_of(name))
    tx.execute(change.values(failed_logins=account.failed_logins + 1, locked_until=pause))


def note_login(tx: Connection, name: str) -> None:
    """Forget earlier wrong passwords after a right one."""
    change = update(account_rows).where(account_rows.c.name == key_of(name))
    tx.execute(change.values(failed_logins=0, locked_until=None))


def log_access(
    tx: Connection,
    *,
    who: str,
    what: str,
    journal: int | None = None,
    case_number: str | None = None,
    reason: str = "",
    at: datetime,
) -> None:
    """Write down who looked at what, and why (R33)."""
    line = access_log.insert().values(
        at=at, who=who, what=what, journal=journal, case_number=case_number, reason=reason
    )
    tx.execute(line)


def accesses(tx: Connection, *, limit: int = 100, before: int | None = None) -> tuple[Access, ...]:
    """Return a page of the access log, newest first; `before` is the last id read just before."""
    query = select(access_log).order_by(access_log.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(access_log.c.id < before)
    return tuple(
        Access(
            id=row.id,
            at=row.at,
            who=row.who,
            what=row.what,
            journal=row.journal,
            case_number=row.case_number or "",
            reason=row.reason,
        )
        for row in tx.execute(query)
    )


def key_of(name: str) -> str:
    """Return the name as the table keeps it: the same in any case."""
    return name.strip().casefold()


def _account(row: AnyRow) -> Account:
    return Account(
        name=row.name,
        full_name=row.full_name,
        role=AccountRole(row.role),
        password_hash=row.password_hash,
        is_locked=row.is_locked,
        failed_logins=row.failed_logins,
        locked_until=row.locked_until,
        session_version=row.session_version,
        created_at=row.created_at,
        must_change_password=row.must_change_password,
        totp_sealed=row.totp_sealed,
        totp_step=row.totp_step,
        external_subject=row.external_subject,
    )
