"""What everybody does with the own account: password, second factor (R29)."""

from flask import Response, abort, request, session
from flask.typing import ResponseReturnValue

from desk.access import Permission
from desk.sign_in.second_factor import address_for_app, new_secret, qr_code, step_of
from desk.sign_in.session import sign_in
from desk.visit import Page, Visit, go_to, say
from store.engine import reading, writing
from store.people import accounts, passwords
from store.people.sealed import seal, unseal
from store.people.sign_in import drop_second_factor, set_second_factor

SHORTEST = 12
PENDING = "pending_second_factor"


def show_account(visit: Visit) -> ResponseReturnValue:
    """Show the own account."""
    return _page(visit)


def change_password(visit: Visit) -> ResponseReturnValue:
    """Set a new password; every other session of the account ends."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    account = visit.who.account
    complaint = _wrong_password(visit, old)
    complaint = complaint or _objection(visit, old, new, request.form.get("again", ""))
    if complaint:
        return _page(visit, complaint=complaint), 400
    hashed = passwords.hash_password(new)
    with writing(visit.tools.engine) as tx:
        accounts.set_password(tx, account.name, hashed)
        visit.log(tx, "own_password_changed")
        renewed = accounts.find(tx, account.name)
    if renewed:
        sign_in(renewed, now=visit.now)
    say("Ihr Passwort ist geändert. Andere Anmeldungen Ihres Kontos sind beendet.")
    return go_to("own_account")


def prepare_second_factor(visit: Visit) -> ResponseReturnValue:
    """Make a secret and show it; it counts only after the first right code.

    The password proves whose telephone it is: a session left open could shut its person out.
    """
    if complaint := _wrong_password(visit, request.form.get("old", "")):
        return _page(visit, complaint=complaint), 400
    secret = new_secret(visit.tools.filing.fresh_id(), visit.tools.keys)
    session[PENDING] = seal(secret, visit.tools.keys)
    return go_to("second_factor_setup")


def show_setup(visit: Visit) -> ResponseReturnValue:
    """Show the secret as letters and as a picture for the telephone."""
    return _setup_page(visit, _pending(visit))


def show_qr_code(visit: Visit) -> ResponseReturnValue:
    """Draw the secret that is being set up; nobody else's session holds it."""
    text = address_for_app(_pending(visit), account=visit.name, office=visit.tools.office.name)
    return Response(qr_code(text), mimetype="image/png")


def confirm_second_factor(visit: Visit) -> ResponseReturnValue:
    """Ask for codes from now on, once the app has shown a right one."""
    secret = _pending(visit)
    step = step_of(request.form.get("code", ""), secret, now=visit.now)
    if step is None:
        return _setup_page(visit, secret, failed=True), 400
    sealed = seal(secret, visit.tools.keys)
    with writing(visit.tools.engine) as tx:
        set_second_factor(tx, visit.name, sealed, step=step)
        visit.log(tx, "second_factor_set")
    session.pop(PENDING, None)
    say("Ab jetzt fragt die Anmeldung nach einem Code.")
    return go_to("own_account")


def end_second_factor(visit: Visit) -> ResponseReturnValue:
    """Ask for no code any more; the password proves who wants that."""
    if complaint := _wrong_password(visit, request.form.get("old", "")):
        return _page(visit, complaint=complaint), 400
    with writing(visit.tools.engine) as tx:
        drop_second_factor(tx, visit.name)
        visit.log(tx, "second_factor_dropped")
    say("Die Anmeldung fragt nicht mehr nach einem Code.")
    return go_to("own_account")


def _objection(visit: Visit, old: str, new: str, again: str) -> str:
    """Return what is wrong with a new password, or an empty string."""
    account = visit.who.account
    names = (account.name, *account.full_name.split())
    if len(new) < SHORTEST:
        return f"Das neue Passwort braucht mindestens {SHORTEST} Zeichen."
    if new != again:
        return "Die beiden neuen Passwörter sind nicht gleich."
    if new == old:
        return "Das neue Passwort muss ein anderes sein."
    if any(len(name) > 2 and name.casefold() in new.casefold() for name in names):  # noqa: PLR2004
        return "Das neue Passwort darf Ihren Namen nicht enthalten."
    return ""


def _wrong_password(visit: Visit, given: str) -> str:
    """Say what is wrong with the password given; empty if nothing is.

    It counts like a wrong log-in, and as many end it: a session left open is no place to guess.
    """
    account = visit.who.account
    if not account.may_log_in(now=visit.now):
        return "Das waren zu viele falsche Versuche. Bitte warten Sie eine Viertelstunde."
    if passwords.matches(account.password_hash, given):
        return ""
    with writing(visit.tools.engine) as tx:
        accounts.note_failed_login(tx, visit.name, at=visit.now)
    return "Dieses Passwort stimmt nicht."


def _pending(visit: Visit) -> str:
    secret = unseal(str(session.get(PENDING, "")), visit.tools.keys)
    if secret is None:
        abort(404)
    return secret


def _setup_page(visit: Visit, secret: str, *, failed: bool = False) -> str:
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return visit.page("second_factor_setup.html", secret=groups, failed=failed)


def _page(visit: Visit, *, complaint: str = "") -> str:
    with reading(visit.tools.engine) as tx:
        account = accounts.find(tx, visit.name)
    return visit.page("own_account.html", account=account, complaint=complaint, shortest=SHORTEST)


NEEDS = Permission.OWN_ACCOUNT

PAGES = (
    Page("/konto", "own_account", show_account, NEEDS),
    Page("/konto/passwort", "change_password", change_password, NEEDS, "POST"),
    Page("/konto/code", "second_factor_setup", show_setup, NEEDS),
    Page("/konto/code.png", "second_factor_picture", show_qr_code, NEEDS),
    Page(
        "/konto/code/neu",
        "prepare_second_factor",
        prepare_second_factor,
        NEEDS,
        "POST",
    ),
    Page(
        "/konto/code",
        "confirm_second_factor",
        confirm_second_factor,
        NEEDS,
        "POST",
    ),
    Page("/konto/code/aus", "end_second_factor", end_second_factor, NEEDS, "POST"),
)
