"""People press buttons twice; they see what they did, not that they came second to themselves."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from desk.server import serve
from tests.desk.builders import PASSWORD, House
from tests.edges.browser import open_browser, sign_in

pytestmark = [pytest.mark.server("chromium"), pytest.mark.slow]


@pytest.fixture
def page(house: House) -> Iterator[Page]:
    """Give a page on which the officer has signed in."""
    server = serve(house.desk, host="127.0.0.1", port=0)
    try:
        with open_browser() as browser:
            page = browser.new_context(locale="de-DE").new_page()
            page.goto(f"http://127.0.0.1:{server.port}")
            sign_in(page, "officer", PASSWORD)
            yield page
    finally:
        server.stop()


def goes_to(page: Page, path: str) -> None:
    """Open a page of the same desk."""
    page.goto(re.sub(r"(//[^/]+/).*", rf"\1{path}", page.url))


def test_a_decision_pressed_twice_is_told_once(page: Page, house: House) -> None:
    """With the way back beside it."""
    number = house.files()
    goes_to(page, f"eingang/{number}?neu=1")

    page.get_by_role("button", name="Widerspruch").first.dblclick()

    expect(page.locator("div.said")).to_contain_text("Entschieden: Widerspruch.")
    expect(page.get_by_role("button", name="Rückgängig")).to_be_visible()


def test_a_form_can_be_sent_again_after_going_back(page: Page, house: House) -> None:
    """The guard is for the second press, not for the second thought."""
    case = house.entry(house.files()).case_number
    goes_to(page, f"vorgang/{case}")
    notes = page.locator("form[action$='/notiz']", has=page.locator("[name=note_text]"))
    for text in ("Erster Anruf", "Zweiter Anruf"):
        page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true })")
        notes.locator("[name=note_text]").fill(text)
        notes.get_by_role("button").dblclick()
        expect(page.locator("div.said")).to_contain_text("Die Notiz steht im Verlauf.")

    expect(page.get_by_text("Erster Anruf", exact=True)).to_have_count(1)
    expect(page.get_by_text("Zweiter Anruf", exact=True)).to_have_count(1)
