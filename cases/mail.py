"""A message as the house sees it: raw from the server, or read into its parts."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a message lies on a mail server; no two messages ever share one (RFC 3501, 2.3.1.1).

    `mailbox` names the account (`user@host`), so that two accounts never mix.
    """

    mailbox: str
    folder: str
    uid_validity: int
    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMail:
    """The bytes of one message, its place and the server's time of receipt (R14)."""

    content: bytes = field(repr=False)
    place: Place
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A mail address in lower case and the display name beside it (may be empty)."""

    name: str = ""
    address: str


class AttachmentState(StrEnum):
    """What became of an attachment when its words were looked for."""

    NOT_EXAMINED = "not_examined"
    TEXT = "text"
    SCANNED = "scanned"
    """Read from a picture: words may be wrong."""
    OPENED = "opened"
    """What it holds is listed beside it: an attached message, a winmail.dat."""
    NOT_TEXT = "not_text"
    """A kind that holds no letter: a signature, an appointment, a logo."""
    NO_WORDS = "no_words"
    LISTED = "listed"
    """An archive: the names in it are known, its files were not unpacked."""
    ENCRYPTED = "encrypted"
    NEEDS_OCR = "needs_ocr"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


UNREAD = frozenset(
    {
        AttachmentState.NO_WORDS,  # handwriting, for all that is known
        AttachmentState.LISTED,
        AttachmentState.ENCRYPTED,
        AttachmentState.NEEDS_OCR,
        AttachmentState.TOO_LARGE,
        AttachmentState.UNREADABLE,
    }
)
"""The states of an attachment that may hold a letter which nobody has read yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedText:
    """What was found in a file: its words, the names in it, or why there are none.

    `is_cut` says that more stands in the file than was read. Pages are parted by form feeds.
    """

    state: AttachmentState
    text: str = field(default="", repr=False)
    contains: tuple[str, ...] = field(default=(), repr=False)
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One attached part: facts and the text found in it, never its bytes.

    `index` is its position in reading order, by which its bytes can be asked for again.
    `contains` are the names of files inside it.
    """

    index: int
    name: str
    content_type: str
    size: int
    sha256: str
    text: str = field(default="", repr=False)
    state: AttachmentState = AttachmentState.NOT_EXAMINED
    contains: tuple[str, ...] = field(default=(), repr=False)
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """Damage found while reading; `code` is a short fixed word, `detail` holds no content."""

    code: str
    detail: str = ""


class MailKind(StrEnum):
    """Who wrote: a person, or which kind of machine (R15)."""

    HUMAN = "human"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LIST = "list"
    RECEIPT = "receipt"
    OTHER_MACHINE = "other_machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """What a bounce says: who was not reached, why, and which message of ours it was.

    `status` is the enhanced code (RFC 3463) or empty; a delay notice is not permanent.
    """

    recipients: tuple[str, ...] = ()
    status: str = ""
    permanent: bool = True
    original_message_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One message read into its parts; any byte sequence yields one, damage is in `defects`.

    Message-IDs carry their angle brackets. `sender` is None when no usable From exists.
    `headers` holds every top-level header, unfolded and decoded, names in lower case, in order.
    `text` is the readable body; `forwarded` are attached messages (message/rfc822), read alike.
    """

    message_id: str = ""
    date: datetime | None = None
    sender: Address | None = None
    return_path: str | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    text: str = field(default="", repr=False)
    text_is_from_html: bool = False
    attachments: tuple[Attachment, ...] = ()
    forwarded: tuple["Mail", ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    content_type: str = "text/plain"
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    delivery_report: DeliveryReport | None = None
    defects: tuple[Defect, ...] = ()

    def header(self, name: str) -> str:
        """Return the first header of this name (any case), or an empty string."""
        return next(iter(self.headers_named(name)), "")

    def headers_named(self, name: str) -> tuple[str, ...]:
        """Return every header of this name (any case), in the order in which they stand."""
        return tuple(value for key, value in self.headers if key == name.lower())
