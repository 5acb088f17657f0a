"""Letters, calls and visits that an officer enters become messages like any other (R4, R14)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from cases.case import Channel
from cases.decision import Decision
from cases.escalation import EscalationStep
from cases.mail import Address, Place, RawMail
from cases.office import Office
from cases.plan import Plan
from intake.entered_facts import PHONE_HEADER, POSTAL_HEADER, STEP_HEADER, UNIT_HEADER
from intake.facts import DESK
from intake.filing import file_decision
from intake.filing_tools import FilingTools, Order
from intake.reading.mail import read_mail
from store import journal, server_copies
from store.engine import writing
from store.journal import Fingerprint, JournalEntry
from store.messages import attached_texts, parties
from store.messages import entered as entered_rows

LEASE = timedelta(minutes=5)
NOON = time(12)
NUMBERS = 2**62
WORDS = {
    Channel.LETTER: "Brief",
    Channel.TELEPHONE: "Anruf",
    Channel.PERSONAL: "Vorsprache",
    Channel.EMAIL: "E-Mail aus einem anderen Postfach",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A page or more of a letter; the type is what its bytes say."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What an officer typed. `form_id` makes the second sending of a form a no-op."""

    form_id: str
    channel: Channel
    received_on: date
    step: EscalationStep
    name: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    postal: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    unit: str = ""
    scans: tuple[Scan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredLine:
    """The journal line of what was entered; `plan` is None when it was entered before."""

    number: int
    plan: Plan | None


def enter(entered: Entered, decision: Decision, tools: FilingTools, *, order: Order) -> EnteredLine:
    """Take in what was typed and file the officer's decision about it (R3 to R8).

    Nobody else decides about the line meanwhile; a crash between the two leaves it to the line.
    Scans are read by the line's process once nothing else waits (`intake.late_reading`).
    """
    raw = _raw(entered, tools)
    entry, is_new = _take(raw, entered, tools, by=order.by)
    if not is_new:
        return EnteredLine(number=entry.number, plan=None)
    plan = file_decision(decision, entry, read_mail(raw.content), tools, order=order)
    return EnteredLine(number=entry.number, plan=plan)


def _take(
    raw: RawMail, entered: Entered, tools: FilingTools, *, by: str
) -> tuple[JournalEntry, bool]:
    known_by = Fingerprint(
        message_id="",
        message_id_hash="",
        letter_hash="",  # the same words on two days are two letters
        sender_hash=tools.keys.hash("address", entered.address) if entered.address else "",
    )
    party = Address(name=entered.name, address=entered.address)
    at = tools.now()
    with writing(tools.engine) as tx:
        taken = journal.take(tx, raw, known_by, at=at)
        if taken.is_new:
            server_copies.vanished(tx, taken.number)
            parties.keep(tx, taken.number, party, by=by, at=at)
            if entered.scans:
                attached_texts.put_off(tx, taken.number)
            entered_rows.reserve(
                tx, taken.number, received_on=entered.received_on, until=at + LEASE
            )
        entry = journal.entry(tx, taken.number)
    if entry is None:
        raise LookupError(taken.number)
    return entry, taken.is_new


def _raw(entered: Entered, tools: FilingTools) -> RawMail:
    uid = int.from_bytes(sha256(entered.form_id.encode()).digest()) % NUMBERS
    place = Place(mailbox=DESK, folder=entered.channel, uid_validity=0, uid=uid)
    received_at = _received_at(entered.received_on, tools)
    content = compose_entered(entered, tools.office, at=received_at)
    return RawMail(content=content, place=place, received_at=received_at)


def _received_at(day: date, tools: FilingTools) -> datetime:
    """Return an instant on the day of receipt: now, or noon of an earlier day."""
    now, calendar = tools.now(), tools.office.calendar
    is_today = day == calendar.day_of(now)
    return now if is_today else datetime.combine(day, NOON, tzinfo=calendar.timezone)


def compose_entered(entered: Entered, office: Office, *, at: datetime) -> bytes:
    """Return what was typed as a plain message with the scans attached; pure."""
    what = WORDS[entered.channel]
    mail = EmailMessage(policy=SMTP)
    sender = entered.address or office.own_address
    name = entered.name if entered.address else "Von Hand erfasst"
    mail["From"] = HeaderAddress(display_name=name, addr_spec=sender)
    mail["To"] = office.own_address
    mail["Subject"] = f"{what} vom {entered.received_on:%d.%m.%Y}"
    mail["Date"] = at
    mail[STEP_HEADER] = str(int(entered.step))
    if entered.unit:
        mail[UNIT_HEADER] = entered.unit
    if entered.phone:
        mail[PHONE_HEADER] = entered.phone
    for line in entered.postal.splitlines():
        mail[POSTAL_HEADER] = line
    mail.set_content(_body(entered, what), cte="base64")
    for scan in entered.scans:
        main, _, sub = scan.content_type.partition("/")
        mail.add_attachment(scan.content, maintype=main, subtype=sub, filename=scan.name)
    return mail.as_bytes()


def _body(entered: Entered, what: str) -> str:
    facts = (
        ("Name", entered.name),
        ("Anschrift", ", ".join(entered.postal.splitlines())),
        ("Telefon", entered.phone),
        ("E-Mail", entered.address),
    )
    lines = [f"{word}: {value}" for word, value in facts if value]
    head = f"Von Hand erfasst: {what}, Eingang {entered.received_on:%d.%m.%Y}"
    return "\n\n".join(filter(None, (head, "\n".join(lines), entered.text.strip()))) + "\n"
