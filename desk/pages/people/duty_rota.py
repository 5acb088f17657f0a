"""Who is on duty: the letters name this person, whatever the settings say (R11)."""

from collections.abc import Mapping

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from cases.office import DutySpell
from desk.access import Permission
from desk.forms.days import read_day
from desk.forms.decision import FormError
from desk.visit import Page, Visit, go_to, say
from store.engine import reading, writing
from store.people import duty_rota


def show_rota(visit: Visit) -> ResponseReturnValue:
    """Show who is on duty today, and every spell that runs or comes."""
    return _page(visit)


def enter_spell(visit: Visit) -> ResponseReturnValue:
    """Enter who is on duty from a day to a day; the latest entry counts."""
    try:
        spell = _spell_in(request.form, visit)
    except FormError as error:
        return _page(visit, complaint=str(error), typed=request.form), 400
    with writing(visit.tools.engine) as tx:
        duty_rota.enter(tx, spell, by=visit.name, at=visit.now)
        visit.log(tx, "set_duty")
    say(f"Im Dienst vom {spell.from_on:%d.%m.%Y} bis {spell.until_on:%d.%m.%Y}: {spell.name}.")
    return go_to("duty_rota")


def take_back(visit: Visit, index: int) -> ResponseReturnValue:
    """Take a spell back; whom it covered is on duty again as before."""
    with writing(visit.tools.engine) as tx:
        is_gone = duty_rota.remove(tx, index)
        if is_gone:
            visit.log(tx, "set_duty")
    say("Der Eintrag ist zurückgenommen." if is_gone else "Der Eintrag war schon zurückgenommen.")
    return go_to("duty_rota")


def _spell_in(form: MultiDict[str, str], visit: Visit) -> DutySpell:
    name = form.get("name", "")
    from_on, until_on = read_day(form.get("from_on", "")), read_day(form.get("until_on", ""))
    if name not in visit.tools.office.contact.names:
        message = "Bitte wählen Sie aus, wer im Dienst ist."
        raise FormError(message)
    if from_on is None or until_on is None:
        message = "Bitte geben Sie beide Tage an, zum Beispiel 21.12.2026."
        raise FormError(message)
    if until_on < from_on:
        message = "Der letzte Tag liegt vor dem ersten."
        raise FormError(message)
    if until_on < visit.today:
        message = "Der letzte Tag ist schon vorbei."
        raise FormError(message)
    return DutySpell(name=name, from_on=from_on, until_on=until_on)


def _page(visit: Visit, *, complaint: str = "", typed: Mapping[str, str] | None = None) -> str:
    with reading(visit.tools.engine) as tx:
        entries = duty_rota.not_over(tx, visit.today)
    contact = visit.tools.office.contact
    return visit.page(
        "duty_rota.html",
        entries=entries,
        names=[(name, name) for name in contact.names],
        planned=[
            each
            for each in contact.deputies
            if each.on_duty_until and each.on_duty_until >= visit.today
        ],
        complaint=complaint,
        typed=typed or {"from_on": visit.today.isoformat()},
    )


PAGES = (
    Page("/vertretung", "duty_rota", show_rota, Permission.WORK),
    Page("/vertretung", "enter_duty", enter_spell, Permission.WORK, method="POST"),
    Page(
        "/vertretung/<int:index>/zuruecknehmen",
        "take_duty_back",
        take_back,
        Permission.WORK,
        method="POST",
    ),
)
