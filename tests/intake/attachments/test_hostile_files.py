"""Files made to hurt: they cost a bounded time, harm nothing, and the next file is still read."""

import logging
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from cases.mail import AttachedText, AttachmentState
from intake.attachments.examine import File
from intake.attachments.limits import LIMITS, Limits
from intake.attachments.reader import ConfinedReader, read_files
from intake.attachments.texts import texts_of
from tests.intake.attachments.files import (
    LETTER,
    a_pdf,
    a_picture,
    a_stream,
    a_word_document,
    a_zip,
    pdf_of,
)
from tests.intake.attachments.processes import gone_soon

SHORT = Limits(file_seconds=60, mail_seconds=200, cpu_seconds=5)
SECRET = "kg7f3a9c-niemand-darf-das-sehen"
LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10 if number else "ha"}">' for number in range(12)
)
OUTSIDE = "<!DOCTYPE d [<!ENTITY file SYSTEM 'file:///etc/passwd'>]>"


def a_pdf_of_many_pages(count: int) -> bytes:
    """Return a PDF that shows one page as often as asked."""
    kids = "4 0 R " * count
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
            3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>",
            5: a_stream(b"BT /F1 11 Tf 60 700 Td (Eine Seite von sehr vielen Seiten) Tj ET"),
        }
    )


