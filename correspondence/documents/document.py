"""What a letter on paper consists of; text is always data here, never markup (R23, R34)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from cases.office import ContactPerson, Office

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left."""

LANGUAGE = re.compile("[a-z]{2,3}")
KEPT = frozenset("\n\t\u200c\u200d")
"""Line ends, and the joiners that Arabic and Persian spelling needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who writes: the office, and lines on how to reach it (R11)."""

    office: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading within the letter; the subject stands one level above."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; line ends in it are kept. `language` is a code such as `de` or `ar`."""

    text: str = field(repr=False)
    language: str = "de"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table with a row of headings; every row has as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


Block = Heading | Paragraph | Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A letter. `subject` is its title and first heading; `references` stand beside the date."""

    letterhead: Letterhead
    written_on: date
    subject: str
    blocks: tuple[Block, ...] = field(repr=False)
    recipient: tuple[str, ...] = field(default=(), repr=False)
    references: tuple[tuple[str, str], ...] = ()
    closing: str = ""
    signature: str = ""
    language: str = "de"


def letterhead_of(office: Office, contact: ContactPerson) -> Letterhead:
    """Return the office's head with the contact person of the day (R11)."""
    lines = (
        "Kundenreaktionsmanagement",
        contact.name,
        f"Telefon: {contact.phone}",
        *((f"E-Mail: {office.contact.email}",) if office.contact.email else ()),
    )
    return Letterhead(office=office.name, lines=lines)


def paragraphs_of(text: str, *, language: str = "de") -> tuple[Paragraph, ...]:
    """Cut plain text into paragraphs at its blank lines."""
    lines = (line.rstrip() for line in plain(text).strip().split("\n"))
    pieces = "\n".join(lines).split("\n\n")
    found = (piece.strip("\n") for piece in pieces)
    return tuple(Paragraph(text=piece, language=language) for piece in found if piece)


def plain(text: str) -> str:
    """Return the text without what no paper shows: control signs, and signs that turn it round."""
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in ends if each in KEPT or not _is_hidden(each))


def as_shown(document: Document) -> Document:
    """Return the letter as paper shows it: plain words, no empty block, a title (R34).

    An empty heading misleads a screen reader; a document without a title has none to tell.
    """
    head = document.letterhead
    office = plain(head.office)
    return replace(
        document,
        letterhead=Letterhead(office=office, lines=_plain_each(head.lines)),
        subject=" ".join(plain(document.subject).split()) or office,
        blocks=tuple(_block_shown(each) for each in document.blocks if not _is_empty(each)),
        recipient=_plain_each(document.recipient),
        references=tuple((plain(name), plain(value)) for name, value in document.references),
        closing=plain(document.closing),
        signature=plain(document.signature),
    )


def language_code(language: str) -> str:
    """Return the language as two or three letters; German for what is no code."""
    code = language.partition("-")[0].lower()
    return code if LANGUAGE.fullmatch(code) else "de"


def is_right_to_left(language: str) -> bool:
    """Say whether a language is written from right to left."""
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT


def _plain_each(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain(line) for line in lines)


def _block_shown(block: Block) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, text=plain(block.text))
        case Rows(head=head, rows=rows):
            return Rows(head=_plain_each(head), rows=tuple(_plain_each(row) for row in rows))


def _is_empty(block: Block) -> bool:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return not plain(text).strip()
        case Rows(head=head):
            return not head


def _is_hidden(character: str) -> bool:
    kind = unicodedata.category(character)
    is_no_character = ord(character) & 0xFFFE == 0xFFFE  # noqa: PLR2004  (so Unicode says)
    return kind in {"Cc", "Cf", "Cs", "Co"} or is_no_character
