"""Files that are put in at the desk are known by their content (R28)."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage

from desk.forms.uploads import UploadError, read_upload, safe_name


def a_file(content: bytes, name: str = "Schreiben.pdf") -> FileStorage:
    """Return a file as a form brings it."""
    return FileStorage(stream=BytesIO(content), filename=name, content_type="text/html")


@pytest.mark.parametrize(
    ("content", "content_type", "name"),
    [
        (b"%PDF-1.4\n", "application/pdf", "Scan.pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg", "Scan.jpg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png", "Scan.png"),
    ],
)
def test_the_type_is_that_of_the_content_whatever_the_browser_says(
    content: bytes, content_type: str, name: str
) -> None:
    """The name's ending follows it."""
    upload = read_upload(a_file(content, "Scan.exe"))

    assert (upload.content_type, upload.name, upload.content) == (content_type, name, content)


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>%PDF-", b" %PDF-1.7", b"GIF89a", b"MZ\x90", b"PK\x03\x04", b"\x89PNG\n"],
)
def test_what_is_neither_pdf_nor_jpeg_nor_png_is_refused(content: bytes) -> None:
    """Also what has the signature somewhere else than at its beginning."""
    with pytest.raises(UploadError):
        read_upload(a_file(content))


def test_no_file_is_told_apart_from_a_wrong_one() -> None:
    """The sentence says what to do."""
    with pytest.raises(UploadError, match="wählen Sie eine Datei aus"):
        read_upload(None)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Schreiben.pdf", "Schreiben.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Temp\\Müller (2).PDF", "Müller (2).pdf"),
        ("ein\u202efdp.exe", "einfdp.pdf"),
        ("zwei\r\nZeilen.pdf", "zwei Zeilen.pdf"),
        ('a"b;c.pdf', "abc.pdf"),
        (".pdf", "dokument.pdf"),
        ("", "dokument.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_one_honest_line_without_a_path(name: str, kept: str) -> None:
    """It never names a folder, a second line, or another ending."""
    assert safe_name(name, ".pdf") == kept
