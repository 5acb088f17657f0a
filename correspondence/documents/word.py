"""Letters for Word, to be changed and printed there: real styles, languages, a title (R23, R34)."""

from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

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

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"
ADDRESS_STYLE = "Anschrift"
BLACK = RGBColor(0, 0, 0)


def word_of(document: Document) -> bytes:
    """Return the letter as DOCX; the same document gives the same bytes."""
    word, shown = docx.Document(), as_shown(document)
    _prepare(word, shown)
    _head(word, shown)
    for block in shown.blocks:
        _add(word, block, shown.language)
    if shown.closing:
        word.add_paragraph(shown.closing)
    if shown.signature:
        signed = word.add_paragraph(shown.signature)
        signed.paragraph_format.space_before = Pt(36)
    packed = BytesIO()
    word.save(packed)
    return _same_each_time(packed)


def _prepare(word: WordFile, document: Document) -> None:
    """Set page, styles, language and title; nothing of the library's own template is told."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(25)
    _style(word, "Normal", size=11, after=10)
    _style(word, "Heading 1", size=12, after=10).paragraph_format.space_before = Pt(18)
    _style(word, "Heading 2", size=11, after=6).paragraph_format.space_before = Pt(12)
    word.styles.add_style(ADDRESS_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    _style(word, ADDRESS_STYLE, size=11, after=0)
    about, made_at = word.core_properties, datetime.combine(document.written_on, time(), UTC)
    about.title, about.language = document.subject, language_code(document.language)
    about.author = about.last_modified_by = document.letterhead.office
    about.comments = ""
    about.created = about.modified = made_at
    for spoken in word.styles.element.iter(qn("w:lang")):
        _name(spoken, document.language)


def _style(word: WordFile, name: str, *, size: int, after: int) -> ParagraphStyle:
    style = word.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = BLACK
    for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        style.element.get_or_add_rPr().get_or_add_rFonts().attrib.pop(qn(script), None)
    style.paragraph_format.space_after = Pt(after)
    return style


def _head(word: WordFile, document: Document) -> None:
    """Write who writes, to whom, when and about what, in the order of reading."""
    title = word.add_paragraph(style=ADDRESS_STYLE).add_run(document.letterhead.office)
    title.bold, title.font.size = True, Pt(15)
    references = [f"{name}: {value}" for name, value in document.references]
    dated = f"Datum: {document.written_on:%d.%m.%Y}"
    for lines in (document.letterhead.lines, document.recipient, (*references, dated)):
        for line in lines:
            word.add_paragraph(line, style=ADDRESS_STYLE)
        word.paragraphs[-1].paragraph_format.space_after = Pt(18)
    word.add_heading(document.subject, level=1)


def _add(word: WordFile, block: Block, language: str) -> None:
    match block:
        case Heading(text=text):
            word.add_heading(text, level=2)
        case Paragraph(text=text, language=own):
            _in_language(word.add_paragraph(text), own, beside=language)
        case Rows(head=head, rows=rows):
            _add_rows(word, head, rows)


def _add_rows(word: WordFile, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = word.add_table(rows=len(rows) + 1, cols=len(head), style="Table Grid")
    for row, words in zip(table.rows, (head, *rows), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  (no other way)


def _in_language(paragraph: WordParagraph, language: str, *, beside: str) -> None:
    """Tell language and direction where they differ from the letter's (R34)."""
    if language == beside:
        return
    for run in paragraph.runs:
        spoken = OxmlElement("w:lang")
        _name(spoken, language)
        run._r.get_or_add_rPr().append(spoken)  # noqa: SLF001  (no other way)
        run.font.rtl = is_right_to_left(language) or None
    if is_right_to_left(language):
        paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001  (no other way)
            OxmlElement("w:bidi"), "w:jc", "w:ind", "w:spacing", "w:rPr"
        )


def _name(spoken: BaseOxmlElement, language: str) -> None:
    """Name a language; Word keeps one for each direction."""
    side = "w:bidi" if is_right_to_left(language) else "w:val"
    code = language_code(language)
    spoken.set(qn(side), "de-DE" if code == "de" else code)


def _same_each_time(packed: BytesIO) -> bytes:
    """Pack again with one fixed date, since the library writes the machine's."""
    again = BytesIO()
    with ZipFile(packed) as made, ZipFile(again, "w", ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            fixed.writestr(ZipInfo(name), made.read(name), ZIP_DEFLATED)
    return again.getvalue()
