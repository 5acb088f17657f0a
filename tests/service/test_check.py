"""`krm check`: one line for each thing, what to do, and an exit code."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.load import load
from service.checks import every_check
from service.demo.post_office import PASSWORD, USER, PostOffice, open_post_office
from tests.desk.sign_in_service import CLIENT, a_sign_in_service
from tests.service.command import run_krm

ALL_WELL = {
    *("configuration", "database", "key for hashes", "desk accounts", "attachments"),
    *("letters", "desk's look", "model", "routing", "private files"),
}


@pytest.fixture(scope="module")
def servers() -> Iterator[PostOffice]:
    """Run an IMAP and an SMTP server on loopback."""
    with open_post_office() as running:
        yield running


def served_by(servers: PostOffice) -> dict[str, str]:
    """Return the variables that point an office to these servers."""
    return {
        "KRM_MAILBOX__PORT": str(servers.imap_port),
        "KRM_MAILBOX__TLS": "none",
        "KRM_MAILBOX__USER": USER,
        "KRM_MAILBOX__PASSWORD": PASSWORD,
        "KRM_MAILBOX__WATCH": "[]",
        "KRM_SMTP__PORT": str(servers.smtp_port),
        "KRM_SMTP__TLS": "none",
        "KRM_SMTP__USER": "",
        "KRM_SMTP__PASSWORD": "",
    }


def lines_of(config: Path, environ: dict[str, str]) -> dict[str, dict[str, object]]:
    """Return each line by what it is about."""
    output = run_krm("--config", config, "check", "--json", environ=environ).stdout
    return {line["what"]: line for line in map(json.loads, output.splitlines())}


def nobody_listens() -> dict[str, str]:
    """Return variables that point to a port where nobody answers."""
    return {"KRM_MAILBOX__PORT": "1", "KRM_SMTP__PORT": "1", "KRM_SMTP__HOST": "127.0.0.1"}


def test_all_is_well_with_running_servers(config: Path, servers: PostOffice) -> None:
    """Exit code 0, and every line says ok."""
    result = run_krm("--config", config, "check", environ=served_by(servers))

    assert result.exit_code == 0, result.output
    assert {line.split()[0] for line in result.stdout.splitlines()} == {"ok"}
    lines = lines_of(config, served_by(servers))
    assert set(lines) >= ALL_WELL | {"SMTP", "folder INBOX", "folder KRM/Abgegeben"}


def test_servers_that_do_not_answer_are_told_with_the_keys_to_mend(config: Path) -> None:
    """Exit code 1; what works is still shown to work."""
    result = run_krm("--config", config, "check", environ=nobody_listens())
    lines = lines_of(config, nobody_listens())

    assert result.exit_code == 1
    assert {what for what, line in lines.items() if line["ok"]} == ALL_WELL
    smtp = lines["SMTP 127.0.0.1:1"]
    assert "smtp.host, smtp.port" in str(smtp["says"])
    (mailbox,) = [line for what, line in lines.items() if what.startswith("mailbox ")]
    assert "mailbox.host, mailbox.port" in str(mailbox["says"])


def test_passwords_are_not_shown(config: Path, servers: PostOffice) -> None:
    """Neither those that are right nor those that are wrong."""
    environ = served_by(servers) | {"KRM_MAILBOX__PASSWORD": "ganz-falsch-7391"}

    result = run_krm("--config", config, "check", environ=environ)

    assert result.exit_code == 1
    assert "ganz-falsch-7391" not in result.output


def test_a_missing_key_says_where_it_comes_from(config: Path) -> None:
    """It can be taken from the backup."""
    (config.parent / "secrets" / "hash-key").unlink()

    line = lines_of(config, nobody_listens())["key for hashes"]

    assert line["ok"] is False
    assert "take it from the backup" in str(line["says"])


def test_a_desk_without_anybody_who_decides_is_told(config: Path) -> None:
    """An auditor alone cannot work."""
    run_krm("--config", config, "user", "lock", "officer")

    line = lines_of(config, nobody_listens())["desk accounts"]

    assert line["ok"] is False
    assert "krm user add NAME --role officer" in str(line["says"])


def test_a_missing_database_is_told_for_all_that_needs_it(config: Path) -> None:
    """And is not made by looking."""
    (config.parent / "krm.db").unlink()

    lines = lines_of(config, nobody_listens())

    for what in ("database", "desk accounts"):
        assert lines[what]["ok"] is False
        assert "`krm init` or `krm run` makes it" in str(lines[what]["says"])
    assert not (config.parent / "krm.db").exists()


def test_letters_that_cannot_be_written_are_told(config: Path) -> None:
    """With the kind of error; what comes after is still tried."""
    settings = load(config, nobody_listens())
    object.__setattr__(settings.office, "name", "Jobcenter\r\nBcc: x")

    lines = {line.what: line for line in every_check(settings, now=datetime.now(UTC))}

    assert not lines["letters"].is_well
    assert lines["letters"].says.startswith("cannot be written: ValueError")
    assert "model" in lines


def test_a_model_that_is_none_is_told(config: Path) -> None:
    """With what makes one."""
    (config.parent / "own.model").write_bytes(b"nothing")

    line = lines_of(config, nobody_listens() | {"KRM_TRIAGE__MODEL": "own.model"})["model"]

    assert line["ok"] is False
    assert "krm train" in str(line["says"])


def test_mistakes_of_the_configuration_are_json_lines_too(tmp_path: Path) -> None:
    """A line for each key, exit code 2."""
    config = tmp_path / "krm.toml"
    config.write_text("[desk]\nport = 0\n", encoding="utf-8")

    result = run_krm("--config", config, "check", "--json")

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 2
    assert {"what": "desk.port", "ok": False, "says": "must be 1 or more"} in lines
    assert len(lines) == 6


def test_r6_a_missing_substitute_of_the_director_is_told(config: Path) -> None:
    """It is a warning: the service works, but a complaint about the director has no good way."""
    without = nobody_listens() | {"KRM_ROUTING__DIRECTOR_SUBSTITUTE": ""}
    with_one = nobody_listens() | {"KRM_ROUTING__DIRECTOR_SUBSTITUTE": "gfv@jobcenter.example"}

    assert "routing.director_substitute is missing" in str(lines_of(config, without)["routing"])
    assert "missing" not in str(lines_of(config, with_one)["routing"])


def test_secrets_that_every_user_may_read_are_told(config: Path) -> None:
    """A warning that says what to type."""
    password = config.parent / "secrets" / "imap"
    password.chmod(0o644)
    password.parent.chmod(0o755)

    line = lines_of(config, nobody_listens())["private files"]

    assert line["ok"] is True
    assert str(line["says"]).startswith("warning: other users of this machine may read")
    assert str(line["says"]).endswith(f"run `chmod 600 {password}`")


def test_secrets_in_a_closed_folder_are_private(config: Path) -> None:
    """Nobody else comes as far as the file."""
    password = config.parent / "secrets" / "imap"
    password.chmod(0o644)
    password.parent.chmod(0o700)

    line = lines_of(config, nobody_listens())["private files"]

    assert line["says"] == "secrets and database are closed to other users"


def test_r29_a_sign_in_service_of_the_house_is_asked_who_it_is(config: Path) -> None:
    """Where the settings name one; else nothing is connected to."""
    with a_sign_in_service() as service:
        oidc = {"KRM_OIDC__ISSUER": service.issuer, "KRM_OIDC__CLIENT_ID": CLIENT}
        told = lines_of(config, nobody_listens() | oidc)["sign-in service"]
        elsewhere = oidc | {"KRM_OIDC__ISSUER": service.issuer + "/realms/x"}
        wrong = lines_of(config, nobody_listens() | elsewhere)["sign-in service"]
        issuer, service.issuer = service.issuer, "https://sso.example"
        other = lines_of(config, nobody_listens() | oidc)["sign-in service"]
    silent = lines_of(config, nobody_listens() | oidc)["sign-in service"]

    assert told == {"what": "sign-in service", "ok": True, "says": f"{issuer} answers"}
    assert "answers 404" in str(wrong["says"])
    assert "calls itself otherwise" in str(other["says"])
    assert "cannot be reached (ConnectionError)" in str(silent["says"])
    assert not any(line["ok"] for line in (wrong, other, silent))


def test_a_file_that_is_no_database_is_told(config: Path) -> None:
    """In our words: the library's may hold values."""
    database = config.parent / "krm.db"
    database.write_bytes(b"Das ist keine Datenbank." * 100)

    line = lines_of(config, nobody_listens())["database"]

    assert line["ok"] is False
    assert line["says"] == "the file is no database: take it from the backup"
