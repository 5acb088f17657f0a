"""Who is on duty, as switched at the desk (R11)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, select

from cases.office import DutySpell
from store.case_tables import duty_rota
from store.engine import insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaEntry:
    """A spell of duty, and who entered it when."""

    id: int
    spell: DutySpell
    set_by: str
    set_at: datetime


def enter(tx: Connection, spell: DutySpell, *, by: str, at: datetime) -> int:
    """Enter a spell of duty and return its number; the latest that covers a day counts.

    The same spell once more, with none in between, is a second press of the button.
    """
    latest = next(iter(not_over(tx, spell.from_on)), None)
    if latest and latest.spell == spell:
        return latest.id
    row = {
        "name": spell.name,
        "from_on": spell.from_on,
        "until_on": spell.until_on,
        "set_by": by,
        "set_at": at,
    }
    (entered,) = insert_missing(tx, duty_rota, [row], returning=(duty_rota.c.id,))
    return int(entered.id)


def remove(tx: Connection, entry: int) -> bool:
    """Take a spell back; False when it is gone already. What it covered counts again."""
    return tx.execute(delete(duty_rota).where(duty_rota.c.id == entry)).rowcount == 1


def not_over(tx: Connection, today: date) -> tuple[RotaEntry, ...]:
    """Return the spells that run or come, the latest entered first."""
    rota = duty_rota.c
    query = select(duty_rota).where(rota.until_on >= today).order_by(rota.id.desc())
    return tuple(
        RotaEntry(
            id=row.id,
            spell=DutySpell(name=row.name, from_on=row.from_on, until_on=row.until_on),
            set_by=row.set_by,
            set_at=row.set_at,
        )
        for row in tx.execute(query)
    )
