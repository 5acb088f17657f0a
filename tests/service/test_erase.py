"""`krm erase`: what is due goes now, in the database and on the mail server."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, update

from cases.decision import OtherKind
from cases.labels import Label
from config.load import load
from intake.filing import file_decision
from intake.reading.mail import read_mail
from service.commands.opening import who_asks
from service.wiring import build
from store import journal
from store.engine import reading, writing
from store.tables import journal_lines, server_copies
from tests.builders import a_decision
from tests.service.command import run_krm
from tests.service.test_stored_mail import a_message, journal_of
from tests.service.test_user import access_log

NOW = datetime.now(UTC)
WORD = "Sonderangebot-7391"


def take_advertising_in(config: Path, *, days_ago: int) -> None:
    """Take an advertisement in and file it as of that day."""
    at = NOW - timedelta(days=days_ago)
    file = config.parent / f"{days_ago}.eml"
    file.write_bytes(a_message(days_ago, f"X-Word: {WORD}"))
    run_krm("--config", config, "import", file, "--received-at", at.isoformat())
    tools = build(load(config, {}), clock=lambda: at).filing
    with reading(tools.engine) as tx:
        (entry,) = journal.entries(tx, limit=1)
        mail = read_mail(journal.content(tx, entry.number) or b"")
    decision = a_decision(Label.OTHER, other_kind=OtherKind.ADVERTISING)
    assert file_decision(decision, entry, mail, tools)
    tools.engine.dispose()


def test_r9c_advertising_older_than_its_days_is_erased_and_its_line_stays(config: Path) -> None:
    """Fifteen days are more than the fourteen allowed; ten are not."""
    take_advertising_in(config, days_ago=15)
    take_advertising_in(config, days_ago=10)

    result = run_krm("--config", config, "erase")

    assert result.exit_code == 0, result.output
    assert "1 messages erased." in result.stdout
    old, young = journal_of(config)
    assert old["raw_erased_at"]
    assert young["raw_erased_at"] is None
    assert "1 messages erased" not in run_krm("--config", config, "erase").stdout


def test_r7_what_was_erased_is_in_no_file_of_the_database(config: Path) -> None:
    """The log beside the database is emptied too."""
    take_advertising_in(config, days_ago=15)
    files = list(config.parent.glob("krm.db*"))
    assert any(WORD.encode() in file.read_bytes() for file in files)

    run_krm("--config", config, "erase")

    left = [file for file in config.parent.glob("krm.db*") if WORD.encode() in file.read_bytes()]
    assert left == []


def test_r33_erasing_by_hand_is_written_to_the_access_log(config: Path) -> None:
    """By whom."""
    run_krm("--config", config, "erase")

    assert access_log(config) == [(who_asks(), "erased_what_is_due", "")]


def test_r7_a_mail_server_out_of_reach_is_told(config: Path) -> None:
    """What is erased here but still lies there is not passed over in silence; exit code 1."""
    take_advertising_in(config, days_ago=15)
    service = build(load(config, {}))
    with writing(service.engine) as tx:
        name = service.settings.mailbox.name
        change = update(journal_lines).values(mailbox=name, raw_erased_at=NOW)
        tx.execute(change)
        tx.execute(insert(server_copies).values(journal=1, folder="INBOX", uid_validity=1, uid=7))
    service.engine.dispose()

    result = run_krm("--config", config, "erase", environ={"KRM_MAILBOX__PORT": "1"})

    assert result.exit_code == 1
    assert "cannot be reached" in result.stderr
