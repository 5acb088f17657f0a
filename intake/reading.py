"""Bytes to one Mail, whatever the bytes: the door through which every message comes in.

The work is split: `structure` finds the parts in place, `fields` and `charsets` read what
stands in them, `outline` lets mail-parser scan addresses and dates, `body` tells letter from
attachment. Damage becomes Mail.defects, never an exception; time and memory stay bounded.
"""

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace

from cases.mail import Attachment, Defect, Mail
from intake.attached import describe_attachment, part_pieces, sources
from intake.body import Contents, file_name, sort_parts
from intake.fields import decoded, readable
from intake.letter_text import letter_text
from intake.mail_back import report_of
from intake.outline import ADDRESS_FIELDS, read_outline
from intake.structure import Part, Structure, read_structure

MAX_FORWARD_DEPTH = 5
MAX_FORWARDED = 30
MAX_REFERENCES = 200

_MESSAGE_ID = re.compile(r"<\s*([^<>\s][^<>]{0,997})>")
_MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "message/news"})


def read_mail(content: bytes) -> Mail:
    """Return the one Mail that these bytes hold; never raises, damage is listed in defects."""
    return _read(_as_octets(content), depth=0)


def attachment_bytes(content: bytes, index: int) -> bytes:
    """Return the decoded bytes of the attachment with this index; KeyError when there is none."""
    content = _as_octets(content)
    root = read_structure(content).root
    contents = sort_parts(content, root, read_outline(root, {}).texts)
    for position, source in enumerate(sources(content, contents)):
        if position == index:
            return b"".join(source.pieces(content))
    raise KeyError(index)


def _read(content: bytes, *, depth: int) -> Mail:
    structure = read_structure(content)
    charset = _header_charset(structure.root)
    headers = tuple((name, decoded(value, charset)) for name, value in structure.root.fields)
    texts = _first_of_each(structure.root, charset)
    outline = read_outline(
        structure.root, {name: texts.get(name, "") for name in (*ADDRESS_FIELDS, "date")}
    )
    contents = sort_parts(content, structure.root, outline.texts)
    letter = letter_text(content, contents.letter)
    address = outline.addresses
    report_type = structure.root.parameters.get("report-type", "").lower()
    mail = Mail(
        message_id=_own_id(texts.get("message-id", "")),
        date=outline.date,
        sender=next(iter(address["from"] or address["sender"]), None),
        return_path=_return_path(texts),
        reply_to=address["reply-to"],
        to=address["to"],
        cc=address["cc"],
        subject=next((value for name, value in headers if name == "subject"), ""),
        text=letter.text,
        text_is_from_html=letter.is_from_html,
        attachments=_attachments(content, contents),
        forwarded=_forwarded(content, contents, depth=depth),
        headers=headers,
        content_type=structure.root.content_type,
        in_reply_to=next(iter(_ids(texts.get("in-reply-to", ""))), ""),
        references=_ids(texts.get("references", "")),
        defects=_defects(structure, letter.defects, outline.doubtful),
    )
    return replace(
        mail, delivery_report=report_of(content, mail, contents, report_type=report_type)
    )


def _as_octets(content: bytes) -> bytes:
    """Return a message that was saved as UTF-16 in the bytes it once had."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    return content.decode("utf-16", "replace").encode("utf-8", "replace")


def _header_charset(root: Part) -> str:
    """Return the character set that raw 8-bit letters in the headers most likely have."""
    named = (leaf.parameters.get("charset", "") for leaf in root.leaves())
    return root.parameters.get("charset", "") or next(filter(None, named), "")


def _first_of_each(root: Part, charset: str) -> dict[str, str]:
    """Return the first field of each name, encoded words left as they are."""
    texts: dict[str, str] = {}
    for name, value in root.fields:
        if name not in texts:
            texts[name] = readable(value, charset)
    return texts


def _own_id(text: str) -> str:
    return next(iter(_ids(text)), "")


def _ids(text: str) -> tuple[str, ...]:
    """Return the Message-IDs in a field, in angle brackets; a bare one gets them."""
    found = [f"<{match.strip()}>" for match in _MESSAGE_ID.findall(text)]
    if not found:
        found = [f"<{word.strip('<>')}>" for word in text.split() if "@" in word]
    return tuple(dict.fromkeys(found[:MAX_REFERENCES]))


def _return_path(texts: dict[str, str]) -> str | None:
    """Return the envelope sender; empty for `<>`, None when the server wrote none."""
    if "return-path" not in texts:
        return None
    return texts["return-path"].strip().strip("<>").strip().lower()


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
        _read(b"".join(part_pieces(content, part)), depth=depth + 1)
        for part in messages[:MAX_FORWARDED]
    )


def _is_message(part: Part) -> bool:
    # Many programs attach a saved message as a plain file (R9a).
    return part.content_type in _MESSAGE_TYPES or file_name(part).lower().endswith(".eml")


def _defects(
    structure: Structure, letter: Sequence[str], doubtful: Sequence[str]
) -> tuple[Defect, ...]:
    codes = dict.fromkeys((*structure.defects, *letter))
    fields = [Defect(code="address_doubtful", detail=name) for name in doubtful]
    return (*(Defect(code=code) for code in codes), *fields)
