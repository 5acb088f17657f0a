"""Protecting employees from very difficult customers, and nothing else with their names (R32)."""

from sqlalchemy import select

from store.case_records import protection
from store.case_tables import protection_notes
from store.engine import reading
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter
from tests.desk.case_work import a_case, opened
from tests.desk.elements import Elements

NAME, WISH = "Frau Zylinderkopf", "möchte nicht mehr allein beraten"


def note(house: House, case: str, role: AccountRole = AccountRole.OFFICER) -> None:
    """Enter a protection note on a case."""
    form = opened(house.sign_in(role), f"/vorgang/{case}", f"/vorgang/{case}/schutz")
    assert form.send(protect_employee=NAME, protect_wish=WISH).status_code == 303


def read(house: House, case: str, reason: str = "Gespräch mit der Teamleitung") -> str:
    """Read the notes about a case's customer as the director."""
    browser = house.sign_in(AccountRole.DIRECTOR)
    return opened(browser, "/schutz", "/schutz").send(number=case, reason=reason).text


def test_r32_the_officer_enters_a_note_that_only_the_director_reads(house: House) -> None:
    """Not even who entered it reads it again; the case does not show it."""
    case = a_case(house)
    note(house, case)
    officer = house.sign_in()

    pages = [officer.see(path).text for path in (f"/vorgang/{case}", "/", "/vorgaenge")]

    assert [page for page in pages if NAME in page or WISH in page] == []
    assert officer.see("/schutz").status_code == 403
    assert officer.send("/schutz", number=case, reason="x").status_code == 403
    assert NAME in read(house, case)


def test_r32_the_director_reads_with_a_reason_that_the_auditor_sees(house: House) -> None:
    """Without one nothing is shown."""
    case = a_case(house)
    note(house, case)

    without = read(house, case, reason="  ")
    read(house, case, reason="Entlastung prüfen")

    log = Elements.of(house.sign_in(AccountRole.AUDITOR).see("/zugriffe").text).words
    assert NAME not in without
    assert "warum Sie die Vermerke lesen" in without
    assert "Schutzvermerke gelesen" in log
    assert "Entlastung prüfen" in log
    assert NAME not in log


def test_r32_notes_are_joined_with_the_party_and_with_nobody_else(house: House) -> None:
    """Two cases of one customer are read together, another customer's stay apart."""
    one, two = a_case(house), a_case(house)
    letter = a_letter("Anderes", sender="Berta <berta@citizen.example>")
    other = house.entry(house.files(a_decision(), letter)).case_number
    note(house, one)
    note(house, two)
    note(house, other, AccountRole.DIRECTOR)

    page = read(house, one)

    assert page.count(NAME) == 2
    assert one in page
    assert two in page
    assert other not in page


def test_r32_notes_go_along_when_the_party_is_corrected(house: House) -> None:
    """The customer has another address now."""
    case = a_case(house)
    note(house, case)
    form = opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/kunde")

    form.send(party_name="Anna", party_address="anna@neu.example")

    with reading(house.engine) as tx:
        (hash_now,) = tx.execute(select(protection_notes.c.party_hash)).scalars()
    assert hash_now == house.filing.keys.hash("address", "anna@neu.example")


def test_r32_the_director_notes_the_measure_taken_once(house: House) -> None:
    """The second window is told and keeps its words."""
    case = a_case(house)
    note(house, case)
    browser = house.sign_in(AccountRole.DIRECTOR)
    path = f"/schutz/{case}/1"
    token = browser.token("/schutz")
    fields = {"csrf_token": token, "reason": "Entlastung"}

    empty = browser.client.post(path, data={**fields, "protect_measure": " "})
    first = browser.client.post(path, data={**fields, "protect_measure": "Entlastung im Team"})
    second = browser.client.post(path, data={**fields, "protect_measure": "Schulung"})

    assert (empty.status_code, first.status_code, second.status_code) == (400, 303, 409)
    assert "Jemand war schneller" in second.text
    assert "Entlastung im Team" in second.text
    assert "Schulung" in second.text


def test_r31_the_store_offers_no_way_to_find_count_or_sort_by_employee() -> None:
    """Notes are reached through the case's party alone."""
    offered = {
        name
        for name, value in vars(protection).items()
        if callable(value) and value.__module__ == protection.__name__
    }

    assert offered == {"ProtectionNote", "enter", "of_party", "note_measure", "follow_party"}


def test_r32_an_incomplete_note_keeps_what_was_typed(house: House) -> None:
    """Name and wish both."""
    case = a_case(house)
    form = opened(house.sign_in(), f"/vorgang/{case}", f"/vorgang/{case}/schutz")

    answer = form.send(protect_employee=NAME, protect_wish="")

    assert answer.status_code == 400
    assert f'value="{NAME}"' in answer.text


def test_r32_an_unknown_case_has_no_notes(house: House) -> None:
    """The director is told so."""
    assert "Diesen Vorgang gibt es nicht." in read(house, "KRM-2026-9999")


def test_r32_a_second_press_of_the_button_enters_nothing(house: House) -> None:
    """Nobody could read the note and take one of two away again."""
    case = a_case(house)
    note(house, case)
    note(house, case)

    with reading(house.engine) as tx:
        assert len(tx.execute(select(protection_notes.c.id)).all()) == 1
