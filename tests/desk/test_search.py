"""One field finds numbers, people and days, and no word of a text (R33, R35)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from cases.labels import Label, Way
from cases.plan import CaseOpening
from desk.forms.search_terms import Terms, terms_of
from store import register
from store.engine import writing
from store.people.accounts import AccountRole
from store.tables import cases
from tests.desk.builders import MONDAY_NINE, Browser, House, a_decision, a_letter

TODAY = date(2026, 11, 23)


@pytest.fixture
def officer(house: House) -> Browser:
    """Give the officer at the desk."""
    return house.sign_in()


def a_case(house: House, number: str = "2026-111111", **values: object) -> str:
    """Enter a case of this number."""
    with writing(house.engine) as tx:
        register.open_case(
            tx,
            number,
            CaseOpening(labels=(Label.COMPLAINT,), party=None),
            received_on=TODAY,
            party_hash="",
            at=house.now,
        )
        if values:
            tx.execute(update(cases).where(cases.c.number == number).values(**values))
    return number


def found(browser: Browser, words: str) -> list[str]:
    """Return the cases and messages that the search shows."""
    page = browser.client.get("/suche", query_string={"q": words}, buffered=True).text
    rows = re.findall(r'<th scope="row"><a href="/(?:vorgang|eingang)/([^"]+)"', page)
    return sorted(rows)


@pytest.mark.parametrize(
    "words",
    [
        "2026-048213",
        "048213",
        "48213",
        "2026 48213",
        "2026048213",
        "2026/048213",
        "Vorgang 2026-048213",
        "Az.: 2026-048213",
        "2O26-O48213",
        "8213",
        "2026-048231",
        "2026-048273",
    ],
)
def test_a_case_number_is_found_as_people_write_it(
    house: House, officer: Browser, words: str
) -> None:
    """Whole, in part, with other marks, with O for 0, with one slip."""
    a_case(house, "2026-777777")
    wanted = a_case(house, "2026-048213")

    assert found(officer, words) == [wanted]


def test_a_right_number_brings_no_similar_ones(house: House, officer: Browser) -> None:
    """Only where nothing fits, a slip is thought of."""
    wanted = a_case(house, "2026-048213")
    a_case(house, "2026-048231")

    assert found(officer, "2026-048213") == [wanted]


@pytest.mark.parametrize(
    "words",
    ["Müller", "mueller", "MÜLLER", "müller grazyna", "Grażyna", "GRAŻYNA MUELLER", "gm@citizen"],
)
def test_a_person_is_found_by_name_or_address(house: House, officer: Browser, words: str) -> None:
    """Capital letters, umlauts and the order of names do not matter."""
    party = {"party_name": "Grażyna Müller", "party_address": "gm@citizen.example"}
    wanted = a_case(house, **party)
    a_case(house, "2026-222222", party_name="Anna Muster", party_address="am@citizen.example")

    assert found(officer, words) == [wanted]


@pytest.mark.parametrize("words", ["%", "_____", "M%ller", "' OR 1=1 --", "\\", "a"])
def test_signs_of_the_database_are_signs_like_others(
    house: House, officer: Browser, words: str
) -> None:
    """They find nothing of their own."""
    a_case(house, party_name="Bernd Blume", party_address="bb@citizen.example")

    assert found(officer, words) == []


@pytest.mark.parametrize("words", ["23.11.2026", "23.11.26", "2026-11-23", "23.11.", "23.11"])
def test_a_day_finds_what_came_on_it(house: House, officer: Browser, words: str) -> None:
    """The case and the message; what came the day before does not."""
    house.files(received_at=MONDAY_NINE - timedelta(days=1))
    number = house.files(content=a_letter("anderer Brief"))

    assert found(officer, words) == [str(number), house.entry(number).case_number]


@pytest.mark.parametrize("day", ["1.1.0001", "0001-01-01", "31.12.9999", "9999-12-31"])
def test_a_day_beyond_every_calendar_finds_nothing(officer: Browser, day: str) -> None:
    """A slip in the year is no error of the page."""
    assert officer.see(f"/suche?q={day}").status_code == 200


def test_r14_the_day_is_that_of_the_office(house: House, officer: Browser) -> None:
    """Half past eleven at night in UTC is the next day in Berlin."""
    house.arrives(received_at=MONDAY_NINE.replace(hour=23, minute=30) - timedelta(days=1))
    house.decides(1, a_decision(Label.COMPLAINT))

    assert "1" in found(officer, "23.11.2026")


def test_a_journal_number_finds_its_message(house: House, officer: Browser) -> None:
    """Exactly that one."""
    for turn in range(3):
        house.files(a_decision(Label.OBJECTION), a_letter(f"Brief {turn}"))

    assert found(officer, "Eingang 2") == ["2"]


def test_r33_a_search_for_a_person_is_logged_as_such(house: House, officer: Browser) -> None:
    """Without the words, which may be a name."""
    found(officer, "Anna Muster")
    found(officer, "2026-048213")

    assert house.accesses()[-2:] == [("officer", "search_party", None), ("officer", "search", None)]


def test_r6_what_is_about_the_officer_is_not_found_by_the_officer(house: House) -> None:
    """Neither by number, nor by person, nor by day; the deputy finds it."""
    labels = (Label.SUPERVISORY_COMPLAINT, Label.COMPLAINT)
    decision = a_decision(*labels, asks=frozenset({Way.DIRECTOR}))
    number = house.files(decision, a_letter("Erika Beispiel hat mich angeschrien."))
    case = house.entry(number).case_number
    officer, deputy = house.sign_in(), house.sign_in(AccountRole.DEPUTY)

    searches = (case, str(number), "Anna", "23.11.2026")

    assert [found(officer, words) for words in searches] == [[], [], [], []]
    assert all(found(deputy, words) for words in searches)


def test_r29_the_director_finds_cases_but_no_messages(house: House) -> None:
    """The director sees proofs, not texts."""
    case = a_case(house)

    assert found(house.sign_in(AccountRole.DIRECTOR), "23.11.2026") == [case]


@pytest.mark.parametrize("role", [AccountRole.AUDITOR, AccountRole.ADMIN])
def test_r29_who_may_not_see_the_register_cannot_search(house: House, role: AccountRole) -> None:
    """Neither the page nor the field."""
    browser = house.sign_in(role)

    assert browser.see("/suche?q=1").status_code == 403
    assert 'role="search"' not in browser.client.get("/", follow_redirects=True).text


def test_nothing_found_is_said(officer: Browser) -> None:
    """And the field keeps what was typed."""
    page = officer.see("/suche?q=Nirgendwer").text

    assert "Nichts gefunden" in page
    assert 'value="Nirgendwer"' in page


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Terms()),
        ("17", Terms(digits=("17",), journal=17)),
        ("2026-17", Terms(digits=("2026", "17"))),
        ("31.02.2026", Terms(digits=("31", "02", "2026"))),
        ("1.12.", Terms(day=date(2026, 12, 1))),
        ("Öztürk", Terms(words=("oeztuerk",))),
        ("Weiß a", Terms(words=("weiss",))),
        ("l", Terms()),
        ("²", Terms()),
    ],
)
def test_how_a_typed_text_can_be_meant(typed: str, expected: Terms) -> None:
    """Number, day or person."""
    assert terms_of(typed, today=TODAY) == expected
