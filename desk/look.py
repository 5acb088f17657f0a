"""The look of the pages: KERN UX where set-up has fetched it, else the desk's own plain sheet."""

import logging
from pathlib import Path

from flask import Flask

from desk.keys import DECIDE, GO

STATIC = Path(__file__).parent / "static"
KERN = Path("kern") / "kern.min.css"
"""The file that set-up lays down last."""
_PLAIN = "plain; `make setup` fetches KERN UX where npm's registry can be reached"
log = logging.getLogger(__name__)


def has_kern(static: Path = STATIC) -> bool:
    """Say whether set-up has fetched the design system."""
    return (static / KERN).is_file()


def what_look(static: Path = STATIC) -> str:
    """Say how pages look on this machine, for `krm check`; they can be read either way."""
    return "KERN UX" if has_kern(static) else _PLAIN


def add_look(app: Flask, static: Path = STATIC) -> None:
    """Let pages name only sheets that exist, and shortcuts; nothing comes from elsewhere (R37)."""
    is_there = has_kern(static)
    app.jinja_env.globals.update(has_kern=is_there, go_keys=GO, decide_keys=DECIDE)
    if not is_there:
        log.warning("desk looks plain: make setup fetches its look")
