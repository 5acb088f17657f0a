"""Long lists stay quick: what they ask the store does not grow with their length (R10)."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from cases.decision import OtherKind
from cases.labels import Label, Way
from cases.limits import WorkCalendar
from desk.words.days import limits_on
from tests.desk.builders import Browser, House, a_decision, a_letter

EVERY_KIND = (
    a_decision(Label.OBJECTION, asks=frozenset({Way.SGG})),
    a_decision(Label.OBJECTION, Label.COMPLAINT),
    a_decision(Label.OTHER, other_kind=OtherKind.PASS_ON),
    a_decision(Label.OTHER, other_kind=OtherKind.ADVERTISING),
)


@pytest.mark.parametrize("path", ["/", "/weitergeben", "/vorgaenge", "/abgaben"])
def test_r10_a_list_asks_the_store_as_often_for_many_messages_as_for_few(
    house: House, path: str
) -> None:
    """One message of each kind, then four times as many."""
    browser = house.sign_in()
    file_one_of_each_kind(house, 1)

    few = questions_asked(house, browser, path)
    for turn in (2, 3, 4):
        file_one_of_each_kind(house, turn)
    many = questions_asked(house, browser, path)

    assert many == few


def test_r14_the_working_days_until_a_date_are_counted_once_for_a_list() -> None:
    """However many lines end that day."""
    holidays = CountingHolidays()
    calendar = WorkCalendar(timezone=ZoneInfo("Europe/Berlin"), holidays=holidays)
    limit = limits_on(date(2026, 11, 23), calendar)

    first = limit(date(2026, 12, 11))
    asked = holidays.asked
    again = limit(date(2026, 12, 11))

    assert first.wording == "noch 14 Arbeitstage"
    assert again == first
    assert (asked, holidays.asked) == (18, 18)


class CountingHolidays(dict[date, str]):
    """No holidays at all; counts how often somebody asked."""

    asked = 0

    def __contains__(self, day: object) -> bool:
        """Count the question."""
        self.asked += 1
        return super().__contains__(day)


def questions_asked(house: House, browser: Browser, path: str) -> int:
    """Return how many questions the store was asked for a page."""
    questions: list[str] = []

    def note(_c: object, _u: object, statement: str, _p: object, _x: object, _m: object) -> None:
        if statement.startswith("SELECT"):
            questions.append(statement)

    event.listen(house.engine, "before_cursor_execute", note)
    assert browser.see(path).status_code == 200
    event.remove(house.engine, "before_cursor_execute", note)
    return len(questions)


def file_one_of_each_kind(house: House, turn: int) -> None:
    """Take in one message of each kind, each from a person of its own."""
    for place, decision in enumerate(EVERY_KIND):
        letter = a_letter(f"Brief {turn}", sender=f"A <a{turn}-{place}@citizen.example>")
        house.files(decision, letter)
