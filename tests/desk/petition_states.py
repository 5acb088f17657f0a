"""The states of a petition in which its pages are visited."""

from playwright.sync_api import Page as Tab

from store.people.accounts import AccountRole
from tests.desk import petitions
from tests.desk.builders import House


def new(house: House) -> str:
    """Open a petition of which nothing is known yet (R25, R26)."""
    return f"/petition/{petitions.a_petition(house)}"


def to_authorise(house: House) -> str:
    """Open a petition of the board with one authorisation (R28)."""
    number = petitions.a_boards_petition(house, house.sign_in())
    petitions.authorise(house.sign_in(AccountRole.DIRECTOR), number, "agency", "Anna Vorsitz")
    return f"/petition/{number}"


def ready(house: House) -> str:
    """Open a petition whose statement can be sent (R26)."""
    petitions.with_routing(house)
    return f"/petition/{petitions.a_ready_petition(house, house.sign_in())}"


def sent(house: House) -> str:
    """Open a petition whose statement has just been sent (R26)."""
    browser = house.sign_in()
    petitions.with_routing(house)
    number = petitions.a_ready_petition(house, browser)
    petitions.send(house, browser, number)
    return f"/petition/{number}"


def draft(house: House) -> str:
    """Open the form of a statement that a deputy has saved (R26)."""
    number = petitions.a_petition(house)
    petitions.write(house.sign_in(AccountRole.DEPUTY), number, result="")
    return f"/petition/{number}/entwurf"


def confirm_tomorrow(tab: Tab, _: House) -> None:
    """Confirm a receipt of tomorrow."""
    tab.get_by_label("Tag, an dem sie im Haus einging").fill("2026-11-24")
    tab.get_by_role("button", name="Eingangstag bestätigen").click()


def write_too_late(tab: Tab, house: House) -> None:
    """Save after a deputy did."""
    number = tab.url.rpartition("/entwurf")[0].rpartition("/")[2]
    petitions.write(house.sign_in(AccountRole.DEPUTY), number, 1, result="Anders")
    tab.get_by_role("button", name="Entwurf speichern").click()
