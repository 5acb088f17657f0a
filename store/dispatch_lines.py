"""A message on its way out, as values: what is filed, what is leased, what proves it (R1, R7)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cases.labels import Way
from cases.letter import LetterKind
from store.columns import AnyRow, ways_in


class DispatchState(StrEnum):
    """Where a dispatch stands; a bounce is noted beside `delivered`."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A finished message to file.

    `once_key` says what it is for: while one with the same key is good, no second is filed.
    `ways` are the hand-overs that it is or speaks of, `sha256` that of the original (R5).
    """

    once_key: str
    kind: LetterKind
    ways: tuple[Way, ...]
    message_id: str
    reply_token: str
    recipient: str = field(repr=False)
    recipient_hash: str
    envelope_sender: str
    sha256: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedDispatch:
    """A message that the caller alone may deliver until `lease_until`."""

    id: int
    kind: LetterKind
    ways: tuple[Way, ...]
    message_id: str
    journal: int | None
    case_number: str
    envelope_sender: str
    recipient: str = field(repr=False)
    content: bytes = field(repr=False)
    attempts: int
    lease_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchLine:
    """The proof of one dispatch, without address and content (R1, R7)."""

    id: int
    kind: LetterKind
    ways: tuple[Way, ...]
    message_id: str
    journal: int | None
    case_number: str
    sha256: str
    recipient_hash: str = field(repr=False)
    state: DispatchState
    attempts: int
    last_answer: str
    filed_at: datetime
    not_before: datetime
    delivered_at: datetime | None
    refused_at: datetime | None
    bounced_at: datetime | None
    erased_at: datetime | None

    @property
    def is_proven(self) -> bool:
        """Whether the server took the message and no bounce came back (R7)."""
        return self.state is DispatchState.DELIVERED and self.bounced_at is None

    @property
    def has_failed(self) -> bool:
        """Whether the server refused the message, or it came back."""
        return self.state is DispatchState.REFUSED or self.bounced_at is not None


def line_of(row: AnyRow) -> DispatchLine:
    """Return the line of a row of `dispatches`."""
    return DispatchLine(
        id=row.id,
        kind=LetterKind(row.kind),
        ways=ways_in(row.ways),
        message_id=row.message_id,
        journal=row.journal,
        case_number=row.case_number or "",
        sha256=row.sha256,
        recipient_hash=row.recipient_hash,
        state=DispatchState(row.state),
        attempts=row.attempts,
        last_answer=row.last_answer,
        filed_at=row.filed_at,
        not_before=row.not_before,
        delivered_at=row.delivered_at,
        refused_at=row.refused_at,
        bounced_at=row.bounced_at,
        erased_at=row.erased_at,
    )
