"""The officer puts right whose a message is and since when it is here (R9a, R14, R26)."""

from datetime import UTC, date, datetime

import pytest

from cases.duties import DutyKind
from cases.labels import Label, Way
from cases.letter import LetterKind
from store import deadlines, register
from store.engine import reading
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter

UNSURE = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))
WEDNESDAY = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def passed_on() -> bytes:
    """Return a colleague's mail with a citizen's letter in it."""
    return a_letter(
        "WG:\n\nVon: Anna Muster <anna@citizen.example>\nGesendet: Montag\n"
        "An: Info\nBetreff: Telefon\n\nDas Telefon ist nie besetzt.",
        sender="Uwe Amt <uwe.amt@jobcenter.example>",
    )


def correct(house: House, number: int, **fields: object) -> int:
    """Send the form that says who the citizen is; return the answer's code."""
    values = {"row_version": house.entry(number).row_version, **fields}
    return house.sign_in().send(f"/eingang/{number}/person", **values).status_code


def decide(house: House, number: int, **fields: object) -> None:
    """Press a button of the message's page."""
    values = {"row_version": house.entry(number).row_version, **fields}
    answer = house.sign_in().send(f"/eingang/{number}/entscheiden", **values)
    assert answer.status_code == 303


def test_r9a_the_page_proposes_the_citizen_and_names_the_channel(house: House) -> None:
    """And says that it is a guess."""
    number = house.files(UNSURE, passed_on())

    page = house.sign_in().see(f"/eingang/{number}").text

    assert 'value="anna@citizen.example"' in page
    assert "nur vermutet, weitergeleitet von" in page


def test_r9a_a_confirmed_address_gets_the_notice_and_is_the_party(house: House) -> None:
    """The officer's word is what was missing."""
    number = house.files(UNSURE, passed_on())

    assert correct(house, number, name="Anna Münster", address="a.muenster@citizen.example") == 303
    decide(house, number, label="complaint")

    with reading(house.engine) as tx:
        (record,) = register.cases(tx)
    assert (record.party_name, record.party_address) == (
        "Anna Münster",
        "a.muenster@citizen.example",
    )
    assert [line.kind for line in house.sent_for(number)] == [LetterKind.ACKNOWLEDGEMENT]
    assert house.recipient_hashes(number) == (
        house.filing.keys.hash("address", "a.muenster@citizen.example"),
    )


def test_r12_without_a_known_address_the_notice_is_to_be_printed(house: House) -> None:
    """Nothing goes to the guessed address."""
    number = house.files(UNSURE, passed_on())

    correct(house, number, name="Anna Muster", no_address="yes")
    decide(house, number, label="complaint")

    details = {d.kind: d.detail for d in house.duties_of(number)}
    assert details[DutyKind.NOTICE_BY_HAND] == "no_address"
    assert house.sent_for(number) == ()


def test_r9a_a_case_that_is_there_gets_the_right_party(house: House) -> None:
    """The program had opened it for the wrong person."""
    number = house.files(a_decision(Label.COMPLAINT), passed_on())

    correct(house, number, name="Berta Muster", address="berta@citizen.example")

    with reading(house.engine) as tx:
        (record,) = register.cases(tx)
        events = [event.what for event in register.events(tx, record.number)]
    assert record.party_name == "Berta Muster"
    assert record.party_hash == house.filing.keys.hash("address", "berta@citizen.example")
    assert "party_corrected" in events


@pytest.mark.parametrize("address", ["", "anna@", "kein Zeichen"])
def test_r9a_an_address_that_is_none_is_refused_and_stays_in_the_form(
    house: House, address: str
) -> None:
    """With what was typed."""
    number = house.files(UNSURE, passed_on())
    version = house.entry(number).row_version

    answer = house.sign_in().send(
        f"/eingang/{number}/person", name="Anna <b>", address=address, row_version=version
    )

    assert answer.status_code == 400
    assert "Anna &lt;b&gt;" in answer.text