def a_pdf_that_inflates() -> bytes:
    """Return a PDF of a few kilobytes whose one page unpacks to 400 million bytes."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b"0 0 m " * 100_000) for _ in range(666))
    twice = zlib.compress(packed + packer.flush(), 9)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>"
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            4: page,
            5: a_stream(twice, "/Filter [/FlateDecode /FlateDecode]"),
        }
    )


def a_pdf_that_holds_itself() -> bytes:
    """Return a PDF whose tree of pages never ends."""
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Parent 2 0 R /Count 100000 >>",
        }
    )


def a_picture_of_a_billion_dots() -> bytes:
    """Return a PNG that announces 32,000 dots each way in a few hundred bytes."""
    head = (32_000).to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"
        + chunk
        + zlib.crc32(chunk).to_bytes(4, "big")
        + b"\x00\x00\x00\x00IDAT\x35\xaf\x06\x1e"
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "billion laughs": lambda: a_word_document("&l11;", prolog=f"<!DOCTYPE d [{LAUGHS}]>"),
    "entity from outside": lambda: a_word_document("&file;", prolog=OUTSIDE),
    "word file that unpacks to 60 MB": lambda: a_word_document(" " * 60_000_000),
    "word file without end": lambda: a_word_document("<w:p>" * 200_000),
    "pdf that unpacks to 400 MB": a_pdf_that_inflates,
    "pdf that holds itself": a_pdf_that_holds_itself,
    "picture of a billion dots": a_picture_of_a_billion_dots,
    "rich text of braces": lambda: b"{\\rtf1 " + b"{" * 80_000,
    "winmail.dat that announces 4 GB": lambda: b"\x78\x9f\x3e\x22\x01\x00\x02\x10\x80\x06\x00\xff",
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_ends_in_time_and_gives_nothing(make: Callable[[], bytes]) -> None:
    """It gives no text; the letter behind it is read all the same."""
    content = make()
    assert len(content) < 100_000
    began = monotonic()

    hostile, letter = read_files([File(content=content), File(content=a_pdf(LETTER))], SHORT)

    assert monotonic() - began < SHORT.mail_seconds
    assert hostile.text == ""
    assert letter.state is AttachmentState.TEXT


def test_nothing_is_read_from_outside_a_document() -> None:
    """An entity that names a file of this machine is refused, not resolved."""
    (found,) = read_files([File(content=a_word_document("&file;", prolog=OUTSIDE))])

    assert found == AttachedText(state=AttachmentState.UNREADABLE)


def test_of_a_pdf_with_very_many_pages_the_first_ones_are_read() -> None:
    """What lies behind them stays with the officer, who is told."""
    (found,) = read_files([File(content=a_pdf_of_many_pages(9_000))], SHORT)

    assert found.text.count("Eine Seite von sehr vielen Seiten") == LIMITS.pages
    assert found.is_cut


def test_the_macros_of_a_word_file_do_not_run_and_its_letter_is_read() -> None:
    """Nothing here could run them."""
    content = a_word_document(*LETTER, more={"word/vbaProject.bin": b"Sub AutoOpen()"})

    (found,) = read_files([File(content=content, name="brief.docm")])

    assert found.text.splitlines()[1] == LETTER[1]


def test_of_an_archive_with_very_many_names_the_first_ones_are_listed() -> None:
    """A list of a hundred thousand would be an attack of its own."""
    (found,) = read_files([File(content=a_zip({f"{number}": b"" for number in range(800)}))])

    assert found.contains == tuple(str(number) for number in range(100))
    assert found.is_cut


def test_a_file_of_a_hundred_megabytes_is_not_even_begun() -> None:
    """It is told as too large; the small letter beside it is read."""
    letter = b"Content-Type: application/pdf\n\n" + a_pdf(LETTER) + b"\n--b--\n"
    huge = b"Content-Type: application/rtf\n\n{\\rtf1 " + b"a" * 100_000_000 + b"}"
    mail = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + huge + b"\n--b\n" + letter

    reader = ConfinedReader()
    texts = texts_of(mail, reader)
    reader.rest()

    assert sorted(text.state for text in texts.values()) == ["text", "too_large"]


def test_of_long_rich_text_the_beginning_is_read() -> None:
    """Its pictures are left out first: they make most of such a file."""
    picture = b"{\\pict\\pngblip " + b"89504e47" * 1_000_000 + b"}"
    content = b"{\\rtf1 " + picture + b"Der Anfang. " + b"Worte. " * 900_000 + b"}"

    (found,) = read_files([File(content=content)])

    assert found.text.startswith("Der Anfang. Worte.")
    assert len(found.text) == LIMITS.text_chars
    assert found.is_cut


@pytest.mark.server("tesseract")
def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process is killed with Tesseract, which it had started; a fresh one goes on."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    impatient = replace(LIMITS, file_seconds=2.5, mail_seconds=60)
    files = [File(content=a_picture(*LETTER * 10, size=(3000, 3100))), File(content=b"Guten Tag")]

    slow, quick = read_files(files, impatient)

    assert slow == AttachedText(state=AttachmentState.UNREADABLE)
    assert quick.text == "Guten Tag"
    assert gone_soon(tmp_path)


def test_a_process_that_is_killed_costs_its_file_only() -> None:
    """The system kills it for the processor time it used up."""
    spent = replace(LIMITS, cpu_seconds=1)
    files = [File(content=b"{\\rtf1 " + b"\\'e4 " * 780_000), File(content=b"Guten Tag")]

    killed, next_one = read_files(files, spent)

    assert killed == AttachedText(state=AttachmentState.UNREADABLE)
    assert next_one.text == "Guten Tag"


def test_when_the_time_for_a_mail_is_over_the_rest_is_told_as_too_large() -> None:
    """No mail holds up the others for longer than its limit."""
    found = read_files([File(content=b"Guten Tag")] * 3, replace(LIMITS, mail_seconds=0))

    assert found == (AttachedText(state=AttachmentState.TOO_LARGE),) * 3


def test_memory_is_bounded() -> None:
    """What needs more than the limit is not read; the next file is."""
    small = replace(LIMITS, memory_bytes=200_000_000, unpacked_bytes=10**9)
    files = [File(content=a_word_document("ä" * 45_000_000)), File(content=b"Guten Tag")]

    large, next_one = read_files(files, small)

    assert large.state in {AttachmentState.TOO_LARGE, AttachmentState.UNREADABLE}
    assert next_one.text == "Guten Tag"


def test_r7_nothing_of_a_file_is_logged_or_left_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither name nor words; the temporary folder is gone again."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    caplog.set_level(logging.DEBUG)
    files = [
        File(content=SECRET.encode(), name=f"{SECRET}.txt"),
        File(content=b"%PDF-" + SECRET.encode()),
    ]

    read_files(files, replace(LIMITS, cpu_seconds=1))

    assert SECRET not in caplog.text
    assert list(tmp_path.iterdir()) == []
