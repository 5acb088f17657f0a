"""Bytes to one Mail, whatever the bytes: the door through which every message comes in.

The work is split: `structure` finds the parts in place, `fields` and `charsets` read what
stands in them, `outline` asks mail-parser, `body` tells letter from attachment, `mail_back`
whether a letter of ours came back. Damage becomes Mail.defects, never an exception; time and
memory stay bounded.
"""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cases.mail import Attachment, Defect, Mail
from intake.reading.attached import Source, describe_attachment, is_message, part_pieces, sources
from intake.reading.body import Contents, sort_parts
from intake.reading.heading import read_heading
from intake.reading.letter_text import LetterText, enclosed_text, letter_text
from intake.reading.mail_back import report_of
from intake.reading.outline import read_outline
from intake.reading.structure import Part, Structure, read_structure

MAX_FORWARD_DEPTH = 5
MAX_FORWARDED = 30


def read_mail(content: bytes) -> Mail:
    """Return the one Mail that these bytes hold; never raises, damage is listed in defects."""
    content = _as_octets(content)
    return _read(content, read_structure(content), depth=0)


def attachment_bytes(content: bytes, index: int) -> bytes:
    """Return the decoded bytes of the attachment with this index; KeyError when there is none."""
    content = _as_octets(content)
    contents = _contents(content, read_structure(content))
    for position, source in enumerate(sources(content, contents)):
        if position == index:
            return b"".join(source.pieces(content))
    raise KeyError(index)


def attached_sources(content: bytes) -> Iterator[tuple[Attachment, bytes, Source]]:
    """Yield every attachment with what its bytes are read from; in attached messages too."""
    content = _as_octets(content)
    yield from _sources_in(content, read_structure(content), depth=0)


def _sources_in(
    content: bytes, structure: Structure, *, depth: int
) -> Iterator[tuple[Attachment, bytes, Source]]:
    contents = _contents(content, structure)
    for index, source in enumerate(sources(content, contents)):
        yield describe_attachment(content, index, source), content, source
    if depth < MAX_FORWARD_DEPTH:
        messages = [part for part in contents.attached if is_message(part)]
        for part in messages[:MAX_FORWARDED]:
            yield from _sources_in(*_inside(content, part), depth=depth + 1)


def _contents(content: bytes, structure: Structure) -> Contents:
    root = structure.root
    return sort_parts(content, root, read_outline(root, {}).texts)


def _as_octets(content: bytes) -> bytes:
    """Return a message that was saved as UTF-16 in the bytes it once had."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    return content.decode("utf-16", "replace").encode("utf-8", "replace")


def _read(content: bytes, structure: Structure, *, depth: int) -> Mail:
    heading = read_heading(structure.root)
    address = heading.outline.addresses
    contents = sort_parts(content, structure.root, heading.outline.texts)
    letter = _letter(content, contents)
    mail = Mail(
        message_id=heading.message_id,
        date=heading.outline.date,
        sender=next(iter(address["from"] or address["sender"]), None),
        return_path=heading.return_path,
        reply_to=address["reply-to"],
        to=address["to"],
        cc=address["cc"],
        subject=heading.subject,
        text=letter.text,
        text_is_from_html=letter.is_from_html,
        attachments=_attachments(content, contents),
        forwarded=_forwarded(content, contents, depth=depth),
        headers=heading.headers,
        content_type=structure.root.content_type,
        in_reply_to=heading.in_reply_to,
        references=heading.references,
        defects=_defects(structure, letter.defects, heading.outline.doubtful),
    )
    if depth:
        # Only what came to us can be a report to us; a chain of reports would cost seconds.
        return mail
    return replace(mail, delivery_report=report_of(content, mail, structure, contents))


def _letter(content: bytes, contents: Contents) -> LetterText:
    if contents.letter:
        return letter_text(content, contents.letter)
    return enclosed_text(content, contents.attached)


def _attachments(content: bytes, contents: Contents) -> tuple[Attachment, ...]:
    return tuple(
        describe_attachment(content, index, source)
        for index, source in enumerate(sources(content, contents))
    )


def _forwarded(content: bytes, contents: Contents, *, depth: int) -> tuple[Mail, ...]:
    if depth >= MAX_FORWARD_DEPTH:
        return ()
    messages = [part for part in contents.attached if is_message(part)]
    inside = (_inside(content, part) for part in messages[:MAX_FORWARDED])
    return tuple(_read(inner, structure, depth=depth + 1) for inner, structure in inside)


def _inside(content: bytes, part: Part) -> tuple[bytes, Structure]:
    """Return an attached message where it lies; only an encoded one is copied out first."""
    if not part.encoding:
        return content, read_structure(content, part.start, part.end)
    inner = _as_octets(b"".join(part_pieces(content, part)))
    return inner, read_structure(inner)


def _defects(
    structure: Structure, letter: Sequence[str], doubtful: Sequence[str]
) -> tuple[Defect, ...]:
    codes = dict.fromkeys((*structure.defects, *letter))
    fields = [Defect(code="address_doubtful", detail=name) for name in doubtful]
    return (*(Defect(code=code) for code in codes), *fields)
