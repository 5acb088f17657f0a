"""The officer asks a leader for a statement, and sees what became of it (R18, R29)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from cases.duties import Duty, DutyKind
from cases.statement import AnswerWay, StatementState
from store import duties
from store.engine import reading, writing
from store.erasing.old_records import forget_old_records
from store.people import accounts
from store.people.accounts import AccountRole
from store.settings import RetentionSettings
from store.tables import cases
from tests.desk.asking import LEADER, WORDS, a_case, asked, mails_to, requests_of
from tests.desk.builders import Browser, House

FORM = {
    "whom": "0 leader",
    "question": "Was ist mit dem Telefon?",
    "excerpt": "Das Telefon war nie besetzt.",
    "due_on": "2026-11-30",
}


def asks(house: House, browser: Browser, case: str, **changes: str) -> TestResponse:
    """Send the form about a case."""
    page = f"/vorgang/{case}/stellungnahme"
    return browser.send(page, page=page, **(FORM | changes))


def test_r18_the_form_proposes_the_text_of_the_case_and_the_term_of_the_office(
    house: House,
) -> None:
    """Asked on Monday, five working days later is Monday; the excerpt can be cut."""
    case = a_case(house)

    page = house.sign_in().see(f"/vorgang/{case}/stellungnahme").text

    assert WORDS in page
    assert 'value="2026-11-30"' in page
    assert "Leistung 1, Leitung" in page


def test_r18_the_leader_is_asked_with_what_the_officer_wrote(house: House) -> None:
    """Question, excerpt and day are kept; one mail goes, after the time to take it back."""
    case = a_case(house)

    asks(house, house.sign_in(), case)

    (request,) = requests_of(house, case)
    assert request.asked.question == FORM["question"]
    assert request.asked.excerpt == FORM["excerpt"]
    assert (request.asked.unit, request.asked.recipient) == ("Leistung 1", LEADER)
    assert request.asked.due_on == date(2026, 11, 30)
    assert request.asked_by == "officer"
    assert len(mails_to(house, LEADER)) == 1


def test_r18_the_case_shows_who_was_asked_and_the_event(house: House) -> None:
    """Unit, day and state, and a line in the history."""
    case = a_case(house)
    browser = house.sign_in()
    asks(house, browser, case)

    page = browser.see(f"/vorgang/{case}").text

    assert "wartet auf die Stellungnahme" in page
    assert "bis Mo, 30.11.2026" in page
    assert "um Stellungnahme gebeten" in page


def test_r18_a_day_that_is_not_before_the_limit_of_the_case_must_be_confirmed(
    house: House,
) -> None:
    """The case ends on 11 December; a later day warns first, and the warning can be answered."""
    case = a_case(house)
    browser = house.sign_in()

    warned = asks(house, browser, case, due_on="2027-01-29")
    assert warned.status_code == 400
    assert "liegt nicht vor der Frist des Vorgangs (Fr, 11.12.2026)" in warned.text
    assert requests_of(house, case) == ()

    asks(house, browser, case, due_on="2027-01-29", anyway="yes")

    assert requests_of(house, case)[0].asked.due_on == date(2027, 1, 29)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"whom": "7 leader"}, "wen Sie fragen"),
        ({"question": "  "}, "was Sie wissen möchten"),
        ({"due_on": "morgen"}, "einen Termin an"),
        ({"due_on": "2026-11-20"}, "ist schon vorbei"),
    ],
)
def test_what_was_typed_stays_when_something_is_missing(
    house: House, changes: dict[str, str], complaint: str
) -> None:
    """Nobody is asked, and no word is lost."""
    case = a_case(house)

    answer = asks(house, house.sign_in(), case, **{"excerpt": "Mein Auszug.", **changes})

    assert answer.status_code == 400
    assert complaint in answer.text
    assert "Mein Auszug." in answer.text
    assert requests_of(house, case) == ()


def test_r18_the_same_unit_is_not_asked_twice_at_a_time(house: House) -> None:
    """Two people ask at once: the second is told and keeps the text."""
    case = a_case(house)
    browser = house.sign_in()
    asks(house, browser, case)

    second = asks(house, browser, case, question="Noch eine Frage?")

    assert second.status_code == 409
    assert "schon gefragt" in second.text
    assert "Noch eine Frage?" in second.text
    assert len(mails_to(house, LEADER)) == 1


def test_r18_a_closed_case_asks_nobody(house: House) -> None:
    """Somebody closed it while the form was open; the text is shown again."""
    case = a_case(house)
    browser = house.sign_in()
    path = f"/vorgang/{case}/stellungnahme"
    token = browser.token(path)
    house.closes(case)

    answer = browser.client.post(path, data={"csrf_token": token, **FORM})

    assert answer.status_code == 409
    assert FORM["excerpt"] in answer.text
    assert "inzwischen abgeschlossen" in answer.text
    assert browser.see(f"/vorgang/{case}/stellungnahme").status_code == 404


def test_r18_an_answer_on_paper_is_entered_by_hand(house: House) -> None:
    """It ends the request; who wrote it and who entered it is on the case."""
    request = asked(house)
    case, path = request.asked.case_number, f"/vorgang/{request.asked.case_number}"
    form = f"{path}/stellungnahme/{request.id}/antwort"

    browser = house.sign_in()
    browser.send(form, page=form, by="Tim Leiter, Brief", answer="Es war eine Störung.")

    (now,) = requests_of(house, case)
    assert now.answer
    assert (now.state, now.answer.way) == (StatementState.ANSWERED, AnswerWay.OFFICER)
    page = browser.see(path).text
    assert "Es war eine Störung." in page
    assert "Tim Leiter, Brief" in page
    assert DutyKind.STATEMENT not in {duty.kind for duty in house.duties_of(1)}


def test_r18_whoever_enters_second_is_told_and_keeps_the_text(house: House) -> None:
    """The statement came by mail meanwhile."""
    request = asked(house)
    form = f"/vorgang/{request.asked.case_number}/stellungnahme/{request.id}/antwort"
    browser = house.sign_in()
    token = browser.token(form)
    browser.send(form, page=form, by="Tim Leiter", answer="Erste Antwort.")

    fields = {"csrf_token": token, "by": "Ute Leiter", "answer": "Zweite Antwort."}
    second = browser.client.post(form, data=fields)

    assert second.status_code == 409
    assert "Zweite Antwort." in second.text
    (now,) = requests_of(house, request.asked.case_number)
    assert now.answer
    assert now.answer.text == "Erste Antwort."


@pytest.mark.parametrize("missing", ["by", "answer"])
def test_an_answer_without_name_or_words_is_not_taken(house: House, missing: str) -> None:
    """What was typed stays."""
    request = asked(house)
    form = f"/vorgang/{request.asked.case_number}/stellungnahme/{request.id}/antwort"
    fields = {"by": "Tim Leiter", "answer": "Es war eine Störung.", missing: " "}

    answer = house.sign_in().send(form, page=form, **fields)

    assert answer.status_code == 400
    assert [word in answer.text for word in fields.values() if word.strip()] == [True]


def test_r18_a_request_taken_back_can_be_asked_anew(house: House) -> None:
    """The first shows as taken back; the unit is free to be asked again."""
    request = asked(house)
    case = request.asked.case_number
    browser = house.sign_in()
    browser.send(
        f"/vorgang/{case}/stellungnahme/{request.id}/zurueckziehen",
        row_version=request.row_version,
    )
    asks(house, browser, case)

    states = [each.state for each in requests_of(house, case)]
    assert states == [StatementState.WITHDRAWN, StatementState.WAITING]


def test_r18_the_mail_of_a_request_taken_back_at_once_never_leaves(house: House) -> None:
    """While it waits for its time it goes with the request; afterwards it has left."""
    case = a_case(house)
    browser = house.sign_in()
    asks(house, browser, case)
    (request,) = requests_of(house, case)

    browser.send(
        f"/vorgang/{case}/stellungnahme/{request.id}/zurueckziehen",
        row_version=request.row_version,
    )

    assert mails_to(house, LEADER) == []


def test_r17_the_unit_on_the_case_is_proposed(house: House) -> None:
    """Whoever fixed the path has said whom to ask."""
    case = a_case(house)
    with writing(house.engine) as tx:
        tx.execute(update(cases).where(cases.c.number == case).values(unit="Vermittlung"))

    page = house.sign_in().see(f"/vorgang/{case}/stellungnahme").text

    assert 'value="1 leader" checked' in page
    assert 'value="0 leader" checked' not in page


def test_r18_taking_back_what_was_answered_meanwhile_changes_nothing(house: House) -> None:
    """The person is told."""
    request = asked(house)
    case = request.asked.case_number
    form = f"/vorgang/{case}/stellungnahme/{request.id}/antwort"
    browser = house.sign_in()
    browser.send(form, page=form, by="Tim Leiter", answer="Antwort.")

    browser.send(
        f"/vorgang/{case}/stellungnahme/{request.id}/zurueckziehen",
        row_version=request.row_version,
    )

    assert "Jemand war schneller" in browser.see(f"/vorgang/{case}").text
    assert requests_of(house, case)[0].state is StatementState.ANSWERED


def test_r18_the_duty_leads_to_the_case_and_ends_when_somebody_has_looked(house: House) -> None:
    """One press on the case's page takes it from the list."""
    case = asked(house).asked.case_number
    duty = Duty(kind=DutyKind.STATEMENT, due_on=date(2026, 11, 24), detail="statement_came")
    with writing(house.engine) as tx:
        duties.open_duty(tx, duty, journal=1, case_number=case, at=house.now)
    browser = house.sign_in()
    assert f'href="/vorgang/{case}"' in browser.see("/").text

    browser.send(f"/vorgang/{case}/stellungnahmen/gesehen")

    assert DutyKind.STATEMENT not in {duty.kind for duty in house.duties_of(1)}


