"""The register at the desk (R3, R13, R21)."""

from datetime import date, timedelta

from cases.case import CaseState
from cases.duties import DutyKind
from cases.labels import Label
from store import deadlines, register
from store.case_records import measures
from store.engine import reading
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter


def a_case(house: House, **received: object) -> str:
    """File a complaint and return the number of its case."""
    letter = a_letter("Das Telefon ist nie besetzt.", subject="Telefon")
    return house.entry(house.files(a_decision(Label.COMPLAINT), letter)).case_number


def test_r13_open_cases_stand_by_their_soonest_limit(house: House) -> None:
    """The one received first ends first, whenever it was opened."""
    newer = house.files(a_decision(Label.COMPLAINT))
    older = house.files(a_decision(Label.COMPLAINT), received_at=house.now - timedelta(days=7))

    page = house.sign_in().see("/vorgaenge").text

    first, second = house.entry(older).case_number, house.entry(newer).case_number
    assert page.index(first) < page.index(second)


def test_a_case_shows_its_text_its_limits_and_what_happened(house: House) -> None:
    """Everything about the matter is on one page, and reading it is logged (R33)."""
    number = a_case(house)

    page = house.sign_in().see(f"/vorgang/{number}").text

    assert "Das Telefon ist nie besetzt." in page
    assert "Vorgang abschließen" in page
    assert "bis Fr, 11.12.2026" in page
    assert "Vorgang eröffnet" in page
    assert "Eingangsbestätigung" in page
    assert house.accesses()[-1][:2] == ("officer", "read_case")


def test_r8_a_case_without_its_excerpt_says_why_it_is_empty(house: House) -> None:
    """The letter went to SGG; its part for the case is still to be marked."""
    number = house.files(a_decision(Label.OBJECTION, Label.COMPLAINT))

    page = house.sign_in().see(f"/vorgang/{house.entry(number).case_number}").text

    assert "Noch kein Text." in page


def test_hostile_words_in_a_case_are_shown_as_words(house: House) -> None:
    """The case's copy of the letter is escaped as well."""
    letter = a_letter("<script>alert(1)</script>", subject="<img src=x>")
    number = house.files(a_decision(Label.COMPLAINT), letter)

    page = house.sign_in().see(f"/vorgang/{house.entry(number).case_number}").text

    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_r21_a_case_is_closed_with_result_and_measure(house: House) -> None:
    """The duty and the limit end with it; the list of open cases no longer has it."""
    number = a_case(house)
    browser = house.sign_in()

    answer = browser.send(
        f"/vorgang/{number}/abschliessen",
        result="partly",
        measure="Telefondienst verstärken",
        measure_unit="Leistung 1",
        measure_due="2027-01-15",
        row_version=1,
    )

    with reading(house.engine) as tx:
        record, (measure,) = register.case(tx, number), measures.of_case(tx, number)
        running = {each.kind for each in deadlines.open_of_case(tx, number)}
    assert answer.headers["Location"] == f"/vorgang/{number}"
    assert record is not None
    assert (record.state, record.result, record.measure) == (
        CaseState.CLOSED,
        "partly",
        "Telefondienst verstärken",
    )
    assert (measure.owner_unit, measure.due_on) == ("Leistung 1", date(2027, 1, 15))
    assert "close" not in running
    assert DutyKind.CASE not in {duty.kind for duty in house.duties_of(1)}
    assert "ist abgeschlossen" in browser.see(f"/vorgang/{number}").text
    assert number not in browser.see("/vorgaenge").text
    assert "teilweise berechtigt" in browser.see("/vorgaenge?stand=abgeschlossen").text


def test_of_two_officers_the_second_does_not_close_a_case_again(house: House) -> None:
    """The first result stays; the measure typed by the second is still in the form's page."""
    number = a_case(house)
    first, second = house.sign_in(), house.sign_in(AccountRole.DEPUTY)
    path = f"/vorgang/{number}/abschliessen"

    first.send(path, result="justified", measure="", row_version=1)
    answer = second.send(path, result="not_justified", measure="Anderes", row_version=1)

    with reading(house.engine) as tx:
        record = register.case(tx, number)
    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert "Anderes" in answer.text
    assert record is not None
    assert record.result == "justified"


def test_a_case_is_not_closed_without_one_of_the_results(house: House) -> None:
    """What was typed stays in the form."""
    number = a_case(house)

    answer = house.sign_in().send(
        f"/vorgang/{number}/abschliessen", result="nonsense", measure="Merken", row_version=1
    )

    assert answer.status_code == 400
    assert "Bitte wählen Sie ein Ergebnis aus." in answer.text
    assert "Merken</textarea>" in answer.text


def test_r29_the_director_reads_a_case_and_does_not_close_it(house: House) -> None:
    """The register is open to the director; working it is the officer's."""
    number = a_case(house)
    browser = house.sign_in(AccountRole.DIRECTOR)

    page = browser.see(f"/vorgang/{number}").text
    answer = browser.send(f"/vorgang/{number}/abschliessen", result="justified", row_version=1)

    assert "Das Telefon ist nie besetzt." in page
    assert "abschliessen" not in page
    assert "/eingang/" not in page
    assert answer.status_code == 403


def test_a_case_that_does_not_exist_answers_in_plain_german(house: House) -> None:
    """Whatever stands in the address."""
    answer = house.sign_in().see("/vorgang/KRM-2026-9999")

    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.text
