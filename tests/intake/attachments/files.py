"""Small files as people attach them, made here; letters and names are invented."""

import struct
import zipfile
import zlib
from email.message import EmailMessage
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

LETTER = (
    "Sehr geehrte Damen und Herren,",
    "hiermit lege ich Widerspruch gegen den Bescheid vom 3.5.2026 ein.",
    "Die Kosten der Unterkunft sind falsch berechnet.",
    "Mit freundlichen Grüßen",
    "Anna Beispiel",
)
WORD_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPEN_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def a_pdf(*pages: tuple[str, ...], trailer: str = "") -> bytes:
    """Return a PDF with these pages of lines."""
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: font.encode(),
    }
    for number, lines in zip(numbers, pages, strict=True):
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {number + 1} 0 R >>"
        )
        shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) for line in lines)
        drawn = b"BT /F1 11 Tf 14 TL 60 780 Td\n" + shown + b"ET"
        objects[number] = page.encode()
        objects[number + 1] = a_stream(drawn)
    return pdf_of(objects, trailer=trailer)


def a_pdf_with_file(name: str, content: bytes) -> bytes:
    """Return a PDF of one page that carries another file."""
    names = f"<< /EmbeddedFiles << /Names [({name}) 6 0 R] >> >>"
    return pdf_of(
        {
            1: f"<< /Type /Catalog /Pages 2 0 R /Names {names} >>".encode(),
            2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            6: f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 7 0 R >> >>".encode(),
            7: a_stream(content, "/Type /EmbeddedFile"),
        }
    )


def a_pdf_in_secret_letters(*lines: str) -> bytes:
    """Return a PDF that shows a picture of words, and the same in signs that mean no letter."""
    signs = "".join(f"<{128 + number:02x}> Tj " for number in range(60))
    rows = a_drawing(*lines).tobytes()
    picture = "/Type /XObject /Subtype /Image /Width 1240 /Height 900 /ColorSpace /DeviceGray"
    shown = f"q 595 0 0 432 0 400 cm /I1 Do Q BT /F1 1 Tf 60 700 Td 3 Tr {signs} ET"
    meant = b"1 begincodespacerange <00> <ff> endcodespacerange "
    meant += b"1 beginbfrange <80> <ff> <e080> endbfrange"
    resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /I1 6 0 R >> >>"
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>",
            4: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} "
            "/Contents 5 0 R >>".encode(),
            5: a_stream(shown.encode()),
            6: a_stream(zlib.compress(rows), f"{picture} /BitsPerComponent 8 /Filter /FlateDecode"),
            7: a_stream(meant),
        }
    )


def a_filled_form(words: str) -> bytes:
    """Return a PDF whose only words were typed into a field."""
    field = (
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /F 4 /Rect [50 700 500 720] "
        "/DA (/F1 11 Tf) /AP << /N 6 0 R >> /V (x) >>"
    )
    look = "/Type /XObject /Subtype /Form /BBox [0 0 450 20] /Resources << /Font << /F1 3 0 R >> >>"
    drawn = b"/Tx BMC BT /F1 11 Tf 2 5 Td (%s) Tj ET EMC" % _escaped(words)
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
            2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [5 0 R] >>",
            5: field.encode(),
            6: a_stream(drawn, look),
        }
    )


