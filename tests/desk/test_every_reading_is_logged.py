"""R33: who reads personal data leaves a line in the access log, whatever the page."""

import pytest

from desk.access import MAY
from desk.visit import Page
from store.people.accounts import AccountRole
from tests.desk.builders import House
from tests.desk.every_page import GETS, path_of, things_in

FREE_OF_PERSONAL_DATA = frozenset(
    {
        "hand_overs",  # time, target and proof (R7, R29)
        "templates",
        "template",
        "template_versions",
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


@pytest.mark.parametrize(
    "page",
    [page for page in GETS if page.name not in FREE_OF_PERSONAL_DATA],
    ids=lambda page: page.name,
)
def test_r33_reading_a_page_leaves_a_line_in_the_access_log(house: House, page: Page) -> None:
    """One line at least for each time it is shown, with the account's name."""
    path = path_of(page, house, things_in(house))
    role = next(role for role in AccountRole if page.needs in MAY[role])
    browser = house.sign_in(role)
    before = len(house.accesses())

    answer = browser.see(path)

    if answer.status_code == 200:
        assert len(house.accesses()) > before
        assert house.accesses()[-1][0] == str(role)


@pytest.mark.parametrize(
    "page",
    [page for page in GETS if page.name in FREE_OF_PERSONAL_DATA],
    ids=lambda page: page.name,
)
def test_r33_a_page_without_a_line_shows_nothing_of_a_customer(house: House, page: Page) -> None:
    """Neither name nor address nor a word of the letter stands on it."""
    path = path_of(page, house, things_in(house))
    role = next(role for role in AccountRole if page.needs in MAY[role])

    text = house.sign_in(role).see(path).text

    for word in ("Anna Muster", "anna@citizen.example", "Niemand antwortet", "sechs Wochen"):
        assert word not in text
