"""The first day in the house is one, wherever the officer confirms it (R12, R14, R26)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from werkzeug.test import TestResponse

from cases.deadlines import DeadlineKind
from cases.duties import DutyKind
from cases.labels import Label, Way
from cases.office import Alerts
from intake.filing_tools import Order
from intake.orders.receipt_day import confirm_receipt
from intake.sweep import send_warnings
from store import deadlines
from store.engine import reading
from store.people.accounts import AccountRole
from tests.desk.asking import mails_to
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.petitions import (
    a_boards_petition,
    a_petition,
    authorise,
    confirm,
    known,
    limits_of,
    send,
    set_competence,
    write,
)

OFFICER, DEPUTY = "e.beispiel@jobcenter.example", "m.vertretung@jobcenter.example"
UNSURE = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))
THURSDAY, FRIDAY = date(2026, 11, 19), date(2026, 11, 20)


def confirm_on_message(house: House, journal: int, day: str) -> TestResponse:
    """Send the form of the message's page as it is on the screen."""
    version = house.entry(journal).row_version
    path = f"/eingang/{journal}/eingangstag"
    return house.sign_in().send(path, day=day, row_version=version)


def test_r14_r26_the_day_of_the_petition_is_the_day_of_its_message(house: House) -> None:
    """Confirmed on the petition's page, it moves every limit of the message."""
    number = a_petition(house)

    confirm(house, house.sign_in(), number, day="2026-11-19")

    assert house.entry(1).received_on == THURSDAY
    assert known(house, number).case.received_on == THURSDAY
    assert limits_of(house, number) == {
        "first_reaction": date(2026, 11, 30),
        "petition": date(2026, 12, 3),
        "petition_support_office": date(2026, 12, 9),
    }
    assert {duty.kind: duty.due_on for duty in house.duties_of(1)} == {
        DutyKind.PETITION: date(2026, 12, 3),
        DutyKind.NOTICE_BY_HAND: date(2026, 11, 30),
    }


def test_r14_r26_the_day_of_the_message_is_the_day_of_its_petition(house: House) -> None:
    """Confirmed on the message's page, the petition's page asks no more; the last word holds."""
    number = a_petition(house)
    confirm(house, house.sign_in(), number, day="2026-11-19")

    confirm_on_message(house, 1, "2026-11-20")

    petition = known(house, number).petition
    assert petition.is_confirmed
    assert petition.received_on == FRIDAY
    assert limits_of(house, number)["petition"] == date(2026, 12, 4)
    assert limits_of(house, number)["first_reaction"] == date(2026, 12, 1)


def test_r14_who_saw_the_petition_before_the_day_changed_loses(house: House) -> None:
    """Either page makes the other's form old."""
    number = a_petition(house)
    confirm_on_message(house, 1, "2026-11-20")

    answer = house.sign_in().send(
        f"/petition/{number}/eingang", received_on="2026-11-19", row_version=0
    )

    assert answer.status_code == 409
    assert house.entry(1).received_on == FRIDAY


@pytest.mark.parametrize("day", ["2026-11-24", "2025-11-01"])
def test_r14_a_day_that_the_messages_page_refuses_is_refused_on_the_petitions(
    house: House, day: str
) -> None:
    """Not after it was here, not more than a year before; on Tuesday a Monday's mail was here."""
    number = a_petition(house)
    house.clock[0] = datetime(2026, 11, 25, 8, tzinfo=UTC)

    answer = confirm(house, house.sign_in(), number, day=day)

    assert answer.status_code == 400
    assert not known(house, number).petition.is_confirmed


def test_r25_r26_a_request_that_followed_the_copy_has_a_day_of_its_own(house: House) -> None:
    """The customer's letter stays where it was; until confirmed, the earlier day counts."""
    number = a_petition(house)
    confirm_on_message(house, 1, "2026-11-20")
    for is_copy in ("yes", "no"):
        version = known(house, number).row_version
        path = f"/petition/{number}/abschrift"
        house.sign_in().send(path, is_copy=is_copy, row_version=version)
    house.clock[0] = datetime(2026, 12, 1, 8, tzinfo=UTC)
    asked_again = known(house, number).petition

    confirm(house, house.sign_in(), number, day="2026-11-30")

    petition = known(house, number).petition
    assert (asked_again.is_confirmed, asked_again.received_on) == (False, FRIDAY)
    assert (petition.is_confirmed, petition.received_on) == (True, date(2026, 11, 30))
    assert house.entry(1).received_on == FRIDAY
    assert limits_of(house, number)["petition"] == date(2026, 12, 14)
    assert limits_of(house, number)["first_reaction"] == date(2026, 12, 1)