def a_stream(content: bytes, entries: str = "") -> bytes:
    """Return a stream object of a PDF."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def pdf_of(objects: dict[int, bytes], *, trailer: str = "") -> bytes:
    """Put numbered objects together; the first one is the catalogue."""
    written = BytesIO(b"%PDF-1.4\n")
    written.seek(0, 2)
    places = {}
    for number, content in objects.items():
        places[number] = written.tell()
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = written.tell()
    written.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        written.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    size = max(objects) + 1
    written.write(f"trailer << /Size {size} /Root 1 0 R {trailer} >>\n".encode())
    written.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return written.getvalue()


def a_locked_pdf() -> bytes:
    """Return a PDF that asks for a password (standard security handler, 40 bits)."""
    key = "A1" * 32
    locked = f"<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -44 >>"
    return a_pdf(LETTER, trailer=f"/Encrypt {locked} /ID [<{'00' * 16}> <{'00' * 16}>]")


def a_drawing(*lines: str, size: tuple[int, int] = (1240, 900)) -> Image.Image:
    """Return a picture of printed lines, as a scanner makes it at 150 dots an inch."""
    picture = Image.new("L", size, 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=30)
    for number, line in enumerate(lines):
        pen.text((90, 90 + 60 * number), line, fill=0, font=font)
    return picture


def a_picture(
    *lines: str, kind: str = "PNG", turned: bool = False, size: tuple[int, int] = (1240, 900)
) -> bytes:
    """Return the picture as a file; turned: as a camera held sideways stores it."""
    written = BytesIO()
    picture = a_drawing(*lines, size=size)
    if turned:
        exif = Image.Exif()
        exif[0x0112] = 6
        picture.transpose(Image.Transpose.ROTATE_90).save(written, kind, exif=exif, quality=60)
    else:
        picture.save(written, kind)
    return written.getvalue()


def a_scanned_pdf(*lines: str) -> bytes:
    """Return a PDF that holds nothing but the picture of a page."""
    written = BytesIO()
    a_drawing(*lines).save(written, "PDF", resolution=150)
    return written.getvalue()


def a_zip(entries: dict[str, bytes | str]) -> bytes:
    """Return an archive with these entries."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()


def a_word_document(
    *paragraphs: str, prolog: str = "", more: dict[str, bytes] | None = None
) -> bytes:
    """Return a .docx with these paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    xml = f"{prolog}<w:document {WORD_NAMES}><w:body>{body}</w:body></w:document>"
    return a_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": xml, **(more or {})})


def an_open_document(*paragraphs: str, manifest: str = "<manifest/>") -> bytes:
    """Return an .odt with these paragraphs."""
    body = "".join(f"<text:p>{each}</text:p>" for each in paragraphs)
    text = f"<office:text>{body}</office:text>"
    xml = f"<office:document-content {OPEN_NAMES}>{text}</office:document-content>"
    entries = {"mimetype": "application/vnd.oasis.opendocument.text"}
    return a_zip({**entries, "content.xml": xml, "META-INF/manifest.xml": manifest})


def a_rich_text(*paragraphs: str) -> bytes:
    """Return an .rtf with these paragraphs."""
    body = "\\par\n".join(map(_in_rich_text, paragraphs))
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}\f0 "
    return f"{head}{body}}}".encode("ascii")


def a_winmail(files: dict[str, bytes], *, rich_text: bytes = b"") -> bytes:
    """Return a winmail.dat with these files, and a letter in packed rich text (MS-OXTNEF)."""
    written = b"\x78\x9f\x3e\x22\x01\x00"
    if rich_text:
        # One property: PidTagRtfCompressed, binary, one value.
        head = struct.pack("<IHHII", 1, 0x0102, 0x1009, 1, len(rich_text))
        written += _attribute(1, 0x9003, head + rich_text)
    for name, content in files.items():
        long_name = name.encode("utf-16-le") + b"\x00\x00"
        padding = bytes(-len(long_name) % 4)
        head = struct.pack("<IHHII", 1, 0x001F, 0x3707, 1, len(long_name))
        written += _attribute(2, 0x9002, bytes(14))
        written += _attribute(2, 0x8010, b"SHORT~1.PDF\x00")
        written += _attribute(2, 0x800F, content)
        written += _attribute(2, 0x9005, head + long_name + padding)
    return written


def a_mail_with(files: dict[str, bytes], *, text: str = "Siehe Anhang") -> bytes:
    """Return a citizen's mail with these files attached."""
    mail = EmailMessage()
    mail["From"] = "Anna Beispiel <anna@kunde.example>"
    mail["To"] = "krm@jobcenter.example"
    mail["Subject"] = "Schreiben"
    mail["Date"] = "Wed, 18 Nov 2026 09:00:00 +0100"
    mail["Message-ID"] = "<brief@kunde.example>"
    mail.set_content(text)
    for name, content in files.items():
        mail.add_attachment(content, "application", "octet-stream", filename=name)
    return bytes(mail)


def _attribute(level: int, number: int, value: bytes) -> bytes:
    head = struct.pack("<BHHI", level, number, 0x0006, len(value))
    return head + value + struct.pack("<H", sum(value) & 0xFFFF)


def _in_rich_text(words: str) -> str:
    return "".join(
        char if char.isascii() else f"\\'{char.encode('cp1252').hex()}" for char in words
    )


def _escaped(line: str) -> bytes:
    plain = line.encode("cp1252")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
