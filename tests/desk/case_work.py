"""What the tests of case work share: a case, its forms as they are on the screen, its state."""

from dataclasses import dataclass
from html.parser import HTMLParser

from werkzeug.test import TestResponse

from cases.case import NoteKind
from cases.deadlines import DeadlineKind
from cases.labels import Label
from store import deadlines, register
from store.case_records import case_work
from store.case_records.case_work import CaseNote
from store.engine import reading
from store.register import CaseRecord
from tests.desk.builders import Browser, House, a_decision, a_letter

COMPLAINT = "Das Telefon ist nie besetzt."


def a_case(house: House, *labels: Label) -> str:
    """File a reaction, a complaint if nothing is named; return the number of its case."""
    decision = a_decision(*labels)
    journal = house.files(decision, a_letter(COMPLAINT, subject="Telefon"))
    return house.entry(journal).case_number


def record_of(house: House, case: str) -> CaseRecord:
    """Return a case as it stands."""
    with reading(house.engine) as tx:
        record = register.case(tx, case)
    assert record is not None
    return record


def notes_of(house: House, case: str, kind: NoteKind) -> tuple[CaseNote, ...]:
    """Return a case's notes of one kind."""
    with reading(house.engine) as tx:
        return tuple(note for note in case_work.notes(tx, case) if note.kind is kind)


def closing_day(house: House, case: str) -> str:
    """Return the day by which the case is to be closed, empty if no such limit runs."""
    with reading(house.engine) as tx:
        running = deadlines.open_of_case(tx, case)
    days = [each.due_on for each in running if each.kind is DeadlineKind.CLOSE]
    return days[0].isoformat() if days else ""


@dataclass
class OpenedForm:
    """A form that somebody has on the screen: its hidden fields, to be sent when they please."""

    browser: Browser
    path: str
    hidden: dict[str, str]

    def send(self, **fields: object) -> TestResponse:
        """Send the form with what the person typed."""
        return self.browser.client.post(self.path, data={**self.hidden, **fields})


def opened(browser: Browser, page: str, path: str) -> OpenedForm:
    """Open a page and return one of its forms, by where it or its button goes."""
    forms = _Forms()
    forms.feed(browser.see(page).text)
    return OpenedForm(browser=browser, path=path, hidden=forms.hidden_of[path])


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hidden_of: dict[str, dict[str, str]] = {}
        self._now: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._now = {}
            self.hidden_of.setdefault(values.get("action", ""), self._now)
        if tag == "input" and values.get("type") == "hidden":
            self._now.setdefault(values["name"], values["value"])
        if tag == "button" and "formaction" in values:
            self.hidden_of[values["formaction"]] = self._now
