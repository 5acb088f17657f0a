"""The first answer as a letter (R12, R34)."""

from io import BytesIO

import docx
import pypdfium2

from store.people.accounts import AccountRole
from tests.desk.builders import House
from tests.desk.entering import enter

PASSED_ON = """\
From: Sabine Kollegin <s.kollegin@jobcenter.example>
To: krm@jobcenter.example
Subject: WG: Beschwerde
Content-Type: text/plain; charset=utf-8

Bitte übernehmen.

Von: Peter Hartung <peter.hartung@citizen.example>
Gesendet: Freitag, 20. November 2026 16:12
An: Leistung 1
Betreff: Beschwerde

Niemand ist erreichbar, das ist kein Umgang mit Kunden.
""".replace("\n", "\r\n").encode()
NAMELESS = b"Subject: x\r\n\r\nNiemand antwortet.\r\n"


def printed_of(house: House, number: int) -> str:
    """Return the words on the letter."""
    paper = house.sign_in().see(f"/eingang/{number}/bestaetigung/brief.pdf")
    text: str = pypdfium2.PdfDocument(paper.data)[0].get_textpage().get_text_range()
    return text.replace("\r\n", "\n")


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


def test_r12_the_letter_goes_to_who_wrote_and_not_to_who_typed_it_in(house: House) -> None:
    """What is entered by hand has no sender; its name and postal address stand on the letter."""
    enter(house, postal="Anna Muster\r\nHauptstraße 1\r\n76726 Musterstadt")

    printed = printed_of(house, 1)

    assert "Von Hand erfasst" not in printed
    assert "Anna Muster\nHauptstraße 1\n76726 Musterstadt" in printed


def test_r9a_the_letter_goes_to_the_citizen_and_not_to_the_colleague(house: House) -> None:
    """Who passed it on is the channel alone."""
    number = house.files(content=PASSED_ON)

    printed = printed_of(house, number)

    assert "Sabine Kollegin" not in printed
