"""What people do with a petition at the desk; a test names only what matters to it."""

from datetime import date
from io import BytesIO

from werkzeug.test import TestResponse

from cases.duties import DutyKind
from cases.labels import Label
from cases.petition_form import FormPart
from store import deadlines
from store.case_records import petitions
from store.case_records.petitions import PetitionRecord
from store.engine import reading
from tests.desk.builders import Browser, House, a_decision, a_letter

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
LETTER = a_letter(
    "Der Petitionsausschuss bittet um Stellungnahme.",
    subject="Petition",
    sender="Ausschuss <post@bundestag.example>",
)
TEXTS = {
    FormPart.COMMITTEE_NUMBER: "Pet 4-21-11-8150-000123",
    FormPart.PETITIONER: "Rosa Muster, Musterstadt",
    FormPart.SUBJECT: "Dauer der Bearbeitung",
    FormPart.FACTS: "Der Antrag ging am 1. September 2026 ein.\r\n\r\nEr wurde geprüft.",
    FormPart.ASSESSMENT: "§ 17 Absatz 1 SGB I.",
    FormPart.MEASURES: "",
    FormPart.RESULT: "Der Petition wurde abgeholfen.",
    FormPart.CONTACT: "Erika Beispiel, 07274 000-0",
    FormPart.COVER: "Sehr geehrte Damen und Herren,\r\n\r\nanbei die Stellungnahme.",
}


def a_petition(house: House, label: Label = Label.PETITION) -> str:
    """Let a petition arrive and be decided; return the number of its case."""
    return house.entry(house.files(a_decision(label), LETTER)).case_number


def with_routing(house: House) -> None:
    """Name the AA and the support office in the settings, as an operator does."""
    house.routes(agency_krm="krm@agentur.example", support_office="fu@rd.example")


def known(house: House, number: str) -> PetitionRecord:
    """Return the petition as it is stored."""
    with reading(house.engine) as tx:
        record = petitions.find(tx, number)
    assert record is not None
    return record


def limits_of(house: House, number: str) -> dict[str, date]:
    """Return the limits that run on a case."""
    with reading(house.engine) as tx:
        return {str(each.kind): each.due_on for each in deadlines.open_of_case(tx, number)}


def duty_kinds(house: House, journal: int = 1) -> set[DutyKind]:
    """Return what waits about a message."""
    return {duty.kind for duty in house.duties_of(journal)}


def confirm(
    house: House, browser: Browser, number: str, *, day: str = "2026-11-23"
) -> TestResponse:
    """Confirm the day of receipt on the petition's page as it is on the screen."""
    version = known(house, number).row_version
    return browser.send(f"/petition/{number}/eingang", received_on=day, row_version=version)


def set_competence(
    house: House, browser: Browser, number: str, competence: str, *, committee_on: str = ""
) -> TestResponse:
    """Send the form of competence as it is on the screen."""
    return browser.send(
        f"/petition/{number}/zustaendigkeit",
        competence=competence,
        committee_on=committee_on,
        row_version=known(house, number).row_version,
    )


def write(browser: Browser, number: str, version: int = 0, **changes: str) -> TestResponse:
    """Save the statement's form."""
    texts = {str(part): text for part, text in TEXTS.items()}
    return browser.send(f"/petition/{number}/entwurf", row_version=version, **{**texts, **changes})


def authorise(
    browser: Browser,
    number: str,
    sponsor: str,
    name: str,
    *,
    content: bytes = PDF,
    file_name: str = "Schreiben.pdf",
    page: str = "/",
) -> TestResponse:
    """Enter an authorisation with its document."""
    return browser.send(
        f"/petition/{number}/autorisierung",
        sponsor=sponsor,
        who=name,
        authorised_on="2026-11-23",
        way="letter",
        document=(BytesIO(content), file_name),
        page=page,
    )


def send(
    house: House, browser: Browser, number: str, *, path: str = "senden", **changes: object
) -> TestResponse:
    """Press the button that sends, on the page as it is now."""
    record = known(house, number)
    fields: dict[str, object] = {
        "target": "agency",
        "row_version": record.row_version,
        "form_version": record.form.version,
    }
    return browser.send(f"/petition/{number}/{path}", **{**fields, **changes})


def a_ready_petition(house: House, browser: Browser) -> str:
    """Return a petition in the agency's competence, confirmed, whose statement is written."""
    number = a_petition(house)
    confirm(house, browser, number)
    set_competence(house, browser, number, "agency")
    write(browser, number)
    return number


def a_boards_petition(house: House, browser: Browser) -> str:
    """Return a petition of the board, confirmed, written, not yet authorised."""
    number = a_petition(house)
    confirm(house, browser, number)
    set_competence(house, browser, number, "board", committee_on="2026-12-21")
    write(browser, number)
    return number
