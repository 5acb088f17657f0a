"""`krm init`: from a few answers to a configuration, a database and a first account."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from config.answers import Value, check_answer, filled_in
from config.load import load
from config.mistakes import ConfigurationError, Mistake
from config.settings import Settings
from service.clock import fresh_key, fresh_password, now
from service.commands.init_questions import QUESTIONS, Question, value_of
from service.commands.opening import RefusedConfigurationError, settings_of
from service.commands.user import SHORTEST, long_enough, show_once
from service.databases import UnfitDatabaseError, engine_of
from store import schema
from store.engine import writing
from store.keys import make_key_file
from store.people import accounts
from store.people.accounts import AccountRole
from store.people.passwords import hash_password
from store.schema import NewerSchemaError

PASSWORD_FILES = {"mailbox": "secrets/imap", "smtp": "secrets/smtp"}
EXAMPLES = """\b
Examples:
  krm init
  krm init --mailbox-host mail.jobcenter.example --office-land RP
  krm --config /etc/krm/krm.toml init --non-interactive --office-name "Jobcenter" ...

The passwords are best given by KRM_MAILBOX__PASSWORD, KRM_SMTP__PASSWORD and
KRM_DESK_PASSWORD: options can be seen by others while the command runs.
"""
Answers = dict[str, Value]


def _password_option(name: str, variable: str, text: str) -> Callable[..., Callable[..., None]]:
    return click.option(name, envvar=variable, show_envvar=True, help=text)


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command an option for each question."""
    for question in reversed(QUESTIONS):
        command = click.option(question.option, question.parameter, help=question.explained)(
            command
        )
    return command


@click.command(epilog=EXAMPLES)
@_with_options
@_password_option("--mailbox-password", "KRM_MAILBOX__PASSWORD", "Password at the IMAP server.")
@_password_option("--smtp-password", "KRM_SMTP__PASSWORD", "Password at the SMTP server.")
@click.option("--account", help="Log-in name of the officer at the desk.")
@_password_option("--account-password", "KRM_DESK_PASSWORD", "Password of that account.")
@click.option("--non-interactive", is_flag=True, help="Ask nothing: take options and defaults.")
@click.option("--force", is_flag=True, help="Replace krm.toml and the password files.")
@click.pass_obj
def init(
    config: Path,
    /,
    *,
    account: str | None,
    account_password: str | None,
    non_interactive: bool,
    force: bool,
    mailbox_password: str | None,
    smtp_password: str | None,
    **given: str | None,
) -> None:
    """Write krm.toml, the files with the secrets, the database and the first desk account.

    Asks for whatever no option answers. Enter takes what stands in brackets, "-" leaves a
    question without an answer, commas part the members of a list. Nothing is overwritten
    without --force; the key for hashes and the database are always kept.
    """
    _refuse_to_overwrite(config, force=force)
    passwords = {"mailbox": mailbox_password, "smtp": smtp_password}
    answers, secrets = _complete(given, passwords, is_asking=not non_interactive)
    account, account_password, is_made_up = _choose_account(
        account, account_password, is_asking=not non_interactive
    )
    _write_files(config, answers, secrets)
    settings = settings_of(config)
    _make_key(Path(settings.store.key_file))
    is_new = _make_database(settings, account, account_password)
    _say_what_is_next(config, account, is_new=is_new)
    if is_new and is_made_up:
        show_once(account_password)


def _refuse_to_overwrite(config: Path, *, force: bool) -> None:
    files = (config, *(config.parent / name for name in PASSWORD_FILES.values()))
    there = [str(file) for file in files if file.exists()]
    if there and not force:
        message = f"{', '.join(there)} exist already; --force replaces them"
        raise click.UsageError(message)


def _complete(
    given: dict[str, str | None], passwords: dict[str, str | None], *, is_asking: bool
) -> tuple[Answers, dict[str, str]]:
    """Return answers and passwords with which a configuration loads; ask again what is wrong."""
    answers = _answers(given, QUESTIONS, {}, is_asking=is_asking)
    secrets = _passwords(answers, passwords, is_asking=is_asking)
    while mistakes := _rehearse(answers, secrets):
        wrong = {mistake.key for mistake in mistakes}
        again = tuple(question for question in QUESTIONS if question.key in wrong)
        if not is_asking or not again:
            raise RefusedConfigurationError(ConfigurationError(mistakes))
        for mistake in mistakes:
            click.echo(str(mistake), err=True)
        answers = _answers({}, again, answers, is_asking=True)
    return answers, secrets


