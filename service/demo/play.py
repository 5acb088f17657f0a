"""Play the demo: one judged round, or on and on with the desk."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event

from rich.console import Console

from cases.decision import Verdict
from cases.labels import GERMAN
from desk.server import serve
from service.clock import fresh_id, now
from service.daemon import Daemon
from service.demo.office import ACCOUNTS, write_office
from service.demo.post_office import open_post_office
from service.demo.samples import Sample
from service.demo.show import Show
from service.rounds import Part, Rounds
from service.wiring import build, build_desk
from store.engine import writing
from store.messages.entries import JournalEntry
from store.people import accounts
from store.people.passwords import hash_password

LOOK_SECONDS = 0.5
WORDS = {Verdict.DO: "yes", Verdict.ASK: "ask the officer"}


def play_once(samples: tuple[Sample, ...], folder: Path, console: Console) -> bool:
    """Take, decide, file and deliver every sample; return whether all went as expected."""
    with open_show(samples, folder, console, desk_port=8080) as show:
        while show.deliver_next(now()):
            show.rounds.once()
        return show.judge_all()


def play_on(samples: tuple[Sample, ...], folder: Path, console: Console, *, desk_port: int) -> None:
    """Run daemon and desk with the samples, tell what happens to each mail, until Ctrl-C."""
    with open_show(samples, folder, console, desk_port=desk_port) as show:
        service = show.rounds.service
        open_accounts(show)
        server = serve(build_desk(service), host="127.0.0.1", port=desk_port)
        daemon = Daemon(rounds=show.rounds, parts=frozenset(Part))
        daemon.start()
        try:
            console.print(f"\nThe desk: [bold]http://127.0.0.1:{desk_port}/[/bold]")
            for account in ACCOUNTS:
                console.print(f"  {account.role}: {account.name} / {account.password}")
            console.print("Ctrl-C ends the demo. What happens to each mail:\n")
            _tell(show, daemon.stop)
        except KeyboardInterrupt:
            console.print("\nThe demo ends; nothing is left behind.")
        finally:
            daemon.shut_down()
            server.stop()


@contextmanager
def open_show(
    samples: tuple[Sample, ...],
    folder: Path,
    console: Console,
    *,
    desk_port: int,
    clock: Callable[[], datetime] = now,
) -> Iterator[Show]:
    """Open a post office and an office beside it, in an empty folder; nothing runs yet."""
    with _without_log(), open_post_office() as post_office:
        settings = write_office(folder, post_office, desk_port=desk_port)
        rounds = Rounds(service=build(settings, clock=clock), holder=fresh_id())
        yield Show(post_office=post_office, rounds=rounds, samples=samples, console=console)


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep the log's lines off the demo's own."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)


def open_accounts(show: Show) -> None:
    """Open the demo's accounts; their passwords are printed on its start."""
    hashes = {account.name: hash_password(account.password) for account in ACCOUNTS}
    with writing(show.rounds.service.engine) as tx:
        for account in ACCOUNTS:
            accounts.add(
                tx,
                account.name,
                full_name=account.full_name,
                role=account.role,
                password_hash=hashes[account.name],
                at=now(),
            )


def _tell(show: Show, stop: Event) -> None:
    """Deliver the samples one after the other and print each decision as it is filed."""
    told: set[int] = set()
    while not stop.is_set():
        show.deliver_next(now())
        _tell_new(show, told)
        stop.wait(LOOK_SECONDS)


def _tell_new(show: Show, told: set[int]) -> None:
    for name, line in show.entries().items():
        if line.is_decided and line.number not in told:
            told.add(line.number)
            show.console.print(f"  {name}: {_in_words(line)}", highlight=False)


def _in_words(line: JournalEntry) -> str:
    """Say what was decided, by what, and what follows."""
    labels = ", ".join(GERMAN[label] for label in line.labels)
    ways = ", ".join(
        f"{way} {WORDS[verdict]}" for way, verdict in line.ways.items() if verdict in WORDS
    )
    case = f", case {line.case_number}" if line.case_number else ""
    return f"{labels} (decided by {line.decided_by}): {ways or 'filed, no way taken'}{case}"
