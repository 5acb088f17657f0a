"""An officer asks, a leader answers through the link: both in a real browser (R18, R29)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from intake.case_letters.statements import link_token
from service.demo.office import ACCOUNTS
from service.demo.show import Show
from store import register
from store.case_records import statements
from store.engine import reading
from tests.edges.browser import open_browser, sign_in
from tests.end_to_end.desk_with_mail import open_desk

pytestmark = [pytest.mark.server("chromium"), pytest.mark.slow]
OFFICER = ACCOUNTS[0]
QUESTION = "Warum dauert es so lange?"
EXCERPT = "Es geht um eine lange Wartezeit."
ANSWER = "Zwei Stellen waren nicht besetzt.\nSeit Montag sind sie es wieder."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all tests here."""
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Show, str]]:
    """Give one office with its mails and its desk's address."""
    with open_desk(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


def a_case(show: Show) -> str:
    """Return the number of an open case."""
    with reading(show.rounds.service.engine) as tx:
        return register.cases(tx)[0].number


def link_of(show: Show, case: str) -> str:
    """Return the path of the link that was sent about a case."""
    service = show.rounds.service
    with reading(service.engine) as tx:
        (request,) = statements.of_case(tx, case)
    return f"/stellungnahme/{link_token(request.asked.link_seed, service.filing.keys)}"


def the_officer(context: BrowserContext, address: str) -> Page:
    """Return a page on which the officer has logged in."""
    page = context.new_page()
    page.goto(address)
    sign_in(page, OFFICER.name, OFFICER.password)
    return page


def asks(page: Page, address: str, case: str) -> None:
    """Ask from the case's page, as the officer does."""
    page.goto(f"{address}/vorgang/{case}")
    page.get_by_role("link", name="Stellungnahme anfordern").click()
    page.get_by_label("Leistung 1, Leitung").check()
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.get_by_label("Auszug aus dem Vorgang").fill(EXCERPT)
    page.get_by_role("button", name="Bitte absenden").click()
    expect(page.get_by_text("wartet auf die Stellungnahme")).to_be_visible()


def answers(page: Page, link: str) -> None:
    """Write, check and send, as the leader does."""
    page.goto(link)
    page.get_by_label("Ihr Name").fill("Tim Leiter")
    page.get_by_label("Stellungnahme", exact=True).fill(ANSWER)
    page.get_by_role("button", name="Weiter zur Prüfung").click()
    page.get_by_role("button", name="Noch ändern").click()
    expect(page.get_by_label("Stellungnahme", exact=True)).to_have_value(ANSWER)
    page.get_by_role("button", name="Weiter zur Prüfung").click()
    page.get_by_role("button", name="Verbindlich absenden").click()


def test_r18_asked_scanned_answered_and_over(browser: Browser, desk: tuple[Show, str]) -> None:
    """A scanner opens the link first; after the answer it is over, and the officer has it."""
    show, address = desk
    case = a_case(show)
    at_desk, at_leaders = (browser.new_context(locale="de-DE") for _ in range(2))
    officer, leader = the_officer(at_desk, address), at_leaders.new_page()
    asks(officer, address, case)
    link = address + link_of(show, case)

    for _ in range(2):
        leader.goto(link)
        expect(leader.get_by_text(QUESTION)).to_be_visible()
    answers(leader, link)
    expect(leader.get_by_role("heading", name="Danke")).to_be_visible()
    leader.goto(link)

    assert at_leaders.cookies() == []
    expect(leader.locator("body")).not_to_contain_text(EXCERPT)
    expect(leader.locator("body")).not_to_contain_text("nicht besetzt")
    officer.goto(f"{address}/vorgang/{case}")
    expect(officer.get_by_text("Zwei Stellen waren nicht besetzt.")).to_be_visible()
    officer.get_by_role("button", name="Gesehen").click()
    expect(officer.get_by_text("Die Aufgabe ist erledigt.")).to_be_visible()
    for context in (at_desk, at_leaders):
        context.close()
