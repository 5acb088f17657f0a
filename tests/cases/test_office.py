"""Who is the contact person (R11)."""

from dataclasses import replace
from datetime import date

from cases.office import DutySpell
from tests.desk.builders import an_office

TUESDAY = date(2026, 11, 24)


def on_duty(*names: str) -> str:
    """Return who is on duty on that Tuesday with these entries, the latest first."""
    spells = (DutySpell(name=name, from_on=TUESDAY, until_on=TUESDAY) for name in names)
    return replace(an_office(), rota=tuple(spells)).contact_on(TUESDAY).name


def test_r11_the_latest_entry_of_the_desk_counts() -> None:
    """Entries that overlap are settled by who came last."""
    assert on_duty("Max Vertretung", "Erika Beispiel") == "Max Vertretung"
    assert on_duty("Erika Beispiel", "Max Vertretung") == "Erika Beispiel"


def test_r11_somebody_whom_the_settings_no_longer_know_is_not_named() -> None:
    """There would be no telephone number to give."""
    assert on_duty("Frühere Vertretung") == "Erika Beispiel"
    assert on_duty("Frühere Vertretung", "Max Vertretung") == "Max Vertretung"


def test_r11_a_spell_covers_its_first_and_last_day_alone() -> None:
    """The day before and the day after belong to the settings."""
    spell = DutySpell(name="Max", from_on=TUESDAY, until_on=date(2026, 11, 25))

    days = [date(2026, 11, day) for day in (23, 24, 25, 26)]
    assert [spell.covers(day) for day in days] == [False, True, True, False]
