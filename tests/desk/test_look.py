"""KERN UX where set-up has fetched it, a plain sheet where not; never a file that is missing."""

import re
from pathlib import Path

import pytest

from desk.look import KERN, STATIC, add_look, has_kern, what_look
from tests.desk.builders import House
from tests.desk.building import a_house


@pytest.mark.skipif(not has_kern(), reason="KERN UX is missing: make setup")
def test_r34_pages_come_in_the_administrations_design_system(house: House) -> None:
    """The sheet that a page names brings KERN and its letters, all from this machine (R37)."""
    visitor = house.visitor()

    assert "/static/look.css" in visitor.see("/anmelden").text
    sheet = visitor.see("/static/look.css").text
    for path in re.findall(r'"(kern/[^"]+)"', sheet):
        assert visitor.see(f"/static/{path}").status_code == 200, path


def test_r37_no_sheet_names_another_machine() -> None:
    """Every address in our own sheets is a path below them."""
    for sheet in STATIC.glob("*.css"):
        assert "//" not in re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)


def test_pages_without_kern_name_the_plain_sheet_alone(office_folder: Path) -> None:
    """They stay readable, and the browser has nothing to complain about."""
    house = a_house(office_folder)
    add_look(house.desk, static=office_folder)

    page = house.visitor().see("/anmelden").text
    house.engine.dispose()

    assert re.findall(r'<link rel="stylesheet" href="([^"]+)"', page) == ["/static/desk.css"]


def test_the_check_says_how_the_look_is_fetched(tmp_path: Path) -> None:
    """A plain desk is no fault, but the operator learns what to do."""
    plain = what_look(tmp_path)
    (tmp_path / KERN).parent.mkdir()
    (tmp_path / KERN).touch()

    assert "make setup" in plain
    assert what_look(tmp_path) == "KERN UX"
