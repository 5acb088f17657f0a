"""Requests for statements in the database: who is first, what stays (R18)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine

from cases.statement import AnswerWay, StatementState, Step
from store.case_records import statements
from store.case_records.statements import Answer, Question
from store.engine import writing
from tests.store.builders import NOW, TODAY, a_case

LATER = NOW + timedelta(days=1)
ANSWER = Answer(text="Es war eine Störung.", by="Tim Leiter", way=AnswerWay.LINK)


def a_question(case: str = "K-1", *, unit: str = "Leistung 1") -> Question:
    """Return a question to a unit about a case."""
    return Question(
        case_number=case,
        unit=unit,
        recipient="tl1@jobcenter.example",
        question="Was ist geschehen?",
        excerpt="Das Telefon war nie besetzt.",
        due_on=TODAY,
        closes_on=TODAY,
        link_seed="seed",
        token_hash=f"hash {case} {unit}",
    )


ENDS: dict[str, Callable[[Connection], bool]] = {
    "answer": lambda tx: statements.answer(tx, 1, ANSWER, at=LATER),
    "withdraw": lambda tx: statements.withdraw(tx, 1, row_version=1),
}


@pytest.mark.parametrize("second", ENDS)
@pytest.mark.parametrize("first", ENDS)
def test_r18_whoever_ends_a_request_first_has_ended_it(
    engine: Engine, first: str, second: str
) -> None:
    """Of answer and withdrawal only one is kept; the other is told."""
    with writing(engine) as tx:
        a_case(tx, "K-1")
        statements.ask(tx, a_question(), by="erika", at=NOW)
        answers = [ENDS[first](tx), ENDS[second](tx)]
        request = statements.find(tx, 1)

    assert answers == [True, False]
    assert request
    expected = StatementState.ANSWERED if first == "answer" else StatementState.WITHDRAWN
    assert (request.state, request.asked.link_seed) == (expected, "")


def test_r18_a_unit_is_asked_once_at_a_time_about_a_case(engine: Engine) -> None:
    """Another unit, another case, or the same unit after its answer: all can be asked."""
    with writing(engine) as tx:
        for case in ("K-1", "K-2"):
            a_case(tx, case)
        answers = [
            statements.ask(tx, a_question(), by="erika", at=NOW),
            statements.ask(tx, a_question(), by="max", at=NOW),
            statements.ask(tx, a_question(unit="Leistung 2"), by="max", at=NOW),
            statements.ask(tx, a_question("K-2"), by="max", at=NOW),
        ]

    assert answers == [True, False, True, True]


def test_r18_each_step_is_noted_once_and_only_while_waiting(engine: Engine) -> None:
    """However often the sweep runs, and however late."""
    with writing(engine) as tx:
        a_case(tx, "K-1")
        statements.ask(tx, a_question(), by="erika", at=NOW)
        before = [statements.note_step(tx, 1, Step.BEFORE, at=LATER) for _ in range(2)]
        statements.answer(tx, 1, ANSWER, at=LATER)
        after = statements.note_step(tx, 1, Step.LATE, at=LATER)
        request = statements.find(tx, 1)

    assert (before, after) == ([True, False], False)
    assert request
    assert request.done == {Step.BEFORE}


def test_r18_closing_a_case_takes_back_what_waits_and_keeps_what_came(engine: Engine) -> None:
    """The statement stays on the case."""
    with writing(engine) as tx:
        a_case(tx, "K-1")
        statements.ask(tx, a_question(), by="erika", at=NOW)
        statements.answer(tx, 1, ANSWER, at=LATER)
        statements.ask(tx, a_question(unit="Leistung 2"), by="erika", at=NOW)
        statements.withdraw_of_case(tx, "K-1")
        states = {each.asked.unit: each.state for each in statements.of_case(tx, "K-1")}

    assert states == {
        "Leistung 1": StatementState.ANSWERED,
        "Leistung 2": StatementState.WITHDRAWN,
    }


def test_r9_nothing_is_known_about_somebody_whom_nobody_asked(engine: Engine) -> None:
    """Without a dispatch of these kinds there is no case."""
    with writing(engine) as tx:
        found = statements.case_asked_about(
            tx, own_message_ids=["<x@y.example>"], tokens=[""], sender_hash="h"
        )

    assert found == ""
