"""What is attached? Each attachment's facts, and its bytes when they are asked for."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from cases.mail import Attachment, AttachmentState
from intake.reading.body import Contents, file_name
from intake.reading.file_names import name_alone
from intake.reading.inline import inline_files
from intake.reading.letter_text import MAX_TEXT_BYTES, part_text
from intake.reading.structure import Part
from intake.reading.tnef import SIGNATURE, read_envelope
from intake.reading.transfer import decoded_pieces

_READABLE = frozenset({"text/plain", "text/html", "text/markdown", "text/enriched"})
_READABLE_NAMES = (".txt", ".htm", ".html", ".md")
_MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
_OUTLOOK = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_BINHEX = frozenset({"application/mac-binhex40", "application/mac-binhex"})
_UNSAID = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an attachment's bytes come from: a part, or a file found inside a part.

    `enclosed` holds the bytes of such a file, else None.
    """

    part: Part
    name: str
    content_type: str
    enclosed: bytes | None = field(default=None, repr=False)

    def pieces(self, content: bytes) -> Iterator[bytes]:
        """Yield the decoded bytes in pieces."""
        if self.enclosed is not None:
            yield self.enclosed
        else:
            yield from part_pieces(content, self.part)


def part_pieces(content: bytes, part: Part) -> Iterator[bytes]:
    """Yield the part's decoded bytes in pieces."""
    yield from decoded_pieces(memoryview(content)[part.start : part.end], part.encoding)


def sources(content: bytes, contents: Contents) -> Iterator[Source]:
    """Yield every attachment in reading order, files written into the letter's text first.

    What lies in an envelope of Outlook or in BinHex follows it.
    """
    for part in contents.letter:
        if part.content_type == "text/plain" and part.end - part.start <= MAX_TEXT_BYTES:
            yield from _inline_sources(content, part)
    for part in contents.attached:
        name = file_name(part)
        yield Source(part=part, name=name, content_type=part.content_type)
        if part.content_type in _OUTLOOK or name.lower() == "winmail.dat":
            yield from _outlook_sources(content, part)
        elif part.content_type in _BINHEX or name.lower().endswith(".hqx"):
            yield from _inline_sources(content, part)


def is_message(part: Part) -> bool:
    """Tell whether a part is a message; many programs attach a saved one as a file (R9a)."""
    return part.content_type in _MESSAGES or file_name(part).lower().endswith(".eml")


def describe_attachment(content: bytes, index: int, source: Source) -> Attachment:
    """Return the facts of one attachment; its text where it is plain text or HTML.

    What needs more to be read stays `not_examined` (`intake/attachments`).
    """
    digest = hashlib.sha256()
    size = 0
    for piece in source.pieces(content):
        digest.update(piece)
        size += len(piece)
    text = part_text(content, source.part).text if _is_readable(source) else ""
    return Attachment(
        index=index,
        name=source.name,
        content_type=source.content_type,
        size=size,
        sha256=digest.hexdigest(),
        text=text,
        state=_state(source, text),
    )


def _state(source: Source, text: str) -> AttachmentState:
    if source.enclosed is None and is_message(source.part):
        return AttachmentState.OPENED
    if not _is_readable(source):
        return AttachmentState.NOT_EXAMINED
    return AttachmentState.TEXT if text.strip() else AttachmentState.NO_WORDS


def _is_readable(source: Source) -> bool:
    # Many programs send every file as application/octet-stream, a letter in a .txt as well.
    is_text = source.content_type in _READABLE or source.name.lower().endswith(_READABLE_NAMES)
    return is_text and source.enclosed is None


def _inline_sources(content: bytes, part: Part) -> Iterator[Source]:
    for file in inline_files(b"".join(part_pieces(content, part))):
        name = name_alone(file.name)
        yield Source(part=part, name=name, content_type=_UNSAID, enclosed=file.content)


def _outlook_sources(content: bytes, part: Part) -> Iterator[Source]:
    octets = b"".join(part_pieces(content, part))
    if octets.startswith(SIGNATURE):
        for file in read_envelope(octets).files:
            yield Source(
                part=part,
                name=file.name,
                content_type=file.content_type,
                enclosed=file.content,
            )
