"""States of the pages on which a case is worked, for whoever visits every page."""

from playwright.sync_api import Page as Tab

from cases.labels import Label
from store.people.accounts import AccountRole
from tests.desk.builders import House
from tests.desk.case_work import a_case, opened


def a_worked_case(house: House) -> str:
    """Open a case with a path, notes, a measure, and an interim notice about to leave."""
    case = a_case(house)
    page, browser = f"/vorgang/{case}", house.sign_in()
    opened(browser, page, f"{page}/weg").send(unit="Leistung 1", until="2026-12-01")
    opened(browser, page, f"{page}/notiz").send(
        kind="agreement", agreement_text="Fachkraft", agreement_on="2026-11-23"
    )
    opened(browser, page, f"{page}/massnahme").send(
        new_measure="Aushang", new_measure_unit="Leistung 1", new_measure_due="2026-12-24"
    )
    notice = f"{page}/zwischennachricht"
    opened(browser, notice, f"{notice}/senden").send(words="Warten", new_day="2027-01-15")
    return page


def measures_to_do(house: House) -> str:
    """Open the list of measures with one on it."""
    a_worked_case(house)
    return "/massnahmen"


def a_case_to_close(house: House) -> str:
    """Open a case on which nobody has worked yet."""
    return f"/vorgang/{a_case(house)}"


def close_too_late(tab: Tab, house: House) -> None:
    """Close the case that somebody else has changed meanwhile."""
    case = tab.url.rpartition("/")[2]
    page = f"/vorgang/{case}"
    form = opened(house.sign_in(AccountRole.DEPUTY), page, f"{page}/notiz")
    form.send(kind="note", note_text="War schneller")
    tab.get_by_label("berechtigt", exact=True).check()
    tab.get_by_role("button", name="Vorgang abschließen").click()


def praise_to_pass_on(house: House) -> str:
    """Open the director's list with one praise that waits and one about to leave."""
    sent, waiting = a_case(house, Label.PRAISE), a_case(house, Label.PRAISE)
    assert waiting
    form = opened(house.sign_in(AccountRole.DIRECTOR), "/lob", f"/lob/{sent}")
    form.send(unit="Leistung 1", words="Danke")
    return "/lob"


def a_protection_note(house: House) -> str:
    """Open the question for notes about a customer of whom there is one."""
    page = f"/vorgang/{a_case(house)}"
    form = opened(house.sign_in(), page, f"{page}/schutz")
    form.send(protect_employee="Frau Vogel", protect_wish="nicht mehr allein")
    return f"/schutz?vorgang={page.rpartition('/')[2]}"


def read_notes(tab: Tab, _: House) -> None:
    """Read them with a reason."""
    tab.get_by_label("Warum lesen Sie die Vermerke?").fill("Entlastung prüfen")
    tab.get_by_role("button", name="Vermerke lesen").click()
