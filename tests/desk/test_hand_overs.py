"""The second look at hand-overs, and "did my objection arrive?" (R7, R9b)."""

from datetime import timedelta

from cases.duties import Duty, DutyKind
from cases.labels import Label, Way
from store import dispatches, duties, journal
from store.engine import writing
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter

OBJECTION = a_decision(Label.OBJECTION)


def test_r7_a_hand_over_is_listed_with_its_proof_and_the_days_left(house: House) -> None:
    """Time, target, delivery, checksum and the way to decide anew."""
    number = house.files(OBJECTION)
    house.delivers()
    house.pass_time(timedelta(days=4))

    page = house.sign_in().see("/abgaben").text

    assert "Widerspruchsstelle (SGG)" in page
    assert "vom Mailserver angenommen am Mo, 23.11.2026, 09:00 Uhr (Antwort 250 2.0.0)" in page
    assert house.sent_for(number)[0].sha256 in page
    assert "10 Tage" in page
    assert f'href="/eingang/{number}?neu=1#entscheiden"' in page


def test_r7_without_proof_no_day_of_erasure_is_promised(house: House) -> None:
    """Nothing is erased before delivery is proven."""
    house.files(OBJECTION)

    assert "bleibt, bis der Nachweis da ist" in house.sign_in().see("/abgaben").text


def test_r7_a_hand_over_that_bounced_is_shown_as_not_arrived(house: House) -> None:
    """The proof is gone with the bounce."""
    number = house.files(OBJECTION)
    house.delivers()
    with writing(house.engine) as tx:
        dispatches.mark_bounced(tx, house.sent_for(number)[0].id, at=house.now)

    page = house.sign_in().see("/abgaben").text

    assert "als unzustellbar zurück" in page
    assert "bleibt, bis der Nachweis da ist" in page


def test_r7_within_the_grace_time_the_original_can_be_decided_anew(house: House) -> None:
    """The page opens with the buttons at hand."""
    number = house.files(OBJECTION)
    browser = house.sign_in()

    page = browser.see(f"/eingang/{number}?neu=1").text
    browser.send(
        f"/eingang/{number}/entscheiden",
        label="complaint",
        row_version=house.entry(number).row_version,
    )

    assert "<details open>" in page
    assert house.entry(number).labels == (Label.COMPLAINT,)


def test_r7_a_hand_over_of_what_was_decided_anew_says_so(house: House) -> None:
    """The original is with SGG, yet the message is a complaint now."""
    number = house.files(OBJECTION)
    house.delivers()
    browser = house.sign_in()
    version = house.entry(number).row_version
    browser.send(f"/eingang/{number}/entscheiden", label="complaint", row_version=version)

    page = browser.see("/abgaben").text

    assert "inzwischen anders entschieden" in page
    assert f"Nr. {number}<" in page


def test_r7_a_sender_learns_time_target_and_proof_and_nothing_else(house: House) -> None:
    """Even after the erasure; capital letters and blanks in the address do not matter."""
    number = house.files(OBJECTION, a_letter("Der Bescheid ist falsch.", subject="Mein Bescheid"))
    house.delivers()
    house.erases(number)

    page = house.sign_in().send("/abgaben", address=" Anna@Citizen.example ").text

    answer = page.partition('role="status"')[2].partition("</div>")[0]
    assert "Eingegangen Mo, 23.11.2026, 09:00 Uhr" in answer
    assert "Widerspruchsstelle (SGG)" in answer
    assert "vom Mailserver angenommen" in answer
    assert "Mein Bescheid" not in page
    assert "Bescheid ist falsch" not in page


def test_r7_an_unknown_sender_is_told_apart(house: House) -> None:
    """A complaint of the same person is no hand-over and is not told either."""
    house.files(a_decision(Label.COMPLAINT))

    for address in ("niemand@citizen.example", "anna@citizen.example"):
        page = house.sign_in().send("/abgaben", address=address).text
        assert "Zu dieser Adresse ist keine Abgabe verzeichnet." in page


