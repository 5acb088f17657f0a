"""Trouble of every day through the real command: one clear sentence, and nothing lost (R1)."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.edges.dovecot import Dovecot
from tests.edges.smtp_listener import SmtpListener
from tests.end_to_end.letters import COMPLAINT, JANA, OBJECTION, a_letter
from tests.end_to_end.office import INBOX, krm, write_configuration

pytestmark = pytest.mark.server("dovecot")


@pytest.fixture
def configuration(dovecot: Dovecot, imap_user: str, post: SmtpListener, tmp_path: Path) -> Path:
    """Write a configuration that works."""
    return write_configuration(tmp_path, dovecot, imap_user, smtp_port=post.port)


def sentences(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what the command told a person; lines of the log are JSON and are left out."""
    assert "Traceback" not in done.stderr
    return [line for line in done.stderr.splitlines() if not line.startswith("{")]


def changed(configuration: Path, old: str, new: str) -> Path:
    """Change the configuration file."""
    text = configuration.read_text("utf-8")
    assert old in text
    configuration.write_text(text.replace(old, new), encoding="utf-8")
    return configuration


def lines_of(configuration: Path) -> list[dict[str, object]]:
    """Return the journal as the command prints it."""
    done = krm(configuration, "journal", "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_round_takes_in_decides_answers_and_says_nothing(
    configuration: Path, dovecot: Dovecot, imap_user: str, post: SmtpListener
) -> None:
    """Exit code 0, an empty INBOX, a decided line, and no word to the operator."""
    dovecot.append(imap_user, a_letter(COMPLAINT))

    done = krm(configuration, "run", "--once")

    assert (done.returncode, sentences(done), done.stdout) == (0, [], "")
    assert dovecot.messages(imap_user, INBOX) == []
    assert len(lines_of(configuration)) == 1


def test_an_imap_server_that_is_away_is_named(configuration: Path, closed_port: int) -> None:
    """Exit code 1 and the two settings to look at."""
    settings = {"KRM_MAILBOX__PORT": str(closed_port)}

    done = krm(configuration, "run", "--once", environ=settings)

    assert done.returncode == 1
    (sentence,) = sentences(done)
    assert f"127.0.0.1:{closed_port} cannot be reached" in sentence
    assert "mailbox.host" in sentence


def test_a_wrong_mailbox_password_is_named_and_not_shown(configuration: Path) -> None:
    """Exit code 1; the sentence names user and setting, never the password."""
    done = krm(configuration, "run", "--once", environ={"KRM_MAILBOX__PASSWORD": "gr8-s3cret"})

    assert done.returncode == 1
    (sentence,) = sentences(done)
    assert "mailbox.password_file" in sentence
    assert "gr8-s3cret" not in done.stderr


def test_r1_an_smtp_server_that_is_away_loses_nothing(
    configuration: Path, dovecot: Dovecot, imap_user: str, post: SmtpListener
) -> None:
    """Mail is taken in and decided; hand-over or warning waits, and the command says so."""
    dovecot.append(imap_user, a_letter(OBJECTION))
    post.down()

    done = krm(configuration, "run", "--once")

    assert done.returncode == 1
    (sentence,) = sentences(done)
    assert sentence.startswith("smtp: ")
    assert "1 message" in sentence
    assert [line["decided_by"] != "" for line in lines_of(configuration)] == [True]
    outbox = krm(configuration, "post", "--json").stdout.splitlines()
    assert {json.loads(line)["state"] for line in outbox} == {"waiting"}


def test_r11_without_a_contact_person_nothing_starts(configuration: Path) -> None:
    """Exit code 2; the missing section is named."""
    text = configuration.read_text("utf-8")
    begin, end = text.index("[contact]"), text.index("[mailbox]")
    configuration.write_text(text[:begin] + text[end:], encoding="utf-8")

    done = krm(configuration, "run", "--once")

    assert done.returncode == 2
    assert "contact" in "".join(sentences(done))
    assert not (configuration.parent / "krm.db").exists()


def test_every_mistake_of_the_configuration_is_named_at_once(configuration: Path) -> None:
    """Exit code 2; a key that does not exist and a wrong value, each with its key."""
    changed(configuration, "[smtp]\n", '[smtp]\nhots = "127.0.0.1"\n')
    changed(configuration, 'land = "RP"', 'land = "XX"')

    done = krm(configuration, "run", "--once")

    assert done.returncode == 2
    told = "\n".join(sentences(done))
    assert "smtp.hots" in told
    assert "office.land" in told


def test_a_configuration_that_is_not_there_is_asked_for(tmp_path: Path) -> None:
    """Exit code 2 and the command that writes one."""
    done = krm(tmp_path / "krm.toml", "run", "--once")

    assert done.returncode == 2
    assert "krm init" in "".join(sentences(done))


def test_a_missing_key_file_is_named(configuration: Path) -> None:
    """Exit code 1; without the key no earlier sender would be known again."""
    (configuration.parent / "secrets" / "hash-key").unlink()

    done = krm(configuration, "run", "--once")

    assert done.returncode == 1
    (sentence,) = sentences(done)
    assert "hash-key is missing" in sentence


def test_a_file_that_is_no_database_is_named(configuration: Path) -> None:
    """Exit code 1 and one sentence; the file is left as it is."""
    database = configuration.parent / "krm.db"
    database.write_bytes(b"This is a shopping list, not a database. " * 200)

    done = krm(configuration, "run", "--once")

    assert done.returncode == 1
    (sentence,) = sentences(done)
    assert "database" in sentence
    assert database.read_bytes().startswith(b"This is a shopping list")


def test_a_part_that_does_not_exist_is_named(configuration: Path) -> None:
    """Exit code 2 and the parts that there are."""
    done = krm(configuration, "run", "--once", "--only", "mailbox,bread")

    assert done.returncode == 2
    assert "not bread" in done.stderr
    assert JANA not in done.stderr
