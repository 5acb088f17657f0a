"""R33: who reads personal data leaves a line in the access log, whatever the page."""

from collections.abc import Iterator

import pytest

from desk.visit import Page
from store.people.accounts import AccountRole
from tests.desk.builders import Browser, House
from tests.desk.every_page import GETS, path_of, things_in, who_may
from tests.desk.visits import VISITS, VisitedPage

FREE_OF_PERSONAL_DATA = frozenset(
    {
        "hand_overs",  # time, target and proof (R7, R29)
        "templates",
        "template",
        "template_version",
        "queue",  # kinds, limits, numbers; no name, no word of a letter
        "own_account",
        "second_factor_setup",
        "second_factor_picture",
        "accounts",
        "duty_rota",
        "keys",
        "queue_news",  # a number
        "entry",  # an empty form
        "search",  # nothing until asked; tests/desk/test_search.py holds the line for an answer
        "obvious",  # nothing until lines are ticked; tests/desk/test_bulk.py
        "calendar_feed",  # kinds, numbers and days (ADR 0021)
        "protection",  # a form; the notes are shown by a POST that is logged with its reason
    }
)
"""Pages that show nothing of a customer; a new page is not one of them until it is said here."""


FOUND_AT_ONCE = frozenset(page.name for page in GETS) - {visit.page for visit in VISITS}
"""Pages that no visit leads to: files, which every office has from its first message on."""
TO_CUSTOMERS = tuple(
    {
        visit.page: visit
        for visit in VISITS
        if visit.role and visit.page in {page.name for page in GETS} - FREE_OF_PERSONAL_DATA
    }.values()
)


@pytest.mark.parametrize("visit", TO_CUSTOMERS, ids=lambda visit: visit.page)
def test_r33_reading_a_page_leaves_a_line_in_the_access_log(
    house: House, visit: VisitedPage
) -> None:
    """One line at least for each time it is shown, with the account's name."""
    path = visit.reach(house)
    browser = house.sign_in(visit.role or AccountRole.OFFICER)
    before = len(house.accesses())

    answer = browser.see(path)

    assert answer.status_code == 200
    assert {who for who, *_ in house.accesses()[before:]} == {str(visit.role)}


def test_r33_taking_a_file_along_leaves_a_line_in_the_access_log(house: House) -> None:
    """What answers with a file is read like a page."""
    taken = set[str]()
    for page, browser, path in visits(house):
        before = len(house.accesses())
        is_there = page.name in FOUND_AT_ONCE and browser.see(path).status_code == 200
        if is_there and page.name not in FREE_OF_PERSONAL_DATA:
            taken.add(page.name)
            assert house.accesses()[before:], page.name

    assert taken >= {"original", "notice_pdf", "notice_word"}


def test_r33_a_page_without_a_line_shows_nothing_of_a_customer(house: House) -> None:
    """Neither name nor address nor a word of the letter stands on it."""
    texts = {
        page.name: browser.see(path).text
        for page, browser, path in visits(house)
        if page.name in FREE_OF_PERSONAL_DATA
    }

    told = ("Anna Muster", "anna@citizen.example", "Niemand antwortet", "sechs Wochen")
    assert set(texts) == FREE_OF_PERSONAL_DATA
    assert [name for name, text in texts.items() if any(word in text for word in told)] == []


def visits(house: House) -> Iterator[tuple[Page, Browser, str]]:
    """Give every page that is read, a browser of somebody who may, and a path to something."""
    things = things_in(house)
    browsers = {role: house.sign_in(role) for role in AccountRole}
    for page in GETS:
        yield page, browsers[who_may(page)], path_of(page, house, things)
