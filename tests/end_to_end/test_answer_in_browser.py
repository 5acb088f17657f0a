"""An officer answers a customer in a real browser, from the template to the way back (R19, R23)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from desk.server import serve
from store.people.accounts import AccountRole
from tests.desk.answering import a_case, consented, letters_of
from tests.desk.builders import DATABASE, PASSWORD, House
from tests.desk.building import a_house, prepare_database
from tests.edges.browser import open_browser, sign_in

pytestmark = [pytest.mark.server("chromium"), pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all tests here."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Give an office of its own."""
    prepare_database(tmp_path / DATABASE)
    house = a_house(tmp_path)
    yield house
    house.engine.dispose()


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    """Give a page on which the officer has signed in; its console must stay silent."""
    server = serve(house.desk, host="127.0.0.1", port=0)
    context = browser.new_context(locale="de-DE", base_url=f"http://127.0.0.1:{server.port}")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/anmelden")
    sign_in(page, AccountRole.OFFICER, PASSWORD)
    yield page
    context.close()
    server.stop()
    assert complaints == []


def test_r19_an_answer_is_written_agreed_looked_at_sent_and_taken_back(
    page: Page, house: House
) -> None:
    """Refused while the agreement is missing; after that one press sends, another takes back."""
    number = a_case(house)
    consented(house, number)
    page.goto(f"/vorgang/{number}")
    write(page)

    expect(page.locator("article")).to_contain_text("Das Telefon ist jetzt besetzt.")
    expect(page.locator("article")).to_contain_text("Telefon: 07274 000-0")
    expect(page.locator("aside")).to_contain_text("noch nicht mit der Fachkraft abgestimmt")
    expect(page.get_by_role("button", name="Per E-Mail senden")).to_have_count(0)

    agree(page)
    assert paper(page).startswith(b"%PDF-")
    page.get_by_role("button", name="Per E-Mail senden").click()
    expect(page.locator("main")).to_contain_text("Die Antwort geht in 30 Sekunden hinaus.")
    assert [each.state for each in letters_of(house, number)] == ["sent"]

    page.get_by_role("button", name="Antwort zurücknehmen").click()
    expect(page.locator("main")).to_contain_text("zurückgenommen und wieder ein Entwurf")
    assert [each.state for each in letters_of(house, number)] == ["draft"]


def write(page: Page) -> None:
    """Begin with a template, change its words, and look at the answer."""
    page.get_by_role("link", name="Antwort schreiben").click()
    page.get_by_label("Antwort: Entschuldigung").check()
    page.get_by_role("button", name="Anfangen").click()
    text = page.get_by_label("Text", exact=True)
    expect(text).to_have_value(re.compile(r"Guten Tag Anna Muster,"))
    text.fill("Guten Tag Anna Muster,\n\nSie haben recht. Das Telefon ist jetzt besetzt.")
    page.get_by_label("ja", exact=True).check()
    page.get_by_role("button", name="Speichern und ansehen").click()


def agree(page: Page) -> None:
    """Note the agreement on the case, and come back to the answer."""
    page.get_by_role("link", name="Zum Vorgang").click()
    page.get_by_text("Abstimmung mit der Fachkraft vermerken").click()
    page.get_by_label("Mit wem ist die Antwort abgestimmt?").fill("Fachkraft der Leistung 1")
    page.get_by_role("button", name="Abstimmung speichern").click()
    expect(page.locator(".timeline")).to_contain_text("Antwort abgestimmt")
    page.get_by_role("link", name="Antwort weiterschreiben").click()
    page.get_by_role("button", name="Speichern und ansehen").click()


def paper(page: Page) -> bytes:
    """Download the letter."""
    with page.expect_download() as given:
        page.get_by_role("link", name="Brief als PDF").click()
    return Path(given.value.path()).read_bytes()