def test_r29_the_director_reads_statements_and_changes_nothing(house: House) -> None:
    """The register is the director's to see; no form stands there."""
    request = asked(house)
    case = request.asked.case_number
    browser = house.sign_in(AccountRole.DIRECTOR)

    page = browser.see(f"/vorgang/{case}").text

    assert "wartet auf die Stellungnahme" in page
    assert "zurueckziehen" not in page
    assert browser.see(f"/vorgang/{case}/stellungnahme").status_code == 403


def test_r33_asking_is_logged_on_the_case(house: House) -> None:
    """Who asked about which case."""
    case = a_case(house)
    asks(house, house.sign_in(), case)

    with reading(house.engine) as tx:
        lines = [(line.who, line.what, line.case_number) for line in accounts.accesses(tx)]
    assert ("officer", "ask_statement", case) in lines


def test_r35_hostile_words_in_a_request_stay_words(house: House) -> None:
    """Markup in question, excerpt or answer is shown as text."""
    request = asked(house, question="<script>x</script>", excerpt="<b>y</b>")
    case = request.asked.case_number
    form = f"/vorgang/{case}/stellungnahme/{request.id}/antwort"
    browser = house.sign_in()
    browser.send(form, page=form, by="<i>z</i>", answer="<img src=x>")

    page = browser.see(f"/vorgang/{case}").text

    for raw in ("<script>x", "<b>y", "<i>z", "<img src=x"):
        assert raw not in page


def test_r33_a_forgotten_case_takes_its_statements_with_it(house: House) -> None:
    """Question, excerpt and answer go with the party and the texts."""
    case = asked(house).asked.case_number
    house.closes(case)
    later = house.now + timedelta(days=800)
    with writing(house.engine) as tx:
        forget_old_records(tx, now=later, retention=RetentionSettings())

    assert requests_of(house, case) == ()
