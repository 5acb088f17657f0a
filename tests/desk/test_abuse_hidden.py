"""A case that may be about somebody: no address, list or feed tells that person of it (R6)."""

import re

import pytest
from sqlalchemy import select, update

from cases.labels import Label
from desk.access import MAY
from desk.app import ADDRESSES
from desk.visit import Page
from store.case_tables import statement_requests
from store.engine import reading, writing
from store.people.accounts import AccountRole
from store.tables import case_events, journal_lines
from tests.desk.builders import FULL_NAMES, Browser, House, a_decision, a_letter
from tests.desk.every_page import Things, path_of

LETTER = a_letter("Frau Zeugin hat es gesehen.")
WORDS = ("Frau Zeugin", "Was ist geschehen?")
SHOWN = [
    (role, label)
    for role in (AccountRole.OFFICER, AccountRole.DIRECTOR)
    for label in (Label.COMPLAINT, Label.PETITION, Label.PRAISE)
]


@pytest.mark.parametrize(("role", "label"), SHOWN)
def test_r6_no_address_tells_a_person_of_a_case_that_may_be_about_her(
    house: House, role: AccountRole, label: Label
) -> None:
    """Pages, forms, files and lists alike; a statement was asked for, and nothing of it changes."""
    things = _a_case_with_a_request(house, label)
    _hide(house, things.journal, role)
    browser = house.sign_in(role)
    token, before = browser.token("/konto"), _traces(house)

    told = {
        page.name
        for page in ADDRESSES
        if page.needs in MAY[role] and _tells(house, browser, page, things, token=token)
    }

    assert told == set()
    assert _traces(house) == before


def test_r6_the_calendar_leaves_out_the_statement_of_a_hidden_case(house: House) -> None:
    """Her feed holds nothing of it; the deputy's does."""
    things = _a_case_with_a_request(house, Label.COMPLAINT)
    _hide(house, things.journal, AccountRole.OFFICER)

    feeds = {role: _feed(house, role) for role in (AccountRole.OFFICER, AccountRole.DEPUTY)}

    assert things.case_number not in feeds[AccountRole.OFFICER]
    assert things.case_number in feeds[AccountRole.DEPUTY]


def _a_case_with_a_request(house: House, label: Label) -> Things:
    journal = house.files(a_decision(label), LETTER)
    case_number = house.entry(journal).case_number
    fields = {"question": WORDS[1], "excerpt": WORDS[0], "due_on": "2026-11-26"}
    path = f"/vorgang/{case_number}/stellungnahme"
    answer = house.sign_in(AccountRole.DEPUTY).send(path, whom="0 leader", **fields)
    assert answer.status_code == 303
    return Things(journal=journal, case_number=case_number)


def _hide(house: House, journal: int, role: AccountRole) -> None:
    with writing(house.engine) as tx:
        line = update(journal_lines).where(journal_lines.c.number == journal)
        named = house.filing.keys.hash("name", FULL_NAMES[role])
        tx.execute(line.values(hidden_from=named))


def _tells(house: House, browser: Browser, page: Page, things: Things, *, token: str) -> bool:
    """Say whether an answer is more than a refusal, or holds number or words of the case."""
    path = path_of(page, house, things)
    fields = {"csrf_token": token, "row_version": "2", "answer": "x", "by": "x"}
    answer = browser.client.open(path, method=page.method, data=fields, buffered=True)
    page_text = answer.get_data().decode("utf-8", "replace")
    is_of_case = "<number>" in page.rule
    is_refused = answer.status_code in {400, 404} if page.method == "POST" else False
    if is_of_case and answer.status_code != 404 and not is_refused:
        return True
    return any(word in page_text.replace(path, "") for word in (things.case_number, *WORDS))


def _traces(house: House) -> tuple[int, tuple[str, ...]]:
    """Return how much is in the history, and how the requests stand."""
    with reading(house.engine) as tx:
        events = len(tx.execute(select(case_events.c.id)).all())
        states = tuple(tx.execute(select(statement_requests.c.state)).scalars())
    return events, states


def _feed(house: House, role: AccountRole) -> str:
    page = house.sign_in(role).send("/kalender", page="/kalender").text
    (path,) = re.findall(r"<code>http://localhost(/kalender/[a-z2-7]{24}\.ics)</code>", page)
    return house.visitor().see(path).text
