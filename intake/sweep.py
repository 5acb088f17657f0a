"""The deadline sweep: nobody is forgotten, whoever forgets (R5a, R12, R13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import assert_never

from sqlalchemy import Connection

from cases.deadlines import DeadlineKind
from cases.duties import (
    CONCERNS_DIRECTOR,
    Duty,
    DutyKind,
    Escalation,
    Role,
    warnings_due,
)
from cases.limits import due_on
from cases.office import Office
from cases.plan import neutral_letter
from correspondence.compose import compose_warning
from correspondence.occasion import Occasion
from intake.case_letters.petition_watch import watch_petitions
from intake.case_letters.statement_reminders import send_reminders
from intake.filing import facts_for
from intake.filing_tools import FilingTools
from intake.outbox import compose_all, send
from intake.reading.mail import read_mail
from store import deadlines, dispatches, duties, journal
from store.deadlines import OpenDeadline
from store.duties import OpenDuty
from store.engine import reading, writing
from store.lists import hand_overs

MORNING = time(6, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What one sweep did."""

    neutral_notices: int = 0
    handed_to_director: int = 0
    reminders: int = 0
    petitions_again: int = 0
    warnings: int = 0


def sweep(tools: FilingTools) -> Swept:
    """Do what today's limits ask for; a second sweep of the same day does nothing more."""
    return Swept(
        neutral_notices=send_neutral_notices(tools),
        handed_to_director=hand_suspected_to_director(tools),
        reminders=_remind(tools),
        petitions_again=watch_petitions(tools),
        warnings=send_warnings(tools),
    )


def send_neutral_notices(tools: FilingTools) -> int:
    """Answer what nobody has decided, in the morning of its working day (R12)."""
    if not _is_day(tools):
        return 0
    local = tools.now().astimezone(tools.office.calendar.timezone)
    with reading(tools.engine) as tx:
        kind = DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT
        due = deadlines.due(tx, kind, on_or_before=local.date())
    return sum(_send_neutral_notice(deadline, tools) for deadline in due)


def _remind(tools: FilingTools) -> int:
    """Remind of statements that do not come, in the morning (R18)."""
    return send_reminders(tools) if _is_day(tools) else 0


def _is_day(tools: FilingTools) -> bool:
    return tools.now().astimezone(tools.office.calendar.timezone).time() >= MORNING


def hand_suspected_to_director(tools: FilingTools) -> int:
    """Make what may be an objection or a conduct matter the director's duty (R5a).

    Whoever has a duty may read its message, so nothing else that lies in one about the director.
    """
    today = tools.office.calendar.day_of(tools.now())
    kinds = {DutyKind.SUSPECTED_OBJECTION, DutyKind.SUSPECTED_CONDUCT}
    with writing(tools.engine) as tx:
        waiting = duties.open_duties(tx, kinds=kinds)
        about = _about_director(waiting)
        late = [
            duty
            for duty in waiting
            if duty.due_on < today and duty.owner is Role.OFFICER
            if duty.journal not in about or duty.detail == CONCERNS_DIRECTOR
        ]
        for duty in late:
            duties.hand_to(tx, duty.id, Role.DIRECTOR)
    return len(late)


def send_warnings(tools: FilingTools) -> int:
    """Tell officer, deputy and director of duties that wait, once for each step (R5a, R12).

    Several duties of one message that come due together are one warning. Of what may be about
    the director the substitute is told (R6). While a deputy is on duty the officer's warnings
    go there (R11).
    """
    office = tools.office_on_duty()
    calendar, term = office.calendar, office.terms.acknowledge
    today = calendar.day_of(tools.now())
    with reading(tools.engine) as tx:
        waiting = duties.open_duties(tx)
        sent = duties.warnings_sent(tx)
        about = _about_director(waiting) | _with_substitute(tx, tools)
    told: set[tuple[int, Role]] = set()
    for duty in waiting:
        first_day = duty.first_day(calendar)
        plain = _plain(duty)
        steps = warnings_due(plain, duty.owner, first_day, today, acknowledge=term, days=calendar)
        for step in steps:
            if (duty.id, step.role, step.step) in sent:
                continue
            role = _whom(duty, step)
            is_subject = role is Role.DIRECTOR and duty.journal in about
            to = _substitute(office) if is_subject else _address_today(role, office, today)
            whom = (duty.journal, role)
            if to and _warn(duty, step, tools, to=to, is_told=whom in told):
                told.add(whom)
    return len(told)


