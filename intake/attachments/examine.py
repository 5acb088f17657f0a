"""What does this file say? Each kind has its reader, loaded only when such a file comes.

Runs in the confined process: every error of a reader is an answer here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from types import MappingProxyType
from typing import Protocol

from cases.mail import AttachedText, AttachmentState
from intake.attachments.kinds import Kind, kind_of
from intake.attachments.limits import Limits

_READERS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PDF: "pdf",
        Kind.ZIP: "zipped",
        Kind.RTF: "rich_text",
        Kind.OLE: "outlook",
        Kind.TNEF: "winmail",
        Kind.PICTURE: "pictures",
        Kind.MESSAGE: "messages",
        Kind.HTML: "plain",
        Kind.PLAIN: "plain",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to read: its bytes, and what the mail says of it; both may lie."""

    content: bytes = field(repr=False)
    name: str = field(default="", repr=False)
    content_type: str = "application/octet-stream"


class EncryptedError(Exception):
    """The file opens with a password only."""


class TooLargeError(Exception):
    """More than the limits allow would have to be read or unpacked."""


class Reader(Protocol):
    """What the module of a kind offers."""

    def read(self, file: File, limits: Limits) -> AttachedText:
        """Return what the file says; any exception means that it cannot be read."""


def examine(file: File, limits: Limits) -> AttachedText:
    """Return what the file says, or why that cannot be told; never raises.

    `limits.depth` bounds files inside files.
    """
    kind = kind_of(file.content, name=file.name, content_type=file.content_type)
    if kind not in _READERS:
        known = kind is Kind.NO_LETTER
        return AttachedText(state=AttachmentState.NOT_TEXT if known else AttachmentState.UNREADABLE)
    if limits.depth <= 0:
        return AttachedText(state=AttachmentState.TOO_LARGE)
    try:
        reader: Reader = import_module(f"intake.attachments.{_READERS[kind]}")
        return _bounded(reader.read(file, limits), limits)
    except EncryptedError:
        return AttachedText(state=AttachmentState.ENCRYPTED)
    except (TooLargeError, MemoryError, RecursionError):
        return AttachedText(state=AttachmentState.TOO_LARGE)
    except Exception:  # noqa: BLE001  (whatever a hostile file provokes in a library)
        return AttachedText(state=AttachmentState.UNREADABLE)


def _bounded(found: AttachedText, limits: Limits) -> AttachedText:
    """Cut what is too long, and say so; without any word the text is none."""
    text = found.text.replace("\r\n", "\n").replace("\r", "\n").strip(" \n\t\f")
    has_words = found.state not in {AttachmentState.TEXT, AttachmentState.SCANNED} or any(
        map(str.isalnum, text)
    )
    return replace(
        found,
        state=found.state if has_words else AttachmentState.NO_WORDS,
        text=text[: limits.text_chars],
        contains=tuple(name[:255] for name in found.contains[: limits.names]),
        is_cut=found.is_cut or len(text) > limits.text_chars or len(found.contains) > limits.names,
    )
