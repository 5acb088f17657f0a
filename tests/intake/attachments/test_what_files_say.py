"""Each kind of file that people attach gives its words, or says why it has none."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from compressed_rtf import compress

from cases.mail import AttachedText, AttachmentState
from intake.attachments.examine import File
from intake.attachments.reader import read_files
from tests.intake.attachments.files import (
    LETTER,
    a_filled_form,
    a_locked_pdf,
    a_pdf,
    a_pdf_in_secret_letters,
    a_pdf_with_file,
    a_picture,
    a_rich_text,
    a_scanned_pdf,
    a_winmail,
    a_word_document,
    a_zip,
    an_open_document,
)

MESSAGE = (Path(__file__).parent / "message.msg").read_bytes()
WORDS = "\n".join(LETTER)
CONTESTED = "hiermit lege ich Widerspruch gegen den Bescheid vom 3.5.2026 ein."


def what_it_says(content: bytes, name: str = "", content_type: str = "") -> AttachedText:
    """Return what the confined process reads in a file."""
    (found,) = read_files([File(content=content, name=name, content_type=content_type)])
    return found


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(a_pdf(LETTER), id="pdf"),
        pytest.param(a_word_document(*LETTER), id="docx"),
        pytest.param(an_open_document(*LETTER), id="odt"),
        pytest.param(a_rich_text(*LETTER), id="rtf"),
        pytest.param(WORDS.encode(), id="txt in UTF-8"),
        pytest.param(WORDS.encode("cp1252"), id="txt in windows-1252"),
        pytest.param(WORDS.encode("utf-16"), id="txt in UTF-16"),
        pytest.param(f"<html><p>{'<p>'.join(LETTER)}</html>".encode(), id="html"),
    ],
)
def test_a_letter_gives_its_words_whatever_the_mail_says_of_it(content: bytes) -> None:
    """The bytes tell the kind: the name is none, the type says nothing."""
    found = what_it_says(content, content_type="application/octet-stream")

    assert found.state is AttachmentState.TEXT
    assert [line for line in found.text.splitlines() if line] == list(LETTER)
    assert not found.is_cut


def test_pages_of_a_pdf_are_parted_by_form_feeds() -> None:
    """A letter scanned together with the Bescheid can be told from it."""
    found = what_it_says(a_pdf(("Seite eins",), ("Seite zwei",)))

    assert found.text == "Seite eins\fSeite zwei"


def test_short_lines_end_paragraphs_in_a_pdf() -> None:
    """A notice of appeal at the top must not swallow the whole page below it."""
    page = ("Eine kurze Zeile.", "Eine Zeile, die so lang ist, dass sie den Rand erreicht hat")

    assert what_it_says(a_pdf(page)).text == f"{page[0]}\n\n{page[1]}"


def test_what_was_typed_into_a_form_is_read() -> None:
    """Fields lie above the page; the text of the page alone would not hold them."""
    found = what_it_says(a_filled_form("Ich widerspreche dem Bescheid vom 3.5.2026."))

    assert "Ich widerspreche dem Bescheid vom 3.5.2026." in found.text


@pytest.mark.server("tesseract")
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(a_scanned_pdf(*LETTER), id="scanned pdf"),
        pytest.param(a_picture(*LETTER), id="png"),
        pytest.param(a_picture(*LETTER, kind="TIFF"), id="fax in tiff"),
        pytest.param(a_picture(*LETTER, kind="JPEG", turned=True), id="photo held sideways"),
        pytest.param(
            a_word_document(more={"word/media/image1.png": a_picture(*LETTER)}),
            id="photo put into Word",
        ),
    ],
)
def test_a_scanned_letter_is_read_by_ocr_and_says_so(content: bytes) -> None:
    """The officer must know that words may be wrong."""
    found = what_it_says(content)

    assert found.state is AttachmentState.SCANNED
    assert CONTESTED in found.text


@pytest.mark.parametrize("content", [a_scanned_pdf(*LETTER), a_picture(*LETTER)])
def test_without_tesseract_a_scan_is_told_not_failed(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OCR is a choice of the office; the letter then waits for eyes."""
    monkeypatch.setenv("PATH", "/nowhere")

    assert what_it_says(content) == AttachedText(state=AttachmentState.NEEDS_OCR)


def test_files_inside_a_pdf_are_read_too() -> None:
    """Some programs pack a letter and its papers into one PDF."""
    found = what_it_says(a_pdf_with_file("brief.txt", CONTESTED.encode()))

    assert found.text == CONTESTED
    assert found.contains == ("brief.txt",)


@pytest.mark.server("tesseract")
def test_a_pdf_whose_signs_mean_no_letters_is_read_as_a_picture() -> None:
    """What is copied from it would be nonsense; the eye sees words."""
    found = what_it_says(a_pdf_in_secret_letters(*LETTER))

    assert found.state is AttachmentState.SCANNED
    assert CONTESTED in found.text


@pytest.mark.server("tesseract")
def test_a_picture_without_words_says_none() -> None:
    """It may be handwriting; invented letters would be worse than none."""
    assert what_it_says(a_picture()) == AttachedText(state=AttachmentState.NO_WORDS)


