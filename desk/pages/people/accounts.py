"""The desk's accounts, for the admin: add, lock, role, new password, second factor (R29)."""

import base64
from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from desk.access import Permission
from desk.visit import Page, Visit, go_to, say
from desk.words.core import ROLE_NAMES
from store.engine import reading, writing
from store.people import accounts, passwords
from store.people.accounts import Account, AccountRole
from store.people.sign_in import drop_second_factor

ONE_TIME_BYTES = 10
WORKING = frozenset({AccountRole.OFFICER, AccountRole.DEPUTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed into the form for a new account, to stand there again."""

    name: str = ""
    full_name: str = ""
    role: AccountRole = AccountRole.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTime:
    """A password that is good for one log-in, shown once and kept nowhere."""

    name: str
    password: str


def show_accounts(visit: Visit) -> ResponseReturnValue:
    """List the accounts, with what can be done to each."""
    return _page(visit)


def add_account(visit: Visit) -> ResponseReturnValue:
    """Make an account with a one-time password."""
    typed = Typed(
        name=accounts.key_of(request.form.get("name", "")),
        full_name=" ".join(request.form.get("full_name", "").split()),
        role=_role(),
    )
    if (
        not accounts.NAME.fullmatch(typed.name)
        or not typed.full_name.isprintable()
        or not typed.full_name
    ):
        complaint = (
            "Bitte geben Sie einen Anmeldenamen aus Buchstaben, Ziffern, Punkt oder Bindestrich "
            "und den vollen Namen an."
        )
        return _page(visit, complaint=complaint, typed=typed), 400
    once = _one_time(visit, typed.name)
    hashed = passwords.hash_password(once.password)
    with writing(visit.tools.engine) as tx:
        is_new = accounts.add(
            tx,
            typed.name,
            full_name=typed.full_name,
            role=typed.role,
            password_hash=hashed,
            at=visit.now,
            must_change_password=True,
        )
        if is_new:
            _log(tx, visit, "account_added", typed.name)
    if not is_new:
        complaint = f"Ein Konto „{typed.name}“ gibt es schon."
        return _page(visit, complaint=complaint, typed=typed), 409
    return _page(visit, once=once)


def lock_account(visit: Visit, name: str) -> ResponseReturnValue:
    """Lock an account and end its sessions; not the own one."""
    return _change(visit, name, accounts.lock, what="account_locked", said="ist gesperrt")


def unlock_account(visit: Visit, name: str) -> ResponseReturnValue:
    """Open an account that was locked, or shut after wrong passwords."""
    return _change(visit, name, accounts.unlock, what="account_unlocked", said="ist wieder offen")


def change_role(visit: Visit, name: str) -> ResponseReturnValue:
    """Give an account another role; not the own one."""
    role = _role()

    def change(tx: Connection, name: str) -> bool:
        return accounts.set_role(tx, name, role)

    said = f"hat jetzt die Rolle {ROLE_NAMES[role]}"
    return _change(visit, name, change, what="account_role_changed", said=said)


def end_code(visit: Visit, name: str) -> ResponseReturnValue:
    """Ask an account for no code any more, as when the telephone is lost."""
    said = "meldet sich wieder ohne Code an"
    return _change(visit, name, drop_second_factor, what="account_code_reset", said=said)


def renew_password(visit: Visit, name: str) -> ResponseReturnValue:
    """Give an account a one-time password and end its sessions."""
    _insist_on_another(visit, name)
    once = _one_time(visit, name)
    hashed = passwords.hash_password(once.password)
    with writing(visit.tools.engine) as tx:
        if not accounts.set_password(tx, name, hashed, must_change=True):
            abort(404)
        _log(tx, visit, "account_password_set", name)
    return _page(visit, once=once)


def _change(
    visit: Visit, name: str, change: Callable[[Connection, str], bool], *, what: str, said: str
) -> ResponseReturnValue:
    _insist_on_another(visit, name)
    with writing(visit.tools.engine) as tx:
        if accounts.find(tx, name) is None:
            abort(404)
        is_changed = change(tx, name)
        if is_changed:
            _log(tx, visit, what, name)
    say(f"Das Konto „{name}“ {said}." if is_changed else f"Am Konto „{name}“ war nichts zu ändern.")
    return go_to("accounts")


def _insist_on_another(visit: Visit, name: str) -> None:
    """Refuse changes of the own account: nobody shall shut the last door behind oneself."""
    if accounts.key_of(name) == visit.name:
        abort(409)


def _role() -> AccountRole:
    try:
        return AccountRole(request.form.get("role", ""))
    except ValueError:
        abort(400)


def _one_time(visit: Visit, name: str) -> OneTime:
    """Return a password from chance, in groups that are easy to read out."""
    chance = visit.tools.filing.fresh_id()
    raw = visit.tools.keys.derive(f"one-time password {chance}")[:ONE_TIME_BYTES]
    text = base64.b32encode(raw).decode("ascii").lower()
    password = "-".join(text[start : start + 4] for start in range(0, len(text), 4))
    return OneTime(name=name, password=password)


def _log(tx: Connection, visit: Visit, what: str, name: str) -> None:
    accounts.log_access(tx, who=visit.name, what=what, reason=name, at=visit.now)


def _page(
    visit: Visit, *, complaint: str = "", typed: Typed | None = None, once: OneTime | None = None
) -> str:
    with reading(visit.tools.engine) as tx:
        found = accounts.every(tx)
    return visit.page(
        "accounts.html",
        accounts=found,
        unnamed={each.name for each in found if _is_unnamed(visit, each)},
        roles=tuple(ROLE_NAMES.items()),
        complaint=complaint,
        typed=typed or Typed(),
        once=once,
    )


def _is_unnamed(visit: Visit, account: Account) -> bool:
    """Say whether no complaint about this person would be hidden from the account (R6)."""
    keys, contact = visit.tools.keys, visit.tools.office.contact
    known = {keys.hash("name", name) for name in contact.names}
    return account.role in WORKING and keys.hash("name", account.full_name) not in known


PAGES = (
    Page("/konten", "accounts", show_accounts, Permission.ACCOUNTS),
    Page("/konten", "add_account", add_account, Permission.ACCOUNTS, "POST"),
    Page("/konten/<name>/sperren", "lock_account", lock_account, Permission.ACCOUNTS, "POST"),
    Page("/konten/<name>/oeffnen", "unlock_account", unlock_account, Permission.ACCOUNTS, "POST"),
    Page("/konten/<name>/rolle", "change_role", change_role, Permission.ACCOUNTS, "POST"),
    Page("/konten/<name>/code", "end_code", end_code, Permission.ACCOUNTS, "POST"),
    Page("/konten/<name>/passwort", "renew_password", renew_password, Permission.ACCOUNTS, "POST"),
)
