"""What is attached? Each attachment's facts, and its bytes when they are asked for."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cases.mail import Attachment
from intake.body import Contents, file_name
from intake.letter_text import MAX_TEXT_BYTES, part_text
from intake.structure import Part
from intake.transfer import InlineFile, decoded_pieces, inline_files

_UU_HINT = re.compile(rb"begin +[0-7]{3}")
_READABLE = frozenset({"text/plain", "text/html", "text/markdown", "text/enriched"})
_READABLE_NAMES = (".txt", ".htm", ".html", ".md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an attachment's bytes come from: a part, or a file written into a text."""

    part: Part
    inline: InlineFile | None = None

    def pieces(self, content: bytes) -> Iterator[bytes]:
        """Yield the decoded bytes in pieces."""
        if self.inline:
            yield self.inline.content
        else:
            yield from part_pieces(content, self.part)


def part_pieces(content: bytes, part: Part) -> Iterator[bytes]:
    """Yield the part's decoded bytes in pieces."""
    yield from decoded_pieces(memoryview(content)[part.start : part.end], part.encoding)


def sources(content: bytes, contents: Contents) -> Iterator[Source]:
    """Yield every attachment in reading order, uuencoded files in the letter's text first."""
    for part in contents.letter:
        if part.content_type == "text/plain" and part.end - part.start <= MAX_TEXT_BYTES:
            yield from _inline_sources(content, part)
    for part in contents.attached:
        yield Source(part=part)


def describe_attachment(content: bytes, index: int, source: Source) -> Attachment:
    """Return the facts of one attachment; its text where it is plain text or HTML."""
    digest = hashlib.sha256()
    size = 0
    for piece in source.pieces(content):
        digest.update(piece)
        size += len(piece)
    part = source.part
    name = source.inline.name if source.inline else file_name(part)
    return Attachment(
        index=index,
        name=name,
        content_type="application/octet-stream" if source.inline else part.content_type,
        size=size,
        sha256=digest.hexdigest(),
        text=part_text(content, part).text if _is_readable(source, name) else "",
    )


def _is_readable(source: Source, name: str) -> bool:
    # Many programs send every file as application/octet-stream, a letter in a .txt as well.
    is_text = source.part.content_type in _READABLE or name.lower().endswith(_READABLE_NAMES)
    return is_text and source.inline is None


def _inline_sources(content: bytes, part: Part) -> Iterator[Source]:
    octets = b"".join(part_pieces(content, part))
    if _UU_HINT.search(octets):
        for file in inline_files(octets):
            yield Source(part=part, inline=file)
