"""Limits in an account's own calendar, as RFC 5545 asks for (R7, R10, R29)."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import update
from werkzeug.test import TestResponse

from cases.labels import Label, Way
from store import deadlines
from store.engine import reading, writing
from store.people import accounts, calendar_feeds
from store.people.accounts import AccountRole
from store.tables import accounts as account_rows
from tests.desk.asking import asked
from tests.desk.builders import House, a_decision, a_letter


def an_address(house: House, role: AccountRole = AccountRole.OFFICER) -> str:
    """Make a feed at the desk and return the path that is shown."""
    page = house.sign_in(role).send("/kalender", page="/kalender").text
    (found,) = re.findall(r"<code>http://localhost(/kalender/[a-z2-7]{24}\.ics)</code>", page)
    return str(found)


def fetched(house: House, address: str) -> TestResponse:
    """Ask for a feed as a calendar program does, without any session."""
    return house.desk.test_client().get(address)


def events(house: House, address: str) -> list[object]:
    """Return the events of a feed, as another program reads them."""
    return list(Calendar.from_ical(fetched(house, address).data).walk("VEVENT"))


def test_r10_a_limit_is_a_whole_day_in_the_calendar(house: House) -> None:
    """It begins on its last day and ends on the day after; it blocks nobody's time."""
    case = house.entry(house.files(a_decision(Label.COMPLAINT))).case_number

    (event,) = [
        each for each in events(house, an_address(house)) if "abschließen" in each["summary"]
    ]

    assert event["summary"] == f"Vorgang {case}: Vorgang abschließen"
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 11), date(2026, 12, 12))
    assert event["transp"] == "TRANSPARENT"


def test_a_limit_that_moves_keeps_its_uid(house: House) -> None:
    """The calendar moves the entry instead of adding a second one."""
    number = house.files(a_decision(Label.COMPLAINT))
    address = an_address(house)
    before = {event["uid"]: event["dtstart"].dt for event in events(house, address)}
    with writing(house.engine) as tx:
        for each in deadlines.open_of(tx, number):
            deadlines.move(tx, number, each.kind, due_on=each.due_on + timedelta(days=3))

    after = {event["uid"]: event["dtstart"].dt for event in events(house, address)}

    assert set(before) == set(after)
    assert f"close-{number}@jobcenter.example" in after
    assert all(after[uid] - day == timedelta(days=3) for uid, day in before.items())


def test_the_feed_keeps_to_the_format(house: House) -> None:
    """Lines end with CRLF, none is longer than 75 octets, all else is escaped and in UTF-8."""
    asked(house)
    answer = fetched(house, an_address(house))

    lines = answer.data.split(b"\r\n")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
    assert b"VERSION:2.0" in lines
    assert any(line.startswith(b"DTSTART;VALUE=DATE:20261127") for line in lines)
    assert b"X-WR-CALNAME:KRM-Fristen\\, Jobcenter Musterstadt" in lines


def test_r7_the_feed_holds_numbers_and_kinds_alone(house: House) -> None:
    """No name, no word of a letter, of a question or an excerpt."""
    asked(house)
    house.files(a_decision(Label.COMPLAINT), a_letter("Marderschaden", subject="Dachboden"))

    text = fetched(house, an_address(house)).text.replace("\r\n ", "")

    for secret in ("Anna", "citizen", "Marder", "Dachboden", "Telefon", "geschehen", "tl1@"):
        assert secret not in text
    assert "Stellungnahme einer Stelle" in text


def test_what_the_program_does_by_itself_is_in_no_calendar(house: House) -> None:
    """The neutral notice needs nobody."""
    house.files(a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER})))

    text = fetched(house, an_address(house)).text

    assert "von selbst" not in text


def test_r29_the_address_is_shown_once_and_kept_as_a_hash(house: House) -> None:
    """The page shows when it was made; the database cannot tell the address."""
    address = an_address(house)
    token = address.split("/")[-1].removesuffix(".ics")

    page = house.sign_in().see("/kalender").text

    assert token not in page
    assert "Angelegt am" in page
    with reading(house.engine) as tx:
        assert calendar_feeds.account_of(tx, token) is None


def test_r29_a_new_address_ends_the_old_one(house: House) -> None:
    """Whoever lost it makes another."""
    old = an_address(house)
    new = an_address(house)

    assert [fetched(house, each).status_code for each in (old, new)] == [404, 200]


def test_r29_an_ended_feed_gives_nothing(house: House) -> None:
    """Ended at the desk, by the one who made it."""
    address = an_address(house)
    house.sign_in().send("/kalender/beenden", page="/kalender")

    assert fetched(house, address).status_code == 404


def test_r29_a_locked_account_loses_its_feed_for_good(house: House) -> None:
    """It does not come back when the account is opened again."""
    address = an_address(house)
    with writing(house.engine) as tx:
        accounts.lock(tx, "officer")
    while_locked = fetched(house, address).status_code
    with writing(house.engine) as tx:
        accounts.unlock(tx, "officer")

    assert (while_locked, fetched(house, address).status_code) == (404, 404)


@pytest.mark.parametrize("role", [AccountRole.ADMIN, AccountRole.DIRECTOR])
def test_r29_another_role_ends_the_feed(house: House, role: AccountRole) -> None:
    """Even where the new role has limits of its own to see."""
    address = an_address(house)
    with writing(house.engine) as tx:
        change = update(account_rows).where(account_rows.c.name == "officer")
        tx.execute(change.values(role=role))

    assert fetched(house, address).status_code == 404


def test_r29_wrong_addresses_look_like_ended_ones(house: House) -> None:
    """Nothing tells whether there ever was a feed."""
    ended = an_address(house)
    house.sign_in().send("/kalender/beenden", page="/kalender")

    answers = [
        fetched(house, each) for each in (ended, f"/kalender/{'a' * 24}.ics", "/kalender/x.ics")
    ]

    assert {(each.status_code, each.text) for each in answers} == {(404, "Hier ist nichts.")}
    assert all("Set-Cookie" not in each.headers for each in answers)


def test_r6_the_feed_hides_what_is_hidden_at_the_desk(house: House) -> None:
    """What may be about the officer is not in the officer's calendar."""
    letter = a_letter("Erika Beispiel hat mich angeschrien und beleidigt.")
    number = house.files(
        a_decision(Label.SUPERVISORY_COMPLAINT, asks=frozenset({Way.DIRECTOR})), letter
    )
    mine, deputys = an_address(house), an_address(house, AccountRole.DEPUTY)

    assert f"Eingang {number}" not in fetched(house, mine).text
    assert f"Eingang {number}" in fetched(house, deputys).text


def test_r33_making_and_ending_are_logged(house: House) -> None:
    """Who and when."""
    an_address(house)
    house.sign_in().send("/kalender/beenden", page="/kalender")

    what = [what for _, what, _ in house.accesses()]
    assert {"make_calendar", "end_calendar"} <= set(what)
