"""What a case is and what it allows, as tables (R4, R17 to R22). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Channel(StrEnum):
    """How a reaction reached the house (R4)."""

    EMAIL = "email"
    LETTER = "letter"
    TELEPHONE = "telephone"
    PERSONAL = "personal"


class CaseState(StrEnum):
    """Whether somebody still works on the case."""

    OPEN = "open"
    CLOSED = "closed"


class Result(StrEnum):
    """How a case ended (R21)."""

    JUSTIFIED = "justified"
    PARTLY = "partly"
    NOT_JUSTIFIED = "not_justified"
    WITHDRAWN = "withdrawn"
    NOT_KRM = "not_krm"


WISH_REFUSED = frozenset({Result.NOT_JUSTIFIED})
"""Results after which the unit is asked for alternatives in suitable cases (R20)."""


class CaseEventKind(StrEnum):
    """What happened to a case, as its history keeps it."""

    OPENED = "opened"
    ATTACHED = "attached"  # a later message (R9)
    EXCERPT = "excerpt"  # R8
    SAME_LETTER_AGAIN = "same_letter_again"
    TEXT_WITHDRAWN = "text_withdrawn"  # it proved to be for another place (R7)
    NOTICE_POSTED = "notice_posted"  # R12
    PATH_SET = "path_set"  # R17
    PARTY_CORRECTED = "party_corrected"
    NOTED = "noted"
    EMPLOYEE_NOTED = "employee_noted"
    AGREED = "agreed"  # R19
    ALTERNATIVES_NOTED = "alternatives_noted"  # R20
    INTERIM_NOTICE_SENT = "interim_notice_sent"  # R13
    INTERIM_NOTICE_POSTED = "interim_notice_posted"
    INTERIM_NOTICE_TAKEN_BACK = "interim_notice_taken_back"
    MEASURE_ENTERED = "measure_entered"  # R21
    MEASURE_DONE = "measure_done"
    PRAISE_PASSED_ON = "praise_passed_on"  # R22
    PRAISE_TAKEN_BACK = "praise_taken_back"
    CLOSED = "closed"
    REOPENED = "reopened"


class NoteKind(StrEnum):
    """What a note on a case is about; its text is read with the case and nowhere else (R35)."""

    NOTE = "note"
    EMPLOYEE = "employee"  # whom it concerns: no list, search or count exists (R31)
    AGREEMENT = "agreement"  # with whom the answer was agreed, and when (R19)
    ALTERNATIVES = "alternatives"  # what the unit was asked, and what came of it (R20)
    PATH = "path"  # which unit is asked, until when (R17)
    NEW_LIMIT = "new_limit"  # why it takes longer; the day is the limit as it was (R13)
    CLOSING = "closing"  # the result, as it was said at that time
    REOPENING = "reopening"  # why


class Deed(StrEnum):
    """What a person may want to do with a case."""

    SET_PATH = "set_path"
    CORRECT_PARTY = "correct_party"
    NOTE = "note"
    NAME_EMPLOYEE = "name_employee"
    AGREE = "agree"
    NOTE_ALTERNATIVES = "note_alternatives"
    ASK_STATEMENT = "ask_statement"
    GIVE_INTERIM_NOTICE = "give_interim_notice"
    ANSWER_FINALLY = "answer_finally"
    ENTER_MEASURE = "enter_measure"
    FINISH_MEASURE = "finish_measure"
    PASS_PRAISE_ON = "pass_praise_on"  # noqa: S105  (no secret)
    PROTECT = "protect"
    CLOSE = "close"
    REOPEN = "reopen"


class Need(StrEnum):
    """What must be there before a deed is done."""

    RESULT = "result"
    REASON = "reason"
    AGREEMENT = "agreement"
    ALTERNATIVES = "alternatives"


ALWAYS = frozenset(
    {Deed.NOTE, Deed.ENTER_MEASURE, Deed.FINISH_MEASURE, Deed.PASS_PRAISE_ON, Deed.PROTECT}
)
"""What goes on whatever the state: measures come back until they are done (R21)."""

ALLOWED: Mapping[CaseState, frozenset[Deed]] = MappingProxyType(
    {
        CaseState.OPEN: frozenset(Deed) - {Deed.REOPEN},
        CaseState.CLOSED: ALWAYS | {Deed.REOPEN},
    }
)
"""What an open case allows, and what a closed one."""

NEEDS: Mapping[Deed, frozenset[Need]] = MappingProxyType(
    {
        Deed.CLOSE: frozenset({Need.RESULT, Need.ALTERNATIVES}),
        Deed.REOPEN: frozenset({Need.REASON}),
        Deed.GIVE_INTERIM_NOTICE: frozenset({Need.REASON}),
        Deed.ANSWER_FINALLY: frozenset({Need.AGREEMENT}),
    }
)
"""What must be said before (R13, R19, R20, R21); every other deed needs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is on the case, and what the person says along with the deed.

    `result` is None while none is said. `alternatives_settled`: the unit was asked, or the
    person says that the case is not suited for it (R20).
    """

    result: Result | None = None
    reason: str = ""
    is_agreed: bool = False
    alternatives_settled: bool = False


def may(deed: Deed, state: CaseState) -> bool:
    """Say whether a case in this state allows the deed."""
    return deed in ALLOWED[state]


def missing(deed: Deed, standing: Standing) -> frozenset[Need]:
    """Return what still has to be said or done before the deed; empty: it may be done."""
    return frozenset(need for need in NEEDS.get(deed, ()) if not _is_met(need, standing))


def _is_met(need: Need, standing: Standing) -> bool:
    met = {
        Need.RESULT: standing.result is not None,
        Need.REASON: bool(standing.reason.strip()),
        Need.AGREEMENT: standing.is_agreed,
        Need.ALTERNATIVES: standing.alternatives_settled or standing.result not in WISH_REFUSED,
    }
    return met[need]
