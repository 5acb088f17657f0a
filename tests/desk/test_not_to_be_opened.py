"""A message that ends whoever reads it is not read at the desk either (R1)."""

from datetime import date

from cases.duties import ENDS_SERVICE, Duty, DutyKind
from store import duties
from store.engine import writing
from tests.desk.builders import House, a_letter


def lies_unread(house: House) -> int:
    """Let a message lie before the officer as one that nobody can read and live."""
    number = house.arrives(a_letter("Dieser Text beendet jeden, der ihn liest."))
    duty = Duty(kind=DutyKind.UNREADABLE, due_on=date(2026, 11, 30), detail=ENDS_SERVICE)
    with writing(house.engine) as tx:
        duties.open_duty(tx, duty, journal=number, at=house.now)
    return number


def test_r1_its_page_shows_no_word_of_it_and_says_where_it_lies(house: House) -> None:
    """Neither text nor buttons to decide, which would read it, too."""
    answer = house.sign_in().see(f"/eingang/{lies_unread(house)}")

    assert answer.status_code == 200
    assert "Der Inhalt kann hier nicht gezeigt werden" in answer.text
    assert "Das Original liegt im Postfach" in answer.text
    assert "beendet jeden" not in answer.text
    assert 'name="label"' not in answer.text


def test_r1_the_officer_ends_the_duty_when_the_matter_was_worked_elsewhere(house: House) -> None:
    """By one word on its page."""
    number = lies_unread(house)
    (duty,) = house.duties_of(number)
    page = f"/eingang/{number}"

    answer = house.sign_in().send(f"{page}/erledigt", page=page, duty=duty.id)

    assert answer.status_code == 303
    assert house.duties_of(number) == ()
