"""`krm journal`, `krm register`, `krm post`: what is shown, and that looking is written down."""

import json
from email.header import Header
from pathlib import Path

import pytest

from cases.labels import Label
from config.load import load
from intake.filing import file_decision
from intake.reading.mail import read_mail
from service.commands.opening import who_asks
from service.wiring import build
from store import journal
from store.engine import reading
from tests.builders import a_decision
from tests.service.command import run_krm
from tests.service.test_stored_mail import a_message
from tests.service.test_user import access_log

NAME = "Jana \x1b[31mWinter [bold]"
DATE = "Date: Fri, 20 Nov 2026 14:30:00 +0100"


@pytest.fixture
def worked(config: Path, tmp_path: Path) -> Path:
    """Give an office with a complaint that opened a case, and two objections handed over.

    They come from files, so their writers are answered by hand.
    """
    complaint = a_message(1, DATE, name=Header(NAME, "utf-8").encode())
    for number, content in ((1, complaint), (2, a_message(2, DATE)), (3, a_message(3, DATE))):
        (tmp_path / f"{number}.eml").write_bytes(content)
    run_krm("--config", config, "import", *(tmp_path / f"{each}.eml" for each in (1, 2, 3)))
    tools = build(load(config, {})).filing
    for number, label in ((1, Label.COMPLAINT), (2, Label.OBJECTION), (3, Label.OBJECTION)):
        with reading(tools.engine) as tx:
            entry, content = journal.entry(tx, number), journal.content(tx, number) or b""
        assert entry
        file_decision(a_decision(label), entry, read_mail(content), tools)
    tools.engine.dispose()
    return config


def lines_of(config: Path, *arguments: str) -> list[dict[str, object]]:
    """Return what a command says as JSON Lines."""
    result = run_krm("--config", config, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_r1_the_journal_says_what_was_decided_and_where_it_went(worked: Path) -> None:
    """Newest first; labels, ways, decision, case, and the proof of what was sent."""
    objection, _, complaint = lines_of(worked, "journal")

    assert objection["number"] == 3
    assert objection["labels"] == ["objection"]
    assert objection["ways"] == {"sgg": "do", "director": "no", "register": "no"}
    assert objection["decided_by"] == "rule"
    assert objection["case"] == ""
    assert [(sent["kind"], sent["state"]) for sent in objection["sent"]] == [  # type: ignore[attr-defined]
        ("hand_over", "waiting"),
    ]
    assert complaint["labels"] == ["complaint"]
    assert complaint["case"]


def test_r7_the_journal_shows_no_name_subject_or_address(worked: Path) -> None:
    """Neither as a table nor as JSON."""
    shown = run_krm("--config", worked, "journal").stdout
    shown += run_krm("--config", worked, "journal", "--json").stdout

    assert "Winter" not in shown
    assert "kunde.example" not in shown
    assert "Brief" not in shown


def test_r3_r5_the_register_holds_the_complaint_and_not_the_objection(worked: Path) -> None:
    """With the party and the soonest limit."""
    (case,) = lines_of(worked, "register")

    assert case["labels"] == ["complaint"]
    assert case["state"] == "open"
    assert case["party_address"] == "k1@kunde.example"
    assert case["received_on"] == "2026-11-20"
    assert case["due_on"] == "2026-12-01"
    assert lines_of(worked, "register", "--state", "closed") == []


def test_a_citizens_name_cannot_command_the_terminal(worked: Path) -> None:
    """Control characters are blanked, and brackets are no markup."""
    shown = run_krm("--config", worked, "register").stdout

    assert "\x1b" not in shown
    assert "Winter [bold]" in shown


def test_the_post_shows_each_dispatch_with_its_state(worked: Path) -> None:
    """Newest first; no address."""
    lines = lines_of(worked, "post")

    kinds = [line["kind"] for line in lines]
    assert sorted(map(str, kinds)) == ["hand_over", "hand_over"]
    assert {line["state"] for line in lines} == {"waiting"}
    assert "@kunde.example" not in json.dumps(lines)
    assert "hand_over" in run_krm("--config", worked, "post").stdout


def test_r33_looking_is_written_to_the_access_log(worked: Path) -> None:
    """Who (the operating-system user), at what, and the reason given."""
    run_krm("--config", worked, "register", "--reason", "Rückruf")
    run_krm("--config", worked, "post")

    assert access_log(worked) == [
        (who_asks(), "register_listed", "Rückruf"),
        (who_asks(), "post_listed", ""),
    ]


def test_how_many_are_shown_can_be_limited(worked: Path) -> None:
    """The newest are shown."""
    assert [line["number"] for line in lines_of(worked, "journal", "--limit", "1")] == [3]
    assert len(lines_of(worked, "post", "--limit", "1")) == 1


def test_a_missing_database_is_told_and_not_made(config: Path) -> None:
    """Looking at nothing must not create it."""
    database = config.parent / "krm.db"
    database.unlink()

    result = run_krm("--config", config, "journal")

    assert result.exit_code == 1
    assert f"there is no file {database}: `krm init` or `krm run` makes it" in result.stderr
    assert not database.exists()


def test_an_empty_database_is_told(config: Path) -> None:
    """With what makes its tables."""
    database = config.parent / "krm.db"
    database.write_bytes(b"")

    result = run_krm("--config", config, "journal")

    assert result.exit_code == 1
    assert "it has no tables yet" in result.stderr


def test_a_damaged_database_is_told_without_a_trace(config: Path) -> None:
    """Exit code 1, one sentence."""
    (config.parent / "krm.db").write_bytes(b"no database at all" * 400)

    result = run_krm("--config", config, "journal")

    assert result.exit_code == 1
    assert result.stderr == (
        "Error: the database: the file is no database: take it from the backup\n"
    )
