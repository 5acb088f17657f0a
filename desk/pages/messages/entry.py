"""A letter, a call, a visit: entered by hand in under a minute (R4, R14)."""

from collections.abc import Mapping

from flask import request
from flask.typing import ResponseReturnValue

from cases.case import Channel
from cases.duties import DutyKind
from cases.escalation import EscalationStep
from cases.labels import GERMAN, Label
from desk.access import Permission
from desk.forms.entry import EntryError, EntryForm, read_entry, settled_complaint
from desk.visit import Page, Visit, go_to, order_of, say
from intake.orders.entered import enter as file_entry
from store.engine import writing

CHANNELS = (
    (Channel.LETTER, "Brief"),
    (Channel.TELEPHONE, "Telefon"),
    (Channel.PERSONAL, "persönlich"),
    (Channel.EMAIL, "E-Mail in ein anderes Postfach"),
)
STEPS = (
    (int(EscalationStep.EMPLOYEE), "Mitarbeiterin oder Mitarbeiter"),
    (int(EscalationStep.TEAM_LEADER), "Teamleitung oder Vertretung"),
    (int(EscalationStep.KRM), "KRM oder Geschäftsführung"),
)
LABELS = tuple((label, GERMAN[label]) for label in Label)
SETTLED = "Nicht erfasst: Es wurde auf der Stelle erledigt, hier ist nichts gespeichert."


def show_entry(visit: Visit) -> ResponseReturnValue:
    """Show the empty form, today's day in it."""
    return _page(visit, typed={"received_on": visit.today.isoformat(), "channel": Channel.LETTER})


def enter(visit: Visit) -> ResponseReturnValue:
    """Take in what was typed, or show it again with what is wrong."""
    form = request.form
    if form.get("settled") == "yes":
        complaint = settled_complaint(form)
        if complaint:
            return _again(visit, {"settled": complaint})
        say(SETTLED)
        return go_to("queue")
    try:
        read = read_entry(
            form,
            request.files.getlist("scan"),
            units=visit.tools.office.units,
            today=visit.today,
        )
    except EntryError as error:
        return _again(visit, error.errors)
    return _filed(visit, read)


def _filed(visit: Visit, read: EntryForm) -> ResponseReturnValue:
    order = order_of(visit, row_version=1, to_substitute=read.to_substitute)
    line = file_entry(read.entered, read.decision, visit.tools.filing, order=order)
    with writing(visit.tools.engine) as tx:
        visit.log(tx, "enter_by_hand", journal=line.number)
    labels = ", ".join(GERMAN[label] for label in read.decision.labels)
    sentence = f"Erfasst: {labels}, Eingang {line.number}."
    if line.plan is None:
        sentence = f"Das ist schon erfasst: Eingang {line.number}."
    elif any(duty.kind is DutyKind.NOTICE_BY_HAND for duty in line.plan.duties):
        sentence = f"{sentence} Die Bestätigung liegt zum Drucken bereit."
    say(sentence, journal=line.number)
    return go_to("queue")


def _again(visit: Visit, errors: dict[str, str]) -> ResponseReturnValue:
    typed = {**request.form, "also": request.form.getlist("also")}
    had_files = any(file.filename for file in request.files.getlist("scan"))
    return _page(visit, typed=typed, errors=errors, lost_files=had_files), 400


def _page(
    visit: Visit,
    *,
    typed: Mapping[str, object],
    errors: dict[str, str] | None = None,
    lost_files: bool = False,
) -> str:
    return visit.page(
        "entry.html",
        typed=typed,
        errors=errors or {},
        lost_files=lost_files,
        form_id=typed.get("form_id") or visit.tools.filing.fresh_id(),
        channels=CHANNELS,
        steps=STEPS,
        labels=LABELS,
        units=[(unit.name, unit.name) for unit in visit.tools.office.units],
        has_substitute=bool(visit.tools.office.routing.director_substitute),
    )


PAGES = (
    Page("/erfassen", "entry", show_entry, Permission.WORK),
    Page("/erfassen", "enter", enter, Permission.WORK, method="POST", takes_files=True),
)
