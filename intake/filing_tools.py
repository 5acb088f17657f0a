"""What filing works with, and how a person wants it done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from cases.office import Office
from store.engine import reading
from store.keys import Keys
from store.people import duty_rota


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingTools:
    """What filing needs: the database, the office, and the factories of time and chance.

    `edited` gives the office's own wording of letters by template, as it is when asked for.
    `desk_url` is where people of the house open the desk; empty where the settings name nothing.
    """

    engine: Engine
    office: Office
    keys: Keys
    now: Callable[[], datetime]
    fresh_id: Callable[[], str]
    fresh_case_number: Callable[[int], str]
    edited: Callable[[], Mapping[str, str]]
    watched_folders: tuple[str, ...] = ()
    desk_url: str = ""

    def office_on_duty(self) -> Office:
        """Return the office with today's rota, for letters that name the contact person (R11)."""
        with reading(self.engine) as tx:
            entries = duty_rota.not_over(tx, self.office.calendar.day_of(self.now()))
        return replace(self.office, rota=tuple(entry.spell for entry in entries))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a person at the desk wants a decision filed.

    `row_version` is the one that the person saw; `not_before` leaves time to take it back.
    """

    by: str
    row_version: int
    to_substitute: bool = False
    not_before: datetime | None = None
