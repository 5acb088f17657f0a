"""`krm init`: a configuration, its secrets, the database and the first account."""

import os
from pathlib import Path

import pytest

from config.load import load
from store.engine import open_engine, reading
from store.people import accounts
from store.people.accounts import Account
from store.people.passwords import matches
from tests.service.command import (
    ANSWERS,
    DESK_PASSWORD,
    SECRETS,
    an_installation,
    init_options,
    run_krm,
)

CONVERSATION = (
    ("Name of the office", "Jobcenter Süd"),
    ("Land whose holidays count", "XX"),
    ("Land whose holidays count", "BY"),
    ("Name of the KRM officer", "Erika Beispiel"),
    ("Telephone number that citizens call", "07274 000-0"),
    ("Address of the KRM mailbox", "krm@jobcenter.example"),
    ("IMAP server", "mail.jobcenter.example"),
    ("IMAP port [993]", ""),
    ("IMAP security", "none"),
    ("IMAP user [krm@jobcenter.example]", ""),
    ("Folders watched besides INBOX [Junk]", "-"),
    ("SMTP server [mail.jobcenter.example]", ""),
    ("SMTP port [587]", ""),
    ("SMTP security", ""),
    ("SMTP user", "-"),
    ("Sender of all our mail", ""),
    ("SGG section", "sgg"),
    ("SGG section", "sgg@jobcenter.example"),
    ("Director, for supervisory complaints", "gf@jobcenter.example"),
    ("Substitute", ""),
    ("Name of the director", ""),
    ("KRM of the Agentur", ""),
    ("Support office", ""),
    ("Own address of the officer", "e.beispiel@jobcenter.example"),
    ("Own address of the deputy", ""),
    ("Own address of the director", ""),
    ("Own address of the administrator", ""),
    ("Authorities", "*@agentur.example, landtag.example"),
    ("mailbox.tls: 'none' is for a server on this machine", None),
    ("IMAP security", "starttls"),
    ("Log-in name", "erika"),
    ("Password for the desk", ""),
    ("The same again", ""),
)
"""What is said, and what is answered: wrong answers are asked again, at once or at the end."""


def the_accounts(config: Path) -> tuple[Account, ...]:
    """Return all accounts in the database of this configuration."""
    engine = open_engine(load(config, {}).store.url)
    try:
        with reading(engine) as tx:
            return accounts.every(tx)
    finally:
        engine.dispose()


def mode_of(path: Path) -> int:
    """Return the permissions."""
    return path.stat().st_mode & 0o777


def test_options_alone_set_an_office_up(tmp_path: Path) -> None:
    """The configuration loads, the secrets are where it says, an officer can log in."""
    config = an_installation(tmp_path, office_land="BY", smtp_port="2525")

    settings = load(config, {})
    assert settings.office.name == "Jobcenter Süd"
    assert settings.office.land == "BY"
    assert settings.smtp.port == 2525
    assert settings.mailbox.password == SECRETS["KRM_MAILBOX__PASSWORD"]
    assert settings.smtp.password == SECRETS["KRM_SMTP__PASSWORD"]
    (account,) = the_accounts(config)
    assert (account.name, account.role, account.full_name) == (
        "officer",
        "officer",
        "Erika Beispiel",
    )
    assert matches(account.password_hash, DESK_PASSWORD)


def test_what_no_option_says_follows_from_other_answers(tmp_path: Path) -> None:
    """The SMTP server is the IMAP server, the sender the contact's address, and so on."""
    settings = load(an_installation(tmp_path, mailbox_host="mail.jobcenter.example"), {})

    assert settings.smtp.host == "mail.jobcenter.example"
    assert settings.mailbox.user == settings.smtp.user == "krm@jobcenter.example"
    assert settings.smtp.sender == "krm@jobcenter.example"
    assert settings.alerts.director == "gf@jobcenter.example"


def test_the_examples_of_the_shipped_file_do_not_become_real(tmp_path: Path) -> None:
    """No invented deputy, unit or authority is left in force; their comments stay."""
    config = an_installation(tmp_path)

    settings = load(config, {})
    assert settings.contact.deputies == ()
    assert settings.units == ()
    assert settings.replies.never_to == ()
    assert settings.routing.addresses == ("sgg@jobcenter.example", "gf@jobcenter.example")
    assert "# [[contact.deputies]]" in config.read_text(encoding="utf-8")
    assert "# The final answer (R13)." in config.read_text(encoding="utf-8")


