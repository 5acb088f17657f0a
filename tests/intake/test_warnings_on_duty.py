"""Warnings go to whom is on duty (R11, R12)."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cases.labels import Label, Way
from cases.office import Alerts, DutySpell
from intake.sweep import send_warnings
from store.engine import writing
from store.people import duty_rota
from tests.desk.asking import mails_to
from tests.desk.builders import House, a_decision
from tests.desk.conftest import building, house, prepared_database  # noqa: F401 (fixtures)

OFFICER, DEPUTY = "e.beispiel@jobcenter.example", "m.vertretung@jobcenter.example"
UNSURE = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))


def told(house: House, *, deputy: str = DEPUTY, name: str = "Max Vertretung") -> dict[str, int]:  # noqa: F811
    """Leave a message undecided to its third day with this person on duty; count the mails."""
    alerts = Alerts(officer=OFFICER, deputy=deputy)
    tools = replace(house.filing, office=replace(house.office, alerts=alerts))
    house.files(UNSURE)
    spell = DutySpell(name=name, from_on=date(2026, 11, 23), until_on=date(2026, 12, 4))
    with writing(house.engine) as tx:
        duty_rota.enter(tx, spell, by="officer", at=house.now)
    house.clock[0] = datetime(2026, 11, 26, 8, tzinfo=UTC)
    send_warnings(tools)
    return {address: len(mails_to(house, address)) for address in (OFFICER, DEPUTY)}


def test_r11_the_officers_warning_goes_to_the_deputy_on_duty(house: House) -> None:  # noqa: F811
    """Who is away would read it too late."""
    assert told(house) == {OFFICER: 0, DEPUTY: 1}


def test_r12_an_officer_on_duty_is_told(house: House) -> None:  # noqa: F811
    """The deputy hears of it on day 5, as always."""
    assert told(house, name="Erika Beispiel") == {OFFICER: 1, DEPUTY: 0}


def test_r12_without_an_address_of_the_deputy_the_officer_is_told(house: House) -> None:  # noqa: F811
    """A warning to an empty chair is better than none."""
    assert told(house, deputy="") == {OFFICER: 1, DEPUTY: 0}
