"""What signing in changes about an account beside its counts: second factor, outside identity."""

from sqlalchemy import Connection, update

from store.people.accounts import key_of
from store.tables import accounts as account_rows


def set_second_factor(tx: Connection, name: str, sealed: str, *, step: int) -> bool:
    """Ask for codes of this sealed secret from now on; `step` is the first code's, used up."""
    account = account_rows.c
    change = update(account_rows).where(account.name == key_of(name))
    return tx.execute(change.values(totp_sealed=sealed, totp_step=step)).rowcount == 1


def drop_second_factor(tx: Connection, name: str) -> bool:
    """Ask for no code any more; False when none was asked for."""
    account = account_rows.c
    change = update(account_rows).where(account.name == key_of(name), account.totp_sealed != "")
    return tx.execute(change.values(totp_sealed="", totp_step=0)).rowcount == 1


def use_code(tx: Connection, name: str, *, step: int) -> bool:
    """Use up a code; False when it, or a later one, was used before."""
    account = account_rows.c
    change = update(account_rows).where(account.name == key_of(name), account.totp_step < step)
    return tx.execute(change.values(totp_step=step)).rowcount == 1


def bind_subject(tx: Connection, name: str, subject: str) -> bool:
    """Tie an account to an identity of the sign-in service, once; False when it has another."""
    account = account_rows.c
    change = update(account_rows).where(
        account.name == key_of(name), account.external_subject.in_(("", subject))
    )
    return tx.execute(change.values(external_subject=subject)).rowcount == 1
