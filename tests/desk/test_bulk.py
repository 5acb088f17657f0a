"""Several obvious messages filed at once, after a look at them (R9c)."""

import re

from cases.decision import DecidedBy, OtherKind
from cases.labels import Label, Way
from store.people.accounts import AccountRole
from tests.desk.builders import Browser, House, a_decision, a_letter

ASKS = frozenset({Way.REGISTER})
ADVERTISING = a_decision(Label.OTHER, asks=ASKS, other_kind=OtherKind.ADVERTISING)
EMPTY = a_decision(Label.OTHER, asks=ASKS, other_kind=OtherKind.EMPTY)
UNSURE = a_decision(Label.COMPLAINT, asks=ASKS)


def ticks(page: str) -> list[str]:
    """Return what can be ticked."""
    return re.findall(r'type="checkbox" (?:form="sammeln" )?name="\w+" value="([^"]+)"', page)


def file_all(browser: Browser, house: House, *numbers: int) -> str:
    """File these messages as the page had them; return the page that follows."""
    chosen = [f"{number}:{house.entry(number).row_version}" for number in numbers]
    browser.send("/werbung", message=chosen)
    return browser.see("/").text


def test_r9c_only_what_the_program_takes_for_advertising_can_be_ticked(house: House) -> None:
    """Not what may be a complaint, and not what may carry an objection besides."""
    advertising, empty = house.files(ADVERTISING), house.files(EMPTY, a_letter(" "))
    house.files(UNSURE, a_letter("Beschwerde"))
    suspected = a_decision(
        Label.OTHER, asks=frozenset({Way.SGG, Way.REGISTER}), other_kind=OtherKind.ADVERTISING
    )
    house.files(suspected, a_letter("Rabatt und Widerspruch"))

    page = house.sign_in().see("/").text

    assert ticks(page) == [str(advertising), str(empty)]


def test_r29_the_director_ticks_nothing(house: House) -> None:
    """Filing is the officer's work."""
    house.files(ADVERTISING)

    assert ticks(house.sign_in(AccountRole.DIRECTOR).see("/").text) == []


def test_r33_the_look_before_shows_subject_and_sender_and_is_logged(house: House) -> None:
    """One line in the log for each message shown, none for what was not ticked."""
    shown = house.files(ADVERTISING, a_letter("Rabatt", subject="Nur heute"))
    house.files(ADVERTISING, a_letter("Rabatt 2", subject="Nur morgen"))

    page = house.sign_in().see(f"/werbung?nr={shown}").text

    assert "Nur heute" in page
    assert "anna@citizen.example" in page
    assert "Nur morgen" not in page
    reads = [access for access in house.accesses() if access[1] == "read_in_list"]
    assert reads == [("officer", "read_in_list", shown)]


def test_r9c_ticked_messages_are_filed_unanswered(house: House) -> None:
    """Each keeps the kind that the program saw; the decision is the officer's."""
    numbers = house.files(ADVERTISING), house.files(EMPTY, a_letter(" "))

    page = file_all(house.sign_in(), house, *numbers)

    assert "2 Nachrichten ohne Antwort abgelegt." in page
    assert [house.entry(each).other_kind for each in numbers] == ["advertising", "empty"]
    assert {house.entry(each).decided_by for each in numbers} == {DecidedBy.OFFICER}
    assert [house.duties_of(each) + house.sent_for(each) for each in numbers] == [(), ()]


def test_what_a_colleague_decided_meanwhile_is_left_and_told(house: House) -> None:
    """One goes, the other stays as the deputy decided."""
    mine, theirs = house.files(ADVERTISING), house.files(ADVERTISING, a_letter("doch nicht"))
    browser = house.sign_in()
    chosen = [f"{each}:{house.entry(each).row_version}" for each in (mine, theirs)]
    deputy = house.sign_in(AccountRole.DEPUTY)
    version = house.entry(theirs).row_version
    deputy.send(f"/eingang/{theirs}/entscheiden", row_version=version, label="complaint")

    browser.send("/werbung", message=chosen)

    page = browser.see("/").text
    assert "1 Nachricht ohne Antwort abgelegt." in page
    assert (
        f"Eingang {theirs} wurde nicht abgelegt. Jemand war schneller: Max Vertretung hat am "
        "Mo, 23.11.2026, 09:00 Uhr entschieden: Beschwerde."
    ) in page
    assert house.entry(theirs).labels == (Label.COMPLAINT,)


def test_what_is_not_so_clear_any_more_is_not_filed(house: House) -> None:
    """A number that somebody writes into the form is no tick."""
    number = house.files(UNSURE)

    page = file_all(house.sign_in(), house, number)

    assert "0 Nachrichten ohne Antwort abgelegt." in page
    assert house.entry(number).decided_by is DecidedBy.RULE


def test_r6_the_form_tells_nothing_of_what_is_hidden(house: House) -> None:
    """Neither the look before nor the answer names what is about the officer."""
    letter = a_letter("Erika Beispiel hat mich angeschrien.", subject="Über Erika")
    decision = a_decision(Label.SUPERVISORY_COMPLAINT, asks=frozenset({Way.DIRECTOR}))
    hidden = house.files(decision, letter)
    browser = house.sign_in()

    look = browser.see(f"/werbung?nr={hidden}").text
    answer = file_all(browser, house, hidden)

    assert "Über Erika" not in look
    assert f"Eingang {hidden} war nicht mehr da." in answer


def test_nothing_ticked_is_said(house: House) -> None:
    """And a form that is not one of ours changes nothing."""
    browser = house.sign_in()
    browser.send("/werbung", message=["x", "1", "²:1", "1:"])

    assert "Es war nichts ausgewählt." in browser.see("/").text


def test_a_second_press_files_nothing_twice(house: House) -> None:
    """The form that is sent again finds everything decided."""
    number = house.files(ADVERTISING)
    browser = house.sign_in()
    chosen = [f"{number}:{house.entry(number).row_version}"]
    browser.send("/werbung", message=chosen)
    browser.send("/werbung", message=chosen)

    page = browser.see("/").text

    assert "Sie selbst haben in einem anderen Fenster" in page
    assert house.entry(number).row_version == 3
