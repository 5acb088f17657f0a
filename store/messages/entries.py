"""One line of the intake journal, as values (R1, R7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cases.decision import DecidedBy, OtherKind, Verdict
from cases.labels import Label, Way
from cases.limits import WorkCalendar
from cases.mail import MailKind, Place
from cases.plan import Retention
from store.columns import AnyRow, labels_in, verdicts_in


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """A journal line: times, decision, whereabouts and keyed hashes, never content (R1, R7).

    What a decision sets is empty or None until `is_decided`. `same_letter_as` is the first line
    with the same letter, `answers_journal` the matter that the message follows (R9).
    """

    number: int
    place: Place
    received_at: datetime
    taken_at: datetime
    size: int
    message_id_hash: str = field(repr=False)
    letter_hash: str = field(repr=False)
    sender_hash: str = field(repr=False)
    same_letter_as: int | None
    kind: MailKind | None
    decided_at: datetime | None
    decided_by: DecidedBy | None
    labels: tuple[Label, ...]
    ways: Mapping[Way, Verdict]
    other_kind: OtherKind | None
    confidence_percent: int | None
    language: str
    model: str
    case_number: str
    answers_journal: int | None
    hidden_from: tuple[str, ...] = field(repr=False)
    retention: Retention | None
    erasure_held: bool
    raw_erased_at: datetime | None
    server_erased_at: datetime | None
    attempts: int
    lease_until: datetime | None
    row_version: int
    received_on: date | None = None

    def first_day(self, calendar: WorkCalendar) -> date:
        """Return the first day in the house: the officer's word, else the server's (R14)."""
        return self.received_on or calendar.day_of(self.received_at)

    @property
    def is_decided(self) -> bool:
        """Whether somebody or something has decided about the message."""
        return self.decided_at is not None


def entry_of(row: AnyRow) -> JournalEntry:
    """Return the line of a row of `journal_lines`."""
    return JournalEntry(
        number=row.number,
        place=Place(
            mailbox=row.mailbox, folder=row.folder, uid_validity=row.uid_validity, uid=row.uid
        ),
        received_at=row.received_at,
        taken_at=row.taken_at,
        size=row.size,
        message_id_hash=row.message_id_hash,
        letter_hash=row.letter_hash,
        sender_hash=row.sender_hash,
        same_letter_as=row.same_letter_as,
        kind=MailKind(row.kind) if row.kind else None,
        decided_at=row.decided_at,
        decided_by=DecidedBy(row.decided_by) if row.decided_by else None,
        labels=labels_in(row.labels),
        ways=verdicts_in(row),
        other_kind=OtherKind(row.other_kind) if row.other_kind else None,
        confidence_percent=row.confidence_percent,
        language=row.language,
        model=row.model,
        case_number=row.case_number or "",
        answers_journal=row.answers_journal,
        hidden_from=tuple(row.hidden_from.split()),
        retention=Retention(row.retention) if row.retention else None,
        erasure_held=row.erasure_held,
        raw_erased_at=row.raw_erased_at,
        server_erased_at=row.server_erased_at,
        attempts=row.attempts,
        lease_until=row.lease_until,
        row_version=row.row_version,
        received_on=row.received_on,
    )
