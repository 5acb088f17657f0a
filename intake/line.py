"""THE LINE: one message from the mailbox to its filed case; see docs/the-line.md."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError

from cases.decision import DecidedBy, Decision
from cases.duties import ENDS_SERVICE, Duty, DutyKind
from cases.limits import due_on
from cases.mail import Mail, MailKind, RawMail
from cases.plan import Plan
from intake.attachments.limits import AT_ONCE_SECONDS
from intake.attachments.reader import FileReader, TakesLongerError
from intake.attachments.texts import has_unexamined, texts_of, with_texts
from intake.case_letters.statement_reply import case_answered, file_reply
from intake.filing import file_decision, file_repeat
from intake.filing_tools import FilingTools
from intake.fingerprint import fingerprint
from intake.reading.mail import read_mail
from store import duties, journal
from store.engine import reading, writing
from store.journal import Fingerprint, JournalEntry, Taken
from store.messages import attached_texts, copies, in_hand
from triage.machine import kind_of

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
TRIES = 5
_NEVER_A_LETTER = frozenset({MailKind.BOUNCE, MailKind.RECEIPT, MailKind.LIST})
"""What such mail attaches is not read: newsletters hold many pictures. A telefax is read."""
UNREAD = Fingerprint(message_id="", message_id_hash="", letter_hash="", sender_hash="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTools:
    """What the line needs: filing, and the judge that says what a message is.

    `attachments` reads what is attached; it rests after each round.
    """

    filing: FilingTools
    attachments: FileReader
    judge: Callable[[Mail], Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What one round of deciding did; `put_off` lines wait until nothing else does."""

    decided: int = 0
    failed: int = 0
    put_off: int = 0

    def and_then(self, other: "Worked") -> "Worked":
        """Add up."""
        return Worked(
            decided=self.decided + other.decided,
            failed=self.failed + other.failed,
            put_off=self.put_off + other.put_off,
        )


def take(messages: Iterable[RawMail], tools: FilingTools) -> tuple[Taken, ...]:
    """TX A: commit raw bytes and receipt time of messages, once for each place (R1).

    Nothing has changed on the server yet; a crash from here on only repeats the move.
    """
    printed = [(raw, fingerprint(read_mail(raw.content), tools.keys)) for raw in messages]
    with writing(tools.engine) as tx:
        taken = journal.take_many(tx, printed, at=tools.now())
        in_hand.let_go(tx, (raw.place for raw, _ in printed))
    return taken


def take_unread(raw: RawMail, tools: FilingTools) -> Taken:
    """Commit a message that nobody can read and live; it lies before the officer at once (R1).

    Its bytes are kept, but no earlier copy of its letter is known.
    """
    with writing(tools.engine) as tx:
        (taken,) = journal.take_many(tx, [(raw, UNREAD)], at=tools.now())
        entry = journal.entry(tx, taken.number)
    log.error("message taken in unread", extra={"journal": taken.number})
    if entry:
        lay_before_officer(entry, tools, detail=ENDS_SERVICE)
    return taken


def decide_waiting(tools: LineTools, *, limit: int = 100) -> Worked:
    """Decide and file what waits, oldest first; a failure leaves the message for the next round."""
    with writing(tools.filing.engine) as tx:
        now = tools.filing.now()
        deadly = journal.deadly(tx, now=now)
        entries = journal.lease_undecided(tx, now=now, lease=LEASE, limit=limit)
    for entry in deadly:
        log.error("message ended the service too often", extra={"journal": entry.number})
        lay_before_officer(entry, tools.filing, detail=ENDS_SERVICE)
    try:
        return _work_all(_while_ours(entries, tools.filing, leased_at=now), tools)
    finally:
        tools.attachments.rest()


def _while_ours(
    entries: Sequence[JournalEntry], tools: FilingTools, *, leased_at: datetime
) -> Iterator[JournalEntry]:
    """Give one leased entry after the other, and keep the rest while one takes its time.

    A lease that ran out would look as if we had died with the rest in hand. What another worker
    has taken over all the same is left to that one.
    """
    waiting = deque(entries)
    while waiting:
        now = tools.now()
        if now - leased_at > LEASE / 2:
            with writing(tools.engine) as tx:
                ours = journal.keep_leased(tx, waiting, now=now, lease=LEASE)
            waiting, leased_at = deque(each for each in waiting if each.number in ours), now
        if waiting:
            yield waiting.popleft()


