"""What a case allows in which state, and what must be said before (R13, R17 to R21)."""

from itertools import product

import pytest

from cases.case import (
    ALLOWED,
    NEEDS,
    CaseState,
    Deed,
    Need,
    Result,
    Standing,
    may,
    missing,
)

IN_BOTH = {"note", "enter_measure", "finish_measure", "pass_praise_on", "protect"}
OPEN_ONLY = {
    "set_path",
    "correct_party",
    "name_employee",
    "agree",
    "note_alternatives",
    "ask_statement",
    "give_interim_notice",
    "answer_finally",
    "close",
}


@pytest.mark.parametrize(("deed", "state"), list(product(Deed, CaseState)))
def test_r21_a_case_allows_in_each_state_what_stands_here_and_nothing_else(
    deed: Deed, state: CaseState
) -> None:
    """Only a closed case is reopened; measures go on after the end."""
    expected = {
        CaseState.OPEN: IN_BOTH | OPEN_ONLY,
        CaseState.CLOSED: IN_BOTH | {"reopen"},
    }

    assert may(deed, state) is (deed.value in expected[state])


def test_every_state_is_in_the_table() -> None:
    """No state without a word of what it allows."""
    assert set(ALLOWED) == set(CaseState)


@pytest.mark.parametrize("result", [None, *Result])
@pytest.mark.parametrize("settled", [True, False])
def test_r20_r21_closing_needs_a_result_and_alternatives_where_the_wish_is_refused(
    result: Result | None, settled: bool
) -> None:
    """Only `not justified` asks whether the unit looked for alternatives."""
    standing = Standing(result=result, alternatives_settled=settled)

    expected = set()
    if result is None:
        expected = {Need.RESULT}
    elif result.value == "not_justified" and not settled:
        expected = {Need.ALTERNATIVES}
    assert missing(Deed.CLOSE, standing) == expected


@pytest.mark.parametrize("deed", [Deed.REOPEN, Deed.GIVE_INTERIM_NOTICE])
@pytest.mark.parametrize(("reason", "is_enough"), [("", False), ("  \n", False), ("Neues", True)])
def test_r13_a_reason_is_said_before_a_case_takes_longer(
    deed: Deed, reason: str, is_enough: bool
) -> None:
    """Blanks are no reason."""
    assert (not missing(deed, Standing(reason=reason))) is is_enough


@pytest.mark.parametrize("is_agreed", [True, False])
def test_r19_the_final_answer_needs_the_agreement_with_the_specialist(is_agreed: bool) -> None:
    """Who and when is on the case before it can be sent."""
    expected = set() if is_agreed else {Need.AGREEMENT}

    assert missing(Deed.ANSWER_FINALLY, Standing(is_agreed=is_agreed)) == expected


@pytest.mark.parametrize("deed", sorted(set(Deed) - set(NEEDS)))
def test_every_other_deed_needs_nothing(deed: Deed) -> None:
    """Notes, path, party, measures are entered as they come."""
    assert missing(deed, Standing()) == set()


def test_r21_the_results_are_the_five_of_the_directive() -> None:
    """Justified, partly, not justified, withdrawn, not a matter for KRM."""
    assert [result.value for result in Result] == [
        "justified",
        "partly",
        "not_justified",
        "withdrawn",
        "not_krm",
    ]