def test_r14_limits_move_though_the_office_has_named_a_closing_day_meanwhile(
    house: House,
) -> None:
    """Both letters came on Thursday; before the officer says so, a day of December is taken."""
    closed = replace(house.office.calendar, closing_days=frozenset({date(2026, 12, 1)}))
    tools = replace(house.filing, office=replace(house.office, calendar=closed))
    sure, unsure = house.files(), house.files(UNSURE, a_letter("Noch ein Brief."))

    for number in (sure, unsure):
        entry = house.entry(number)
        order = Order(by="officer", row_version=entry.row_version)
        assert confirm_receipt(entry, tools, day=THURSDAY, order=order)

    with reading(house.engine) as tx:
        limits = {each.kind: each.due_on for each in deadlines.open_of(tx, sure)}
    assert limits[DeadlineKind.CLOSE] == date(2026, 12, 10)
    assert limits[DeadlineKind.FIRST_REACTION] == date(2026, 11, 30)
    due = {duty.kind: duty.due_on for number in (sure, unsure) for duty in house.duties_of(number)}
    assert due == {DutyKind.CASE: date(2026, 12, 10), DutyKind.DECIDE: date(2026, 11, 30)}


def test_r12_the_steps_count_from_the_confirmed_day(house: House) -> None:
    """Here since the Wednesday before, passed on on Monday: on Wednesday the deputy is told."""
    alerts = Alerts(officer=OFFICER, deputy=DEPUTY)
    tools = replace(house.filing, office=replace(house.office, alerts=alerts))
    number = house.files(UNSURE, a_letter(sender="Uwe Amt <uwe.amt@jobcenter.example>"))
    confirm_on_message(house, number, "2026-11-18")

    house.clock[0] = datetime(2026, 11, 25, 8, tzinfo=UTC)
    send_warnings(tools)

    assert {address: len(mails_to(house, address)) for address in (OFFICER, DEPUTY)} == {
        OFFICER: 1,
        DEPUTY: 1,
    }


def test_r12_a_day_that_moves_a_limit_lets_it_be_told_anew(house: House) -> None:
    """Imported under an old day, warned of, then confirmed as new: the new day is warned of."""
    tools = replace(house.filing, office=replace(house.office, alerts=Alerts(officer=OFFICER)))
    number = house.files(received_at=datetime(2026, 11, 4, 8, tzinfo=UTC))
    send_warnings(tools)
    confirm_on_message(house, number, "2026-11-23")
    house.clock[0] = datetime(2026, 12, 9, 8, tzinfo=UTC)

    send_warnings(tools)

    assert len(mails_to(house, OFFICER)) == 2


def test_r26_nothing_is_sent_before_the_day_of_receipt_is_confirmed(house: House) -> None:
    """Page and refusal say in words what is missing."""
    number = a_petition(house)
    browser = house.sign_in()
    set_competence(house, browser, number, "agency")
    write(browser, number)

    page = browser.see(f"/petition/{number}").text
    answer = send(house, browser, number, target="post", posted_on="2026-11-23")

    missing = "Der Eingang der Anforderung ist noch nicht bestätigt."
    assert missing in page
    assert answer.status_code == 400
    assert missing in answer.text
    assert not known(house, number).petition.is_sent


def test_r28_the_boards_statement_waits_for_the_committees_day(house: House) -> None:
    """Both authorisations are there; still nobody could say whether it is in time."""
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    number = a_boards_petition(house, officer)
    for sponsor, name in (("agency", "Anna Vorsitz"), ("county", "Karl Landmann")):
        authorise(director, number, sponsor, name)
    set_competence(house, officer, number, "board")

    answer = send(house, director, number, path="autorisiert-senden", target="post")

    assert "Die Frist des Petitionsausschusses ist nicht eingetragen" in answer.text
    assert answer.status_code == 400
    assert not known(house, number).petition.is_sent


def test_r14_the_page_of_limits_counts_from_the_confirmed_day(house: House) -> None:
    """Of a message without a case, too."""
    number = house.files(UNSURE, a_letter(sender="Uwe Amt <uwe.amt@jobcenter.example>"))
    confirm_on_message(house, number, "2026-11-18")

    page = house.sign_in().see("/fristen").text

    assert "7 Arbeitstage nach Mi, 18.11.2026." in page
