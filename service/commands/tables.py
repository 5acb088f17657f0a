"""`krm journal`, `krm register`, `krm post`: what came in, the cases, what went out; read only."""

import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import Engine

from cases.case import CaseState
from cases.decision import Verdict
from cases.labels import Way
from config.settings import Settings
from service.clock import now
from service.commands.lines import write_line
from service.commands.opening import database_of, settings_of, who_asks
from store import dispatches, journal, register
from store.dispatch_lines import DispatchLine
from store.engine import reading, writing
from store.messages.entries import JournalEntry
from store.people import accounts
from store.register import CaseRecord

Record = Mapping[str, object]
PAGE = 200
ON_SCREEN = 50
PRINTED_WIDTH = 160
EVERY = 2**31 - 1
JSON = click.option("--json", "as_json", is_flag=True, help="JSON Lines instead of a table.")
LIMIT = click.option(
    "--limit",
    type=click.IntRange(min=1),
    help=f"How many at most. Default: {ON_SCREEN} in a table, all with --json.",
)
REASON = click.option("--reason", default="", help="Why you look; kept in the access log (R33).")

JOURNAL_COLUMNS = ("number", "received_at", "kind", "labels", "ways", "decided_by", "case", "sent")
REGISTER_COLUMNS = ("number", "received_on", "labels", "state", "due_on", "party", "unit", "result")
POST_COLUMNS = ("id", "filed_at", "kind", "ways", "journal", "case", "state", "tries", "answer")


@click.command("journal")
@JSON
@LIMIT
@REASON
@click.pass_obj
def journal_command(config: Path, *, as_json: bool, limit: int | None, reason: str) -> None:
    """Show the intake journal, newest first: every message, its decision, where it went (R1).

    Holds no subject, text or name. Looking is written to the access log.
    """
    settings = settings_of(config)
    with database_of(settings) as engine:
        _note(engine, "journal_listed", reason)
        records = _journal_records(engine, limit or (EVERY if as_json else ON_SCREEN))
        _show(records, JOURNAL_COLUMNS, settings, as_json=as_json)


@click.command("register")
@click.option("--state", type=click.Choice([str(state) for state in CaseState]), help="Only these.")
@JSON
@LIMIT
@REASON
@click.pass_obj
def register_command(
    config: Path, *, state: str | None, as_json: bool, limit: int | None, reason: str
) -> None:
    """Show the case register: open petitions, then the soonest open limit first (R3, R10, R24).

    Holds names and addresses of citizens. Looking is written to the access log.
    """
    settings = settings_of(config)
    with database_of(settings) as engine:
        _note(engine, "register_listed", reason)
        wanted = CaseState(state) if state else None
        with reading(engine) as tx:
            most = limit or (EVERY if as_json else ON_SCREEN)
            found = register.cases(tx, state=wanted, limit=most)
        _show(map(case_record, found), REGISTER_COLUMNS, settings, as_json=as_json)


@click.command("post")
@JSON
@LIMIT
@REASON
@click.pass_obj
def post_command(config: Path, *, as_json: bool, limit: int | None, reason: str) -> None:
    """Show the outgoing mail, newest first, with the mail server's answer (R1).

    Holds no address and no text. Looking is written to the access log.
    """
    settings = settings_of(config)
    with database_of(settings) as engine:
        _note(engine, "post_listed", reason)
        records = _post_records(engine, limit or (EVERY if as_json else ON_SCREEN))
        _show(records, POST_COLUMNS, settings, as_json=as_json)


