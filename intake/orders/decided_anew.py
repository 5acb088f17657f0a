"""A person decides again: what the decision before has left behind ends (R5, R6, R9c, R36)."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from cases.deadlines import LIMITS_OF_CASES, DeadlineKind
from cases.decision import Decision, Verdict
from cases.duties import UNDECIDED, DutyKind
from cases.labels import Way, labels_on
from cases.letter import LetterKind
from cases.plan import Plan
from intake.facts import DESK
from intake.filing_tools import FilingTools, Order
from store import deadlines, dispatches, duties, register
from store.dispatches import Withdrawal
from store.engine import reading
from store.journal import JournalEntry
from store.messages import mistaken, undo
from store.messages.undo import Before

OF_CASES = frozenset({DutyKind.CASE, DutyKind.PETITION, DutyKind.PRAISE})
SETTLED = UNDECIDED | {DutyKind.PASS_ON, DutyKind.MARK_EXCERPT, DutyKind.HAND_OVER_FAILED}
"""What every new decision ends; where it asks for the same again, that is opened anew."""

Done = frozenset[tuple[LetterKind, Way | None]]
"""What left the house for a message (`Received.done`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The case under which a decision files, and the one that it shows to be a mistake."""

    case: str = ""
    mistaken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """A decision about to be filed; without an order it is the first one, made by the line."""

    entry: JournalEntry
    numbers: Numbers
    order: Order | None
    before: Before | None


def without_forgotten_case(entry: JournalEntry, tools: FilingTools) -> JournalEntry:
    """Treat a case whose data are erased as none: nothing is written into it again (R33)."""
    if not entry.case_number:
        return entry
    with reading(tools.engine) as tx:
        is_kept = register.is_kept(tx, entry.case_number)
    return entry if is_kept else replace(entry, case_number="")


def numbers_for(tx: Connection, plan: Plan, decision: Decision, entry: JournalEntry) -> Numbers:
    """Say under which known case to file, and which one proves to be a mistake (R5, R6, R9c)."""
    had = entry.case_number
    if _is_recorded(decision) and not plan.attach_to:
        return Numbers(case=had or mistaken.number_of(tx, entry.number))
    if not had or had == plan.attach_to:
        return Numbers(case=plan.attach_to)
    is_mistaken = mistaken.hangs_alone(tx, had, entry.number)
    kept = "" if is_mistaken else had
    return Numbers(case=plan.attach_to or kept, mistaken=had if is_mistaken else "")


def begin_anew(
    tx: Connection,
    entry: JournalEntry,
    numbers: Numbers,
    order: Order | None,
    *,
    done: Done,
    now: datetime,
) -> Anew | None:
    """Look at the message before it changes; None if somebody works on the case meanwhile.

    None also where another letter has left, or will leave, than those that were planned with
    (`done`): the citizen would be told twice (R15).
    """
    if numbers.mistaken and not mistaken.hangs_alone(tx, numbers.mistaken, entry.number):
        return None
    without = Withdrawal(journal=entry.number, now=now)
    if order and dispatches.done_for(tx, entry.number, without=without) != done:
        return None
    before = None
    # What a person entered nobody but a person decides: there is no state before.
    is_entered_just_now = entry.place.mailbox == DESK and not entry.is_decided
    if order and not is_entered_just_now:
        before = undo.before(tx, entry.number, {entry.case_number, numbers.case})
    return Anew(entry=entry, numbers=numbers, order=order, before=before)


def end_earlier(
    tx: Connection, anew: Anew, plan: Plan, decision: Decision, *, at: datetime
) -> None:
    """End duties, limits and the case of the decision before that the new one does not want."""
    entry, numbers, order = anew.entry, anew.numbers, anew.order
    if order is None:
        return
    if numbers.mistaken:
        mistaken.end(tx, numbers.mistaken, entry.number, at=at, by=order.by)
    has_case = bool(numbers.case) and numbers.case == entry.case_number
    is_recorded = _is_recorded(decision)
    stays_open = has_case and not is_recorded
    over = SETTLED | (OF_CASES - {duty.kind for duty in plan.duties})
    if stays_open:
        over -= OF_CASES
    # Where a notice by hand is due again, it is opened anew, for what is the reason now.
    is_notice_due = any(duty.kind is DutyKind.NOTICE_BY_HAND for duty in plan.duties)
    if is_notice_due or Verdict.DO not in decision.ways.values():
        over |= {DutyKind.NOTICE_BY_HAND}
    duties.close_kinds(tx, entry.number, over, by=order.by, at=at)
    wanted = {limit.kind for limit in plan.deadlines}
    still = wanted | (LIMITS_OF_CASES if stays_open else frozenset())
    deadlines.drop(tx, entry.number, frozenset(DeadlineKind) - still)
    if has_case and is_recorded:
        recorded = labels_on(Way.REGISTER, decision.labels)
        mistaken.relabel(tx, numbers.case, entry.number, recorded)


def keep_way_back(tx: Connection, anew: Anew, *, now: datetime) -> None:
    """Keep what undoing the order takes, until its letters may leave (`desk.undo_seconds`)."""
    order = anew.order
    if order and order.not_before and anew.before:
        undo.keep(tx, anew.before, by=order.by, until=order.not_before, now=now)


def _is_recorded(decision: Decision) -> bool:
    return decision.verdict(Way.REGISTER) is Verdict.DO
