"""How a case ends and begins again, and what follows from it (R20, R21)."""

from datetime import timedelta

import pytest

from cases.case import CaseState, NoteKind, Result
from cases.duties import DutyKind
from cases.labels import Label
from store.case_records import measures
from store.engine import reading
from store.people.accounts import AccountRole
from tests.desk.builders import House
from tests.desk.case_work import OpenedForm, a_case, closing_day, notes_of, opened, record_of


def closing(house: House, case: str) -> OpenedForm:
    """Open the form that ends the case."""
    return opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/abschliessen")


def test_r20_a_refused_wish_asks_for_alternatives_before_the_end(house: House) -> None:
    """Either they are on the case, or the officer says that none come into question."""
    case = a_case(house)
    form = closing(house, case)

    asked = form.send(result="not_justified", measure="Merken")
    form.send(result="not_justified", no_alternatives="yes")

    assert asked.status_code == 400
    assert "welche Alternativen" in asked.text
    assert 'value="not_justified" required checked' in asked.text
    assert record_of(house, case).result is Result.NOT_JUSTIFIED


def test_r20_alternatives_on_the_case_are_enough(house: House) -> None:
    """The question is no longer on the form."""
    case = a_case(house)
    opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/notiz").send(
        kind="alternatives", alternatives_text="Ratenplan", alternatives_on="2026-11-23"
    )

    answer = closing(house, case).send(result="not_justified")

    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"measure_due": "2026-12-24"}, "wer die Maßnahme umsetzt"),
        ({"measure_unit": "Leistung 1"}, "bis wann die Maßnahme"),
        ({"measure_unit": "Frau Vogel", "measure_due": "2026-12-24"}, "wer die Maßnahme umsetzt"),
    ],
)
def test_r21_a_measure_has_an_owner_unit_and_a_day(
    house: House, fields: dict[str, str], complaint: str
) -> None:
    """An employee cannot own one."""
    case = a_case(house)

    answer = closing(house, case).send(result="justified", measure="Aushang", **fields)

    assert answer.status_code == 400
    assert complaint in answer.text
    assert record_of(house, case).state is CaseState.OPEN


def test_r21_a_case_opened_again_has_a_limit_and_a_duty_again(house: House) -> None:
    """Fourteen working days from the day of reopening; reason and old result stay readable."""
    case = a_case(house)
    closing(house, case).send(result="partly")
    ended = closing_day(house, case)
    house.pass_time(timedelta(days=7))

    form = opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/oeffnen")
    form.send(reason="Der Kunde hat neue Unterlagen")

    page = house.sign_in().see(f"/vorgang/{case}").text
    assert ended == ""
    assert closing_day(house, case) == "2026-12-18"
    assert DutyKind.CASE in {duty.kind for duty in house.duties_of(1)}
    assert "Vorgang abgeschlossen: teilweise berechtigt" in page
    assert "Der Kunde hat neue Unterlagen" in page
    assert record_of(house, case).result is None


def test_r24_a_petition_opened_again_is_on_top_again(house: House) -> None:
    """Its duty is the petition's."""
    case = a_case(house, Label.PETITION)
    house.closes(case)
    form = opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/oeffnen")

    form.send(reason="Der Ausschuss fragt nach")

    assert DutyKind.PETITION in {duty.kind for duty in house.duties_of(1)}


def test_a_case_is_not_opened_again_without_a_reason(house: House) -> None:
    """Blanks are none."""
    case = a_case(house)
    house.closes(case)

    form = opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/oeffnen")
    answer = form.send(reason="  ")

    assert answer.status_code == 400
    assert "warum der Vorgang wieder geöffnet wird" in answer.text
    assert notes_of(house, case, NoteKind.REOPENING) == ()


def test_r21_open_measures_are_listed_until_done_for_officer_and_director(house: House) -> None:
    """The soonest first; the director sees them and ends none."""
    case = a_case(house)
    for text, due in (("Aushang", "2026-12-24"), ("Schulung", "2026-12-01")):
        form = opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/massnahme")
        form.send(new_measure=text, new_measure_unit="Leistung 1", new_measure_due=due)
    director = house.sign_in(AccountRole.DIRECTOR)
    before = director.see("/massnahmen").text

    opened(house.sign_in(), "/massnahmen", "/massnahmen/2/erledigt").send()
    refused = director.send("/massnahmen/1/erledigt")

    after = director.see("/massnahmen").text
    with reading(house.engine) as tx:
        left = [each.text for each in measures.still_open(tx)]
    assert before.index("Schulung") < before.index("Aushang")
    assert "Schulung" not in after
    assert "erledigt" not in after
    assert refused.status_code == 403
    assert left == ["Aushang"]