def test_a_logo_is_no_letter() -> None:
    """Signatures bring pictures of a few dots; they keep nobody waiting."""
    assert what_it_says(a_picture(size=(200, 60))).state is AttachmentState.NOT_TEXT


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(a_locked_pdf(), id="pdf"),
        pytest.param(
            an_open_document("x", manifest="<file-entry><encryption-data/></file-entry>"), id="odt"
        ),
    ],
)
def test_a_file_with_a_password_is_told(content: bytes) -> None:
    """The officer asks for another copy."""
    assert what_it_says(content) == AttachedText(state=AttachmentState.ENCRYPTED)


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (b"\x00\x01\x02" * 50, "sprache.opus", "audio/ogg"),
        (b"%PDF-1.7 but no more", "brief.pdf", "application/pdf"),
        (b"PK\x03\x04 cut off", "brief.docx", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "brief.msg", ""),
        (b"\x89PNG\r\n\x1a\n broken", "foto.png", "image/png"),
    ],
)
def test_what_cannot_be_read_says_so(content: bytes, name: str, content_type: str) -> None:
    """Damage and unknown kinds are facts for the officer, not errors."""
    found = what_it_says(content, name, content_type)

    assert found == AttachedText(state=AttachmentState.UNREADABLE)


def test_a_signature_or_an_appointment_is_no_letter() -> None:
    """Nobody has to look at them."""
    signature = what_it_says(b"0\x82", "smime.p7s", "application/pkcs7-signature")
    appointment = what_it_says(b"BEGIN:VCALENDAR", "termin.ics", "text/calendar")

    assert {signature.state, appointment.state} == {AttachmentState.NOT_TEXT}


def test_an_archive_is_listed_and_never_unpacked() -> None:
    """Names are shown as they are: nothing is written anywhere."""
    found = what_it_says(a_zip({"../../etc/cron.d/x": b"a", "Brief.pdf": a_pdf(LETTER)}))

    assert found == AttachedText(
        state=AttachmentState.LISTED, contains=("../../etc/cron.d/x", "Brief.pdf")
    )


@pytest.mark.parametrize(
    "entries",
    [
        {
            "xl/sharedStrings.xml": "<sst><si><t>Miete</t></si><si><t>450 Euro</t></si></sst>",
            "xl/worksheets/sheet1.xml": "<worksheet/>",
        },
        {
            "ppt/slides/slide10.xml": "<p:sld xmlns:p='p'><p:p><p:t>450 Euro</p:t></p:p></p:sld>",
            "ppt/slides/slide2.xml": "<p:sld xmlns:p='p'><p:p><p:t>Miete</p:t></p:p></p:sld>",
        },
    ],
    ids=["spreadsheet", "slides"],
)
def test_words_in_other_office_files_are_read(entries: dict[str, bytes | str]) -> None:
    """People write letters in anything; slides come in their order."""
    found = what_it_says(a_zip({"[Content_Types].xml": "<Types/>", **entries}))

    assert found.state is AttachmentState.TEXT
    assert found.text.split() == ["Miete", "450", "Euro"]


def test_word_reads_notes_and_heads_but_not_what_was_struck_out() -> None:
    """Deleted words are still in the file; the reader of the letter does not see them."""
    gone = "</w:t></w:r></w:p><w:del><w:r><w:t>weg</w:t></w:r></w:del><w:p><w:r><w:t>"
    head = a_word_document("Kopf")
    found = what_it_says(
        a_word_document(f"eins{gone}zwei", more={"word/footnotes.xml": _document_of(head)})
    )

    assert [line for line in found.text.splitlines() if line] == ["eins", "zwei", "Kopf"]


def test_r9a_a_saved_outlook_message_gives_its_letter_and_the_one_attached_to_it() -> None:
    """Colleagues pass mail on as .msg; who wrote it stands above, as in any forward."""
    found = what_it_says(MESSAGE, "Weiterleitung.msg")

    assert found.state is AttachmentState.TEXT
    assert found.contains == ("Brief.pdf",)
    assert found.text.startswith(
        'Von: "Anna Beispiel" <anna@kunde.example>\nGesendet: 18.11.2026 09:05\n'
        "Betreff: Kosten der Unterkunft\n\nGuten Tag,\n\nseit sechs Wochen antwortet niemand."
    )
    assert CONTESTED in found.text


@pytest.mark.parametrize(
    "rich_text",
    [
        pytest.param(a_rich_text(*LETTER), id="rich text"),
        pytest.param(
            rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
            + CONTESTED.encode()
            + rb"\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}}",
            id="HTML inside rich text",
        ),
    ],
)
def test_the_letter_in_a_winmail_dat_is_read(rich_text: bytes) -> None:
    """Some Outlook servers send the body nowhere else."""
    found = what_it_says(a_winmail({"Brief.pdf": b"%PDF"}, rich_text=compress(rich_text)))

    assert found.state is AttachmentState.OPENED
    assert found.contains == ("Brief.pdf",)
    assert CONTESTED in found.text


def test_a_message_in_a_file_gives_its_letter_and_the_texts_of_its_attachments() -> None:
    """An .eml inside a winmail.dat is no part of the mail: it is opened like any file."""
    inner = (
        b"From: Anna <anna@kunde.example>\nSubject: Miete\nContent-Type: multipart/mixed;"
        b" boundary=b\n\n--b\n\nSiehe Anhang\n--b\nContent-Type: text/plain; name=brief.txt\n"
        b"Content-Disposition: attachment; filename=brief.txt\n\nEs ist kalt.\n--b--\n"
    )

    found = what_it_says(inner, "nachricht.eml")

    assert found.text == (
        "Von: Anna <anna@kunde.example>\nBetreff: Miete\n\nSiehe Anhang\fEs ist kalt."
    )


def _document_of(word_file: bytes) -> bytes:
    """Return the XML of a Word file's body, to be put elsewhere."""
    with zipfile.ZipFile(BytesIO(word_file)) as archive:
        return archive.read("word/document.xml")