def _work_all(entries: Iterable[JournalEntry], tools: LineTools) -> Worked:
    decided = failed = put_off = 0
    for entry in entries:
        is_decided = False
        try:
            is_decided = work_entry(entry, tools) is not None
            decided += is_decided
        except TakesLongerError:
            put_off += 1
            with writing(tools.filing.engine) as tx:
                journal.put_off_slow(tx, entry)
        except Exception as error:
            failed += 1
            # The trace names places in our code only: no message text enters it.
            log.exception("deciding failed", extra={"journal": entry.number})
            # A database that is locked, full or away says nothing about the message.
            if entry.attempts >= TRIES and not isinstance(error, OperationalError):
                lay_before_officer(entry, tools.filing)
        if not is_decided:
            with writing(tools.filing.engine) as tx:
                in_hand.let_go(tx, [entry.place])
    return Worked(decided=decided, failed=failed, put_off=put_off)


def work_entry(entry: JournalEntry, tools: LineTools) -> Plan | None:
    """Decide one entry and file what follows (R2 to R16); None if another worker was first.

    A second copy waits for those before it: another worker may have one in hand, or it lies
    before the officer. It is judged by itself where machines brought all of them, a mailing list
    for example, since then nobody has read the letter; else it goes with the one that was read. A
    leader's answer to our request is filed as the statement and not judged at all (R18).
    """
    with reading(tools.filing.engine) as tx:
        content = journal.content(tx, entry.number)
        earlier = copies.earlier_copies(tx, entry)
    if content is None or not all(each.is_decided for each in earlier):
        return None
    mail = read_mail(content)
    if first := next((each for each in earlier if _was_read(each)), None):
        return Plan() if file_repeat(entry, first, mail, tools.filing) else None
    mail = _with_attachments(mail, entry, content, tools)
    if case_number := case_answered(mail, tools.filing):
        return Plan() if file_reply(entry, mail, case_number, tools.filing) else None
    return file_decision(tools.judge(mail), entry, mail, tools.filing)


def _was_read(copy: JournalEntry) -> bool:
    """Say whether a letter was judged by this copy's words, not filed as a machine's."""
    return copy.kind is MailKind.HUMAN or copy.decided_by is DecidedBy.OFFICER


def _with_attachments(mail: Mail, entry: JournalEntry, content: bytes, tools: LineTools) -> Mail:
    """Return the mail with the texts of its attachments, read once and kept until erasure (R7).

    TakesLongerError the first time that they take long: scans must not hold up other mail (R10).
    """
    if not has_unexamined(mail) or kind_of(mail).kind in _NEVER_A_LETTER:
        return mail
    with reading(tools.filing.engine) as tx:
        texts = attached_texts.of_journal(tx, entry.number)
        within = None if attached_texts.was_put_off(tx, entry.number) else AT_ONCE_SECONDS
    if not texts:
        texts = texts_of(content, tools.attachments, within=within)
        with writing(tools.filing.engine) as tx:
            attached_texts.keep(tx, entry.number, texts)
    return with_texts(mail, texts)


def lay_before_officer(entry: JournalEntry, tools: FilingTools, *, detail: str = "") -> None:
    """Put a message that could not be worked before the officer; it stays untouched (R1).

    Unless another worker was luckier meanwhile.
    """
    calendar, terms = tools.office.calendar, tools.office.terms
    received_on = entry.first_day(calendar)
    last_day = due_on(received_on, terms.suspected_hand_over, calendar)
    duty = Duty(kind=DutyKind.UNREADABLE, due_on=last_day, detail=detail)
    with writing(tools.engine) as tx:
        latest = journal.entry(tx, entry.number)
        if latest and not latest.is_decided:
            duties.open_duty(tx, duty, journal=entry.number, at=tools.now())
