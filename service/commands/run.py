"""`krm run`: the daemon, or one round of everything."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click
from sqlalchemy.exc import SQLAlchemyError

from service.clock import fresh_id
from service.commands.lines import complain
from service.commands.opening import settings_of
from service.heap import keep_heap_small
from store.keys import KeyFileError
from store.schema import NewerSchemaError
from store.trouble import in_words
from triage.model.artefact import ModelError

if TYPE_CHECKING:
    from service.rounds import Part, Rounds

PARTS = ("mailbox", "decide", "post", "sweep", "desk")


EXAMPLES = """\b
Examples:
  krm run
  krm run --once
  krm run --only mailbox,decide,post
"""


@click.command(epilog=EXAMPLES)
@click.option("--once", is_flag=True, help="Collect, decide, file, deliver and sweep, then exit.")
@click.option(
    "--only",
    help=f"Parts of the work, separated by commas: {', '.join(PARTS)}. Default: all.",
)
@click.pass_obj
def run(config: Path, *, once: bool, only: str | None) -> None:
    """Work the mailbox: the daemon with the desk, or one round of everything with --once.

    Creates or upgrades the database first. The daemon ends cleanly on Ctrl-C or SIGTERM: what
    is under way is finished, nothing is left half done.
    """
    keep_heap_small()
    from service.logs import start_logging  # noqa: PLC0415  (heavy: loaded when it runs)
    from service.rounds import Part, Rounds  # noqa: PLC0415
    from service.wiring import build  # noqa: PLC0415

    parts = frozenset(Part(part) for part in _chosen(only))
    settings = settings_of(config)
    start_logging()
    with _told_plainly():
        rounds = Rounds(service=build(settings), holder=fresh_id())
        if Part.DECIDE in parts:
            rounds.service.models()
        if once:
            _report(rounds.once(parts))
        else:
            _until_stopped(rounds, parts)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Say in one sentence why nothing can be worked; exit code 1."""
    try:
        yield
    except (KeyFileError, ModelError, NewerSchemaError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(str(error)) from None
    except SQLAlchemyError as error:
        message = f"the database: {in_words(error)}"
        raise click.ClickException(message) from None


def _chosen(only: str | None) -> tuple[str, ...]:
    """Return the parts named, or all; UsageError for one that does not exist."""
    if only is None:
        return PARTS
    named = tuple(part.strip() for part in only.split(",") if part.strip())
    unknown = [part for part in named if part not in PARTS]
    if unknown or not named:
        message = f"--only takes {', '.join(PARTS)}; not {', '.join(unknown) or 'nothing'}"
        raise click.UsageError(message)
    return named


def _report(troubles: tuple[str, ...]) -> None:
    """Say what failed; exit code 1 if anything did."""
    for sentence in troubles:
        complain(sentence)
    sys.exit(1 if troubles else 0)


def _until_stopped(rounds: "Rounds", parts: "frozenset[Part]") -> None:
    """Run daemon and desk until Ctrl-C or SIGTERM, then let what is under way end."""
    from service.daemon import run_until  # noqa: PLC0415  (heavy: loaded when it runs)

    stop = Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    run_until(stop, rounds, parts)
