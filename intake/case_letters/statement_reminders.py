"""Remind of statements that do not come, before the day and after it, then tell the director."""

from cases.statement import Progress, Step, steps_due
from correspondence.addresses import AddressError
from intake.case_letters.case_mail import CaseMail, NoJournalLineError, compose_about, file_about
from intake.case_letters.statements import LATE, open_duty, reminder
from intake.filing_tools import FilingTools
from store import register
from store.case_records import statements
from store.case_records.statements import StatementRequest
from store.engine import reading, writing


def send_reminders(tools: FilingTools) -> int:
    """Take today's step for every statement that waits, each once (R18); return how many."""
    calendar = tools.office.calendar
    today = calendar.day_of(tools.now())
    with reading(tools.engine) as tx:
        waiting = statements.waiting(tx)
    taken = 0
    for request in waiting:
        progress = Progress(
            asked_on=calendar.day_of(request.asked_at),
            due_on=request.asked.due_on,
            done=request.done,
        )
        taken += sum(_take(request, step, tools) for step in steps_due(progress, today, calendar))
    return taken


def _take(request: StatementRequest, step: Step, tools: FilingTools) -> bool:
    """Note one step and file its mail; False when the step was taken or nothing waits any more.

    Where no mail can go the officer has the duty all the same.
    """
    mail = _mail(request, step, tools)
    at, number = tools.now(), request.asked.case_number
    with writing(tools.engine) as tx:
        if not statements.note_step(tx, request.id, step, at=at):
            return False
        register.note_event(tx, number, f"statement_{step}", at=at)
        if step is Step.LATE:
            open_duty(tx, number, LATE, tools.office, at=at)
        if mail:
            file_about(tx, mail, at=at, not_before=at)
    return True


def _mail(request: StatementRequest, step: Step, tools: FilingTools) -> CaseMail | None:
    written = reminder(request, tools, step=step)
    try:
        (mail,) = compose_about(request.asked.case_number, [written], tools)
    except (AddressError, NoJournalLineError):
        return None
    return mail
