"""The final answer on the case's page: how far it is, what is missing, what went out (R19, R23)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from cases.answer import AnswerWay, Hindrance
from desk.access import Permission
from desk.case_parts.answer_view import AnswerView, view_of
from desk.visit import Visit
from desk.words.answers import ANSWER_WAYS, HINDRANCES
from store import dispatches
from store.case_records.case_letters import CaseLetter
from store.dispatch_lines import DispatchState
from store.register import CaseRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPart:
    """What the part shows; `taken_back` are the answers that can still be taken back."""

    view: AnswerView
    taken_back: frozenset[int]
    may_write: bool
    hindrance_words: Mapping[Hindrance, str]
    ways: Mapping[AnswerWay, str]


def read(tx: Connection, visit: Visit, record: CaseRecord) -> AnswerPart | None:
    """Read the answer of a case; None where there is none and none can be written."""
    view = view_of(tx, visit, record)
    may_write = view.standing.is_open and visit.may(Permission.WORK)
    if not (may_write or view.sent):
        return None
    waiting = (each.id for each in view.sent if _waits(tx, visit, each))
    return AnswerPart(
        view=view,
        taken_back=frozenset(waiting) if may_write else frozenset(),
        may_write=may_write,
        hindrance_words=HINDRANCES,
        ways=ANSWER_WAYS,
    )


def _waits(tx: Connection, visit: Visit, letter: CaseLetter) -> bool:
    if letter.dispatch is None:
        return False
    (line,) = dispatches.lines(tx, 1, before=letter.dispatch + 1)
    is_untried = line.state is DispatchState.WAITING and not line.attempts
    return is_untried and line.not_before > visit.now
