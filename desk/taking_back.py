"""What waits a moment before it leaves the house, and can be taken back meanwhile."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection

from cases.case import CaseEventKind
from cases.letter import LetterKind
from desk.access import Permission
from desk.visit import Visit
from intake.case_letters import interim_notice, praise
from store import withdrawals
from store.case_records.case_work import Turn
from store.dispatch_lines import DispatchLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A mail about a case that can still be taken back, until when."""

    dispatch: int
    case_number: str
    kind: LetterKind
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingBack:
    """Who may take a mail of a kind back, what the history keeps, and what else goes back."""

    needs: Permission
    event: CaseEventKind
    undo: Callable[[Connection, Visit, Turn, int], None]


def _interim_notice(tx: Connection, _visit: Visit, turn: Turn, dispatch: int) -> None:
    interim_notice.after_taking_back(tx, turn, dispatch)


def _praise(tx: Connection, visit: Visit, turn: Turn, _dispatch: int) -> None:
    praise.after_taking_back(tx, turn, visit.tools.office)


CAN_BE_TAKEN_BACK: Mapping[LetterKind, TakingBack] = MappingProxyType(
    {
        LetterKind.INTERIM_NOTICE: TakingBack(
            needs=Permission.WORK,
            event=CaseEventKind.INTERIM_NOTICE_TAKEN_BACK,
            undo=_interim_notice,
        ),
        LetterKind.PRAISE: TakingBack(
            needs=Permission.DIRECT, event=CaseEventKind.PRAISE_TAKEN_BACK, undo=_praise
        ),
    }
)
"""A row for each kind of mail; a kind without one cannot be taken back from a case's page."""


def still_waiting(
    tx: Connection,
    visit: Visit,
    *,
    kinds: Collection[LetterKind] = tuple(CAN_BE_TAKEN_BACK),
    case_number: str = "",
) -> tuple[Waiting, ...]:
    """Return what this person can still take back, of one case or of all."""
    mine = [kind for kind in kinds if visit.may(CAN_BE_TAKEN_BACK[kind].needs)]
    lines = withdrawals.still_here(tx, mine, now=visit.now, case_number=case_number)
    return tuple(
        Waiting(
            dispatch=line.id,
            case_number=line.case_number,
            kind=line.kind,
            until=line.not_before,
        )
        for line in lines
    )


def how_to(line: DispatchLine, visit: Visit) -> TakingBack | None:
    """Return how this person takes the mail back; None where that is not theirs or not possible."""
    way = CAN_BE_TAKEN_BACK.get(line.kind)
    return way if way and visit.may(way.needs) else None
