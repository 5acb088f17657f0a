"""A petition of the board, from its arrival to the sent statement, in a real browser (R24, R28)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from service.clock import now
from service.demo.office import ACCOUNTS, DemoAccount
from service.demo.show import Show
from store.case_records import petitions
from store.engine import reading
from store.people.accounts import AccountRole
from tests.edges.browser import open_browser, sign_in
from tests.end_to_end.desk_with_mail import open_desk

pytestmark = [pytest.mark.server("chromium"), pytest.mark.slow]
DOCUMENT = {"name": "Schreiben.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
BERLIN = ZoneInfo("Europe/Berlin")
PARTS = {
    "Petentin oder Petent": "Rosa Muster, Musterstadt",
    "Gegenstand": "Dauer der Bearbeitung",
    "Sachverhalt": "Der Antrag ging am 1. September ein.",
    "Rechtliche Würdigung": "§ 17 Absatz 1 SGB I.",
    "Ergebnis": "Der Petition wurde abgeholfen.",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Show, str]]:
    """Give one office with its mails and its desk's address."""
    with open_desk(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


def test_r28_a_petition_of_the_board_goes_from_arrival_to_sent_by_two_people(
    desk: tuple[Show, str],
) -> None:
    """The officer prepares, the director authorises and sends, the officer sees it sent."""
    show, address = desk
    with (
        open_browser() as browser,
        signed_in(browser, address, AccountRole.OFFICER) as officer,
        signed_in(browser, address, AccountRole.DIRECTOR) as director,
    ):
        number = prepare(officer)
        authorise_and_send(director, number)
        officer.reload()
        expect(officer.get_by_role("heading", name="Absenden").locator("..")).to_contain_text(
            "Per E-Mail abgesandt"
        )
        officer.get_by_role("link", name=re.compile("^Zum Vorgang")).click()
        expect(officer.locator("main")).to_contain_text("Stellungnahme per E-Mail abgesandt")

    with reading(show.rounds.service.engine) as tx:
        record = petitions.find(tx, number)
    assert record is not None
    assert record.sent is not None
    assert record.sent.sent_by == account(AccountRole.DIRECTOR).name


def today() -> date:
    """Return the office's day, which begins before that of UTC."""
    return now().astimezone(BERLIN).date()


def prepare(page: Page) -> str:
    """Confirm the receipt, set the board's competence, write the statement; return the number."""
    page.locator("main tbody tr").first.get_by_role("link").first.click()
    page.get_by_role("link", name="Fristen, Stellungnahme und Weg").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"^\d{4}-\d{6}$"))
    number = heading.inner_text()
    page.get_by_role("button", name="Eingangstag bestätigen").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.get_by_label("Trägerversammlung").check()
    committee_on = today() + timedelta(days=60)
    page.get_by_label("Frist des Petitionsausschusses").fill(committee_on.isoformat())
    page.get_by_role("button", name="Zuständigkeit speichern").click()
    page.get_by_role("link", name="Stellungnahme schreiben").click()
    for label, text in PARTS.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_role("status")).to_contain_text("gespeichert")
    page.get_by_role("link", name=re.compile("^← Petition")).click()
    expect(page.locator("main")).to_contain_text("Autorisierung fehlt")
    return number


def authorise_and_send(page: Page, number: str) -> None:
    """Find it in the list, enter both persons with their documents, send by mail."""
    page.get_by_role("navigation").get_by_role("link", name="Petitionen").click()
    page.get_by_role("link", name=number).click()
    for name in ("Anna Vorsitz", "Karl Landmann"):
        page.get_by_label("Vor- und Nachname").fill(name)
        page.get_by_label("Tag", exact=True).fill(today().isoformat())
        page.get_by_label("Dokument").set_input_files([DOCUMENT])  # type: ignore[list-item]
        page.get_by_role("button", name="Autorisierung eintragen").click()
        expect(page.get_by_role("status")).to_contain_text(name)
    with page.expect_download() as download:
        page.get_by_role("link", name="Stellungnahme als PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_label("per E-Mail an das KRM").check()
    page.get_by_role("button", name="Stellungnahme absenden").click()
    expect(page.get_by_role("status")).to_contain_text("geht in 30 Sekunden hinaus")
    expect(page.get_by_role("button", name="Absenden zurücknehmen")).to_be_visible()


@contextmanager
def signed_in(browser: Browser, address: str, role: AccountRole) -> Iterator[Page]:
    """Give a page of the person with this role; its console must stay silent."""
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    sign_in(page, account(role).name, account(role).password)
    yield page
    context.close()
    assert complaints == []


def account(role: AccountRole) -> DemoAccount:
    """Return the demo's account of this role."""
    return next(each for each in ACCOUNTS if each.role is role)