def journal_record(entry: JournalEntry, sent: tuple[DispatchLine, ...]) -> Record:
    """Return one line of the journal under its outer names."""
    return {
        "number": entry.number,
        "received_at": entry.received_at,
        "taken_at": entry.taken_at,
        "kind": entry.kind,
        "labels": entry.labels,
        "ways": {way: entry.ways[way] for way in Way if way in entry.ways},
        "decided_by": entry.decided_by,
        "decided_at": entry.decided_at,
        "confidence": entry.confidence_percent,
        "language": entry.language,
        "model": entry.model,
        "case": entry.case_number,
        "answers_journal": entry.answers_journal,
        "same_letter_as": entry.same_letter_as,
        "retention": entry.retention,
        "erasure_held": entry.erasure_held,
        "raw_erased_at": entry.raw_erased_at,
        "server_erased_at": entry.server_erased_at,
        "sent": [
            {"kind": each.kind, "ways": each.ways, "state": _state(each), "at": each.delivered_at}
            for each in sent
        ],
    }


def case_record(case: CaseRecord) -> Record:
    """Return one line of the register under its outer names."""
    return {
        "number": case.number,
        "received_on": case.received_on,
        "channel": case.channel,
        "labels": case.labels,
        "state": case.state,
        "due_on": case.next_due_on,
        "party": case.party_name,
        "party_address": case.party_address,
        "unit": case.unit,
        "result": case.result or "",
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
    }


def post_record(line: DispatchLine) -> Record:
    """Return one outgoing message under its outer names."""
    return {
        "id": line.id,
        "filed_at": line.filed_at,
        "kind": line.kind,
        "ways": line.ways,
        "journal": line.journal,
        "case": line.case_number,
        "state": _state(line),
        "tries": line.attempts,
        "answer": line.last_answer,
        "not_before": line.not_before,
        "delivered_at": line.delivered_at,
        "bounced_at": line.bounced_at,
        "message_id": line.message_id,
        "sha256": line.sha256,
        "erased_at": line.erased_at,
    }


def _journal_records(engine: Engine, limit: int) -> Iterator[Record]:
    before: int | None = None
    while limit > 0:
        with reading(engine) as tx:
            page = journal.entries(tx, limit=min(PAGE, limit), before=before)
            sent = [dispatches.of_journal(tx, entry.number) for entry in page]
        yield from map(journal_record, page, sent)
        if len(page) < PAGE:
            return
        limit, before = limit - PAGE, page[-1].number


def _post_records(engine: Engine, limit: int) -> Iterator[Record]:
    before: int | None = None
    while limit > 0:
        with reading(engine) as tx:
            page = dispatches.lines(tx, min(PAGE, limit), before=before)
        yield from map(post_record, page)
        if len(page) < PAGE:
            return
        limit, before = limit - PAGE, page[-1].id


def _state(line: DispatchLine) -> str:
    return "bounced" if line.bounced_at else str(line.state)


def _note(engine: Engine, what: str, reason: str) -> None:
    """Write to the access log before anything is shown (R33)."""
    with writing(engine) as tx:
        accounts.log_access(tx, who=who_asks(), what=what, reason=reason, at=now())


def _show(
    records: Iterator[Record], columns: tuple[str, ...], settings: Settings, *, as_json: bool
) -> None:
    if as_json:
        for record in records:
            write_line({key: _plain(value) for key, value in record.items()})
        return
    zone = ZoneInfo(settings.office.timezone)
    table = Table(*columns)
    for record in records:
        table.add_row(*(_shown(_cell(record[column], zone)) for column in columns))
    is_terminal = sys.stdout.isatty()
    Console(width=None if is_terminal else PRINTED_WIDTH).print(table)


def _plain(value: object) -> object:
    """Return the value as JSON knows it; instants and days in ISO 8601."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _cell(value: object, zone: ZoneInfo) -> str:
    """Return the value for the eye; instants in the office's time zone."""
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(value, Mapping):
        wanted = (f"{key} {each}" for key, each in value.items() if each != Verdict.NO)
        return ", ".join(wanted)
    if isinstance(value, list):
        return ", ".join(f"{each['kind']} {each['state']}" for each in value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _shown(text: str) -> Text:
    """Return the text without what could command the terminal: citizens choose their names."""
    return Text("".join(letter if letter.isprintable() else " " for letter in text))
