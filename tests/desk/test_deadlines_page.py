"""All limits that run, by day (R10, R14, R29)."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from cases.labels import Label, Way
from cases.limits import CountedDay, Term
from cases.running import Counted
from desk.words.limits import counting
from store import deadlines
from store.case_tables import measures
from store.engine import writing
from store.people.accounts import AccountRole
from tests.desk.asking import asked
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.elements import Elements


def headings(page: str) -> list[str]:
    """Return the headings of the list."""
    return re.findall(r"<h2[^>]*>([^<]*)</h2>", page)


def test_r10_the_soonest_limit_stands_first(house: House) -> None:
    """Received a week apart, the older one comes first."""
    newer = house.files(a_decision(Label.COMPLAINT))
    older = house.files(a_decision(Label.COMPLAINT), received_at=house.now - timedelta(days=7))

    page = house.sign_in().see("/fristen?art=close").text

    first, second = house.entry(older).case_number, house.entry(newer).case_number
    assert page.index(first) < page.index(second)


@pytest.mark.parametrize(
    ("passed", "heading"),
    [(0, "Später"), (14, "Diese Woche"), (18, "Heute"), (19, "Überschritten")],
)
def test_r10_a_limit_moves_up_as_its_day_comes(house: House, passed: int, heading: str) -> None:
    """Fourteen working days from Monday 23 November end on Friday 11 December."""
    house.files(a_decision(Label.COMPLAINT))
    house.pass_time(timedelta(days=passed))

    page = house.sign_in().see("/fristen?art=close").text

    assert headings(page) == [heading]


def test_r24_petitions_stand_before_limits_that_end_sooner(house: House) -> None:
    """Under a heading of their own, which comes first."""
    house.files(a_decision(Label.PETITION))
    house.files(a_decision(Label.COMPLAINT), received_at=house.now - timedelta(days=30))

    page = house.sign_in().see("/fristen").text

    assert headings(page)[:2] == ["Petitionen und Eingaben", "Überschritten"]


def test_r14_every_limit_says_how_it_was_counted(house: House) -> None:
    """Term, first day, and what does not count."""
    house.files(a_decision(Label.COMPLAINT))

    page = house.sign_in().see("/fristen?art=close").text

    assert "14 Arbeitstage nach Mo, 23.11.2026. Wochenenden zählen nicht." in page


def test_r14_a_day_set_by_hand_says_so(house: House) -> None:
    """Moved to another day, it has no count."""
    number = house.files(a_decision(Label.COMPLAINT))
    with writing(house.engine) as tx:
        (close,) = [each for each in deadlines.open_of(tx, number) if each.kind == "close"]
        deadlines.move(tx, number, close.kind, due_on=close.due_on + timedelta(days=3))

    page = house.sign_in().see("/fristen?art=close").text

    assert "am Arbeitsplatz festgelegt" in page


def test_r18_statements_and_measures_stand_among_them(house: House) -> None:
    """They have days of their own."""
    request = asked(house)
    with writing(house.engine) as tx:
        tx.execute(
            insert(measures).values(
                case_number=request.asked.case_number,
                owner_unit="Leistung 1",
                due_on=request.asked.due_on,
                entered_at=house.now,
                entered_by="officer",
                text="Neue Telefonanlage",
            )
        )

    page = house.sign_in().see("/fristen").text

    assert "Stellungnahme einer Stelle" in page
    assert "Maßnahme" in page
    assert "Telefonanlage" not in page


def test_the_list_can_be_narrowed_to_one_kind(house: House) -> None:
    """The choice stays; a kind that does not exist shows all."""
    asked(house)
    browser = house.sign_in()

    narrowed = browser.see("/fristen?art=statement").text
    every = browser.see("/fristen?art=employee").text

    assert "Stellungnahme einer Stelle</th>" in narrowed
    assert "Vorgang abschließen</th>" not in narrowed
    assert 'value="statement" selected' in narrowed
    assert "Vorgang abschließen</th>" in every


def test_r29_the_director_sees_limits_of_cases_alone(house: House) -> None:
    """What nobody has decided is not the director's to see."""
    suspected = house.files(a_decision(Label.OBJECTION, asks=frozenset({Way.SGG})))
    case = house.entry(house.files(a_decision(Label.COMPLAINT))).case_number

    page = house.sign_in(AccountRole.DIRECTOR).see("/fristen").text

    assert case in page
    assert f"Eingang {suspected}" not in page


def test_r6_a_limit_of_what_may_be_about_somebody_is_hidden_from_that_account(
    house: House,
) -> None:
    """The deputy sees it, the officer whom it names does not."""
    letter = a_letter("Erika Beispiel hat mich angeschrien und beleidigt.")
    number = house.files(
        a_decision(Label.SUPERVISORY_COMPLAINT, asks=frozenset({Way.DIRECTOR})), letter
    )

    assert f"Eingang {number}" not in house.sign_in().see("/fristen").text
    assert f"Eingang {number}" in house.sign_in(AccountRole.DEPUTY).see("/fristen").text


@pytest.mark.parametrize("role", [AccountRole.AUDITOR, AccountRole.ADMIN])
def test_r29_others_have_no_list_of_limits(house: House, role: AccountRole) -> None:
    """Neither the page nor the calendar."""
    browser = house.sign_in(role)

    assert browser.see("/fristen").status_code == 403
    assert browser.see("/kalender").status_code == 403


def test_r7_the_list_holds_no_word_of_a_letter(house: House) -> None:
    """Numbers and kinds alone; nobody's name."""
    house.files(a_decision(Label.COMPLAINT), a_letter("Marderschaden", subject="Dachboden"))

    words = Elements.of(house.sign_in().see("/fristen").text).words

    for secret in ("Marderschaden", "Dachboden", "Anna", "citizen"):
        assert secret not in words


def test_r14a_a_limit_that_would_end_on_a_free_day_says_why_it_is_moved(house: House) -> None:
    """Fourteen calendar days from Saturday 21 November end on a Saturday, so on Monday."""
    saturday = house.now - timedelta(days=2)
    house.files(a_decision(Label.PETITION), received_at=saturday)

    page = house.sign_in().see("/fristen?art=petition").text

    assert "14 Kalendertage nach Sa, 21.11.2026." in page
    assert "gilt der nächste Arbeitstag (§ 26 SGB X)" in page


def test_r14_holidays_that_do_not_count_are_named(house: House) -> None:
    """Not only weekends are skipped."""
    day = date(2026, 12, 8)
    counted = Counted(
        start=date(2026, 12, 7),
        term=Term.parse("1 working day"),
        days=(
            CountedDay(day=day, number=None, because="Ein Feiertag"),
            CountedDay(day=date(2026, 12, 9), number=1),
        ),
    )

    told = counting(counted)

    assert told == "1 Arbeitstag nach Mo, 07.12.2026. Nicht gezählt: Di, 08.12.2026 (Ein Feiertag)."
