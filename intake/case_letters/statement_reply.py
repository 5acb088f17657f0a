"""A leader answers our request by mail: it is filed on the case, and never a reaction (R9, R18)."""

from collections.abc import Sequence

from sqlalchemy import Connection

from cases.decision import DecidedBy, Decision, Finding, OtherKind, Verdict
from cases.duties import Duty, DutyKind
from cases.labels import Label, Way
from cases.limits import due_on
from cases.mail import Mail, MailKind
from cases.plan import Retention
from cases.statement import AnswerWay, StatementState
from intake.case_letters.statements import CAME, close_duty, file_answer, open_duty
from intake.filing_tools import FilingTools
from intake.follow_up import ids_referred_to, tokens_of
from store import duties, journal, register
from store.case_records import statements
from store.case_records.statements import Answer, StatementRequest
from store.engine import reading, writing
from store.journal import Filed, JournalEntry
from triage.machine import kind_of
from triage.text.own_words import own_words

SOURCE = "statement_reply"
NO_WORDS = "(Die E-Mail hat keinen eigenen Text. Bitte sehen Sie sich Eingang {number} an.)"


def case_answered(mail: Mail, tools: FilingTools) -> str:
    """Return the case about which we asked this very sender, as the mail refers to it (R9).

    Empty for everybody else, and for machines: an absence note is no statement.
    """
    if mail.sender is None or kind_of(mail).kind is not MailKind.HUMAN:
        return ""
    ids = ids_referred_to(mail)
    with reading(tools.engine) as tx:
        return statements.case_asked_about(
            tx,
            own_message_ids=ids,
            tokens=tokens_of(mail, ids),
            sender_hash=tools.keys.hash("address", mail.sender.address),
        )


def file_reply(entry: JournalEntry, mail: Mail, case_number: str, tools: FilingTools) -> bool:
    """File the mail as a statement on the case; False if another worker was first."""
    sender = mail.sender.address.lower() if mail.sender else ""
    text = own_words(mail.text).own.strip() or NO_WORDS.format(number=entry.number)
    given = Answer(text=text, by=_name(mail), way=AnswerWay.MAIL, journal=entry.number)
    with writing(tools.engine) as tx:
        if not _mark(tx, entry, case_number, tools):
            return False
        asked = [
            each
            for each in statements.of_case(tx, case_number)
            if each.asked.recipient.lower() == sender
        ]
        is_filed = _is_answer(tx, asked, given, tools) or _is_more(tx, asked, given, tools)
        if not is_filed:
            _lay_open(tx, entry, case_number, tools)
    return True


def _is_answer(
    tx: Connection, asked: Sequence[StatementRequest], given: Answer, tools: FilingTools
) -> bool:
    """File it as the statement that is waited for; False when none is."""
    waiting = [each for each in asked if each.state is StatementState.WAITING]
    at, office = tools.now(), tools.office
    return any(file_answer(tx, each, given, office, at=at) for each in waiting[:1])


def _is_more(
    tx: Connection, asked: Sequence[StatementRequest], given: Answer, tools: FilingTools
) -> bool:
    """Add it to the latest statement of this leader; False when there is none."""
    at = tools.now()
    day = tools.office.calendar.day_of(at)
    more = f"Nachtrag vom {day:%d.%m.%Y} (Eingang {given.journal}):\n{given.text}"
    answered = [each for each in asked if each.state is StatementState.ANSWERED]
    if not answered or not statements.add_to_answer(tx, answered[-1].id, more):
        return False
    number = answered[-1].asked.case_number
    register.note_event(tx, number, "statement_more", at=at, journal=given.journal)
    close_duty(tx, number, by="", at=at)
    open_duty(tx, number, CAME, tools.office, at=at)
    return True


def _lay_open(tx: Connection, entry: JournalEntry, case_number: str, tools: FilingTools) -> None:
    """Lay a mail before the officer that answers a request taken back."""
    at, office = tools.now(), tools.office
    last_day = due_on(office.calendar.day_of(at), office.terms.acknowledge, office.calendar)
    read_it = Duty(kind=DutyKind.FOLLOW_UP, due_on=last_day, detail="statement_unasked")
    duties.open_duty(tx, read_it, journal=entry.number, case_number=case_number, at=at)


def _mark(tx: Connection, entry: JournalEntry, case_number: str, tools: FilingTools) -> bool:
    """Write on the journal line that this belongs to the case, and why (R1, R36)."""
    first = register.first_journal(tx, case_number)
    of_case = journal.entry(tx, first) if first else None
    decision = Decision(
        labels=(Label.OTHER,),
        ways=dict.fromkeys(Way, Verdict.NO),
        decided_by=DecidedBy.RULE,
        because=(Finding(source=SOURCE, label=Label.OTHER),),
        other_kind=OtherKind.PASS_ON,
    )
    filed = Filed(
        kind=MailKind.HUMAN,
        retention=Retention.CASE,
        case_number=case_number,
        answers_journal=first,
        hidden_from=of_case.hidden_from if of_case else (),
    )
    return journal.mark_decided(tx, entry.number, decision, filed, at=tools.now())


def _name(mail: Mail) -> str:
    """Return the sender's name as the mail gives it, else the address."""
    return (mail.sender.name or mail.sender.address) if mail.sender else ""
