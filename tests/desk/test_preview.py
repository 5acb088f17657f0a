"""Attachments are looked at as pictures of dots, drawn by a confined process (R36, R37)."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from cases.labels import Label
from cases.mail import AttachedText, AttachmentState
from intake.attachments.drawing import DrawnState
from intake.attachments.examine import File
from intake.attachments.limits import Limits
from intake.attachments.reader import draw_page
from intake.reading.mail import read_mail
from store.engine import writing
from store.messages import attached_texts
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter

PNG = b"\x89PNG\r\n\x1a\n"


def a_pdf(pages: int = 1) -> bytes:
    """Return a PDF with empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(300, 400)
    written = BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


def a_picture(kind: str = "JPEG", *, pages: int = 1) -> bytes:
    """Return a picture, with as many pages in it."""
    colours = ["red", "blue", "green"][:pages]
    pictures = [Image.new("RGB", (400, 300), colour) for colour in colours]
    written = BytesIO()
    if pages > 1:
        pictures[0].save(written, kind, save_all=True, append_images=pictures[1:])
    else:
        pictures[0].save(written, kind, comment=b"<script>alert(1)</script>")
    return written.getvalue()


def a_message(house: House, name: str, content: bytes) -> int:
    """File a message with this attachment."""
    letter = a_letter("Siehe Anhang", attachment=(name, content))
    return house.files(a_decision(Label.COMPLAINT), letter)


def test_a_page_is_served_as_a_picture_and_nothing_else(house: House) -> None:
    """Typed as PNG, not to be guessed at, not to be kept."""
    number = a_message(house, "brief.pdf", a_pdf())

    answer = house.sign_in().see(f"/eingang/{number}/anlage/0/seite/1.png")

    assert answer.status_code == 200
    assert answer.data.startswith(PNG)
    assert answer.content_type == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_pages_are_counted_and_turned(house: House) -> None:
    """The first page leads to the second; what lies beyond the last is the last."""
    number = a_message(house, "brief.pdf", a_pdf(pages=3))
    browser = house.sign_in()

    first = browser.see(f"/eingang/{number}/anlage/0/ansicht").text
    last = browser.see(f"/eingang/{number}/anlage/0/ansicht?seite=99").text

    assert "Seite 1 von 3" in first
    assert "ansicht?seite=2" in first
    assert "Seite 3 von 3" in last
    assert browser.see(f"/eingang/{number}/anlage/0/seite/4.png").status_code == 404


def test_words_of_a_file_that_has_no_pages_are_shown(house: House) -> None:
    """Office files: their text, escaped."""
    number = a_message(house, "brief.docx", b"PK\x03\x04 no real one")
    letter = a_letter("Siehe Anhang", attachment=("brief.docx", b"PK\x03\x04 no real one"))
    (attachment,) = read_mail(letter).attachments
    found = AttachedText(state=AttachmentState.TEXT, text="Sehr <b>geehrte</b> Damen")
    with writing(house.engine) as tx:
        attached_texts.keep(tx, number, {attachment.sha256: found})

    page = house.sign_in().see(f"/eingang/{number}/anlage/0/ansicht").text

    assert "Sehr &lt;b&gt;geehrte&lt;/b&gt; Damen" in page
    assert "Von dieser Art Datei gibt es kein Bild" in page


def test_a_file_that_cannot_be_read_says_so(house: House) -> None:
    """In words, not as a broken picture."""
    number = a_message(house, "brief.pdf", b"%PDF-1.7 nothing more")

    page = house.sign_in().see(f"/eingang/{number}/anlage/0/ansicht").text

    assert "Die Datei ist beschädigt und lässt sich nicht zeigen." in page
    assert "<img" not in page


def test_r33_every_look_is_logged(house: House) -> None:
    """The page and its picture."""
    number = a_message(house, "brief.pdf", a_pdf())
    house.sign_in().see(f"/eingang/{number}/anlage/0/seite/1.png")

    assert house.accesses()[-1] == ("officer", "preview_attachment", number)


@pytest.mark.parametrize("path", ["0/ansicht", "0/seite/1.png"])
def test_r29_who_may_not_read_the_message_sees_no_page_of_it(house: House, path: str) -> None:
    """The director sees proofs, the auditor the log."""
    number = a_message(house, "brief.pdf", a_pdf())

    director = house.sign_in(AccountRole.DIRECTOR).see(f"/eingang/{number}/anlage/{path}")
    auditor = house.sign_in(AccountRole.AUDITOR).see(f"/eingang/{number}/anlage/{path}")

    assert (director.status_code, auditor.status_code) == (404, 403)


def test_what_stands_beside_the_dots_of_a_picture_does_not_come_along() -> None:
    """Comments, places, programs: the picture is made anew."""
    drawn = draw_page(File(content=a_picture()), 1)

    assert drawn.state is DrawnState.DRAWN
    assert b"script" not in drawn.picture
    with Image.open(BytesIO(drawn.picture)) as picture:
        assert (picture.format, picture.size, picture.info) == ("PNG", (400, 300), {})


def test_a_telefax_has_all_its_pages() -> None:
    """Several pictures in one TIFF."""
    drawn = draw_page(File(content=a_picture("TIFF", pages=3)), 2)

    with Image.open(BytesIO(drawn.picture)) as picture:
        assert (drawn.pages, picture.getpixel((5, 5))) == (3, (0, 0, 255))


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (b"Guten Tag", DrawnState.NO_PAGES),
        (b"<html><script>alert(1)</script>", DrawnState.NO_PAGES),
        (b"\x89PNG\r\n\x1a\n<script>", DrawnState.UNREADABLE),
        (b"%PDF-1.7\n" + b"[" * 100_000, DrawnState.UNREADABLE),
    ],
    ids=["text", "html", "no picture", "nested"],
)
def test_what_is_no_picture_yields_none(content: bytes, state: DrawnState) -> None:
    """Whatever its name says."""
    drawn = draw_page(File(content=content, name="bild.png", content_type="image/png"), 1)

    assert (drawn.state, drawn.picture) == (state, b"")


def test_a_picture_larger_than_any_letter_is_not_unpacked() -> None:
    """A few bytes can stand for gigabytes of dots."""
    huge = Image.new("1", (12_000, 12_000))
    written = BytesIO()
    huge.save(written, "PNG")

    assert draw_page(File(content=written.getvalue()), 1).state is DrawnState.TOO_LARGE


def test_a_file_beyond_the_limit_is_not_read() -> None:
    """Its size is looked at first."""
    limits = Limits(file_bytes=1_000)

    drawn = draw_page(File(content=a_pdf() + b" " * 1_000), 1, limits)

    assert drawn.state is DrawnState.TOO_LARGE
