"""Who may see which page (R29)."""

import pytest

from cases.duties import Role
from cases.labels import Label, Way
from desk.app import ADDRESSES
from store import duties
from store.engine import writing
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.every_page import path_of, things_in

SEES = {
    "/": {"officer", "deputy", "director", "admin"},
    "/weitergeben": {"officer", "deputy"},
    "/abgaben": {"officer", "deputy", "director"},
    "/vorgaenge": {"officer", "deputy", "director"},
    "/massnahmen": {"officer", "deputy", "director"},
    "/lob": {"director"},
    "/schutz": {"director"},
    "/zugriffe": {"auditor"},
}


@pytest.mark.parametrize("role", AccountRole)
def test_r29_each_role_sees_its_pages_and_no_other(house: House, role: AccountRole) -> None:
    """What is not allowed answers 403; the auditor is led from the queue to the access log."""
    browser = house.sign_in(role)

    answers = {path: browser.see(path) for path in SEES}

    if role is AccountRole.AUDITOR:
        assert answers.pop("/").headers["Location"] == "/zugriffe"
    assert {path: answer.status_code for path, answer in answers.items()} == {
        path: 200 if role in SEES[path] else 403 for path in answers
    }


def test_nothing_is_shown_to_a_visitor_who_is_not_signed_in(house: House) -> None:
    """Every address asks for the log-in first, those that change something too."""
    things = things_in(house)
    browser = house.visitor()
    token = browser.token("/anmelden")

    answers = {
        page.name: browser.client.open(
            path_of(page, house, things), method=page.method, data={"csrf_token": token}
        )
        for page in ADDRESSES
    }

    assert {answer.status_code for answer in answers.values()} == {303}
    assert [
        name
        for name, answer in answers.items()
        if not answer.headers["Location"].startswith("/anmelden")
    ] == []


@pytest.mark.parametrize("role", [AccountRole.ADMIN, AccountRole.AUDITOR])
def test_r29_admin_and_auditor_open_no_message(house: House, role: AccountRole) -> None:
    """No personal data for the one, the access log alone for the other."""
    number = house.files()
    browser = house.sign_in(role)

    assert browser.see(f"/eingang/{number}").status_code == 403
    assert browser.see(f"/eingang/{number}/original").status_code == 403


def test_r29_the_admin_sees_health_and_no_line_of_the_queue(house: House) -> None:
    """The first page tells how the service runs, not what waits."""
    house.files(a_decision(Label.OBJECTION, asks=frozenset({Way.SGG})))

    page = house.sign_in(AccountRole.ADMIN).see("/").text

    assert "Postfach" in page
    assert "Vielleicht ein Widerspruch" not in page


def test_r29_the_director_sees_proofs_of_hand_overs_but_not_their_text(house: House) -> None:
    """The list shows time and target; the message itself does not open."""
    number = house.files(
        a_decision(Label.OBJECTION), a_letter("Der Bescheid ist falsch.", subject="Mein Bescheid")
    )
    browser = house.sign_in(AccountRole.DIRECTOR)

    listed = browser.see("/abgaben").text

    assert "Widerspruchsstelle (SGG)" in listed
    assert "Mein Bescheid" not in listed
    assert f"/eingang/{number}" not in listed
    assert browser.see(f"/eingang/{number}").status_code == 404
    assert browser.see(f"/eingang/{number}/original").status_code == 404


def test_r5a_the_director_decides_a_suspicion_that_was_handed_up(house: House) -> None:
    """While the duty is the director's the message opens; once decided it closes again."""
    number = house.files(a_decision(Label.OBJECTION, asks=frozenset({Way.SGG})))
    browser = house.sign_in(AccountRole.DIRECTOR)
    before = browser.see(f"/eingang/{number}").status_code

    hand_to_director(house, number)
    queue = browser.see("/").text
    opened = browser.see(f"/eingang/{number}").status_code
    version = house.entry(number).row_version
    browser.send(f"/eingang/{number}/entscheiden", label="objection", row_version=version)
    told = browser.see("/").text

    assert before == 404
    assert "Vielleicht ein Widerspruch" in queue
    assert opened == 200
    assert house.entry(number).labels == (Label.OBJECTION,)
    assert "Entschieden: Widerspruch." in told
    assert f"/eingang/{number}" not in told
    assert browser.see(f"/eingang/{number}").status_code == 404


def test_r6_the_director_does_not_read_what_may_be_about_the_director(house: House) -> None:
    """Even if the duty was handed up, line and message stay hidden."""
    letter = a_letter("Die Geschäftsführung hat mich angeschrien.")
    number = house.files(
        a_decision(Label.SUPERVISORY_COMPLAINT, asks=frozenset({Way.DIRECTOR})), letter
    )
    hand_to_director(house, number)
    browser = house.sign_in(AccountRole.DIRECTOR)

    assert "Vielleicht eine Dienstaufsichtsbeschwerde" not in browser.see("/").text
    assert browser.see(f"/eingang/{number}").status_code == 404


def test_r6_a_complaint_about_the_officer_is_hidden_from_that_officer_alone(house: House) -> None:
    """Queue, message, files and hand-overs show nothing to her; the deputy sees all."""
    letter = a_letter("Frau Beispiel hat mich am Telefon angeschrien.")
    number = house.files(
        a_decision(Label.SUPERVISORY_COMPLAINT, asks=frozenset({Way.DIRECTOR})), letter
    )
    handed = house.files(
        a_decision(Label.SUPERVISORY_COMPLAINT), a_letter("Frau Beispiel hat mich verspottet.")
    )
    officer, deputy = house.sign_in(AccountRole.OFFICER), house.sign_in(AccountRole.DEPUTY)

    assert "Vielleicht eine Dienstaufsichtsbeschwerde" not in officer.see("/").text
    assert f"Nr. {handed}" not in officer.see("/abgaben").text
    for path in (f"/eingang/{number}", f"/eingang/{number}/original", f"/eingang/{handed}"):
        assert officer.see(path).status_code == 404
        assert deputy.see(path).status_code == 200
    assert "Vielleicht eine Dienstaufsichtsbeschwerde" in deputy.see("/").text
    assert f"Nr. {handed}" in deputy.see("/abgaben").text


def test_r6_the_officer_cannot_decide_a_complaint_about_herself(house: House) -> None:
    """A form sent without the page changes nothing."""
    letter = a_letter("Frau Beispiel hat mich am Telefon angeschrien.")
    number = house.files(
        a_decision(Label.SUPERVISORY_COMPLAINT, asks=frozenset({Way.DIRECTOR})), letter
    )
    browser = house.sign_in()

    answer = browser.send(
        f"/eingang/{number}/entscheiden", label="other", other_kind="advertising", row_version=2
    )

    assert answer.status_code == 404
    assert house.entry(number).labels == (Label.SUPERVISORY_COMPLAINT,)


def test_r6_nobody_opens_a_message_before_the_program_has_looked_whom_it_is_about(
    house: House,
) -> None:
    """A line that is not decided and waits for nobody answers like one that does not exist."""
    number = house.arrives(a_letter("Frau Beispiel hat mich am Telefon angeschrien."))

    assert house.sign_in().see(f"/eingang/{number}").status_code == 404


def hand_to_director(house: House, number: int) -> None:
    """Hand every duty on a message to the director, as the sweep does."""
    with writing(house.engine) as tx:
        for duty in duties.of_journal(tx, number):
            duties.hand_to(tx, duty.id, Role.DIRECTOR)
