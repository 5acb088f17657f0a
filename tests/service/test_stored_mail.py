"""`krm import`: stored messages come in once, with a day of receipt that somebody vouches for."""

import json
import mailbox
import os
import pty
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.load import load
from service.stored_mail import ReceiptFrom, messages_in
from service.wiring import build
from store import journal, server_copies
from store.engine import reading
from tests.service.command import run_krm
from tests.service.test_command import PROGRAM

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def a_message(number: int, *headers: str, name: str = "") -> bytes:
    """Return a citizen's message; each number gives another one."""
    sender = f"From: {name} <k{number}@kunde.example>"
    lines = (*headers, sender, f"Subject: Brief {number}", "", "Hallo")
    return "\r\n".join(lines).encode() + b"\r\n"


def dated(number: int, day: str = "Fri, 20 Nov 2026 14:30:00 +0100") -> bytes:
    """Return a message with a Date header."""
    return a_message(number, f"Date: {day}")


def an_mbox(path: Path, contents: Iterable[bytes]) -> Path:
    """Write messages into one file."""
    box = mailbox.mbox(path)
    for content in contents:
        box.add(content)
    box.close()
    return path


def journal_of(config: Path) -> list[dict[str, object]]:
    """Return the journal as scripts see it, oldest first."""
    lines = run_krm("--config", config, "journal", "--json").stdout.splitlines()
    return [json.loads(line) for line in reversed(lines)]


def test_r1_a_stored_message_comes_in_with_its_bytes(config: Path, tmp_path: Path) -> None:
    """One journal line, the bytes unaltered, undecided until the next round; no server copy."""
    file = tmp_path / "brief.eml"
    file.write_bytes(dated(1))

    result = run_krm("--config", config, "import", file)

    assert result.exit_code == 0, result.output
    assert "1 message taken in, 0 known before." in result.stdout
    (line,) = journal_of(config)
    assert line["received_at"] == "2026-11-20T13:30:00+00:00"
    assert line["decided_at"] is None
    service = build(load(config, {}))
    with reading(service.engine) as tx:
        assert journal.content(tx, 1) == dated(1)
        assert server_copies.unfiled(tx, "import") == ()


def test_r1_the_same_files_again_take_nothing_in(config: Path, tmp_path: Path) -> None:
    """Files, folders and mbox files, in another order and with more in them."""
    folder = tmp_path / "stored"
    folder.mkdir()
    (folder / "1.eml").write_bytes(dated(1))
    box = an_mbox(folder / "box.mbox", [dated(2), dated(3)])
    run_krm("--config", config, "import", folder)
    box.unlink()
    an_mbox(box, [dated(4), dated(3), dated(2)])

    result = run_krm("--config", config, "import", box, folder)

    assert result.exit_code == 0
    assert "1 message taken in, 6 known before." in result.stdout
    assert len(journal_of(config)) == 4


def test_r1_another_message_under_a_known_name_is_not_lost(config: Path, tmp_path: Path) -> None:
    """The place is made of the file and its content."""
    file = tmp_path / "brief.eml"
    for number in (1, 2):
        file.write_bytes(dated(number))
        run_krm("--config", config, "import", file)

    assert len(journal_of(config)) == 2


def test_the_messages_of_a_folder_are_found(config: Path, tmp_path: Path) -> None:
    """*.eml, *.mbox and what lies in a Maildir, at any depth; other files are left alone."""
    for name in ("a.eml", "deep/er/b.EML", "maildir/cur/c:2,S", "maildir/new/d", "README.md"):
        file = tmp_path / "stored" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(dated(len(name)))

    result = run_krm("--config", config, "import", tmp_path / "stored")

    assert "4 messages taken in" in result.stdout


def test_r1_a_folder_without_messages_is_told(config: Path, tmp_path: Path) -> None:
    """Else a wrong name would look like a finished import; what else is named comes in."""
    (tmp_path / "leer").mkdir()
    (tmp_path / "brief.eml").write_bytes(dated(1))

    result = run_krm("--config", config, "import", tmp_path / "leer", tmp_path / "brief.eml")

    assert result.exit_code == 1
    assert f"{tmp_path / 'leer'}: holds no *.eml or *.mbox file" in result.stderr
    assert "1 message taken in" in result.stdout


def test_a_device_is_no_message(config: Path) -> None:
    """It would be read for ever."""
    result = run_krm("--config", config, "import", "/dev/zero")

    assert result.exit_code == 1
    assert "/dev/zero: is a device, not a file" in result.stderr


