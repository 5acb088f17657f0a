"""`krm import`: take stored messages in."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.progress import track

from cases.limits import WorkCalendar
from service.clock import now
from service.commands.lines import complain, has_no_end
from service.commands.working import service_of
from service.stored_mail import FIRST_DAY, StoredMail, files_below, messages_in, take_stored
from store.messages.taking import Taken

BATCH = 50
NO_DATE = f"no date from {FIRST_DAY.year} up to now says when it came in"
ADVICE = "give --received-at"
EMPTY = "holds no *.eml or *.mbox file and no Maildir folder; name another"
EXAMPLES = """\b
Examples:
  krm import letter.eml
  krm import stored-mails/ --yes
  krm import scans.mbox --received-at "2026-11-20 14:30"
"""


@click.command("import", epilog=EXAMPLES)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE|DIR|MBOX...",
)
@click.option("--received-at", help="When they came into the house: a day, or day and time.")
@click.option("--yes", is_flag=True, help="Take the proposed times of receipt without asking.")
@click.pass_obj
def import_command(
    config: Path, paths: tuple[Path, ...], *, received_at: str | None, yes: bool
) -> None:
    """Take stored messages in, as if they had come into the mailbox.

    FILE holds one message, an MBOX several; of a DIR its *.eml and *.mbox files and Maildir
    folders. The time of receipt is --received-at, else that of the topmost Received header,
    else the Date header; on a terminal the officer confirms it (R14). What was taken in before
    is not taken in again. `krm run` decides about the messages. Exit code 1 if something could
    not be taken in, or a DIR holds nothing; all else is.
    """
    found = {path: tuple(files_below(path)) for path in paths}
    files = tuple(file for each in found.values() for file in each)
    troubles = [f"{path}: {EMPTY}" for path, each in found.items() if not each]
    with service_of(config) as service:
        calendar = service.office.calendar
        given = _given(received_at, calendar.timezone)
        if sys.stdin.isatty() and not yes:
            _confirm(_messages(files, given, []), calendar)
        stored = _with_progress(_messages(files, given, troubles))
        taken = [each for batch in _batches(stored) for each in take_stored(batch, service.filing)]
    _report(taken, troubles)
    sys.exit(1 if troubles else 0)


def _given(text: str | None, zone: ZoneInfo) -> datetime | None:
    """Read a day or an instant; without an offset it is the office's time."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        message = "write a day such as 2026-11-20, or '2026-11-20 14:30'"
        raise click.BadParameter(message, param_hint="--received-at") from None
    at = at if at.tzinfo else at.replace(tzinfo=zone)
    if at > now():
        message = "lies in the future"
        raise click.BadParameter(message, param_hint="--received-at")
    if at < FIRST_DAY:
        message = f"lies before {FIRST_DAY.year}: no e-mail of the office is that old"
        raise click.BadParameter(message, param_hint="--received-at")
    return at


def _messages(
    files: Iterable[Path], given: datetime | None, troubles: list[str]
) -> Iterator[StoredMail]:
    """Yield what can be taken in; what cannot is a sentence among the troubles."""
    for file in files:
        if has_no_end(file):
            troubles.append(f"{file}: is a device, not a file")
            continue
        try:
            for stored in messages_in(file, given=given, now=now()):
                if stored.received_at:
                    yield stored
                else:
                    troubles.append(f"{file}: {NO_DATE}; {ADVICE}")
        except OSError as error:
            troubles.append(f"{file}: cannot be read: {error.strerror}")


def _confirm(messages: Iterator[StoredMail], calendar: WorkCalendar) -> None:
    """Show which days of receipt are proposed and have them confirmed (R14)."""
    proposed = [(each.received_at, each.receipt_from) for each in messages]
    days = sorted(calendar.day_of(at) for at, _ in proposed if at)
    if not days:
        return
    click.echo(f"{len(days)} messages, received from {days[0]} to {days[-1]}:")
    for rests_on, count in Counter(rests_on for _, rests_on in proposed).most_common():
        click.echo(f"  {count} {rests_on}")
    click.confirm("Do these days of receipt hold?", abort=True)


def _with_progress(stored: Iterator[StoredMail]) -> Iterable[StoredMail]:
    """Show on a terminal how many messages were read."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return stored
    return track(stored, "Taking in", console=console, transient=True)


def _batches(stored: Iterable[StoredMail]) -> Iterator[list[StoredMail]]:
    batch: list[StoredMail] = []
    for each in stored:
        batch.append(each)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _report(taken: list[Taken], troubles: list[str]) -> None:
    for trouble in troubles:
        complain(trouble)
    new = sum(each.is_new for each in taken)
    click.echo(f"{new} message{'s' * (new != 1)} taken in, {len(taken) - new} known before.")
    if new:
        click.echo("`krm run` decides about them. The files stay: delete them in time (R7).")
