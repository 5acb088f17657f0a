"""A letter in an attachment goes the way of any letter, and is erased like one (R5, R7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cases.case import Channel
from cases.decision import DecidedBy, Decision, Verdict
from cases.escalation import EscalationStep
from cases.labels import Label, Way
from cases.mail import AttachedText, AttachmentState, Mail, MailKind
from intake.attachments.examine import File
from intake.attachments.limits import LIMITS, Limits
from intake.attachments.reader import TakesLongerError
from intake.filing_tools import Order
from intake.orders.entered import Entered, Scan, enter
from store.engine import empty_the_write_ahead_log, reading
from store.messages import attached_texts
from tests.end_to_end.letters import COMPLAINT, PAUL, a_letter, the_original_in
from tests.end_to_end.office import SGG, RunningOffice
from tests.end_to_end.told_by_words import told_by_words
from tests.end_to_end.traces import traces_of
from tests.intake.attachments.files import a_locked_pdf, a_mail_with, a_pdf
from triage.chain import deciding_body

pytestmark = pytest.mark.server("dovecot")

WORD = "b7c40de91f2a6538"
OBJECTION = (
    "Sehr geehrte Damen und Herren,",
    f"gegen den Bescheid vom 02.11.2026, Zeichen {WORD}, lege ich Widerspruch ein.",
)


def told_by_attached_words(mail: Mail) -> Decision:
    """Judge the letter to which the mail points."""
    return told_by_words(replace(mail, text=deciding_body(mail)))


def test_r5_an_objection_in_an_attached_pdf_reaches_sgg_unaltered(office: RunningOffice) -> None:
    """The mail says no more than that there is an attachment."""
    office.use_judge(told_by_attached_words)
    letter = a_mail_with({"brief.pdf": a_pdf(OBJECTION)}).replace(b"\n", b"\r\n")

    office.receive(letter)

    (hand_over,) = office.sent_to(SGG)
    assert the_original_in(hand_over) == letter


def test_r7_the_text_of_an_attachment_is_erased_with_its_message(office: RunningOffice) -> None:
    """Kept in clear until the grace time is over; then no file holds its words."""
    office.use_judge(told_by_attached_words)
    office.receive(a_mail_with({"brief.pdf": a_pdf(OBJECTION)}))
    places: list[Path] = [office.folder, office.server.mail_directory / office.user]
    with reading(office.rounds.service.engine) as tx:
        (kept,) = attached_texts.of_journal(tx, 1).values()
    assert WORD in kept.text
    assert {path.name for path in traces_of(WORD, places)} & {"krm.db", "krm.db-wal"}

    office.clock.pass_time(days=14, minutes=1)
    office.rounds.erase()

    assert empty_the_write_ahead_log(office.rounds.service.engine)
    with reading(office.rounds.service.engine) as tx:
        assert attached_texts.of_journal(tx, 1) == {}
    assert traces_of(WORD, places) == []


def test_r4_a_scan_that_an_officer_entered_is_read_in_the_next_round(
    office: RunningOffice,
) -> None:
    """By the same confined process as what comes by mail; the decision stands."""
    letter = Scan(
        name="brief.pdf", content_type="application/pdf", content=a_pdf(["Guten Tag", WORD])
    )
    entered = Entered(
        form_id="form-1",
        channel=Channel.LETTER,
        received_on=office.clock.at.date(),
        step=EscalationStep.KRM,
        scans=(letter,),
    )
    ways = {way: Verdict.DO if way is Way.REGISTER else Verdict.NO for way in Way}
    decision = Decision(labels=(Label.COMPLAINT,), ways=ways, decided_by=DecidedBy.OFFICER)
    order = Order(by="officer", row_version=1)
    enter(entered, decision, office.rounds.service.filing, order=order)

    assert office.work() == ()

    with reading(office.rounds.service.engine) as tx:
        (text,) = attached_texts.of_journal(tx, 1).values()
    assert WORD in text.text
    assert office.journal()[0].labels == (Label.COMPLAINT,)


def test_what_a_mass_mailing_attaches_is_not_read(office: RunningOffice) -> None:
    """Its pictures would keep the letters of people waiting; what a telefax attaches is read."""
    mailing = b"List-Unsubscribe: <mailto:aus@werbung.example>\r\nPrecedence: bulk\r\n"
    telefax = b"Auto-Submitted: auto-generated\r\n"
    letter = a_mail_with({"brief.pdf": a_pdf(OBJECTION)}).replace(b"\n", b"\r\n")

    office.receive(mailing + letter, telefax + letter.replace(b"<brief@", b"<fax@"))

    lines = office.journal()
    with reading(office.rounds.service.engine) as tx:
        read = {line.kind: bool(attached_texts.of_journal(tx, line.number)) for line in lines}
    assert read == {MailKind.LIST: False, MailKind.OTHER_MACHINE: True}


def test_a_message_is_read_once_whatever_becomes_of_it(office: RunningOffice) -> None:
    """A crash behind the reading costs no second one: hours of OCR could hang on it."""
    judged = []

    def fails_at_first(mail: Mail) -> Decision:
        judged.append(mail.attachments[0].state)
        if len(judged) == 1:
            message = "out of order"
            raise RuntimeError(message)
        return told_by_words(mail)

    office.use_judge(fails_at_first)
    office.arrive(a_mail_with({"brief.pdf": a_locked_pdf()}))
    office.work()
    office.use_reader(NeverReads())
    office.clock.pass_time(minutes=6)
    office.work()

    assert judged == [AttachmentState.ENCRYPTED] * 2
    assert office.journal()[0].is_decided


def test_r10_a_letter_of_many_scans_holds_up_no_other(office: RunningOffice) -> None:
    """What came after it is decided first, and so is what comes while another one is read."""
    judged: list[str] = []
    late = a_letter(COMPLAINT, subject="late", message_id="<late@kunde.example>", sender=PAUL)

    def judge(mail: Mail) -> Decision:
        judged.append(mail.subject)
        return told_by_words(mail)

    def read_slowly() -> None:
        if len(judged) == 1:
            office.arrive(late)
            office.rounds.collect()

    office.use_judge(judge)
    office.use_reader(TakesLong(read_slowly))
    scans = [a_scan(number) for number in range(2)]
    office.receive(*scans, a_letter(COMPLAINT, subject="quick"))

    assert judged == ["quick", "Scan 0", "late", "Scan 1"]
    assert all(line.is_decided for line in office.journal())


def a_scan(number: int) -> bytes:
    """Return a mail of its own with a file that takes its time."""
    letter = a_mail_with({"scan.pdf": a_pdf((f"Seite {number}",))})
    letter = letter.replace(b"Subject: Schreiben", f"Subject: Scan {number}".encode())
    return letter.replace(b"\n", b"\r\n")


@dataclass(frozen=True, slots=True)
class TakesLong:
    """Reads nothing while others wait, else as little as there is; tells when it does."""

    meanwhile: Callable[[], None]

    def read(
        self, files: Sequence[File], limits: Limits = LIMITS, *, within: float | None = None
    ) -> tuple[AttachedText, ...]:
        """Read, if there is time."""
        assert limits == LIMITS
        if within is not None:
            raise TakesLongerError
        self.meanwhile()
        return tuple(AttachedText(state=AttachmentState.SCANNED, text="Seite") for _ in files)

    def rest(self) -> None:
        """Hold nothing."""


class NeverReads:
    """Stands where nothing is left to read."""

    def read(
        self, files: Sequence[File], limits: Limits = LIMITS, *, within: float | None = None
    ) -> tuple[AttachedText, ...]:
        """Fail: this must not be asked for."""
        raise AssertionError(len(files), limits, within)

    def rest(self) -> None:
        """Hold nothing."""
