"""The office as the rules see it, made from the settings."""

from datetime import date
from pathlib import Path

from holidays.countries.germany import Germany

from cases.limits import Term, due_on
from cases.office import Office
from config.load import load
from config.office import office_of
from config.values import LANDS
from tests.config.files import a_configuration


def the_office(folder: Path, *changes: tuple[str, str]) -> Office:
    """Return the office of the shipped configuration with these changes."""
    return office_of(load(a_configuration(folder, *changes), {}))


def test_r14_the_holidays_are_those_of_the_land(tmp_path: Path) -> None:
    """Corpus Christi and All Saints are free in Rheinland-Pfalz, not in Berlin."""
    here = the_office(tmp_path).calendar
    berlin = the_office(tmp_path, ('land = "RP"', 'land = "BE"')).calendar

    assert here.free_because(date(2026, 6, 4)) == "Fronleichnam"
    assert here.free_because(date(2027, 11, 1)) == "Allerheiligen"
    assert berlin.is_working_day(date(2026, 6, 4))
    assert berlin.is_working_day(date(2027, 11, 1))


def test_r14_every_land_has_its_holidays() -> None:
    """Our codes are those of the calendar's library; it knows one town besides."""
    assert set(LANDS) | {"Augsburg"} == set(Germany.subdivisions)


def test_r14_christmas_eve_and_new_years_eve_are_working_days(tmp_path: Path) -> None:
    """Unless the office says otherwise."""
    usual = the_office(tmp_path).calendar
    closed = the_office(tmp_path, ("closing_days = []", "closing_days = [2026-12-24]")).calendar

    assert usual.is_working_day(date(2026, 12, 24))
    assert usual.is_working_day(date(2026, 12, 31))
    assert closed.free_because(date(2026, 12, 24)) == "Schließtag"


def test_r14_terms_are_counted_over_the_turn_of_the_year(tmp_path: Path) -> None:
    """Seven working days after 22 December 2026 end on 4 January 2027."""
    calendar = the_office(tmp_path).calendar

    assert due_on(date(2026, 12, 22), Term.parse("7 working days"), calendar) == date(2027, 1, 4)


def test_r11_the_deputy_is_named_while_on_duty(tmp_path: Path) -> None:
    """`from` and `until` both count."""
    contact = the_office(tmp_path).contact

    assert contact.on(date(2026, 12, 20)).name == "Erika Beispiel"
    assert contact.on(date(2026, 12, 21)).name == "Max Vertretung"
    assert contact.on(date(2027, 1, 6)).phone == "07274 000-1"
    assert contact.on(date(2027, 1, 7)).name == "Erika Beispiel"


def test_r16_the_objection_sentence_is_the_offices_own_or_the_standard_one(
    tmp_path: Path,
) -> None:
    """An empty one means the standard sentence."""
    own = ('objection_sentence = ""', 'objection_sentence = "Bitte unterschreiben Sie."')

    assert "§ 84 Absatz 1" in the_office(tmp_path).objection_sentence
    assert the_office(tmp_path, own).objection_sentence == "Bitte unterschreiben Sie."


def test_r15a_own_addresses_and_patterns_reach_the_rules(tmp_path: Path) -> None:
    """The sender is ours; the patterns of `never_to` hold."""
    office = the_office(tmp_path)

    assert office.own_address == "krm@jobcenter.example"
    assert office.is_own("irgendwer@jobcenter.example")
    assert office.replies.forbids("petitionen@pa.bundestag.example")
    assert office.alerts.director == "gf@jobcenter.example"
    assert office.units[0].leader == "tl1@jobcenter.example"
