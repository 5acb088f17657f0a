"""Of two people at one case nobody overwrites the other in silence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cases.labels import Label
from store.case_tables import case_notes, measures
from store.engine import reading
from store.people.accounts import AccountRole
from tests.desk.builders import House
from tests.desk.case_work import OpenedForm, a_case, opened, record_of

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class FormOnCase:
    """A form of a case: where it stands and goes, what is typed, which word must not be lost."""

    name: str
    fields: dict[str, str]
    typed: str
    path: str
    page: str = ""

    def on_screen(self, house: House, case: str, role: AccountRole) -> OpenedForm:
        """Open the page as somebody."""
        browser = house.sign_in(role)
        return opened(browser, f"/vorgang/{case}{self.page}", f"/vorgang/{case}/{self.path}")


FORMS = (
    FormOnCase("path", {"unit": "Leistung 1", "until": "2026-12-01"}, "Leistung 1", path="weg"),
    FormOnCase("party", {"party_name": "Anna Anders"}, "Anna Anders", path="kunde"),
    FormOnCase("note", {"kind": "note", "note_text": "Rückruf"}, "Rückruf", path="notiz"),
    FormOnCase(
        "employee", {"kind": "employee", "employee_text": "Zimmer 3"}, "Zimmer 3", path="notiz"
    ),
    FormOnCase(
        "agreement",
        {"kind": "agreement", "agreement_text": "Fachkraft", "agreement_on": "2026-11-23"},
        "Fachkraft",
        path="notiz",
    ),
    FormOnCase(
        "alternatives",
        {"kind": "alternatives", "alternatives_text": "Ratenplan", "alternatives_on": "2026-11-23"},
        "Ratenplan",
        path="notiz",
    ),
    FormOnCase(
        "measure",
        {
            "new_measure": "Aushang",
            "new_measure_unit": "Leistung 1",
            "new_measure_due": "2026-12-24",
        },
        "Aushang",
        path="massnahme",
    ),
    FormOnCase(
        "close",
        {
            "result": "justified",
            "measure": "Telefondienst",
            "measure_unit": "Leistung 1",
            "measure_due": "2026-12-24",
        },
        "Telefondienst",
        path="abschliessen",
    ),
    FormOnCase(
        "interim by mail",
        {"words": "Wir warten noch.", "new_day": "2027-01-15"},
        "Wir warten noch.",
        path="zwischennachricht/senden",
        page="/zwischennachricht",
    ),
    FormOnCase(
        "interim by post",
        {"words": "Wir warten noch.", "new_day": "2027-01-15"},
        "Wir warten noch.",
        path="zwischennachricht/brief",
        page="/zwischennachricht",
    ),
)


@pytest.fixture(params=FORMS, ids=lambda form: form.name)
def form(request: pytest.FixtureRequest) -> FormOnCase:
    """Give one form of a case after the other."""
    return request.param


def written(house: House) -> int:
    """Count what stands on cases: notes and measures."""
    with reading(house.engine) as tx:
        return sum(
            tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (case_notes, measures)
        )


def test_the_second_of_two_is_told_who_did_what_and_keeps_the_words(
    house: House, form: FormOnCase
) -> None:
    """The deputy noted something while the officer was typing."""
    case = a_case(house)
    mine = form.on_screen(house, case, AccountRole.OFFICER)
    theirs = opened(house.sign_in(AccountRole.DEPUTY), f"/vorgang/{case}", f"/vorgang/{case}/notiz")
    house.pass_time(A_MINUTE)
    assert theirs.send(kind="note", note_text="War schneller").status_code == 303

    before = written(house), record_of(house, case).row_version
    answer = mine.send(**form.fields)

    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert "Mo, 23.11.2026, 09:01 Uhr: Notiz geschrieben (deputy)" in answer.text
    assert form.typed in answer.text
    assert (written(house), record_of(house, case).row_version) == before


def test_alone_the_form_is_taken(house: House, form: FormOnCase) -> None:
    """The same form, sent while nobody else is at work."""
    case = a_case(house)

    answer = form.on_screen(house, case, AccountRole.OFFICER).send(**form.fields)

    assert answer.status_code == 303
    assert record_of(house, case).row_version == 2


def test_a_second_click_changes_nothing_more(house: House, form: FormOnCase) -> None:
    """The same form sent twice is one change."""
    case = a_case(house)
    mine = form.on_screen(house, case, AccountRole.OFFICER)
    mine.send(**form.fields)
    once = written(house)

    answer = mine.send(**form.fields)

    assert answer.status_code == 409
    assert written(house) == once


def test_what_is_wrong_and_late_is_told_as_late(house: House, form: FormOnCase) -> None:
    """An empty form on an old page must not come back with the new version in it."""
    case = a_case(house)
    mine = form.on_screen(house, case, AccountRole.OFFICER)
    theirs = opened(house.sign_in(AccountRole.DEPUTY), f"/vorgang/{case}", f"/vorgang/{case}/notiz")
    theirs.send(kind="note", note_text="War schneller")
    empty = dict.fromkeys(form.fields, "") | {"kind": form.fields.get("kind", "")}

    answer = mine.send(**empty)

    assert answer.status_code in {303, 409}
    assert "Jemand war schneller" in answer.text


def test_reopening_is_for_the_first_of_two(house: House) -> None:
    """The second learns that the case is open again."""
    case = a_case(house)
    house.closes(case)
    path = f"/vorgang/{case}/oeffnen"
    mine = opened(house.sign_in(), f"/vorgang/{case}", path)
    theirs = opened(house.sign_in(AccountRole.DEPUTY), f"/vorgang/{case}", path)
    theirs.send(reason="Neue Unterlagen")

    answer = mine.send(reason="Der Kunde rief an")

    assert answer.status_code == 409
    assert "Vorgang wieder geöffnet (deputy)" in answer.text
    assert "Der Kunde rief an" in answer.text


def test_r21_a_measure_is_done_once(house: House) -> None:
    """The second learns who was first and when."""
    case = a_case(house)
    enter = opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/massnahme")
    enter.send(new_measure="Aushang", new_measure_unit="Leistung 1", new_measure_due="2026-12-24")
    path = "/massnahmen/1/erledigt"
    mine = opened(house.sign_in(), "/massnahmen", path)
    theirs = opened(house.sign_in(AccountRole.DEPUTY), "/massnahmen", path)
    theirs.send()

    answer = mine.send()

    assert answer.status_code == 409
    assert "seit Mo, 23.11.2026, 09:00 Uhr erledigt (deputy)" in answer.text


def test_r32_two_protection_notes_both_stay(house: House) -> None:
    """They are only ever added; nobody can overwrite one."""
    case = a_case(house)
    path = f"/vorgang/{case}/schutz"
    for role in (AccountRole.OFFICER, AccountRole.DEPUTY):
        form = opened(house.sign_in(role), f"/vorgang/{case}", path)
        form.send(protect_employee="Frau Vogel", protect_wish=f"Wunsch der {role}")

    ask: Callable[..., OpenedForm] = opened
    read = ask(house.sign_in(AccountRole.DIRECTOR), "/schutz", "/schutz")
    page = read.send(number=case, reason="Gespräch").text

    assert "Wunsch der officer" in page
    assert "Wunsch der deputy" in page


def test_r22_praise_is_passed_on_by_the_first_of_two_windows(house: House) -> None:
    """The second is told, nothing goes twice."""
    case = a_case(house, Label.PRAISE)
    browser = house.sign_in(AccountRole.DIRECTOR)
    first, second = (opened(browser, "/lob", f"/lob/{case}") for _ in range(2))
    first.send(unit="Leistung 1", words="Danke")

    answer = second.send(unit="Vermittlung", words="Danke sehr")

    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert "Danke sehr" in answer.text
    kinds = [line.kind for line in house.sent_for(1)]
    assert kinds.count("praise") == 1