def _send_neutral_notice(deadline: OpenDeadline, tools: FilingTools) -> bool:
    """File the neutral notice, or open the duty to write by hand where none can go.

    False also where somebody has decided meanwhile: then the limit runs no more (R15).
    """
    with reading(tools.engine) as tx:
        entry = journal.entry(tx, deadline.journal)
        content = journal.content(tx, deadline.journal)
    if entry is None or content is None:
        return False
    mail = read_mail(content)
    received = facts_for(entry, mail, tools)
    letter = neutral_letter(received)
    number, at = entry.case_number, tools.now()
    letters = [letter] if letter else []
    outgoing = compose_all(letters, entry, mail, tools, case_number=number)
    with writing(tools.engine) as tx:
        if not deadlines.meet(tx, entry.number, {DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT}, at=at):
            return False
        send(tx, outgoing, entry, tools, case_number=number)
        if letter is None and not received.had_first_reaction:
            detail = str(received.no_notice or "")
            duty = Duty(
                kind=DutyKind.NOTICE_BY_HAND,
                due_on=_first_reaction_due(received.received_on, tools.office),
                detail=detail,
            )
            duties.open_duty(tx, duty, journal=entry.number, case_number=number, at=at)
    return letter is not None


def _first_reaction_due(received_on: date, office: Office) -> date:
    return due_on(received_on, office.terms.acknowledge, office.calendar)


def _substitute(office: Office) -> str:
    """Return where warnings go that the director must not get; empty: nobody is told (R6)."""
    return office.routing.director_substitute


def _about_director(waiting: Iterable[OpenDuty]) -> frozenset[int]:
    """Return the journal numbers of messages that may be about the director (R6)."""
    return frozenset(duty.journal for duty in waiting if duty.detail == CONCERNS_DIRECTOR)


def _with_substitute(tx: Connection, tools: FilingTools) -> frozenset[int]:
    """Return those messages that the director's substitute was given as about the director (R6)."""
    routing = tools.office.routing
    if not routing.director_substitute:
        return frozenset()
    return hand_overs.waiting_past_director(tx, tools.keys.hash("address", routing.director))


def _warn(duty: OpenDuty, step: Escalation, tools: FilingTools, *, to: str, is_told: bool) -> bool:
    """Note one step and file its warning, without any content; False if none leaves the house."""
    at = tools.now()
    occasion = Occasion(
        office=tools.office,
        sender=tools.office.own_address,
        keys=tools.keys,
        received_at=duty.received_at,
        received_on=duty.received_on,
        sent_at=at,
        journal=duty.journal,
        fresh_id=tools.fresh_id(),
    )
    warning = compose_warning(
        _plain(duty),
        role=_whom(duty, step),
        to=to,
        occasion=occasion,
        desk_url=tools.desk_url,
    )
    with writing(tools.engine) as tx:
        is_first = duties.note_warning(tx, duty.id, step.role, step.step, at=at)
        if is_first and not is_told:
            dispatches.file(tx, warning, journal=duty.journal, at=at, not_before=at)
    return is_first and not is_told


def _plain(duty: OpenDuty) -> Duty:
    return Duty(kind=duty.kind, due_on=duty.due_on, detail=duty.detail)


def _whom(duty: OpenDuty, step: Escalation) -> Role:
    """Return who hears of it: the director where it may be about officer or deputy (R6)."""
    return Role.DIRECTOR if duty.hidden_from else step.role


def _address_today(role: Role, office: Office, today: date) -> str:
    """Return where a role's warnings go that day: not to an officer who is away (R11)."""
    is_away = office.contact_on(today).name != office.contact.name
    stands_in = Role.DEPUTY if role is Role.OFFICER and is_away else role
    return address_of(stands_in, office) or address_of(role, office)


def address_of(role: Role, office: Office) -> str:
    """Return where warnings for a role go; empty where the settings name nobody."""
    alerts = office.alerts
    match role:
        case Role.OFFICER:
            return alerts.officer
        case Role.DEPUTY:
            return alerts.deputy
        case Role.DIRECTOR:
            return alerts.director
        case Role.ADMIN:
            return alerts.admin
        case _:
            assert_never(role)