def _answers(
    given: dict[str, str | None],
    questions: tuple[Question, ...],
    known: Answers,
    *,
    is_asking: bool,
) -> Answers:
    """Return the known answers with those to these questions."""
    answers, missing = dict(known), []
    for question in questions:
        text = given.get(question.parameter)
        proposed = str(answers.get(question.default_from, question.default or ""))
        if text is None and is_asking:
            answers[question.key] = _ask(question, proposed)
        elif text is None and question.default is None and not proposed:
            missing += [question.option] if not question.default_from else []
        else:
            answers[question.key] = _checked(question, proposed if text is None else text)
    if missing:
        message = f"with --non-interactive these are needed too: {', '.join(missing)}"
        raise click.UsageError(message)
    return answers


def _ask(question: Question, proposed: str) -> Value:
    is_needed = question.default is None and not question.default_from
    value: Value = click.prompt(
        question.ask,
        default=None if is_needed else proposed or "-",
        value_proc=lambda text: _checked(question, text),
    )
    return value


def _checked(question: Question, text: str) -> Value:
    value = value_of(question, text)
    try:
        check_answer(question.key, value)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=question.option) from None
    return value


def _passwords(
    answers: Answers, passwords: dict[str, str | None], *, is_asking: bool
) -> dict[str, str]:
    """Return the password of each server that wants a log-in."""
    found = {}
    for section, password in passwords.items():
        user = answers[f"{section}.user"]
        if user and password is None and is_asking:
            password = click.prompt(f"Password of {user} at {section}", hide_input=True)  # noqa: PLW2901
        found[section] = password or ""
    return found


def _rehearse(answers: Answers, secrets: dict[str, str]) -> tuple[Mistake, ...]:
    """Write and load it all in a folder that is thrown away; return what would be wrong."""
    with tempfile.TemporaryDirectory(prefix="krm-init-") as folder:
        config = Path(folder) / "krm.toml"
        _write_files(config, answers, secrets)
        try:
            load(config, {})
        except ConfigurationError as error:
            return error.mistakes
    return ()


def _write_files(config: Path, answers: Answers, secrets: dict[str, str]) -> None:
    written = dict(answers)
    for section, name in PASSWORD_FILES.items():
        written[f"{section}.password_file"] = name if secrets[section] else ""
        if secrets[section]:
            _write_private(config.parent / name, secrets[section] + "\n")
    _write_private(config, filled_in(written))


def _write_private(file: Path, text: str) -> None:
    """Write a file that its owner alone can read."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as private:
        private.write(text)


def _choose_account(
    name: str | None, password: str | None, *, is_asking: bool
) -> tuple[str, str, bool]:
    """Return name and password of the first account, and whether the password is made up."""
    if is_asking:
        name = name or click.prompt("Log-in name of the officer at the desk", default="officer")
    if is_asking and password is None:
        password = click.prompt(
            f"Password for the desk, {SHORTEST} characters or more (Enter: one is made up)",
            default="",
            show_default=False,
            hide_input=True,
            confirmation_prompt="The same again",
            value_proc=lambda text: long_enough(text) if text else "",
        )
    chosen = long_enough(password) if password else fresh_password()
    return name or "officer", chosen, not password


def _make_key(file: Path) -> None:
    if not file.exists():
        make_key_file(file, fresh_key())


def _make_database(settings: Settings, account: str, password: str) -> bool:
    """Make the tables and the officer's account; return whether the account is new."""
    hashed = hash_password(password)
    try:
        engine = engine_of(settings.store.url)
    except UnfitDatabaseError as error:
        message = f"the database: {error}"
        raise click.ClickException(message) from None
    try:
        schema.upgrade(engine)
        with writing(engine) as tx:
            return accounts.add(
                tx,
                account,
                full_name=settings.contact.name,
                role=AccountRole.OFFICER,
                password_hash=hashed,
                at=now(),
            )
    except SQLAlchemyError as error:
        message = f"the database could not be made ({type(error).__name__}); see store.url"
        raise click.ClickException(message) from None
    except NewerSchemaError as error:
        raise click.ClickException(str(error)) from None
    finally:
        engine.dispose()


def _say_what_is_next(config: Path, account: str, *, is_new: bool) -> None:
    command = "krm" if config == Path("krm.toml") else f"krm --config {config}"
    made = f"made, role {AccountRole.OFFICER}" if is_new else "was there already and is unchanged"
    click.echo(f"Wrote {config}, its secrets and the database. Account {account} {made}.")
    click.echo("Keep a copy of secrets/hash-key: without it no earlier sender is known again.")
    click.echo(f"Next: look over {config}, then `{command} check`, then `{command} run`.")
