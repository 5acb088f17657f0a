"""Who is on duty is switched at the desk (R11)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from store.engine import reading
from store.people.accounts import AccountRole
from store.tables import dispatch_wires
from tests.desk.builders import House

MAX = {"name": "Max Vertretung", "from_on": "2026-11-23", "until_on": "2026-11-27"}


def letters_of(house: House) -> bytes:
    """Return the wires of everything that waits to be sent."""
    with reading(house.engine) as tx:
        return b"".join(tx.execute(select(dispatch_wires.c.content)).scalars())


def test_r11_letters_name_the_deputy_who_was_entered_as_on_duty(house: House) -> None:
    """The desk's word goes before the dates of the settings, from the next letter on."""
    house.sign_in().send("/vertretung", page="/vertretung", **MAX)
    house.files()

    assert b"Max Vertretung" in letters_of(house)
    assert b"Erika Beispiel" not in letters_of(house)


def test_r11_after_the_last_day_letters_name_the_officer_again(house: House) -> None:
    """On Monday a week later the spell is over."""
    house.sign_in().send("/vertretung", page="/vertretung", **MAX)
    house.pass_time(timedelta(days=7))
    house.files()

    assert b"Erika Beispiel" in letters_of(house)
    assert b"Max Vertretung" not in letters_of(house)


def test_r11_the_latest_entry_counts_and_can_be_taken_back(house: House) -> None:
    """The officer is back for a day; without that entry the deputy has it again."""
    browser = house.sign_in()
    browser.send("/vertretung", page="/vertretung", **MAX)
    browser.send("/vertretung", page="/vertretung", **{**MAX, "name": "Erika Beispiel"})
    assert "Im Dienst: Erika Beispiel" in browser.see("/").text

    browser.send("/vertretung/2/zuruecknehmen", page="/vertretung")

    assert "Im Dienst: Max Vertretung" in browser.see("/").text


@pytest.mark.parametrize("role", list(AccountRole))
def test_r11_everybody_sees_who_is_on_duty(house: House, role: AccountRole) -> None:
    """The head of every page says so."""
    page = house.sign_in(role).client.get("/", follow_redirects=True).text

    assert "Im Dienst: Erika Beispiel" in page


@pytest.mark.parametrize("role", [AccountRole.DIRECTOR, AccountRole.AUDITOR, AccountRole.ADMIN])
def test_r29_only_officer_and_deputy_switch_the_duty(house: House, role: AccountRole) -> None:
    """Others are turned away, by the page and by the form."""
    browser = house.sign_in(role)

    assert browser.see("/vertretung").status_code == 403
    assert browser.send("/vertretung", **MAX).status_code in {400, 403}


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": "Niemand"}, "wer im Dienst ist"),
        ({"from_on": "31.02.2026"}, "beide Tage"),
        ({"until_on": "2026-11-20"}, "liegt vor dem ersten"),
        ({"from_on": "2026-11-02", "until_on": "2026-11-06"}, "schon vorbei"),
    ],
)
def test_a_spell_that_cannot_be_is_explained_and_stays_in_the_form(
    house: House, changes: dict[str, str], complaint: str
) -> None:
    """Nothing is entered; what was typed is not lost."""
    answer = house.sign_in().send("/vertretung", page="/vertretung", **{**MAX, **changes})

    assert answer.status_code == 400
    assert complaint in answer.text
    assert f'value="{(MAX | changes)["until_on"]}"' in answer.text


def test_taking_back_twice_says_that_it_was_done(house: House) -> None:
    """Two people press the same button."""
    browser = house.sign_in()
    browser.send("/vertretung", page="/vertretung", **MAX)
    for _ in range(2):
        browser.send("/vertretung/1/zuruecknehmen", page="/vertretung")

    assert "war schon zurückgenommen" in browser.see("/vertretung").text


def test_r33_switching_the_duty_is_logged(house: House) -> None:
    """Who did it stands in the log."""
    house.sign_in().send("/vertretung", page="/vertretung", **MAX)

    assert ("officer", "set_duty", None) in house.accesses()


def test_r11_a_second_press_of_the_button_enters_nothing(house: House) -> None:
    """One entry taken back is the whole spell taken back."""
    browser = house.sign_in()
    browser.send("/vertretung", page="/vertretung", **MAX)
    browser.send("/vertretung", page="/vertretung", **MAX)

    browser.send("/vertretung/1/zuruecknehmen", page="/vertretung")

    assert "Im Dienst: Erika Beispiel" in browser.see("/").text