def test_a_large_mbox_comes_in_whole(config: Path, tmp_path: Path) -> None:
    """More messages than one transaction takes."""
    box = an_mbox(tmp_path / "box.mbox", map(dated, range(101)))

    result = run_krm("--config", config, "import", box)

    assert "101 messages taken in, 0 known before." in result.stdout
    assert len(journal_of(config)) == 101


def test_r14_the_topmost_received_header_goes_before_the_date(tmp_path: Path) -> None:
    """The first day in the house is what the last server stamped."""
    file = tmp_path / "brief.eml"
    headers = (
        "Received: from b by mx.jobcenter.example; Fri, 20 Nov 2026 15:00:00 +0100",
        "Received: from a by b; Thu, 19 Nov 2026 15:00:00 +0100",
        "Date: Wed, 18 Nov 2026 15:00:00 +0100",
    )
    file.write_bytes(a_message(1, *headers))

    (stored,) = messages_in(file, given=None, now=NOW)

    assert stored.received_at == datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    assert stored.receipt_from is ReceiptFrom.RECEIVED


def test_r14_the_officers_word_goes_before_every_header(config: Path, tmp_path: Path) -> None:
    """A day without offset is one of the office's time zone."""
    file = tmp_path / "brief.eml"
    file.write_bytes(dated(1))

    run_krm("--config", config, "import", file, "--received-at", "2026-11-19")

    assert journal_of(config)[0]["received_at"] == "2026-11-18T23:00:00+00:00"


@pytest.mark.parametrize(
    "content",
    [
        a_message(1),
        dated(1, "Mon, 01 Jan 2125 00:00:00 +0000"),
        dated(1, "Thu, 01 Jan 1970 00:00:00 +0000"),
        dated(1, "gestern"),
        b"\xff\x00",
    ],
    ids=["no date", "future date", "a computer's first day", "no day", "no mail"],
)
def test_r14_no_day_of_receipt_is_guessed(config: Path, tmp_path: Path, content: bytes) -> None:
    """Without a date that can be true the message stays out, and the exit code is 1."""
    doubtful, sound = tmp_path / "doubtful.eml", tmp_path / "sound.eml"
    doubtful.write_bytes(content)
    sound.write_bytes(dated(2))

    result = run_krm("--config", config, "import", doubtful, sound)

    assert result.exit_code == 1
    assert f"{doubtful}: no date from 1990 up to now says when it came in" in result.stderr
    assert "1 message taken in" in result.stdout


@pytest.mark.parametrize(
    "text", ["übermorgen", "2126-01-01", "20.11.2026", "1800-01-01", "1989-12-31"]
)
def test_an_impossible_day_of_receipt_is_a_usage_error(
    config: Path, tmp_path: Path, text: str
) -> None:
    """Nothing is taken in."""
    file = tmp_path / "brief.eml"
    file.write_bytes(dated(1))

    result = run_krm("--config", config, "import", file, "--received-at", text)

    assert result.exit_code == 2
    assert "--received-at" in result.stderr
    assert journal_of(config) == []


def test_an_eml_that_begins_like_an_mbox_is_one_message(tmp_path: Path) -> None:
    """Some programs leave that line in it; a later line of the text must not split it."""
    file = tmp_path / "brief.eml"
    content = b"From k1 Fri Nov 20 14:30:00 2026\n" + dated(1) + b"\n\nFrom here on\n"
    file.write_bytes(content)

    assert [each.content for each in messages_in(file, given=NOW, now=NOW)] == [content]


@pytest.mark.parametrize(("answer", "count"), [("y", 2), ("n", 0)])
def test_r14_on_a_terminal_the_days_of_receipt_are_confirmed(
    config: Path, tmp_path: Path, answer: str, count: int
) -> None:
    """What is proposed is shown first; without a yes nothing comes in."""
    an_mbox(tmp_path / "box.mbox", [dated(1), dated(2, "Mon, 16 Nov 2026 09:00:00 +0100")])
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())

    done = subprocess.run(  # noqa: S603  (our own program)
        [PROGRAM, "--config", config, "import", tmp_path / "box.mbox"],
        check=False,
        stdin=theirs,
        capture_output=True,
        text=True,
    )
    os.close(ours)
    os.close(theirs)

    assert done.returncode == (0 if count else 1)
    assert "2 messages, received from 2026-11-16 to 2026-11-20:" in done.stdout
    assert "2 from the Date header" in done.stdout
    assert len(journal_of(config)) == count
