"""An officer works with the desk in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from service.demo.office import ACCOUNTS
from service.demo.show import Show
from tests.edges.browser import open_browser, sign_in
from tests.end_to_end.desk_with_mail import open_desk

pytestmark = [pytest.mark.server("chromium"), pytest.mark.slow]
OFFICER = ACCOUNTS[0]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give one browser to all tests here."""
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Show, str]]:
    """Give one office with its mails and its desk's address to all tests here."""
    with open_desk(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, desk: tuple[Show, str]) -> Iterator[Page]:
    """Give a page on which the officer has logged in; its console must stay silent."""
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(desk[1])
    sign_in(page, OFFICER.name, OFFICER.password)
    yield page
    context.close()
    assert complaints == []


def test_r24_the_petition_stands_first_in_the_queue(page: Page) -> None:
    """After the log-in the officer sees what waits, the petition on top."""
    expect(page).to_have_title(re.compile("Was wartet"))
    expect(page.locator("main tbody tr").first).to_contain_text("Petition")


def test_r36_a_decision_of_the_officer_is_filed_and_answered(
    page: Page, desk: tuple[Show, str]
) -> None:
    """The unclear mail becomes a complaint by one click; the letter leaves with the next post."""
    show = desk[0]
    before = len(show.post_office.deliveries.so_far())
    page.goto(f"{desk[1]}/eingang/{number_of(show, '17_unclear_calculation')}")
    page.get_by_role("button", name=re.compile("^Beschwerde")).click()

    expect(page.locator("main")).to_contain_text("Vorgang")
    assert len(show.post_office.deliveries.so_far()) == before


def test_r35_raw_html_of_a_mail_is_never_rendered(page: Page, desk: tuple[Show, str]) -> None:
    """The praise came as HTML only; it is shown as text, and no script of it runs."""
    page.goto(f"{desk[1]}/eingang/{number_of(desk[0], '03_praise_html')}")

    assert page.locator("main script, main img, main iframe").count() == 0


def test_r34_the_queue_fits_a_narrow_window_without_sideways_scrolling(page: Page) -> None:
    """At the width of a phone nothing sticks out, not even of the filters once they are opened."""
    page.set_viewport_size({"width": 360, "height": 740})
    for closed in page.locator("details:not([open]) > summary").all()[::-1]:
        closed.click()
    expect(page.get_by_label("Warum")).to_be_visible()

    wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

    assert not wider


def number_of(show: Show, name: str) -> int:
    """Return the journal number of a sample."""
    return show.entries()[name].number
