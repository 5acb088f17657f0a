"""Working a case on its page: path, party, notes, timeline (R17, R19, R20, R23, R31, R35)."""

from datetime import date

import pytest

from cases.case import CaseEventKind, Channel, NoteKind, Result
from cases.labels import Label
from desk.words.cases import CASE_EVENTS, CASE_RESULTS, CHANNEL_NAMES, NOTE_KINDS
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.case_work import OpenedForm, a_case, notes_of, opened, record_of
from tests.desk.elements import Elements


def a_form(house: House, case: str, path: str) -> OpenedForm:
    """Open one form of a case as the officer."""
    return opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/{path}")


def test_r17_the_path_says_which_unit_is_asked_until_when(house: House) -> None:
    """Both stand on the case; the page proposes five working days."""
    case = a_case(house)
    proposed = house.sign_in().see(f"/vorgang/{case}").text

    a_form(house, case, "weg").send(unit="Vermittlung", until="2026-12-01")

    page = house.sign_in().see(f"/vorgang/{case}").text
    assert 'value="2026-11-30"' in proposed
    assert record_of(house, case).unit == "Vermittlung"
    assert "Vermittlung wird gefragt, bis Di, 01.12.2026." in page


@pytest.mark.parametrize(
    ("unit", "until", "complaint"),
    [
        ("", "2026-12-01", "Bitte wählen Sie die Stelle aus"),
        ("Kantine", "2026-12-01", "Bitte wählen Sie die Stelle aus"),
        ("Leistung 1", "", "Bitte geben Sie an, bis wann."),
        ("Leistung 1", "2026-11-20", "in den nächsten zwölf Monaten"),
        ("Leistung 1", "morgen", "Datum vollständig"),
    ],
)
def test_r17_a_path_names_a_unit_of_the_house_and_a_day_to_come(
    house: House, unit: str, until: str, complaint: str
) -> None:
    """Nothing else is taken."""
    case = a_case(house)

    answer = a_form(house, case, "weg").send(unit=unit, until=until)

    assert answer.status_code == 400
    assert complaint in answer.text
    assert record_of(house, case).unit == ""


def test_r23_the_officer_corrects_the_party_and_notes_the_consent(house: House) -> None:
    """Everything an answer needs stands at the head of the case."""
    case = a_case(house)

    a_form(house, case, "kunde").send(
        party_name="Anna  Muster",
        party_postal="Weg 1\r\n76726 Musterstadt",
        party_phone="07274 99",
        party_address="anna@neu.example",
        email_consent_on="2026-11-20",
    )

    record = record_of(house, case)
    page = house.sign_in().see(f"/vorgang/{case}").text
    assert (record.party_name, record.party_postal) == ("Anna Muster", "Weg 1\n76726 Musterstadt")
    assert record.email_consent_on == date(2026, 11, 20)
    assert record.party_hash == house.filing.keys.hash("address", "anna@neu.example")
    assert "eingewilligt am Fr, 20.11.2026" in page


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"party_address": "anna@"}, "nicht vollständig"),
        ({"party_address": "anna@a.example,b@b.example"}, "nicht vollständig"),
        ({"party_address": "", "email_consent_on": "2026-11-20"}, "gehört eine E-Mail-Adresse"),
        (
            {"party_address": "a@b.example", "email_consent_on": "2026-11-24"},
            "liegt in der Zukunft",
        ),
    ],
)
def test_r23_consent_needs_an_address_and_a_day_that_was(
    house: House, fields: dict[str, str], complaint: str
) -> None:
    """What was typed stays in the form."""
    case = a_case(house)

    answer = a_form(house, case, "kunde").send(party_name="Getippt", **fields)

    assert answer.status_code == 400
    assert complaint in answer.text
    assert 'value="Getippt"' in answer.text


def test_r19_the_agreement_is_on_the_case_with_whom_and_when(house: House) -> None:
    """A day to come is no agreement."""
    case = a_case(house)
    form = a_form(house, case, "notiz")

    refused = form.send(kind="agreement", agreement_text="mit Frau Fach", agreement_on="2026-11-24")
    form.send(kind="agreement", agreement_text="mit Frau Fach", agreement_on="2026-11-23")

    (note,) = notes_of(house, case, NoteKind.AGREEMENT)
    assert refused.status_code == 400
    assert (note.text, note.on_day, note.by) == ("mit Frau Fach", date(2026, 11, 23), "officer")


def test_a_note_of_a_kind_that_is_written_by_other_work_is_refused(house: House) -> None:
    """Nobody enters a result or a limit as a note."""
    case = a_case(house)

    answer = a_form(house, case, "notiz").send(kind="closing", closing_text="justified")

    assert answer.status_code == 400
    assert notes_of(house, case, NoteKind.CLOSING) == ()


@pytest.mark.parametrize("kind", ["note", "employee", "alternatives"])
def test_an_empty_note_is_not_written(house: House, kind: str) -> None:
    """Blanks are nothing."""
    case = a_case(house)

    answer = a_form(house, case, "notiz").send(kind=kind, **{f"{kind}_text": "  "})

    assert answer.status_code == 400
    assert notes_of(house, case, NoteKind(kind)) == ()


