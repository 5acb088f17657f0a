"""PDF: the text of its pages, and of scanned ones through OCR; the only importer of pypdfium2."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic
from unicodedata import category

import pypdfium2
from pypdfium2 import raw

from cases.mail import AttachedText, AttachmentState
from intake.attachments import ocr
from intake.attachments.enclosed import with_files
from intake.attachments.examine import EncryptedError, File
from intake.attachments.limits import Limits
from intake.attachments.pictures import png_of

_FEW_LETTERS = 30
"""A page with fewer is a picture with a page number, or a fax header."""
_FULL_LINE = 0.7
"""The share of the longest line from which on a line was broken by the margin."""
_LONGEST_SIDE = 3_300
_NO_SIGNS = frozenset({"Cc", "Co", "Cn", "Cs"})
_MOST_FOREIGN = 0.2
_DEPTH = 3
_MOST_OBJECTS = 5_000
_DOTS_PER_POINT = 300 / 72
_SHOWN_DOTS_PER_POINT = 130 / 72
_SHOWN_SIDE = 1_600


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What a page says; `is_picture` when a scan is all there is on it."""

    text: str
    is_picture: bool


def read(file: File, limits: Limits) -> AttachedText:
    """Return the text of the first pages, parted by form feeds, and of files inside the PDF."""
    document = _open(file)
    document.init_forms()
    found = _read_pages(document, limits)
    count = min(document.count_attachments(), limits.names)
    if not count:
        return found
    files = (_file_in(document, number) for number in range(count))
    enclosed = with_files(found.text, files, replace(limits, depth=limits.depth - 1))
    return replace(enclosed, state=found.state, is_cut=found.is_cut or enclosed.is_cut)


def draw(file: File, page: int) -> tuple[int, bytes]:
    """Return how many pages there are, and this one as PNG; forms and notes are drawn, too."""
    document = _open(file)
    document.init_forms()
    count = len(document)
    if not 1 <= page <= count:
        return count, b""
    shown = document[page - 1]
    scale = min(_SHOWN_DOTS_PER_POINT, _SHOWN_SIDE / max(*shown.get_size(), 1.0))
    drawn = shown.render(scale=scale, rev_byteorder=True)
    size = (drawn.width, drawn.height)
    return count, png_of(bytes(drawn.buffer), size, mode=drawn.mode, stride=drawn.stride)


def _open(file: File) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(file.content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise EncryptedError from None
        raise


def _read_pages(document: pypdfium2.PdfDocument, limits: Limits) -> AttachedText:
    count = min(len(document), limits.pages)
    pages = [_page(document, number) for number in range(count)]
    scans = [number for number, page in enumerate(pages) if page.is_picture]
    is_cut = len(document) > limits.pages
    if not scans:
        return _found(pages, AttachmentState.TEXT, is_cut=is_cut)
    if not ocr.is_installed():
        return _found(pages, AttachmentState.NEEDS_OCR, is_cut=is_cut)
    texts = _scanned(document, scans, limits)
    for number, text in texts.items():
        pages[number] = _Page(text=text or pages[number].text, is_picture=False)
    return _found(pages, AttachmentState.SCANNED, is_cut=is_cut or len(texts) < len(scans))


def _file_in(document: pypdfium2.PdfDocument, number: int) -> File:
    attached = document.get_attachment(number)
    return File(content=bytes(attached.get_data()), name=attached.get_name())


def _found(pages: list[_Page], state: AttachmentState, *, is_cut: bool) -> AttachedText:
    text = "\f".join(page.text for page in pages)
    return AttachedText(state=state, text=text, is_cut=is_cut)


def _page(document: pypdfium2.PdfDocument, number: int) -> _Page:
    """Return one page's words, filled-in forms too; a damaged page has none."""
    try:
        page = document[number]
        # Typed-in fields and notes lie above the page; flattened they are part of it.
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        text = document[number].get_textpage().get_text_bounded()
        is_picture = _is_garbled(text) or (
            sum(map(str.isalnum, text)) < _FEW_LETTERS
            and any(each.type != raw.FPDF_PAGEOBJ_TEXT for each in _drawn(page))
        )
    except pypdfium2.PdfiumError:
        return _Page(text="", is_picture=True)
    return _Page(text=_with_paragraphs(text), is_picture=is_picture)


def _is_garbled(text: str) -> bool:
    """Tell whether the font does not say which letters its signs are: only the picture does."""
    foreign = sum(1 for sign in text if category(sign) in _NO_SIGNS and sign not in "\r\n\t\ufffe")
    return foreign > len(text) * _MOST_FOREIGN


def _drawn(page: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfObject]:
    """Yield the first things drawn on a page; a hostile one may hold millions."""
    yield from islice(page.get_objects(max_depth=_DEPTH), _MOST_OBJECTS)


def _with_paragraphs(text: str) -> str:
    """Return a page's text with an empty line where a paragraph ends: where a line is short."""
    # U+FFFE stands for a hyphen at the end of a line.
    lines = text.replace("\ufffe", "-\n").splitlines()
    full = _FULL_LINE * max(map(len, lines), default=0)
    ended = [f"{line}\n" if line and len(line) < full else line for line in lines]
    return "\n".join(ended).strip("\n")


def _scanned(document: pypdfium2.PdfDocument, numbers: list[int], limits: Limits) -> dict[int, str]:
    """Return the words of as many scanned pages as the time allows, the first ones first."""
    texts: dict[int, str] = {}
    end = monotonic() + limits.scanning_seconds
    for number in numbers[: limits.scanned_pages]:
        if monotonic() > end:
            break
        texts[number] = ocr.words_in(_picture_of(document[number]))
    return texts


def _picture_of(page: pypdfium2.PdfPage) -> bytes:
    """Return the page as a grey picture (PGM), at most some nine million dots."""
    scale = min(_DOTS_PER_POINT, _LONGEST_SIDE / max(*page.get_size(), 1.0))
    drawn = page.render(scale=scale, grayscale=True)
    rows = bytes(drawn.buffer)
    if drawn.stride != drawn.width:
        rows = b"".join(
            rows[start : start + drawn.width]
            for start in range(0, drawn.stride * drawn.height, drawn.stride)
        )
    return b"P5 %d %d 255\n" % (drawn.width, drawn.height) + rows
