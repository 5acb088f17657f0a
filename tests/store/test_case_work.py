"""What a person changes on a case, and who wins of two (R17 to R21)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from cases.case import CaseEventKind, CaseState, NoteKind, Result
from store import register
from store.case_records import case_work
from store.case_records.case_work import Party, Turn
from store.engine import writing
from tests.store.builders import NOW, a_case

ONE_DAY = timedelta(days=1)
TURN = Turn(case_number="K-1", row_version=1, by="erika", at=NOW)
PARTY = Party(
    name="Rosa Neu",
    address="neu@post.example",
    address_hash="new-hash",
    phone="07274 1",
    postal="Weg 1, 76726 Musterstadt",
    email_consent_on=date(2026, 11, 20),
)
CHANGES = {
    "path": lambda tx, turn: case_work.set_path(tx, turn, unit="Leistung 1", until=None),
    "party": lambda tx, turn: case_work.correct_party(tx, turn, PARTY),
    "note": lambda tx, turn: case_work.take(tx, turn, CaseEventKind.NOTED),
    "close": lambda tx, turn: case_work.close(tx, turn, result=Result.PARTLY, measure=""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_of_two_who_saw_the_same_version_the_first_wins(engine: Engine, change: str) -> None:
    """The second changes nothing and leaves no line in the history."""
    with writing(engine) as tx:
        a_case(tx, "K-1")
        first = CHANGES[change](tx, TURN)
        second = CHANGES[change](tx, replace(TURN, by="max"))
        record, events = register.case(tx, "K-1"), register.events(tx, "K-1")

    assert (first, second) == (True, False)
    assert record is not None
    assert record.row_version == 2
    assert [event.by for event in events] == ["", "erika"]


def test_r21_a_case_is_closed_once_with_result_and_measure(engine: Engine) -> None:
    """An older or a newer version than the case's is refused."""
    with writing(engine) as tx:
        a_case(tx, "K-1")
        at = NOW + ONE_DAY
        answers = [
            case_work.close(
                tx,
                replace(TURN, row_version=version, at=at),
                result=Result.JUSTIFIED,
                measure="Aushang erneuert",
            )
            for version in (2, 1, 1, 2)
        ]
        record = register.case(tx, "K-1")
        still_open = register.cases(tx, state=CaseState.OPEN)
        closed = register.cases(tx, state=CaseState.CLOSED)

    assert answers == [False, True, False, False]
    assert record is not None
    assert (record.state, record.result, record.measure, record.closed_at) == (
        CaseState.CLOSED,
        Result.JUSTIFIED,
        "Aushang erneuert",
        at,
    )
    assert (still_open, closed) == ((), (record,))


def test_r21_a_closed_case_opens_again_with_a_reason(engine: Engine) -> None:
    """Result and day of closing go from the record and stay in the notes."""
    with writing(engine) as tx:
        a_case(tx, "K-1")
        case_work.close(tx, TURN, result=Result.PARTLY, measure="")
        again = replace(TURN, row_version=2)
        assert case_work.reopen(tx, again, reason="Neue Unterlagen")
        record, notes = register.case(tx, "K-1"), case_work.notes(tx, "K-1")

    assert record is not None
    assert (record.state, record.result, record.closed_at) == (CaseState.OPEN, None, None)
    assert [(note.kind, note.text) for note in notes] == [
        (NoteKind.CLOSING, "partly"),
        (NoteKind.REOPENING, "Neue Unterlagen"),
    ]


def test_an_open_case_is_not_opened_again(engine: Engine) -> None:
    """Nothing changes."""
    with writing(engine) as tx:
        a_case(tx, "K-1")

        assert not case_work.reopen(tx, TURN, reason="Neues")


def test_r23_the_party_is_kept_as_the_officer_corrects_it(engine: Engine) -> None:
    """Name, addresses, telephone, and the day of consent."""
    with writing(engine) as tx:
        a_case(tx, "K-1")
        case_work.correct_party(tx, TURN, PARTY)
        record = register.case(tx, "K-1")

    assert record is not None
    assert (record.party_name, record.party_address, record.party_hash) == (
        "Rosa Neu",
        "neu@post.example",
        "new-hash",
    )
    assert (record.party_phone, record.party_postal, record.email_consent_on) == (
        "07274 1",
        "Weg 1, 76726 Musterstadt",
        date(2026, 11, 20),
    )


def test_r19_a_case_is_agreed_once_such_a_note_is_on_it(engine: Engine) -> None:
    """Other notes do not count."""
    with writing(engine) as tx:
        a_case(tx, "K-1")
        case_work.enter_note(tx, TURN, NoteKind.NOTE, "Rücksprache")
        before = case_work.is_agreed(tx, "K-1")
        case_work.enter_note(tx, TURN, NoteKind.AGREEMENT, "mit Frau Fach", on_day=NOW.date())
        after = case_work.is_agreed(tx, "K-1")

    assert (before, after) == (False, True)
