"""The demo's office with its sample mails worked once, and the desk listening."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rich.console import Console

from desk.server import serve
from service.clock import now
from service.demo.play import open_accounts, open_show
from service.demo.samples import BUILT_IN, load_samples
from service.demo.show import Show
from service.wiring import build_desk


@contextmanager
def open_desk(folder: Path, *, clock: Callable[[], datetime] = now) -> Iterator[tuple[Show, str]]:
    """Give the office and the desk's address."""
    samples = load_samples(BUILT_IN)
    console = Console(quiet=True)
    with open_show(samples, folder / "office", console, desk_port=8080, clock=clock) as show:
        while show.deliver_next(clock()):
            show.rounds.once()
        open_accounts(show)
        server = serve(build_desk(show.rounds.service), host="127.0.0.1", port=0)
        try:
            yield show, f"http://127.0.0.1:{server.port}"
        finally:
            server.stop()
