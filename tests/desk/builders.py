"""An office with a desk: a real database, real filing, and people who sign in."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, select, update
from werkzeug.test import TestResponse

from cases.case import Result
from cases.decision import DecidedBy, Decision, Finding, OtherKind, Verdict
from cases.duties import CASE_DUTIES
from cases.labels import Label, Way, ways_of
from cases.limits import WorkCalendar
from cases.mail import Place, RawMail
from cases.office import Contact, Deputy, Office, Replies, Routing, Unit
from cases.plan import Plan
from intake import filing
from intake.filing_tools import FilingTools
from intake.line import take
from intake.reading.mail import read_mail
from store import dispatches, duties, journal, register
from store.case_records import case_work
from store.case_records.case_work import Turn
from store.dispatches import DispatchLine
from store.duties import OpenDuty
from store.engine import reading, writing
from store.journal import JournalEntry
from store.people import accounts
from store.people.accounts import AccountRole
from store.tables import dispatches as dispatch_rows
from store.tables import journal_lines, raw_mails
from tests.desk.memory import Memory

MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Nine o'clock in Berlin."""
DATABASE = "krm.db"
PASSWORD = "ein gutes langes Passwort"
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""The same hash format at the lowest cost: the tests sign in very often."""
PASSWORD_HASH = CHEAP_HASHER.hash(PASSWORD)
FULL_NAMES = {
    AccountRole.OFFICER: "Erika Beispiel",
    AccountRole.DEPUTY: "Max Vertretung",
    AccountRole.DIRECTOR: "Gerda Leitung",
    AccountRole.AUDITOR: "Petra Pruefung",
    AccountRole.ADMIN: "Timo Technik",
}
UNITS = (
    Unit(name="Leistung 1", leader="tl1@jobcenter.example"),
    Unit(name="Vermittlung", leader="tl2@jobcenter.example"),
)


def an_office() -> Office:
    """Return an invented office without holidays."""
    return Office(
        name="Jobcenter Musterstadt",
        calendar=WorkCalendar(timezone=ZoneInfo("Europe/Berlin")),
        contact=Contact(
            name="Erika Beispiel",
            phone="07274 000-0",
            email="krm@jobcenter.example",
            deputies=(Deputy(name="Max Vertretung", phone="07274 000-1"),),
        ),
        routing=Routing(
            sgg="sgg@jobcenter.example",
            director="gf@jobcenter.example",
            director_substitute="gfv@jobcenter.example",
            director_name="Gerda Leitung",
        ),
        units=UNITS,
        replies=Replies(never_to=("*.bundestag.example",)),
        own_address="krm@jobcenter.example",
    )


def a_letter(
    text: str = "Seit sechs Wochen antwortet niemand.",
    *,
    subject: str = "Niemand antwortet",
    sender: str = "Anna Muster <anna@citizen.example>",
    html: str = "",
    attachment: tuple[str, bytes] | None = None,
) -> bytes:
    """Return the bytes of a citizen's mail."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "krm@jobcenter.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 23 Nov 2026 08:55:00 +0100"
    message["Message-ID"] = f"<{abs(hash((text, subject, sender, html)))}@citizen.example>"
    if html:
        message.set_content(html, subtype="html")
    else:
        message.set_content(text)
    if attachment:
        name, content = attachment
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return bytes(message)


def a_decision(
    *labels: Label,
    asks: frozenset[Way] = frozenset(),
    because: str = "",
    other_kind: OtherKind | None = None,
) -> Decision:
    """Return what the program decided; ways in `asks` wait for the officer."""
    labels = labels or (Label.COMPLAINT,)
    demanded = ways_of(labels)
    ways = {way: Verdict.DO if way in demanded else Verdict.NO for way in Way}
    ways |= dict.fromkeys(asks, Verdict.ASK)
    return Decision(
        labels=labels,
        ways=ways,
        decided_by=DecidedBy.RULE,
        confidence=0.9,
        because=(Finding(source="a rule", label=labels[0], text=because),) if because else (),
        other_kind=other_kind,
    )