def test_who_saw_an_older_state_corrects_nothing(house: House) -> None:
    """And whoever decides on the old party is told that something has changed."""
    number = house.files(UNSURE, passed_on())
    version = house.entry(number).row_version
    correct(house, number, name="Anna", address="anna@citizen.example")

    browser = house.sign_in(AccountRole.DEPUTY)
    answer = browser.send(f"/eingang/{number}/entscheiden", label="complaint", row_version=version)

    assert answer.status_code == 409


def test_r14_a_confirmed_day_moves_limits_duties_and_the_case(house: House) -> None:
    """Passed on to us on Monday, in the house since Wednesday of the week before."""
    number = house.files(a_decision(Label.COMPLAINT), passed_on())
    version = house.entry(number).row_version

    answer = house.sign_in().send(
        f"/eingang/{number}/eingangstag", day="18.11.2026", row_version=version
    )

    with reading(house.engine) as tx:
        limits = {each.kind: each.due_on for each in deadlines.open_of(tx, number)}
        (record,) = register.cases(tx)
    duties = {duty.kind: duty.due_on for duty in house.duties_of(number)}
    assert answer.status_code == 303
    assert limits == {"first_reaction": date(2026, 11, 27), "close": date(2026, 12, 8)}
    assert duties == {
        DutyKind.CASE: date(2026, 12, 8),
        DutyKind.NOTICE_BY_HAND: date(2026, 11, 27),
    }
    assert record.received_on == date(2026, 11, 18)


def test_r26_the_petitions_two_weeks_count_from_the_confirmed_day(house: House) -> None:
    """The page shows how."""
    number = house.files(a_decision(Label.PETITION))
    version = house.entry(number).row_version
    browser = house.sign_in()

    browser.send(f"/eingang/{number}/eingangstag", day="2026-11-20", row_version=version)

    with reading(house.engine) as tx:
        limits = {each.kind: each.due_on for each in deadlines.open_of(tx, number)}
    page = browser.see(f"/eingang/{number}").text
    assert limits["petition"] == date(2026, 12, 4)
    assert "Fr, 20.11.2026: Tag des Eingangs, zählt nicht" in page


@pytest.mark.parametrize("day", ["2026-11-24", "2025-11-01", "", "32.13.2026"])
def test_r14_an_impossible_day_is_refused(house: House, day: str) -> None:
    """Not after it was here, not more than a year before."""
    number = house.files(a_decision(Label.PETITION))
    version = house.entry(number).row_version

    answer = house.sign_in().send(f"/eingang/{number}/eingangstag", day=day, row_version=version)

    assert answer.status_code == 400
    assert house.entry(number).received_on is None


def test_r14_the_letter_to_print_names_the_confirmed_day(house: House) -> None:
    """Not the day on which the colleague passed it on."""
    number = house.files(a_decision(Label.COMPLAINT), passed_on())
    version = house.entry(number).row_version
    browser = house.sign_in()
    browser.send(f"/eingang/{number}/eingangstag", day="2026-11-18", row_version=version)

    assert "18.11.2026" in browser.see(f"/eingang/{number}/bestaetigung").text


def test_r14_mail_of_our_server_asks_for_no_day(house: House) -> None:
    """The server's time counts."""
    number = house.files(a_decision(Label.COMPLAINT))

    assert "Eingangstag bestätigen" not in house.sign_in().see(f"/eingang/{number}").text


def test_r33_both_are_logged(house: House) -> None:
    """Who, which message."""
    number = house.files(a_decision(Label.PETITION), received_at=WEDNESDAY)
    correct(house, number, name="Anna", address="anna@citizen.example")
    version = house.entry(number).row_version
    house.sign_in().send(f"/eingang/{number}/eingangstag", day="2026-11-18", row_version=version)

    assert ("officer", "confirm_party", number) in house.accesses()
    assert ("officer", "confirm_day", number) in house.accesses()
