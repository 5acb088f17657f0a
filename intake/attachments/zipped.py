"""Files that are ZIP archives: Office and OpenDocument files are read, all others only listed.

No entry is ever written to a disk, so that no name in an archive can lead anywhere.
"""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

from cases.mail import AttachedText, AttachmentState
from intake.attachments.document_xml import OPEN_DOCUMENT, WORD, Dialect, words_of
from intake.attachments.examine import EncryptedError, File, TooLargeError, examine
from intake.attachments.limits import Limits

_OFFICE_PARTS = re.compile(
    r"(?:word/(header|document|footnotes|endnotes|footer)|ppt/slides/(slide)|xl/(sharedStrings))"
    r"\d{0,4}\.xml"
)
_PART_ORDER = ("header", "document", "footnotes", "endnotes", "footer", "slide", "sharedStrings")
_PICTURES = re.compile(
    r"(?:(?:word|ppt|xl)/media|Pictures)/[^/]+\.(?:png|jpe?g|tiff?|bmp|gif|webp)", re.IGNORECASE
)
_FEW_LETTERS = 40
_ENCRYPTED = 0x1


def read(file: File, limits: Limits) -> AttachedText:
    """Return the text of a document, or the names in an archive."""
    with zipfile.ZipFile(BytesIO(file.content)) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names:
            parts = sorted(filter(_OFFICE_PARTS.fullmatch, names), key=_place)
            return _document(archive, parts, WORD, limits=limits)
        if "content.xml" in names and "META-INF/manifest.xml" in names:
            if b"encryption-data" in _entry(archive, "META-INF/manifest.xml", limits):
                raise EncryptedError
            return _document(archive, ["content.xml"], OPEN_DOCUMENT, limits=limits)
        return _listing(archive)


def _place(name: str) -> tuple[int, int, str]:
    """Return where a part is read: by its kind, then by its number."""
    found = _OFFICE_PARTS.fullmatch(name)
    kind = next(filter(None, found.groups()), "") if found else ""
    place = _PART_ORDER.index(kind) if kind else len(_PART_ORDER)
    return place, len(name), name


def _document(
    archive: zipfile.ZipFile, parts: Iterable[str], dialect: Dialect, *, limits: Limits
) -> AttachedText:
    texts, left = [], limits.unpacked_bytes
    for name in parts:
        content = _entry(archive, name, replace(limits, unpacked_bytes=left))
        left -= len(content)
        texts.append(words_of(content, dialect))
    text = "\n\n".join(filter(None, texts))
    if sum(map(str.isalnum, text)) < _FEW_LETTERS:
        return _scanned(archive, text, limits)
    return AttachedText(state=AttachmentState.TEXT, text=text)


def _scanned(archive: zipfile.ZipFile, text: str, limits: Limits) -> AttachedText:
    """Return the words in a document's pictures: many letters are photos put into Word."""
    names = sorted(filter(_PICTURES.fullmatch, archive.namelist()))[: limits.scanned_pages]
    inner = replace(limits, depth=limits.depth - 1)
    read_pictures = [
        examine(File(content=_entry(archive, name, limits), name=name), inner) for name in names
    ]
    shown = [each for each in read_pictures if each.state is not AttachmentState.NOT_TEXT]
    if not shown:
        return AttachedText(state=AttachmentState.TEXT, text=text)
    scanned = "\f".join(each.text for each in shown if each.text)
    if scanned:
        return AttachedText(state=AttachmentState.SCANNED, text=f"{text}\n{scanned}")
    return replace(shown[0], text=text)


def _listing(archive: zipfile.ZipFile) -> AttachedText:
    entries = archive.infolist()
    is_locked = any(each.flag_bits & _ENCRYPTED for each in entries)
    return AttachedText(
        state=AttachmentState.ENCRYPTED if is_locked else AttachmentState.LISTED,
        contains=tuple(each.filename for each in entries if not each.is_dir()),
    )


def _entry(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """Return an entry's bytes; what it announces as its size is not believed."""
    if archive.getinfo(name).flag_bits & _ENCRYPTED:
        raise EncryptedError
    with archive.open(name) as entry:
        content = entry.read(limits.unpacked_bytes + 1)
    if len(content) > limits.unpacked_bytes:
        raise TooLargeError
    return content
