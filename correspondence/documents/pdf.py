"""Letters as PDF that everybody can read: tagged, titled, after PDF/UA-1 (R23, R34).

Typst sets them, from our own template and fonts; a letter that broke PDF/UA is not made at all.
"""

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files

import typst

from correspondence.documents.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Rows,
    as_shown,
    is_right_to_left,
    language_code,
)

CONTENT_TYPE = "application/pdf"
FONTS = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
NOT_PRINTABLE = "�"
LAST_LATIN = 0x24F
MOST_DOUBTFUL = 200
"""Each is tried alone, for some milliseconds: a letter in a script without font is no trial."""


def pdf_of(document: Document) -> bytes:
    """Return the letter as PDF; what no font can show stands as `�` (R34).

    The same document gives the same bytes.
    """
    letter = json.dumps(_letter(as_shown(document)), ensure_ascii=False)
    made_at = datetime.combine(document.written_on, time(), UTC)
    try:
        return _printed(letter, made_at)
    except typst.TypstError:
        letter = _without_strange_signs(letter, made_at)
    try:
        return _printed(letter, made_at)
    except typst.TypstError:
        # Marks may need a font together with what they stand on, which no sign alone shows.
        return _printed(_latin_alone(letter), made_at)


def _printed(letter: str, made_at: datetime) -> bytes:
    return typst.compile(
        _template(),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"letter": letter},
        pdf_standards=["ua-1"],
        timestamp=made_at,
    )


def _without_strange_signs(letter: str, made_at: datetime) -> str:
    """Replace every sign that no font has; PDF/UA wants each to be readable."""
    doubtful = {each for each in set(letter) if ord(each) > LAST_LATIN}
    if len(doubtful) > MOST_DOUBTFUL:
        return _latin_alone(letter)
    strange = (each for each in doubtful if not _shows(each, made_at))
    return letter.translate({ord(each): NOT_PRINTABLE for each in strange})


def _latin_alone(letter: str) -> str:
    return "".join(each if ord(each) <= LAST_LATIN else NOT_PRINTABLE for each in letter)


def _shows(sign: str, made_at: datetime) -> bool:
    try:
        _printed(json.dumps(_plain_letter(subject=sign)), made_at)
    except typst.TypstError:
        return False
    return True


def _letter(document: Document) -> dict[str, object]:
    return _plain_letter(
        office=document.letterhead.office,
        lines=document.letterhead.lines,
        recipient=document.recipient,
        references=document.references,
        written_on=f"{document.written_on:%d.%m.%Y}",
        subject=document.subject,
        blocks=[_block(each, document.language) for each in document.blocks],
        closing=document.closing,
        signature=document.signature,
        language=language_code(document.language),
    )


def _plain_letter(**words: object) -> dict[str, object]:
    names = ("office", "written_on", "subject", "closing", "signature")
    lists = ("lines", "recipient", "references", "blocks")
    empty: dict[str, object] = {"language": "de"}
    return empty | dict.fromkeys(names, "") | {name: [] for name in lists} | words


def _block(block: Block, language: str) -> dict[str, object]:
    match block:
        case Heading(text=text):
            return _of_kind("heading", language) | {"text": text}
        case Paragraph(text=text, language=own):
            return _of_kind("paragraph", own) | {"text": text}
        case Rows(head=head, rows=rows):
            return _of_kind("rows", language) | {"head": head, "rows": rows}


def _of_kind(kind: str, language: str) -> dict[str, object]:
    return {
        "kind": kind,
        "language": language_code(language),
        "rtl": is_right_to_left(language),
    }


@cache
def _template() -> bytes:
    return files("correspondence").joinpath("documents", "letter.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    folders = [str(files(package).joinpath("files")) for package in FONTS]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
