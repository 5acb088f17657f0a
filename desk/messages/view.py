"""Everything that the page of one message shows: gathered in one transaction, read after it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import abort
from markupsafe import Markup
from sqlalchemy import Connection

from cases.deadlines import RULE_AND_TERM, DeadlineKind
from cases.decision import Finding
from cases.duties import ENDS_SERVICE, UNDECIDED
from cases.labels import Label
from cases.limits import CountedDay, Term, count_out
from cases.mail import Address, AttachedText, Attachment, Mail
from desk.messages.facts import PartyView, ReceiptView, party_view, receipt_view
from desk.messages.parts import TextPart, forwarded_mails, parts_of
from desk.reading_right import may_open
from desk.visit import Visit
from desk.words.core import DUTY_DETAILS, DUTY_HINTS
from desk.words.days import Limit, limit_of
from desk.words.marking import marked
from intake.attachments.texts import with_texts
from store import deadlines, dispatches, duties, journal
from store.deadlines import OpenDeadline
from store.dispatches import DispatchLine
from store.duties import OpenDuty
from store.engine import writing
from store.journal import JournalEntry, Reasons
from store.messages import attached_texts, parties, undo
from store.messages.undo import UndoPoint


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """A duty on this message, with its limit in words.

    `answer` is the number of the message that sent a hand-over back (R9b), else None.
    """

    duty: OpenDuty
    hint: str
    limit: Limit
    answer: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineView:
    """A limit that runs, and how it was counted day by day (R14)."""

    kind: DeadlineKind
    rule: str
    limit: Limit
    start: date
    term: Term
    counted: tuple[CountedDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerMail:
    """A message attached to the message."""

    mail: Mail
    parts: tuple[TextPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """An attachment, and the text found in it with the deciding words marked.

    `is_inside`: it lies in an attached message and comes along with that one only.
    """

    attachment: Attachment
    text: Markup
    is_inside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message with all that belongs to it; `mail` is None once its content is erased."""

    entry: JournalEntry
    mail: Mail | None
    size: int
    parts: tuple[TextPart, ...]
    inner: tuple[InnerMail, ...]
    attached: tuple[AttachmentView, ...]
    because: tuple[Finding, ...]
    runner_up: Label | None
    duties: tuple[DutyView, ...]
    deadlines: tuple[DeadlineView, ...]
    dispatches: tuple[DispatchLine, ...]
    undo: UndoPoint | None
    party: PartyView | None
    receipt: ReceiptView | None

    @property
    def waits_for_decision(self) -> bool:
        """Whether a person still has to say what it is."""
        return any(each.duty.kind in UNDECIDED for each in self.duties)

    @property
    def ends_service(self) -> bool:
        """Whether reading the message would end the desk."""
        return ends_service(each.duty for each in self.duties)

    @property
    def likely(self) -> tuple[Label, ...]:
        """The labels that the program thought of, likeliest first; their buttons stand out."""
        thought_of = (*self.entry.labels, *([self.runner_up] if self.runner_up else []))
        return tuple(dict.fromkeys(thought_of))

    def has_duty(self, kind: str) -> bool:
        """Say whether a duty of this kind is open; templates ask by its name."""
        return any(each.duty.kind == kind for each in self.duties)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMessage:
    """A journal line with its bytes, opened by somebody who may read it."""

    entry: JournalEntry
    content: bytes | None = field(repr=False)
    duties: tuple[OpenDuty, ...]
    attached: Mapping[str, AttachedText] = field(default_factory=dict, repr=False)

    def mail(self, visit: Visit) -> Mail | None:
        """Return the message with the texts of its attachments; None once it is erased.

        None also for one that ends every process which reads it: the desk would end, too.
        """
        if self.content is None or ends_service(self.duties):
            return None
        return with_texts(visit.tools.read_mail(self.content), self.attached)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the store knows about a message besides its bytes."""

    reasons: Reasons | None
    deadlines: tuple[OpenDeadline, ...]
    dispatches: tuple[DispatchLine, ...]
    undo: UndoPoint | None
    party: Address | None = field(repr=False)


def ends_service(on_it: Iterable[OpenDuty]) -> bool:
    """Say whether a message lies before the officer because nothing can read it and live."""
    return any(duty.detail == ENDS_SERVICE for duty in on_it)


def view_message(visit: Visit, number: int) -> MessageView:
    """Return what the page of a message shows; the bytes are read when the transaction is over."""
    with writing(visit.tools.engine) as tx:
        opened = open_message(tx, visit, number, what="read_message")
        around = Surroundings(
            reasons=journal.reasons(tx, number),
            deadlines=deadlines.open_of(tx, number),
            dispatches=dispatches.of_journal(tx, number),
            undo=undo.offered(tx, number, now=visit.now),
            party=parties.of_journal(tx, number),
        )
    return _view(visit, opened, around)


def open_message(tx: Connection, visit: Visit, number: int, *, what: str) -> OpenedMessage:
    """Return a message that the person may read and log it (R33); else end with 404.

    404, not 403: who must not know of a complaint learns nothing from the answer (R6).
    """
    entry = journal.entry(tx, number)
    on_it = duties.of_journal(tx, number)
    if entry is None or not may_open(entry, on_it, visit.who, visit.tools.keys):
        abort(404)
    visit.log(tx, what, journal=number)
    return OpenedMessage(
        entry=entry,
        content=journal.content(tx, number),
        duties=on_it,
        # Of a second copy only the first was read, unless a machine brought that (R1).
        attached=attached_texts.of_journal(tx, number)
        or attached_texts.of_journal(tx, entry.same_letter_as or number),
    )


def _view(visit: Visit, opened: OpenedMessage, around: Surroundings) -> MessageView:
    mail, office = opened.mail(visit), visit.tools.office
    because = around.reasons.because if around.reasons else ()
    return MessageView(
        entry=opened.entry,
        mail=mail,
        size=len(opened.content or b""),
        parts=parts_of(mail.text, because) if mail else (),
        inner=tuple(_inner_mails(mail, because)) if mail else (),
        attached=tuple(_attached(mail, because)) if mail else (),
        because=because,
        runner_up=around.reasons.runner_up if around.reasons else None,
        duties=tuple(_duty_view(duty, visit) for duty in opened.duties),
        deadlines=tuple(_deadline_view(each, opened.entry, visit) for each in around.deadlines),
        dispatches=around.dispatches,
        undo=around.undo,
        party=party_view(mail, around.party, office) if mail else None,
        receipt=receipt_view(opened.entry, mail, office) if mail else None,
    )


def _inner_mails(mail: Mail, because: tuple[Finding, ...]) -> Iterable[InnerMail]:
    for each in forwarded_mails(mail):
        yield InnerMail(mail=each, parts=parts_of(each.text, because))


def _attached(mail: Mail, because: tuple[Finding, ...]) -> Iterator[AttachmentView]:
    phrases = tuple(finding.text for finding in because)
    for each in mail.attachments:
        yield AttachmentView(attachment=each, text=marked(each.text, phrases))
    for inner in forwarded_mails(mail):
        for each in inner.attachments:
            yield AttachmentView(attachment=each, text=marked(each.text, phrases), is_inside=True)


def _duty_view(duty: OpenDuty, visit: Visit) -> DutyView:
    calendar = visit.tools.office.calendar
    hint = DUTY_DETAILS.get(duty.detail) or DUTY_HINTS[duty.kind]
    limit = limit_of(duty.due_on, today=visit.today, calendar=calendar)
    is_answer = duty.detail.isdecimal() and int(duty.detail) != duty.journal
    answer = int(duty.detail) if is_answer else None
    return DutyView(duty=duty, hint=hint, limit=limit, answer=answer)


def _deadline_view(deadline: OpenDeadline, entry: JournalEntry, visit: Visit) -> DeadlineView:
    office = visit.tools.office
    _, key = RULE_AND_TERM[deadline.kind]
    term: Term = getattr(office.terms, key)
    start = entry.first_day(office.calendar)
    counted = count_out(start, term, office.calendar)
    # A petition's limits can count from another day: their own page shows how (R26, R28).
    is_so = not counted or counted[-1].day == deadline.due_on
    return DeadlineView(
        kind=deadline.kind,
        rule=deadline.rule,
        limit=limit_of(deadline.due_on, today=visit.today, calendar=office.calendar),
        start=start,
        term=term,
        counted=counted if is_so else (),
    )
