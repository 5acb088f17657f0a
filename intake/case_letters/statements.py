"""Ask a unit's leader for a statement, and file what comes back (R18, R29)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from cases.duties import Duty, DutyKind
from cases.letter import LetterKind
from cases.limits import due_on
from cases.office import Office
from cases.statement import ONE_DAY, AnswerWay, StatementState, Step, closes_on
from correspondence.wording import fill
from correspondence.written import Written
from intake.case_letters.case_mail import CaseMail, compose_about, file_about
from intake.filing_tools import FilingTools
from store import duties, register, withdrawals
from store.case_records import statements
from store.case_records.statements import Answer, Question, StatementRequest
from store.keys import Keys

CAME = "statement_came"
"""The detail of the duty: a statement was filed and is to be looked at."""
LATE = "statement_late"
"""The detail of the duty: nothing came until the day."""
REQUEST_SUBJECT = "Kundenreaktionsmanagement: Bitte um Stellungnahme"
REMINDER_SUBJECT = "Kundenreaktionsmanagement: Erinnerung an die Stellungnahme"
ESCALATION_SUBJECT = "Kundenreaktionsmanagement: Stellungnahme fehlt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """Whom the officer asks what, and what of the case the leader is shown."""

    case_number: str
    unit: str
    recipient: str = field(repr=False)
    question: str = field(repr=False)
    excerpt: str = field(repr=False)
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A request with its finished mail."""

    question: Question
    mail: CaseMail


def prepare(to_ask: ToAsk, tools: FilingTools) -> Prepared:
    """Make link and mail of a request, outside of any transaction.

    AddressError and NoJournalLineError as `compose_about` says.
    """
    seed = tools.fresh_id()
    question = Question(
        case_number=to_ask.case_number,
        unit=to_ask.unit,
        recipient=to_ask.recipient,
        question=to_ask.question,
        excerpt=to_ask.excerpt,
        due_on=to_ask.due_on,
        closes_on=closes_on(to_ask.due_on, tools.office.calendar),
        link_seed=seed,
        token_hash=hash_of_link(link_token(seed, tools.keys), tools.keys),
    )
    written = Written(
        kind=LetterKind.STATEMENT_REQUEST,
        to=question.recipient,
        subject=REQUEST_SUBJECT,
        text=fill("statement_request", _facts(question, tools), edited=tools.edited()),
        key=question.token_hash[:16],
        has_sign=True,
    )
    (mail,) = compose_about(to_ask.case_number, [written], tools)
    return Prepared(question=question, mail=mail)


def file_request(
    tx: Connection, prepared: Prepared, *, by: str, at: datetime, not_before: datetime
) -> bool:
    """Enter a request and put its mail into the outbox; False while the unit is asked already."""
    if not statements.ask(tx, prepared.question, by=by, at=at):
        return False
    register.note_event(tx, prepared.question.case_number, "statement_asked", at=at, by=by)
    file_about(tx, prepared.mail, at=at, not_before=not_before)
    return True


def file_answer(
    tx: Connection,
    request: StatementRequest,
    given: Answer,
    office: Office,
    *,
    at: datetime,
    by: str = "",
) -> bool:
    """File a statement on its case and lay it before the officer; False if none is waited for.

    `by` is the account that entered it; what the officer entered needs no duty to look at it.
    """
    if not statements.answer(tx, request.id, given, at=at):
        return False
    number = request.asked.case_number
    register.note_event(tx, number, "statement_answered", at=at, by=by, journal=given.journal)
    close_duty(tx, number, by=by, at=at)
    if given.way is not AnswerWay.OFFICER:
        open_duty(tx, number, CAME, office, at=at)
    return True


def withdraw(
    tx: Connection, request: StatementRequest, keys: Keys, *, by: str, at: datetime
) -> bool:
    """Take a request back as the person saw it, with its duty; False when it has changed.

    Its mail goes, too, where its time has not come.
    """
    number = request.asked.case_number
    if not statements.withdraw(tx, request.id, row_version=request.row_version):
        return False
    to = keys.hash("address", request.asked.recipient)
    kinds = (LetterKind.STATEMENT_REQUEST,)
    for line in withdrawals.still_here(tx, kinds, now=at, case_number=number):
        if line.recipient_hash == to:
            withdrawals.withdraw_one(tx, line.id, now=at)
    register.note_event(tx, number, "statement_withdrawn", at=at, by=by)
    others = statements.of_case(tx, number)
    if not any(each.state is StatementState.WAITING and Step.LATE in each.done for each in others):
        close_duty(tx, number, by=by, at=at)
    return True


def open_duty(
    tx: Connection, case_number: str, detail: str, office: Office, *, at: datetime
) -> None:
    """Lay it before the officer that a statement came, or did not."""
    journal = register.first_journal(tx, case_number)
    if journal is None:
        return
    last_day = due_on(office.calendar.day_of(at), ONE_DAY, office.calendar)
    duty = Duty(kind=DutyKind.STATEMENT, due_on=last_day, detail=detail)
    duties.open_duty(tx, duty, journal=journal, case_number=case_number, at=at)


def close_duty(tx: Connection, case_number: str, *, by: str, at: datetime) -> None:
    """Take from the officer's list what lay there about statements on a case."""
    journal = register.first_journal(tx, case_number)
    if journal is not None:
        duties.close_kinds(tx, journal, {DutyKind.STATEMENT}, by=by, at=at)


def reminder(request: StatementRequest, tools: FilingTools, *, step: Step) -> Written:
    """Return the mail of a step; the leader's have the link, the director's has none."""
    to_director = step is Step.DIRECTOR
    facts = _facts(request.asked, tools) | {"is_late": step is Step.LATE}
    name = "statement_escalation" if to_director else "statement_reminder"
    office = tools.office
    return Written(
        kind=LetterKind.WARNING if to_director else LetterKind.STATEMENT_REMINDER,
        to=(office.alerts.director or office.routing.director)
        if to_director
        else request.asked.recipient,
        subject=ESCALATION_SUBJECT if to_director else REMINDER_SUBJECT,
        text=fill(name, facts, edited=tools.edited()),
        key=f"{request.asked.token_hash[:16]} {step}",
        is_automatic=True,
        has_sign=not to_director,
    )


def link_token(seed: str, keys: Keys) -> str:
    """Return the secret part of a link; nobody without the office's key makes it (R29)."""
    return keys.token(f"statement link {seed}")


def hash_of_link(token: str, keys: Keys) -> str:
    """Return what is kept of a link."""
    return keys.hash("link", f"statement {token}")


def _facts(question: Question, tools: FilingTools) -> dict[str, object]:
    office = tools.office_on_duty()
    token = link_token(question.link_seed, tools.keys)
    return {
        "number": question.case_number,
        "unit": question.unit,
        "due_on": f"{question.due_on:%d.%m.%Y}",
        "closes_on": f"{question.closes_on:%d.%m.%Y}",
        "link": f"{tools.desk_url}/stellungnahme/{token}" if tools.desk_url else "",
        "contact": office.contact_on(office.calendar.day_of(tools.now())),
        "office_name": office.name,
    }