def test_r31_r35_the_employee_concerned_stands_on_the_case_and_nowhere_else(
    house: House,
) -> None:
    """A marker name is found by no list, no search, no queue; the case alone shows it."""
    case = a_case(house)
    a_form(house, case, "notiz").send(kind="employee", employee_text="Frau Zylinderkopf")
    browser = house.sign_in()

    others = [
        browser.see(path).text
        for path in ("/", "/vorgaenge", "/massnahmen", "/suche?q=Zylinderkopf", "/abgaben")
    ]

    assert "Frau Zylinderkopf" in browser.see(f"/vorgang/{case}").text
    assert [page for page in others if "Frau Zylinderkopf" in page] == []


def test_everything_that_happened_stands_in_one_order_newest_first(house: House) -> None:
    """The letter, its acknowledgement, path, note, measure, each with words and a name."""
    case = a_case(house)
    a_form(house, case, "weg").send(unit="Leistung 1", until="2026-12-01")
    a_form(house, case, "notiz").send(kind="note", note_text="Rückruf versprochen")
    a_form(house, case, "massnahme").send(
        new_measure="Aushang", new_measure_unit="Leistung 1", new_measure_due="2026-12-24"
    )

    words = Elements.of(house.sign_in().see(f"/vorgang/{case}").text).words
    timeline = words[words.index("Verlauf") :]

    assert "Vorgang eröffnet" in timeline
    assert "Eingangsbestätigung" in timeline
    assert "wartet auf den Versand" in timeline
    assert "Weg festgelegt: Leistung 1 wird gefragt, bis Di, 01.12.2026" in timeline
    assert "Rückruf versprochen" in timeline
    assert "Maßnahme: Leistung 1 bis Do, 24.12.2026" in timeline


def test_r14_a_limit_shows_how_it_was_counted(house: House) -> None:
    """Day by day, the day of receipt not counted."""
    case = a_case(house)

    page = house.sign_in().see(f"/vorgang/{case}").text

    assert "So wurde gezählt: 14 Arbeitstage (Regel R13)" in page
    assert "Mo, 23.11.2026: Tag des Eingangs, zählt nicht" in page
    assert "Fr, 11.12.2026: 14. Tag – Ende der Frist" in page


def test_hostile_words_in_notes_and_names_are_shown_as_words(house: House) -> None:
    """Whoever typed them."""
    case = a_case(house)
    a_form(house, case, "notiz").send(kind="note", note_text="<script>alert(1)</script>")
    a_form(house, case, "kunde").send(party_name="<img src=x>", party_postal="<b>x</b>")

    page = house.sign_in().see(f"/vorgang/{case}").text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>x" not in page


def test_r29_the_director_reads_all_of_a_case_and_works_none_of_it(house: House) -> None:
    """No form but the protection note's is offered, none but that is taken."""
    case = a_case(house)
    browser = house.sign_in(AccountRole.DIRECTOR)

    actions = Elements.of(browser.see(f"/vorgang/{case}").text).actions

    assert [each for each in actions if case in each] == [f"/vorgang/{case}/schutz"]
    for path in ("weg", "kunde", "notiz", "massnahme", "abschliessen", "oeffnen"):
        assert browser.send(f"/vorgang/{case}/{path}", row_version=1).status_code == 403


def test_a_closed_case_takes_a_note_and_no_new_path(house: House) -> None:
    """The forms that make no sense any more are gone."""
    case = a_case(house)
    house.closes(case)
    browser = house.sign_in()

    actions = Elements.of(browser.see(f"/vorgang/{case}").text).actions

    assert f"/vorgang/{case}/notiz" in actions
    assert f"/vorgang/{case}/massnahme" in actions
    assert f"/vorgang/{case}/weg" not in actions
    assert f"/vorgang/{case}/kunde" not in actions
    version = record_of(house, case).row_version
    answer = browser.send(
        f"/vorgang/{case}/weg", unit="Leistung 1", until="2026-12-01", row_version=version
    )
    assert answer.status_code == 409


def test_r6_a_case_hidden_from_an_officer_does_not_open_for_her(house: House) -> None:
    """The complaint about her was recorded as well; the deputy works it."""
    journal = house.files(
        a_decision(Label.SUPERVISORY_COMPLAINT, Label.COMPLAINT),
        a_letter("Frau Beispiel hat mich verspottet, und das Telefon ist nie besetzt."),
    )
    case = house.entry(journal).case_number

    assert house.sign_in().see(f"/vorgang/{case}").status_code == 404
    assert house.sign_in(AccountRole.DEPUTY).see(f"/vorgang/{case}").status_code == 200


def test_everything_that_a_case_names_has_german_words() -> None:
    """A new kind without words would break the page; here it shows first."""
    assert set(CaseEventKind) <= set(CASE_EVENTS)
    assert set(CASE_RESULTS) == set(Result)
    assert set(CHANNEL_NAMES) == set(Channel)
    assert set(NOTE_KINDS) == set(NoteKind)
