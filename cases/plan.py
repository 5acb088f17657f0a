"""What a decision asks for: case, letters, deadlines, duties (R1 to R16). Pure; compared whole."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cases.deadlines import (
    Deadline,
    DeadlineKind,
    deadline_of,
    deadlines_of_case,
    deadlines_of_reaction,
)
from cases.decision import DecidedBy, Decision, OtherKind, Verdict
from cases.duties import CONCERNS_DIRECTOR, Duty, DutyKind
from cases.labels import HAND_OVER_WAYS, PARLIAMENT_MATTERS, Label, Way, labels_on
from cases.letter import NOTICES, Letter, LetterKind
from cases.limits import Term, due_on
from cases.mail import Address
from cases.office import Office
from cases.received import Matter, Received

NO_WAYS = dict.fromkeys(Way, Verdict.NO)


class Retention(StrEnum):
    """How long the raw message stays (R7, R9c, R33)."""

    HANDED_OVER = "handed_over"
    OTHER = "other"
    MACHINE = "machine"
    CASE = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpening:
    """A case to open (R3); its text enters only where `Plan.enters_text` says so (R8)."""

    labels: tuple[Label, ...]
    party: Address | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that one decision asks for; filed whole or not at all.

    `enters_text`: the whole text goes into the case (never beside a hand-over, R8).
    `attach_to`: the case that the message adds to; so does its text, unless it is handed over.
    `holds_erasure_of`: the journal number of a hand-over that came back (R9b). `hidden_from`:
    names whose accounts must not see it (R6).
    """

    case: CaseOpening | None = None
    enters_text: bool = False
    letters: tuple[Letter, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    duties: tuple[Duty, ...] = ()
    attach_to: str = ""
    retention: Retention = Retention.CASE
    holds_erasure_of: int | None = None
    hidden_from: tuple[str, ...] = ()


def plan_for(decision: Decision, received: Received, office: Office) -> Plan:
    """Return what R1 to R16 ask for; the same arguments always give the same plan."""
    if decision.decided_by is DecidedBy.MACHINE:
        return Plan(retention=Retention.MACHINE)
    if received.is_returned and received.matter:
        return _returned(received.matter, received, office)
    if received.matter and _adds_to(received.matter, decision, received):
        return _follow_up(received.matter, received, office)
    decision = as_filed(decision, received)
    if not any(verdict is not Verdict.NO for verdict in decision.ways.values()):
        return _no_reaction(decision, received, office)
    return _reaction(decision, received, office)


def as_filed(decision: Decision, received: Received) -> Decision:
    """Return the decision as the journal keeps it: with the ways that are really taken (R1).

    What comes back to us is no reaction (R9b); what adds to a matter takes that matter's way
    (R9); what may be about the director waits for the officer (R6).
    """
    if decision.decided_by in {DecidedBy.MACHINE, DecidedBy.OFFICER}:
        return decision
    matter = received.matter
    if matter and received.is_returned:
        labels, other_kind = (Label.OTHER,), OtherKind.PASS_ON
        return replace(decision, labels=labels, ways=NO_WAYS, other_kind=other_kind)
    if matter and _adds_to(matter, decision, received):
        taken = (Way.REGISTER,) if matter.case_number else matter.handed_over
        return replace(decision, ways={**NO_WAYS, **dict.fromkeys(taken, Verdict.DO)})
    return _with_care(decision, received)


def neutral_letter(received: Received) -> Letter | None:
    """Return the notice that goes out when nobody has decided in time, or None (R12, R15)."""
    if received.no_notice or received.writer is None or received.had_first_reaction:
        return None
    return Letter(kind=LetterKind.NEUTRAL_ACKNOWLEDGEMENT, to=received.writer.address)


def _returned(matter: Matter, received: Received, office: Office) -> Plan:
    """Lay a hand-over that came back before the officer, and hold its erasure (R9b)."""
    due = _due(office.terms.suspected_hand_over, received, office)
    return Plan(
        duties=(Duty(kind=DutyKind.RETURNED, due_on=due),),
        retention=Retention.HANDED_OVER,
        holds_erasure_of=matter.journal,
    )


def _adds_to(matter: Matter, decision: Decision, received: Received) -> bool:
    """Say whether the message asks for nothing that its matter does not already have (R9).

    What may be about the director does not follow a matter to the director by itself (R6).
    """
    is_persons = decision.decided_by is DecidedBy.OFFICER
    if not matter.sender_is_party or (_leads_to_subject(matter, received) and not is_persons):
        return False
    demanded = {way for way, verdict in decision.ways.items() if verdict is not Verdict.NO}
    if not demanded:
        return True
    new_matters = PARLIAMENT_MATTERS.intersection(decision.labels).difference(matter.labels)
    return bool(matter.case_number) and demanded == {Way.REGISTER} and not new_matters


def _leads_to_subject(matter: Matter, received: Received) -> bool:
    """Say whether the matter's way may end with the person whom the message is about (R6)."""
    goes_to_director = Way.DIRECTOR in matter.handed_over and not matter.case_number
    return goes_to_director and received.concerns_director and not matter.went_past_director


def _follow_up(matter: Matter, received: Received, office: Office) -> Plan:
    """Add the message to its case, or send it on where the matter went (R9)."""
    if matter.case_number:
        due = _due(office.terms.acknowledge, received, office)
        read_it = Duty(kind=DutyKind.FOLLOW_UP, due_on=due, detail="attached")
        return Plan(attach_to=matter.case_number, duties=(read_it,))
    to_substitute = received.to_substitute or matter.went_past_director
    as_before = replace(received, to_substitute=to_substitute)
    letters = tuple(
        _hand_over(way, labels_on(way, matter.labels), as_before, office)
        for way in matter.handed_over
        if (LetterKind.HAND_OVER, way) not in received.done
    )
    hidden_from = received.hidden_from if Way.DIRECTOR in matter.handed_over else ()
    return Plan(letters=letters, retention=Retention.HANDED_OVER, hidden_from=hidden_from)


def _with_care(decision: Decision, received: Received) -> Decision:
    """Leave a complaint that may be about the director to the officer (R6)."""
    is_doubtful = received.concerns_director and decision.verdict(Way.DIRECTOR) is Verdict.DO
    if not is_doubtful:
        return decision
    return replace(decision, ways={**decision.ways, Way.DIRECTOR: Verdict.ASK})


def _no_reaction(decision: Decision, received: Received, office: Office) -> Plan:
    """File advertising unanswered, lay all else on the pass-on list (R9, R9c)."""
    matter = received.matter
    is_held = matter is not None and matter.sender_is_party and _leads_to_subject(matter, received)
    if decision.other_kind in {OtherKind.ADVERTISING, OtherKind.EMPTY} and not is_held:
        return Plan(retention=Retention.OTHER)
    unclear = matter is not None or decision.other_kind is OtherKind.WITHDRAWAL
    kind = DutyKind.FOLLOW_UP if unclear else DutyKind.PASS_ON
    due = _due(office.terms.acknowledge, received, office)
    detail = CONCERNS_DIRECTOR if is_held else str(decision.other_kind or OtherKind.PASS_ON)
    kind_of_limit = DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT
    neutral = deadline_of(kind_of_limit, received.received_on, office)
    return Plan(
        duties=(Duty(kind=kind, due_on=due, detail=detail),),
        deadlines=(neutral,) if neutral_letter(received) else (),
        retention=Retention.OTHER,
    )


def _reaction(decision: Decision, received: Received, office: Office) -> Plan:
    """Carry out every way that is sure, lay before the officer what is not (R3 to R8)."""
    asked = {way for way in HAND_OVER_WAYS if decision.verdict(way) is Verdict.ASK}
    handed = tuple(way for way in HAND_OVER_WAYS if decision.verdict(way) is Verdict.DO)
    is_recorded = decision.verdict(Way.REGISTER) is Verdict.DO
    recorded = labels_on(Way.REGISTER, decision.labels)
    notice = _notice(is_recorded=is_recorded, handed=handed, received=received)
    opens = is_recorded and not received.case_number
    needs_neutral = not notice and neutral_letter(received) is not None
    limits = deadlines_of_reaction(decision, received, needs_neutral=needs_neutral)
    return Plan(
        case=CaseOpening(labels=recorded, party=received.writer) if opens else None,
        enters_text=is_recorded and not handed and not asked,
        letters=(*_hand_overs(handed, decision, received, office), *notice),
        deadlines=tuple(deadline_of(kind, received.received_on, office) for kind in limits),
        duties=tuple(_duties(decision, received, office)),
        retention=Retention.HANDED_OVER if handed else Retention.CASE,
        hidden_from=received.hidden_from if Way.DIRECTOR in {*asked, *handed} else (),
    )


def _hand_overs(
    handed: Iterable[Way], decision: Decision, received: Received, office: Office
) -> Iterable[Letter]:
    for way in handed:
        if (LetterKind.HAND_OVER, way) not in received.done:
            yield _hand_over(way, labels_on(way, decision.labels), received, office)


def _hand_over(way: Way, labels: tuple[Label, ...], received: Received, office: Office) -> Letter:
    """Address the original to SGG or to the director, or who stands in (R5, R6)."""
    routing = office.routing
    director = routing.director_substitute if received.to_substitute else routing.director
    to = routing.sgg if way is Way.SGG else director or routing.director
    return Letter(kind=LetterKind.HAND_OVER, to=to, way=way, labels=labels)


def _notice(
    *, is_recorded: bool, handed: tuple[Way, ...], received: Received
) -> tuple[Letter, ...]:
    """Choose the one letter to the citizen: acknowledgement, transfer notice or none (R12, R16)."""
    if received.no_notice or received.writer is None:
        return ()
    told = {way for kind, way in received.done if kind in NOTICES}
    news = tuple(way for way in handed if way not in told)
    acknowledged = (LetterKind.ACKNOWLEDGEMENT, None), (LetterKind.NEUTRAL_ACKNOWLEDGEMENT, None)
    to = received.writer.address
    if is_recorded and received.done.isdisjoint(acknowledged):
        return (Letter(kind=LetterKind.ACKNOWLEDGEMENT, to=to, ways=news),)
    if news:
        return (Letter(kind=LetterKind.TRANSFER_NOTICE, to=to, ways=news),)
    return ()


def _duties(decision: Decision, received: Received, office: Office) -> Iterable[Duty]:
    """List what lies before a person, most urgent first."""
    terms = office.terms
    suspected_due = _due(terms.suspected_hand_over, received, office)
    first_reaction_due = _due(terms.acknowledge, received, office)
    if decision.verdict(Way.SGG) is Verdict.ASK:
        yield Duty(kind=DutyKind.SUSPECTED_OBJECTION, due_on=suspected_due)
    if decision.verdict(Way.DIRECTOR) is Verdict.ASK:
        detail = CONCERNS_DIRECTOR if received.concerns_director else ""
        yield Duty(kind=DutyKind.SUSPECTED_CONDUCT, due_on=suspected_due, detail=detail)
    if decision.verdict(Way.REGISTER) is Verdict.ASK:
        yield Duty(kind=DutyKind.DECIDE, due_on=first_reaction_due)
    if decision.verdict(Way.REGISTER) is Verdict.DO:
        yield from _case_duties(decision, received, office)
    if received.matter and not received.matter.sender_is_party:
        yield Duty(kind=DutyKind.FOLLOW_UP, due_on=first_reaction_due, detail="party_unclear")
    if received.no_notice and not received.had_first_reaction:
        detail = str(received.no_notice)
        yield Duty(kind=DutyKind.NOTICE_BY_HAND, due_on=first_reaction_due, detail=detail)


def _case_duties(decision: Decision, received: Received, office: Office) -> Iterable[Duty]:
    kinds = deadlines_of_case(decision.labels, received)
    limits = [deadline_of(each, received.received_on, office).due_on for each in kinds]
    is_parliament_matter = not PARLIAMENT_MATTERS.isdisjoint(decision.labels)
    kind = DutyKind.PETITION if is_parliament_matter else DutyKind.CASE
    yield Duty(kind=kind, due_on=min(limits))
    if Label.PRAISE in decision.labels:
        due = _due(office.terms.acknowledge, received, office)
        yield Duty(kind=DutyKind.PRAISE, due_on=due)
    if any(decision.verdict(way) is Verdict.DO for way in HAND_OVER_WAYS):
        due = _due(office.terms.acknowledge, received, office)
        yield Duty(kind=DutyKind.MARK_EXCERPT, due_on=due)


def _due(term: Term, received: Received, office: Office) -> date:
    return due_on(received.received_on, term, office.calendar)