def test_r7_the_look_up_leaves_no_address_behind(house: House) -> None:
    """It goes by POST, the log says only that somebody looked, and the page forgets it."""
    house.files(OBJECTION)
    browser = house.sign_in()

    answer = browser.send("/abgaben", address="anna@citizen.example")

    assert "anna@citizen.example" not in answer.text
    assert house.accesses()[-1] == ("officer", "look_up", None)
    assert "anna" not in browser.see("/abgaben?address=anna@citizen.example").text


def test_r6_the_look_up_tells_the_officer_nothing_of_a_complaint_about_her(house: House) -> None:
    """The deputy can answer that question."""
    house.files(
        a_decision(Label.SUPERVISORY_COMPLAINT), a_letter("Frau Beispiel hat mich verspottet.")
    )

    officer = house.sign_in().send("/abgaben", address="anna@citizen.example").text
    deputy = house.sign_in(AccountRole.DEPUTY).send("/abgaben", address="anna@citizen.example").text

    assert "keine Abgabe verzeichnet" in officer
    assert "abgegeben an: Geschäftsführung" in deputy


def test_r6_a_complaint_about_the_director_stays_unknown_to_the_director(house: House) -> None:
    """It went to the substitute: neither list nor look-up speaks of it; other proofs are there."""
    decision = a_decision(Label.SUPERVISORY_COMPLAINT, asks=frozenset({Way.DIRECTOR}))
    number = house.files(decision, a_letter("Die Geschäftsführung hat mich angeschrien."))
    officer, director = house.sign_in(), house.sign_in(AccountRole.DIRECTOR)
    officer.send(
        f"/eingang/{number}/entscheiden",
        label=["objection", "supervisory_complaint"],
        primary="objection",
        director="substitute",
        row_version=house.entry(number).row_version,
    )

    lists = [each.see("/abgaben").text for each in (officer, director)]
    answers = [
        each.send("/abgaben", address="anna@citizen.example").text.partition('role="status"')[2]
        for each in (officer, director)
    ]

    assert [page.count(f"Nr. {number}<") for page in lists] == [2, 1]
    assert ["Dienstaufsichtsbeschwerde" in page for page in lists] == [True, False]
    assert ["abgegeben an: Geschäftsführung" in answer for answer in answers] == [True, False]
    assert ["abgegeben an: Widerspruchsstelle" in answer for answer in answers] == [True, True]


def test_r6_the_director_sees_what_came_to_the_director(house: House) -> None:
    """A complaint about somebody else, handed over by the program."""
    number = house.files(a_decision(Label.SUPERVISORY_COMPLAINT), a_letter("Ihr Kollege log."))

    page = house.sign_in(AccountRole.DIRECTOR).see("/abgaben").text

    assert f"Nr. {number}<" in page


def test_r9b_what_came_back_can_stay_handed_over(house: House) -> None:
    """The duty ends, and the erasure is no longer held."""
    number = house.files(OBJECTION)
    returned = Duty(kind=DutyKind.RETURNED, due_on=house.now.date(), detail=str(number))
    with writing(house.engine) as tx:
        journal.hold_erasure(tx, number, held=True)
        duties.open_duty(tx, returned, journal=number, at=house.now)
    browser = house.sign_in()
    page = browser.see(f"/eingang/{number}").text

    browser.send(f"/eingang/{number}/erledigt", duty=house.duties_of(number)[0].id)

    assert "Bei der Abgabe bleibt es" in page
    assert house.duties_of(number) == ()
    assert house.entry(number).erasure_held is False


def test_a_duty_that_asks_for_a_decision_cannot_just_be_called_done(house: House) -> None:
    """A form made by hand does not close a suspicion."""
    number = house.files(OBJECTION)
    suspicion = Duty(kind=DutyKind.SUSPECTED_OBJECTION, due_on=house.now.date())
    with writing(house.engine) as tx:
        duties.open_duty(tx, suspicion, journal=number, at=house.now)

    answer = house.sign_in().send(f"/eingang/{number}/erledigt", duty=house.duties_of(number)[0].id)

    assert answer.status_code == 409
    assert len(house.duties_of(number)) == 1
