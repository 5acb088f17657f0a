"""An officer enters a letter, decides by keys, and takes it back, in a real Chromium (R4, R34)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cases.labels import Label, Way
from desk.server import serve
from tests.desk.builders import PASSWORD, House, a_decision, a_letter
from tests.desk.test_preview import a_pdf
from tests.edges.browser import open_browser, sign_in

pytestmark = [pytest.mark.server("chromium"), pytest.mark.slow]


@pytest.fixture
def page(house: House) -> Iterator[Page]:
    """Give a page on which the officer has signed in; its console must stay silent."""
    server = serve(house.desk, host="127.0.0.1", port=0)
    complaints: list[str] = []
    try:
        with open_browser() as browser:
            page = browser.new_context(locale="de-DE").new_page()
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(f"http://127.0.0.1:{server.port}")
            sign_in(page, "officer", PASSWORD)
            yield page
    finally:
        server.stop()
    assert complaints == []


def test_r4_a_letter_is_typed_in_with_its_scan_and_looked_at(
    page: Page, house: House, tmp_path: Path
) -> None:
    """From the navigation to the picture of its second page."""
    scan = tmp_path / "Brief.pdf"
    scan.write_bytes(a_pdf(pages=2))
    page.get_by_role("link", name="Erfassen").click()
    page.get_by_label("Worum geht es?").select_option("complaint")
    page.get_by_label("Brief als Datei").set_input_files(scan)
    page.get_by_label("Name").fill("Anna Muster")
    page.get_by_role("button", name="Erfassen", exact=True).click()

    expect(page.locator("div.said")).to_contain_text("Die Bestätigung liegt zum Drucken bereit.")
    page.get_by_role("link", name="Eingang 1 ansehen").click()
    page.get_by_role("link", name=re.compile("^ansehen")).click()
    page.get_by_role("link", name="Seite 2").click()
    picture = page.get_by_role("img", name="Bild der Seite 2")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    assert house.entry(1).case_number == "KRM-2026-0001"


def test_a_message_is_decided_by_keys_and_taken_back(page: Page, house: House) -> None:
    """A key leads to the button, Enter presses it; nothing is decided by a slip."""
    asks = frozenset({Way.SGG})
    number = house.files(a_decision(Label.OBJECTION, asks=asks), a_letter())
    page.goto(re.sub(r"(//[^/]+/).*", rf"\1eingang/{number}", page.url))

    for key in ("e", "w"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator("div.said")).to_contain_text("Entschieden: Widerspruch.")
    page.get_by_role("button", name="Rückgängig").click()

    expect(page.locator("div.said")).to_contain_text("Rückgängig gemacht")
    assert house.sent_for(number) == ()


def test_r8_what_is_marked_goes_into_the_excerpt(page: Page, house: House) -> None:
    """By one button, several times."""
    number = house.files(a_decision(Label.OBJECTION, Label.COMPLAINT))
    page.goto(re.sub(r"(//[^/]+/).*", rf"\1eingang/{number}", page.url))

    for _ in range(2):
        page.locator(".letter").first.select_text()
        page.get_by_role("button", name="Auswahl übernehmen").click()

    words = "Seit sechs Wochen antwortet niemand."
    expect(page.get_by_label("Auszug", exact=True)).to_have_value(f"{words}\n\n{words}")