def test_every_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Mode 0600, folders 0700, whatever the umask says."""
    before = os.umask(0)
    try:
        config = an_installation(tmp_path)
    finally:
        os.umask(before)

    files = [config, tmp_path / "krm.db", *(tmp_path / "secrets").iterdir()]
    assert {file.name for file in files} == {"krm.toml", "krm.db", "imap", "smtp", "hash-key"}
    assert {mode_of(file) for file in files} == {0o600}
    assert mode_of(tmp_path / "secrets") == 0o700


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    """The files that are there are named; a usage error."""
    config = an_installation(tmp_path)
    before = config.read_bytes()

    result = run_krm("--config", config, "init", "--non-interactive", *init_options())

    assert result.exit_code == 2
    assert f"{config}, {tmp_path}/secrets/imap" in result.stderr
    assert config.read_bytes() == before


def test_force_keeps_the_key_the_database_and_its_accounts(tmp_path: Path) -> None:
    """With another key no sender would be known again (R7)."""
    config = an_installation(tmp_path)
    key = (tmp_path / "secrets" / "hash-key").read_bytes()
    options = init_options(office_name="Jobcenter Nord")

    again = run_krm(
        "--config", config, "init", "--force", "--non-interactive", *options, environ=SECRETS
    )

    assert again.exit_code == 0
    assert "was there already and is unchanged" in again.stdout
    assert (tmp_path / "secrets" / "hash-key").read_bytes() == key
    assert load(config, {}).office.name == "Jobcenter Nord"
    assert len(the_accounts(config)) == 1


def test_missing_options_are_all_named(tmp_path: Path) -> None:
    """Without questions it can only say what it needs; nothing is written."""
    result = run_krm("--config", tmp_path / "krm.toml", "init", "--non-interactive")

    assert result.exit_code == 2
    assert all(f"--{name}" in result.stderr for name in ANSWERS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("smtp-port", "viele", "must be a whole number"),
        ("office-land", "XX", "is no German Land"),
        ("routing-sgg", "sgg", "is no mail address"),
        ("mailbox-tls", "tls", "must be 'ssl', 'starttls' or 'none'"),
        ("replies-never-to", "a@b.example, *", "is no address pattern"),
    ],
)
def test_a_wrong_option_is_named(tmp_path: Path, option: str, value: str, complaint: str) -> None:
    """Before anything is written."""
    options = init_options(**{option: value})

    result = run_krm(
        "--config", tmp_path / "krm.toml", "init", "--non-interactive", *options, environ=SECRETS
    )

    assert result.exit_code == 2
    assert f"--{option}: " in result.stderr
    assert complaint in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_answers_that_contradict_each_other_write_nothing(tmp_path: Path) -> None:
    """An open connection to another machine; a warning to the KRM mailbox itself."""
    options = init_options(
        mailbox_host="mail.example", mailbox_tls="none", alerts_officer="krm@jobcenter.example"
    )

    result = run_krm(
        "--config", tmp_path / "krm.toml", "init", "--non-interactive", *options, environ=SECRETS
    )

    assert result.exit_code == 2
    assert "  alerts.officer: is the KRM mailbox itself" in result.stderr
    assert "  mailbox.tls: 'none' is for a server on this machine" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_asks_for_what_no_option_says(tmp_path: Path) -> None:
    """In the order of the file; Enter takes what is proposed, a dash leaves it empty."""
    config = tmp_path / "krm.toml"
    answers = "".join(f"{answer}\n" for _, answer in CONVERSATION if answer is not None)
    environ = {"KRM_MAILBOX__PASSWORD": "imap-geheim"}

    result = run_krm("--config", config, "init", given=answers, environ=environ)

    assert result.exit_code == 0, result.output
    places = [result.output.find(question) for question, _ in CONVERSATION]
    assert -1 not in places
    settings = load(config, {})
    assert settings.office.land == "BY"
    assert settings.mailbox.tls == "starttls"
    assert settings.smtp.user == ""
    assert settings.smtp.password == ""
    assert settings.mailbox.watch == ()
    assert settings.routing.sgg == "sgg@jobcenter.example"
    assert settings.alerts.officer == "e.beispiel@jobcenter.example"
    assert settings.replies.never_to == ("*@agentur.example", "landtag.example")
    assert "imap-geheim" not in result.output


def test_a_made_up_password_is_shown_once_and_opens_the_account(tmp_path: Path) -> None:
    """It stands nowhere but on the screen and, as a hash, in the database."""
    config = tmp_path / "krm.toml"
    environ = SECRETS | {"KRM_DESK_PASSWORD": ""}

    result = run_krm(
        "--config", config, "init", "--non-interactive", *init_options(), environ=environ
    )

    password = result.stdout.rpartition("shown this once: ")[2].strip()
    (account,) = the_accounts(config)
    assert matches(account.password_hash, password)
    assert password not in config.read_text(encoding="utf-8")
