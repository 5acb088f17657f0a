"""`krm user`: accounts of the desk, and what the access log says about their changes."""

import json
from pathlib import Path

import pytest

from config.load import load
from service.commands.opening import who_asks
from store.engine import open_engine, reading
from store.people import accounts
from store.people.passwords import matches
from tests.service.command import DESK_PASSWORD, run_krm
from tests.service.test_init import the_accounts


def access_log(config: Path) -> list[tuple[str, str, str]]:
    """Return who did what and why, oldest first."""
    engine = open_engine(load(config, {}).store.url)
    try:
        with reading(engine) as tx:
            lines = accounts.accesses(tx)
    finally:
        engine.dispose()
    return [(line.who, line.what, line.reason) for line in reversed(lines)]


def test_an_account_is_made_with_a_password_asked_twice(config: Path) -> None:
    """Name, role and full name as given; the change is in the access log."""
    result = run_krm(
        "--config",
        config,
        "user",
        "add",
        "m.pruef",
        "--full-name",
        "Mia Prüf",
        "--role",
        "auditor",
        given="ein-neues-Passwort\nein-neues-Passwort\n",
    )

    assert result.exit_code == 0, result.output
    account = the_accounts(config)[0]
    assert (account.name, account.full_name, account.role) == ("m.pruef", "Mia Prüf", "auditor")
    assert matches(account.password_hash, "ein-neues-Passwort")
    assert access_log(config) == [(who_asks(), "account_added", "m.pruef")]


@pytest.mark.parametrize(
    ("name", "full_name", "told"),
    [
        ("", "Mia Prüf", "NAME: write letters"),
        ("mia\nprüf", "Mia Prüf", "NAME: write letters"),
        ("m.pruef", " ", "--full-name: write the person's name"),
        ("m.pruef", "Mia\x1b[2J", "--full-name: write the person's name"),
    ],
)
def test_r29_an_account_has_names_that_can_be_typed_and_read(
    config: Path, name: str, full_name: str, told: str
) -> None:
    """As at the desk; nothing is made."""
    options = ("--full-name", full_name, "--role", "auditor", "--generate")

    result = run_krm("--config", config, "user", "add", name, *options)

    assert result.exit_code == 2
    assert told in result.stderr
    assert len(the_accounts(config)) == 1


def test_a_password_is_made_up_or_read_not_both(config: Path) -> None:
    """Else one of the two would be taken silently."""
    options = ("--generate", "--password-stdin")

    result = run_krm("--config", config, "user", "password", "officer", *options, given="x" * 12)

    assert result.exit_code == 2
    assert "leave out --password-stdin" in result.stderr


def test_a_name_is_given_once(config: Path) -> None:
    """Exit code 1, and the account stays as it is."""
    options = ("--full-name", "Anna", "--role", "admin", "--generate")

    result = run_krm("--config", config, "user", "add", "OFFICER", *options)

    assert result.exit_code == 1
    assert "there is an account OFFICER already" in result.stderr
    assert the_accounts(config)[0].role == "officer"


def test_a_short_password_is_refused(config: Path) -> None:
    """Twelve characters are the least."""
    options = ("--full-name", "Anna", "--role", "admin", "--password-stdin")

    result = run_krm("--config", config, "user", "add", "anna", *options, given="kurz\n")

    assert result.exit_code == 2
    assert "12 characters or more" in result.stderr
    assert len(the_accounts(config)) == 1


def test_accounts_are_listed_without_their_hashes(config: Path) -> None:
    """As a table, or as JSON Lines for scripts."""
    as_json = run_krm("--config", config, "user", "list", "--json").stdout
    as_table = run_krm("--config", config, "user", "list").stdout

    assert json.loads(as_json)["name"] == "officer"
    assert json.loads(as_json)["is_locked"] is False
    assert "argon2" not in as_json + as_table
    assert "Erika Beispiel" in as_table


def test_an_account_is_locked_and_opened_again(config: Path) -> None:
    """Locking ends its sessions; doing it twice is an error that says so."""
    assert run_krm("--config", config, "user", "lock", "officer").exit_code == 0
    assert the_accounts(config)[0].is_locked
    assert run_krm("--config", config, "user", "lock", "officer").exit_code == 1

    assert run_krm("--config", config, "user", "unlock", "officer").exit_code == 0
    assert not the_accounts(config)[0].is_locked
    assert access_log(config) == [
        (who_asks(), "account_locked", "officer"),
        (who_asks(), "account_unlocked", "officer"),
    ]


def test_a_new_password_is_read_from_standard_input(config: Path) -> None:
    """The old one is good no longer, and neither are sessions opened with it."""
    before = the_accounts(config)[0]

    result = run_krm(
        "--config",
        config,
        "user",
        "password",
        "officer",
        "--password-stdin",
        given="ganz-anderes-Passwort\n",
    )

    after = the_accounts(config)[0]
    assert result.exit_code == 0
    assert matches(after.password_hash, "ganz-anderes-Passwort")
    assert not matches(after.password_hash, DESK_PASSWORD)
    assert after.session_version == before.session_version + 1
    assert access_log(config) == [(who_asks(), "account_password_set", "officer")]


@pytest.mark.parametrize("order", ["lock", "unlock", "password"])
def test_an_unknown_account_is_an_error(config: Path, order: str) -> None:
    """Exit code 1, and nothing is written down as done."""
    options = ("--generate",) if order == "password" else ()

    result = run_krm("--config", config, "user", order, "niemand", *options)

    assert result.exit_code == 1
    assert "there is no account niemand" in result.stderr
    assert access_log(config) == []


@pytest.mark.parametrize(("more", "must_change"), [((), True), (("--own",), False)])
def test_r29_a_password_that_the_admin_knows_is_good_for_one_log_in(
    config: Path, more: tuple[str, ...], must_change: bool
) -> None:
    """Unless the person chose it, the desk asks for another one."""
    options = ["--full-name", "Anna Neu", "--role", "deputy", "--password-stdin", *more]
    run_krm("--config", config, "user", "add", "anna", *options, given=f"{DESK_PASSWORD}\n")

    (account,) = (each for each in the_accounts(config) if each.name == "anna")
    assert account.must_change_password is must_change
