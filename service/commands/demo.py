"""`krm demo`: the main job on an embedded post office, with invented mails."""

import logging
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

WIDTH = 130
"""Columns where the output is no terminal."""


@click.command()
@click.option("--once", is_flag=True, help="One judged round, then exit; 0 only if all is right.")
@click.option(
    "--mails",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Other samples: NAME.eml with NAME.expected.json (labels, ways, answered).",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8080,
    show_default=True,
    help="Where the desk listens.",
)
def demo(*, once: bool, mails: Path | None, port: int) -> None:
    """Show the main job on an embedded post office with invented mails.

    It needs no configuration and leaves nothing behind. Without --once it keeps running, with
    the desk, until Ctrl-C.
    """
    from desk.server import DeskAddressError  # noqa: PLC0415  (heavy, for this command)
    from service.demo.play import play_on, play_once  # noqa: PLC0415  (heavy, for this command)
    from service.demo.samples import BUILT_IN, SampleError, load_samples  # noqa: PLC0415

    logging.getLogger("mail.log").setLevel(logging.ERROR)
    try:
        samples = load_samples(mails or BUILT_IN)
    except SampleError as error:
        raise click.UsageError(str(error)) from error
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    with _empty_folder() as folder:
        if once:
            sys.exit(0 if play_once(samples, folder, console) else 1)
        try:
            play_on(samples, folder, console, desk_port=port)
        except DeskAddressError:
            message = f"port {port} of this machine is taken; choose another with --port"
            raise click.ClickException(message) from None


@contextmanager
def _empty_folder() -> Iterator[Path]:
    """Give a folder that is gone afterwards, also when the program is told to end."""
    for each in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(each) is signal.SIG_DFL:  # nohup ignores it, and so do we
            signal.signal(each, signal.default_int_handler)
    folder = Path(tempfile.mkdtemp(prefix="krm-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
