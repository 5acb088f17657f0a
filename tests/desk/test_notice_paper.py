"""The first answer as a letter (R12, R34)."""

from io import BytesIO

import docx
import pypdfium2

from store.people.accounts import AccountRole
from tests.desk.builders import House

NAMELESS = b"Subject: x\r\n\r\nNiemand antwortet.\r\n"


def test_r12_the_acknowledgement_can_be_had_as_pdf_and_for_word(house: House) -> None:
    """With head, number and contact; reading it stands in the log (R33)."""
    number = house.files(content=NAMELESS)
    browser = house.sign_in()

    page = browser.see(f"/eingang/{number}/bestaetigung").text
    paper = browser.see(f"/eingang/{number}/bestaetigung/brief.pdf")
    word = browser.see(f"/eingang/{number}/bestaetigung/brief.docx")

    printed = pypdfium2.PdfDocument(paper.data)[0].get_textpage().get_text_range()
    written = "\n".join(each.text for each in docx.Document(BytesIO(word.data)).paragraphs)
    for text in (printed, written):
        assert "Ihre Nachricht an das Jobcenter Musterstadt" in text
        assert f"Unser Zeichen: {house.entry(number).case_number}" in text
        assert "Telefon: 07274 000-0" in text
        assert "vielen Dank für Ihre Nachricht." in text
    assert "/bestaetigung/brief.pdf" in page
    assert house.accesses()[-1][:2] == ("officer", "read_notice")


def test_r29_the_letter_is_for_who_works_the_message(house: House) -> None:
    """Not even the director prints it."""
    number = house.files(content=NAMELESS)
    browser = house.sign_in(AccountRole.DIRECTOR)

    assert browser.see(f"/eingang/{number}/bestaetigung/brief.pdf").status_code == 403