@dataclass
class House:
    """An office whose mail arrives, is decided, and lies before the people at the desk."""

    engine: Engine
    office: Office
    filing: FilingTools
    desk: Flask
    clock: list[datetime]
    memory: Memory

    def begins_anew(self) -> None:
        """Forget what happened; the database must be a fresh one."""
        self.clock[0] = MONDAY_NINE
        self.routes(**asdict(an_office().routing))
        self.memory.begins_anew()
        for throttle in self.desk.extensions["limiter"]:
            throttle.reset()

    def routes(self, **places: str) -> None:
        """Name places in the settings, as an operator does."""
        for name, address in places.items():
            object.__setattr__(self.office.routing, name, address)

    @property
    def now(self) -> datetime:
        """Return the house's time."""
        return self.clock[0]

    def pass_time(self, span: timedelta) -> None:
        """Let time go by."""
        self.clock[0] += span

    def arrives(self, content: bytes | None = None, *, received_at: datetime | None = None) -> int:
        """Take a message in, not yet decided; return its journal number."""
        place = Place(
            mailbox="krm@mail", folder="INBOX", uid_validity=1, uid=self.memory.next("uid")
        )
        content = a_letter() if content is None else content
        raw = RawMail(content=content, place=place, received_at=received_at or self.now)
        return take([raw], self.filing)[0].number

    def files(
        self,
        decision: Decision | None = None,
        content: bytes | None = None,
        *,
        received_at: datetime | None = None,
    ) -> int:
        """Take a message in and file the program's decision; return its journal number."""
        number = self.arrives(content, received_at=received_at)
        self.decides(number, decision or a_decision())
        return number

    def decides(self, number: int, decision: Decision) -> Plan | None:
        """File the program's decision about a message."""
        entry = self.entry(number)
        with reading(self.engine) as tx:
            content = journal.content(tx, number)
        assert content is not None
        return filing.file_decision(decision, entry, read_mail(content), self.filing)

    def entry(self, number: int) -> JournalEntry:
        """Return a journal line."""
        with reading(self.engine) as tx:
            entry = journal.entry(tx, number)
        assert entry is not None
        return entry

    def duties_of(self, number: int) -> tuple[OpenDuty, ...]:
        """Return what waits about a message."""
        with reading(self.engine) as tx:
            return duties.of_journal(tx, number)

    def sent_for(self, number: int) -> tuple[DispatchLine, ...]:
        """Return what was filed for sending about a message."""
        with reading(self.engine) as tx:
            return dispatches.of_journal(tx, number)

    def recipient_hashes(self, number: int) -> tuple[str, ...]:
        """Return to whom something was filed about a message, as keyed hashes."""
        query = select(dispatch_rows.c.recipient_hash).where(dispatch_rows.c.journal == number)
        with reading(self.engine) as tx:
            return tuple(tx.execute(query).scalars())

    def erases(self, number: int) -> None:
        """Erase the content of a message, as its retention asks for."""
        with writing(self.engine) as tx:
            tx.execute(delete(raw_mails).where(raw_mails.c.journal == number))
            line = update(journal_lines).where(journal_lines.c.number == number)
            tx.execute(line.values(raw_erased_at=self.now))

    def closes(self, case: str) -> None:
        """Close a case as justified, as it stands."""
        with writing(self.engine) as tx:
            record = register.case(tx, case)
            assert record
            turn = Turn(case_number=case, row_version=record.row_version, by="officer", at=self.now)
            assert case_work.close(tx, turn, result=Result.JUSTIFIED, measure="")
            duties.end_of_case(tx, case, CASE_DUTIES, by=turn.by, at=turn.at)

    def delivers(self) -> None:
        """Deliver everything that was filed for sending."""
        with writing(self.engine) as tx:
            later = self.now + timedelta(minutes=1)
            while leased := dispatches.lease_next(tx, now=later, lease=timedelta(minutes=5)):
                dispatches.mark_delivered(tx, leased.id, answer="250 2.0.0", at=self.now)

    def accesses(self) -> list[tuple[str, str, int | None]]:
        """Return the access log: who, what, which message; oldest first."""
        with reading(self.engine) as tx:
            log = accounts.accesses(tx)
        return [(line.who, line.what, line.journal) for line in reversed(log)]

    def visitor(self) -> "Browser":
        """Return a browser of somebody who is not signed in."""
        return Browser(client=self.desk.test_client())

    def sign_in(self, role: AccountRole = AccountRole.OFFICER) -> "Browser":
        """Return a browser of the person with this role, signed in."""
        browser = self.visitor()
        answer = browser.sign_in(role)
        assert answer.status_code == 303
        return browser


@dataclass
class Browser:
    """What a person's browser does: follow pages, fill in forms with their tokens."""

    client: FlaskClient

    def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        """Send the log-in form."""
        return self.send("/anmelden", name=name, password=password, page="/anmelden", **fields)

    def see(self, path: str) -> TestResponse:
        """Ask for a page."""
        return self.client.get(path, buffered=True)

    def send(self, path: str, *, page: str = "/", **fields: object) -> TestResponse:
        """Send a form with the token of a page that was opened before."""
        return self.client.post(path, data={"csrf_token": self.token(page), **fields})

    def token(self, page: str = "/") -> str:
        """Return the form token of a page."""
        text = self.client.get(page).text
        return text.partition('name="csrf_token" value="')[2].partition('"')[0]
