"""`krm user`: who may log in to the desk (R29)."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection

from service.clock import fresh_password, now
from service.commands.lines import write_line
from service.commands.opening import database_of, settings_of, who_asks
from store.engine import reading, writing
from store.people import accounts
from store.people.accounts import AccountRole
from store.people.passwords import hash_password

SHORTEST = 12
ROLES = click.Choice([str(role) for role in AccountRole])
EXAMPLES = """\b
Examples:
  krm user add e.beispiel --full-name "Erika Beispiel" --role officer
  krm user add m.pruef --full-name "Mia Prüf" --role auditor --generate
  krm user lock e.beispiel
"""
FROM_INPUT = click.option("--password-stdin", is_flag=True, help="Read it from standard input.")
OWN = click.option(
    "--own", is_flag=True, help="The person chose it: do not ask for another at the next log-in."
)
GENERATED = click.option("--generate", is_flag=True, help="Make one up and show it once.")


@click.group(epilog=EXAMPLES)
def user() -> None:
    """Manage the desk's accounts.

    Roles: an officer and a deputy work the messages, the director sees the register and what
    lies before the management, an auditor the access log alone, an admin no personal data.
    """


@user.command()
@click.argument("name")
@click.option("--full-name", prompt=True, help="As in [contact]: what hides a complaint (R6).")
@click.option("--role", type=ROLES, prompt=True)
@FROM_INPUT
@GENERATED
@OWN
@click.pass_obj
def add(
    config: Path,
    name: str,
    *,
    full_name: str,
    role: str,
    password_stdin: bool,
    generate: bool,
    own: bool,
) -> None:
    """Make an account; the password is good for one log-in, unless it is the person's own."""
    full_name = " ".join(full_name.split())
    insist_on_names(name, full_name)
    settings = settings_of(config)
    password = choose_password(from_input=password_stdin, generate=generate)
    hashed = hash_password(password)
    with database_of(settings) as engine, writing(engine) as tx:
        if not accounts.add(
            tx,
            name,
            full_name=full_name,
            role=AccountRole(role),
            password_hash=hashed,
            at=now(),
            must_change_password=not own,
        ):
            message = (
                f"there is an account {name} already; `krm user password` changes its password"
            )
            raise click.ClickException(message)
        log_change(tx, "account_added", name)
    click.echo(f"Account {name} made, role {role}.")
    if generate:
        show_once(password)


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines.")
@click.pass_obj
def list_accounts(config: Path, *, as_json: bool) -> None:
    """List the accounts."""
    with database_of(settings_of(config)) as engine, reading(engine) as tx:
        found = accounts.every(tx)
    table = Table("name", "full name", "role", "locked", "made on")
    for account in found:
        if as_json:
            write_line(
                {
                    "name": account.name,
                    "full_name": account.full_name,
                    "role": account.role,
                    "is_locked": account.is_locked,
                    "created_at": account.created_at.isoformat(),
                }
            )
        locked, made_on = "yes" if account.is_locked else "", f"{account.created_at:%Y-%m-%d}"
        table.add_row(account.name, account.full_name, account.role, locked, made_on)
    if not as_json:
        Console().print(table)


@user.command()
@click.argument("name")
@click.pass_obj
def lock(config: Path, name: str) -> None:
    """Lock an account and end its sessions."""
    with database_of(settings_of(config)) as engine, writing(engine) as tx:
        if not accounts.lock(tx, name):
            message = f"there is no account {name}, or it is locked already"
            raise click.ClickException(message)
        log_change(tx, "account_locked", name)
    click.echo(f"Account {name} locked; `krm user unlock {name}` opens it again.")


@user.command()
@click.argument("name")
@click.pass_obj
def unlock(config: Path, name: str) -> None:
    """Open an account again: locked, or shut after wrong passwords."""
    with database_of(settings_of(config)) as engine, writing(engine) as tx:
        if not accounts.unlock(tx, name):
            message = f"there is no account {name}"
            raise click.ClickException(message)
        log_change(tx, "account_unlocked", name)
    click.echo(f"Account {name} is open.")


@user.command()
@click.argument("name")
@FROM_INPUT
@GENERATED
@OWN
@click.pass_obj
def password(config: Path, name: str, *, password_stdin: bool, generate: bool, own: bool) -> None:
    """Set a new password and end the account's sessions; good for one log-in, unless --own."""
    settings = settings_of(config)
    fresh = choose_password(from_input=password_stdin, generate=generate)
    hashed = hash_password(fresh)
    with database_of(settings) as engine, writing(engine) as tx:
        if not accounts.set_password(tx, name, hashed, must_change=not own):
            message = f"there is no account {name}"
            raise click.ClickException(message)
        log_change(tx, "account_password_set", name)
    click.echo(f"Account {name} has a new password.")
    if generate:
        show_once(fresh)


def log_change(tx: Connection, what: str, name: str) -> None:
    """Write down whose account was changed, as the desk does (R33)."""
    account = accounts.key_of(name)
    accounts.log_access(tx, who=who_asks(), what=what, reason=account, at=now())


def insist_on_names(name: str, full_name: str) -> None:
    """Refuse what nobody could type at the log-in, or recognise in a list; a usage error."""
    if not accounts.NAME.fullmatch(accounts.key_of(name)):
        message = "write letters, digits, dots and hyphens, such as e.beispiel"
        raise click.BadParameter(message, param_hint="NAME")
    if not full_name or not full_name.isprintable():
        message = "write the person's name as in [contact]"
        raise click.BadParameter(message, param_hint="--full-name")


def choose_password(*, from_input: bool, generate: bool) -> str:
    """Return a password of 12 characters or more: made up, read, or asked for twice."""
    if generate and from_input:
        message = "--generate makes a password up; leave out --password-stdin"
        raise click.UsageError(message)
    if generate:
        return fresh_password()
    if from_input:
        return long_enough(sys.stdin.readline().rstrip("\r\n"))
    return str(
        click.prompt(
            f"Password ({SHORTEST} characters or more)",
            hide_input=True,
            confirmation_prompt=True,
            value_proc=long_enough,
        )
    )


def long_enough(password: str) -> str:
    """Return the password; a usage error if it is too short."""
    if len(password) < SHORTEST:
        message = f"the password needs {SHORTEST} characters or more"
        raise click.UsageError(message)
    return password


def show_once(password: str) -> None:
    """Print a generated password; it is kept nowhere."""
    click.echo(f"Password, shown this once: {password}")
