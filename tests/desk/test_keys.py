"""Shortcuts of the keyboard, in a real Chromium (R34)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from cases.labels import Label, Way
from desk.keys import DECIDE, GO
from desk.server import serve
from tests.desk.builders import House, a_decision
from tests.edges.browser import open_browser

browsers = pytest.mark.server("chromium")


def test_every_shortcut_leads_to_one_thing() -> None:
    """Nothing is begun by what something else is: else the first would never be waited for."""
    keys = [*GO.values(), *DECIDE.values(), "?", "j", "k", "/"]

    assert len(keys) == len(set(keys))
    assert [one for one in keys for other in keys if other.startswith(f"{one} ")] == []


def test_r34_the_shortcuts_are_listed_on_a_page_of_their_own(house: House) -> None:
    """Also where no script runs; every page has a link to it."""
    browser = house.sign_in()

    page = browser.see("/tasten").text

    assert 'href="/tasten"' in browser.see("/").text
    assert "<kbd>g</kbd> dann <kbd>v</kbd>" in page
    assert "zu „Vorgänge“" in page


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    """Give one browser to all tests here."""
    with open_browser() as browser:
        yield browser.new_context(locale="de-DE")


@pytest.fixture
def tab(house: House, context: BrowserContext) -> Iterator[Tab]:
    """Give a tab in which the officer looks at what waits: two messages."""
    for _ in range(2):
        house.files(a_decision(Label.OBJECTION, asks=frozenset({Way.SGG})))
    server = serve(house.desk, host="127.0.0.1", port=0)
    address = f"http://127.0.0.1:{server.port}"
    cookie = house.sign_in().client.get_cookie("krm_desk")
    assert cookie
    context.clear_cookies()
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    tab = context.new_page()
    tab.goto(address)
    yield tab
    tab.close()
    server.stop()


def types(tab: Tab, *keys: str) -> None:
    """Press one key after the other."""
    for key in keys:
        tab.keyboard.press(key)


@browsers
def test_r34_a_message_is_found_opened_and_decided_by_keys_alone(tab: Tab, house: House) -> None:
    """Down two lines, open, move to the button, press it."""
    types(tab, "j", "j", "k", "j")
    types(tab, "Enter")
    expect(tab.locator("h1")).to_have_text("Niemand antwortet")
    tab.wait_for_load_state()
    types(tab, "e", "b")
    expect(tab.locator("button[value=complaint]").first).to_be_focused()
    assert house.entry(2).labels == (Label.OBJECTION,)

    types(tab, "Enter")

    expect(tab.locator(".said").first).to_contain_text("Entschieden: Beschwerde")


@browsers
def test_r34_two_keys_lead_to_an_area(tab: Tab) -> None:
    """`g v` goes to the cases."""
    types(tab, "g", "v")

    expect(tab.locator("h1")).to_have_text("Vorgänge")


@browsers
def test_r34_keys_in_a_field_are_what_is_written(tab: Tab) -> None:
    """No shortcut fires where somebody writes (WCAG 2.1.4)."""
    types(tab, "g", "a")
    field = tab.get_by_label("E-Mail-Adresse des Absenders")
    field.focus()

    types(tab, "g", "v", "?")

    expect(field).to_have_value("gv?")
    expect(tab.locator("h1")).to_have_text("Abgaben")
    expect(tab.locator("dialog")).to_have_count(0)


@browsers
def test_r34_the_shortcuts_can_be_switched_off_and_on(tab: Tab) -> None:
    """WCAG 2.1.4; this browser remembers it."""
    types(tab, "?")
    expect(tab.locator("dialog")).to_contain_text("nächste Zeile")
    types(tab, "Escape")
    tab.get_by_role("link", name="Tastenkürzel").click()

    tab.get_by_role("button", name="Tastenkürzel ausschalten").click()
    types(tab, "g", "v")
    expect(tab.locator("h1")).to_have_text("Tastenkürzel")

    tab.get_by_role("button", name="Tastenkürzel einschalten").click()
    types(tab, "g", "v")
    expect(tab.locator("h1")).to_have_text("Vorgänge")
