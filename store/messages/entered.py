"""What an officer entered by hand, as far as it differs from mail (R4, R14)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, update

from store.tables import cases, journal_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """What stands on a case beside its mail: unit, step (None: not told), ways to the party."""

    unit: str
    step: int | None
    phone: str = field(repr=False)
    postal: str = field(repr=False)


def reserve(tx: Connection, journal: int, *, received_on: date, until: datetime) -> None:
    """Keep the line for the officer's decision; its first day here is confirmed already (R14)."""
    change = update(journal_lines).where(journal_lines.c.number == journal)
    tx.execute(change.values(received_on=received_on, lease_until=until))


def note_on_case(tx: Connection, case_number: str, by_hand: ByHand) -> None:
    """Write on a case that was opened by hand what no mail would tell."""
    change = update(cases).where(cases.c.number == case_number)
    values = {
        "unit": by_hand.unit,
        "escalation_step": by_hand.step,
        "party_phone": by_hand.phone,
        "party_postal": by_hand.postal,
    }
    tx.execute(change.values(values))
