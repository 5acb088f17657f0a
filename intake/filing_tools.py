"""What filing works with, and how a person wants it done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from cases.office import Office
from store.keys import Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingTools:
    """What filing needs: the database, the office, and the factories of time and chance."""

    engine: Engine
    office: Office
    keys: Keys
    now: Callable[[], datetime]
    fresh_id: Callable[[], str]
    fresh_case_number: Callable[[int], str]
    watched_folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a person at the desk wants a decision filed.

    `row_version` is the one that the person saw; `not_before` leaves time to take it back.
    """

    by: str
    row_version: int
    to_substitute: bool = False
    not_before: datetime | None = None
