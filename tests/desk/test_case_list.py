"""The case list narrowed by what stands in the register, never by a word of a text (R10, R35)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from cases.labels import Label, Way
from desk.lists.filters import CaseFilter
from desk.pages.lists import case_list
from store.engine import writing
from store.people.accounts import AccountRole
from store.tables import cases
from tests.desk.builders import MONDAY_NINE, House, a_decision, a_letter


def listed(house: House, query: str = "") -> list[str]:
    """Return the cases that the officer sees."""
    page = house.sign_in().see(f"/vorgaenge?{query}").text
    return re.findall(r'<a href="/vorgang/([^"]+)"', page)


def a_case(house: House, label: Label = Label.COMPLAINT, *, days_ago: int = 0) -> str:
    """File a message that opens a case; return the case's number."""
    number = house.files(
        a_decision(label), a_letter(f"{label}"), received_at=MONDAY_NINE - timedelta(days=days_ago)
    )
    return house.entry(number).case_number


def change(house: House, number: str, **values: object) -> None:
    """Set columns of a case."""
    with writing(house.engine) as tx:
        tx.execute(update(cases).where(cases.c.number == number).values(**values))


def test_r10_cases_are_narrowed_to_a_category(house: House) -> None:
    """Praise alone."""
    a_case(house)
    praise = a_case(house, Label.PRAISE)

    assert listed(house, "was=praise") == [praise]


def test_a_case_of_two_categories_is_found_by_either(house: House) -> None:
    """The second label counts like the first."""
    number = house.files(a_decision(Label.COMPLAINT, Label.PRAISE))

    assert listed(house, "was=praise") == [house.entry(number).case_number]


@pytest.mark.parametrize(
    ("column", "value", "query"),
    [("unit", "Vermittlung", "stelle=Vermittlung"), ("channel", "telephone", "weg=telephone")],
)
def test_r10_cases_are_narrowed_to_unit_and_channel(
    house: House, column: str, value: str, query: str
) -> None:
    """What the register holds beside the text."""
    a_case(house)
    wanted = a_case(house, Label.SUGGESTION)
    change(house, wanted, **{column: value})

    assert listed(house, query) == [wanted]


def test_r10_cases_are_narrowed_to_days_of_receipt(house: House) -> None:
    """Both days count."""
    a_case(house, days_ago=7)
    wanted = a_case(house, Label.PRAISE, days_ago=3)
    a_case(house, Label.SUGGESTION)

    assert listed(house, "von=2026-11-20&bis=20.11.2026") == [wanted]


def test_r10_cases_are_narrowed_to_limits_that_are_over(house: House) -> None:
    """Fourteen working days: received five weeks ago it is over."""
    late = a_case(house, days_ago=35)
    a_case(house, Label.PRAISE)

    assert listed(house, "frist=vorbei") == [late]


def test_r24_petitions_stand_before_all_others(house: House) -> None:
    """Whatever the limit of the complaint."""
    complaint = a_case(house, days_ago=35)
    petition = a_case(house, Label.PETITION)

    assert listed(house) == [petition, complaint]


def test_closed_cases_stand_by_their_closing_the_last_first(house: House) -> None:
    """What was just closed is at hand."""
    first, second = a_case(house), a_case(house, Label.PRAISE)
    change(house, first, state="closed", closed_at=house.now)
    change(house, second, state="closed", closed_at=house.now + timedelta(hours=1))

    assert listed(house, "stand=abgeschlossen") == [second, first]


def test_the_rest_of_a_long_case_list_is_on_the_next_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way there keeps the filter."""
    monkeypatch.setattr(case_list, "SHOWN", 1)
    first, second = a_case(house, days_ago=3), a_case(house, Label.COMPLAINT)
    browser = house.sign_in()

    page = browser.see("/vorgaenge?weg=email").text

    assert f"/vorgang/{first}" in page
    assert 'href="/vorgaenge?seite=2&amp;weg=email"' in page
    assert listed(house, "weg=email&seite=2") == [second]


def test_r6_a_case_with_a_complaint_about_the_officer_is_not_in_the_officers_list(
    house: House,
) -> None:
    """The deputy works it."""
    labels = (Label.SUPERVISORY_COMPLAINT, Label.COMPLAINT)
    decision = a_decision(*labels, asks=frozenset({Way.DIRECTOR}))
    number = house.files(decision, a_letter("Erika Beispiel hat mich angeschrien."))
    case = house.entry(number).case_number

    deputy = house.sign_in(AccountRole.DEPUTY).see("/vorgaenge").text

    assert house.entry(number).hidden_from
    assert listed(house) == []
    assert f"/vorgang/{case}" in deputy


def test_r35_a_filter_knows_nothing_but_its_own_keys() -> None:
    """No name, no word, no unit that the office does not have."""
    asked = {
        "stelle": "Frau Müller",
        "was": "müller",
        "weg": "müller",
        "von": "Müller",
        "bis": "31.02.2026",
        "name": "Müller",
        "q": "Müller",
        "stand": "abgeschlossen",
    }

    assert CaseFilter.of(asked, units=("Leistung 1",)).query() == {"stand": "closed"}


def test_a_filter_and_its_address_say_the_same() -> None:
    """What an address asks for is asked for again by the address of the filter."""
    asked = {"was": "praise", "weg": "letter", "von": "2026-11-20", "frist": "heute"}

    wish = CaseFilter.of(asked, units=())

    assert wish.first == date(2026, 11, 20)
    assert wish.query() == asked
