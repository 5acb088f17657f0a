"""Pages of attached files as pictures that hold nothing else: no script, no link, no file inside.

A page is drawn in the confined process; what comes out is checked here to be a PNG of dots.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from types import MappingProxyType
from typing import Any, Protocol

from intake.attachments.examine import EncryptedError, File, TooLargeError
from intake.attachments.kinds import Kind, kind_of
from intake.attachments.limits import Limits

PNG = b"\x89PNG\r\n\x1a\n"
MOST_PAGES = 200
LIMITS = Limits(file_seconds=15.0, mail_seconds=15.0, cpu_seconds=15)
_DRAWERS: Mapping[Kind, str] = MappingProxyType({Kind.PDF: "pdf", Kind.PICTURE: "pictures"})


class DrawnState(StrEnum):
    """Whether a page could be drawn, or why not."""

    DRAWN = "drawn"
    NO_PAGES = "no_pages"
    """A kind of file that has none: its words are shown instead."""
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One page as PNG, and how many pages the file has."""

    state: DrawnState
    pages: int = 0
    picture: bytes = field(default=b"", repr=False)


class Drawer(Protocol):
    """What the module of a kind offers."""

    def draw(self, file: File, page: int) -> tuple[int, bytes]:
        """Return the number of pages, and this one (from 1) as PNG; empty if there is none."""


def draw(file: File, page: int, limits: Limits = LIMITS) -> Drawn:
    """Draw a page; never raises. Runs in the confined process."""
    kind = kind_of(file.content, name=file.name, content_type=file.content_type)
    if kind not in _DRAWERS:
        return Drawn(state=DrawnState.NO_PAGES)
    if len(file.content) > limits.file_bytes:
        return Drawn(state=DrawnState.TOO_LARGE)
    try:
        drawer: Drawer = import_module(f"intake.attachments.{_DRAWERS[kind]}")
        pages, picture = drawer.draw(file, page)
    except EncryptedError:
        return Drawn(state=DrawnState.ENCRYPTED)
    except (TooLargeError, MemoryError, RecursionError):
        return Drawn(state=DrawnState.TOO_LARGE)
    except Exception:  # noqa: BLE001  (whatever a hostile file provokes in a library)
        return Drawn(state=DrawnState.UNREADABLE)
    return Drawn(state=DrawnState.DRAWN, pages=min(pages, MOST_PAGES), picture=picture)


def can_be_drawn(content: bytes, *, name: str, content_type: str) -> bool:
    """Say whether a file is of a kind that has pages to look at, by its first bytes."""
    return kind_of(content, name=name, content_type=content_type) in _DRAWERS


def checked(state: str, pages: Any, picture: bytes) -> Drawn:  # noqa: ANN401 (JSON of a stranger)
    """Return what an answer says; ValueError if it is none: a hostile file may have written it."""
    if not isinstance(pages, int) or not 0 <= pages <= MOST_PAGES:
        message = "no number of pages"
        raise ValueError(message)
    if picture and not picture.startswith(PNG):
        message = "no picture"
        raise ValueError(message)
    return Drawn(state=DrawnState(state), pages=pages, picture=picture)
