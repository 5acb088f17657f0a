"""Bytes to one Mail, whatever the bytes: the door through which every message comes in.

The work is split: `structure` finds the parts in place, `fields` and `charsets` read what
stands in them, `outline` asks mail-parser, `body` tells letter from attachment, `mail_back`
whether a letter of ours came back. Damage becomes Mail.defects, never an exception; time and
memory stay bounded.
"""

import codecs
from collections.abc import Sequence
from dataclasses import replace

from cases.mail import Attachment, Defect, Mail
from intake.attached import describe_attachment, part_pieces, sources
from intake.body import Contents, file_name, sort_parts
from intake.heading import read_heading
from intake.letter_text import LetterText, enclosed_text, letter_text
from intake.mail_back import report_of
from intake.outline import read_outline
from intake.structure import Part, Structure, read_structure

MAX_FORWARD_DEPTH = 5
MAX_FORWARDED = 30

_MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "message/news"})


def read_mail(content: bytes) -> Mail:
    """Return the one Mail that these bytes hold; never raises, damage is listed in defects."""
    content = _as_octets(content)
    return _read(content, read_structure(content), depth=0)


def attachment_bytes(content: bytes, index: int) -> bytes:
    """Return the decoded bytes of the attachment with this index; KeyError when there is none."""
    content = _as_octets(content)
    root = read_structure(content).root
    contents = sort_parts(content, root, read_outline(root, {}).texts)
    for position, source in enumerate(sources(content, contents)):
        if position == index:
            return b"".join(source.pieces(content))
    raise KeyError(index)


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
    messages = [part for part in contents.attached if _is_message(part)]
    return tuple(
        _read_attached(content, part, depth=depth + 1) for part in messages[:MAX_FORWARDED]
    )


def _is_message(part: Part) -> bool:
    # Many programs attach a saved message as a plain file (R9a).
    return part.content_type in _MESSAGE_TYPES or file_name(part).lower().endswith(".eml")


def _read_attached(content: bytes, part: Part, *, depth: int) -> Mail:
    """Read a message where it lies; only an encoded one is copied out first."""
    if not part.encoding:
        return _read(content, read_structure(content, part.start, part.end), depth=depth)
    inner = _as_octets(b"".join(part_pieces(content, part)))
    return _read(inner, read_structure(inner), depth=depth)


def _defects(
    structure: Structure, letter: Sequence[str], doubtful: Sequence[str]
) -> tuple[Defect, ...]:
    codes = dict.fromkeys((*structure.defects, *letter))
    fields = [Defect(code="address_doubtful", detail=name) for name in doubtful]
    return (*(Defect(code=code) for code in codes), *fields)
