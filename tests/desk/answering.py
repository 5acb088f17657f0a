"""A case with its final answer, as far as a test wants it."""

from datetime import date

from sqlalchemy import update
from werkzeug.test import TestResponse

from cases.labels import Label
from store.case_records import case_letters
from store.case_records.case_letters import CaseLetter
from store.case_tables import case_notes
from store.engine import reading, writing
from store.tables import cases
from tests.desk.builders import Browser, House, a_decision, a_letter

ANSWER = "Guten Tag,\n\nSie haben recht. Wir haben den Telefondienst verstärkt.\n"


def a_case(house: House, sender: str = "Anna Muster <anna@citizen.example>") -> str:
    """File a complaint and return the number of its case."""
    letter = a_letter("Das Telefon ist nie besetzt.", sender=sender)
    return house.entry(house.files(a_decision(Label.COMPLAINT), letter)).case_number


def noted(house: House, number: str, *kinds: str) -> None:
    """Write notes of these kinds on the case."""
    with writing(house.engine) as tx:
        for kind in kinds:
            row = {"case_number": number, "at": house.now, "by": "officer", "kind": kind}
            tx.execute(case_notes.insert().values(**row, text="Frau Kunze, Leistung 1"))


def consented(house: House, number: str) -> None:
    """Put the customer's consent to mail on the case."""
    with writing(house.engine) as tx:
        change = update(cases).where(cases.c.number == number)
        tx.execute(change.values(email_consent_on=date(2026, 11, 20)))


def path(number: str, step: str = "") -> str:
    """Return an address of the answer's pages."""
    return f"/vorgang/{number}/antwort{step}"


def begun(browser: Browser, number: str, template: str = "leer") -> TestResponse:
    """Begin a draft."""
    return browser.send(path(number, "/beginnen"), template=template)


def draft_of(house: House, number: str) -> CaseLetter:
    """Return the draft of a case."""
    with reading(house.engine) as tx:
        draft = case_letters.draft(tx, number)
    assert draft is not None
    return draft


def letters_of(house: House, number: str) -> tuple[CaseLetter, ...]:
    """Return every answer of a case."""
    with reading(house.engine) as tx:
        return case_letters.of_case(tx, number)


def kept(
    house: House,
    browser: Browser,
    number: str,
    *,
    text: str = ANSWER,
    wish_met: str = "yes",
    **fields: object,
) -> TestResponse:
    """Save the draft as the form does."""
    draft = draft_of(house, number)
    values = {
        "letter": draft.id,
        "row_version": draft.row_version,
        "subject": "Ihre Nachricht",
        "text": text,
        "wish_met": wish_met,
    }
    return browser.send(path(number, "/speichern"), **{**values, **fields})


def a_ready_answer(house: House, browser: Browser) -> str:
    """Write an agreed answer to a customer who consented to mail; return the case."""
    number = a_case(house)
    noted(house, number, "agreement")
    consented(house, number)
    begun(browser, number)
    kept(house, browser, number)
    return number


def sent(
    house: House, browser: Browser, number: str, step: str = "/senden", **fields: object
) -> TestResponse:
    """Press a button of the preview."""
    draft = draft_of(house, number)
    seen = {"letter": draft.id, "row_version": draft.row_version}
    return browser.send(path(number, step), **{**seen, **fields})
