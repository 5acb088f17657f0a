"""The filters of queue and case list: from an address to values and back (R10, R35).

Only what stands here can be asked for: no person of the house, no word of a letter or note.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Self, TypeVar

from cases.case import CaseState
from cases.duties import DutyKind
from cases.labels import Label
from desk.lists.due_span import DueSpan
from desk.words.cases import CHANNEL_NAMES
from desk.words.core import LANGUAGES

Word = TypeVar("Word", bound=StrEnum)
LONGEST_NUMBER = 4
KEYS = MappingProxyType(
    {
        "kind": "warum",
        "language": "sprache",
        "span": "frist",
        "state": "stand",
        "label": "was",
        "unit": "stelle",
        "channel": "weg",
        "first": "von",
        "last": "bis",
    }
)
"""How an address calls each field of a filter."""
DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """What the queue is narrowed to; None and empty ask for all."""

    kind: DutyKind | None = None
    span: DueSpan | None = None
    language: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """Read an address; what is not known is not asked."""
        language = asked.get("sprache", "")
        return cls(
            kind=_word(DutyKind, asked.get("warum")),
            span=_word(DueSpan, asked.get("frist")),
            language=language if language in LANGUAGES else "",
        )

    def query(self) -> dict[str, str]:
        """Return what an address says for this filter."""
        return dict(_said(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What the case list is narrowed to; None and empty ask for all."""

    state: CaseState = CaseState.OPEN
    label: Label | None = None
    unit: str = ""
    channel: str = ""
    span: DueSpan | None = None
    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, asked: Mapping[str, str], *, units: Iterable[str]) -> Self:
        """Read an address; what is not known is not asked."""
        unit, channel = asked.get("stelle", ""), asked.get("weg", "")
        is_closed = asked.get("stand") in {"abgeschlossen", CaseState.CLOSED}
        return cls(
            state=CaseState.CLOSED if is_closed else CaseState.OPEN,
            label=_word(Label, asked.get("was")),
            unit=unit if unit in units else "",
            channel=channel if channel in CHANNEL_NAMES else "",
            span=_word(DueSpan, asked.get("frist")),
            first=day_in(asked.get("von", "")),
            last=day_in(asked.get("bis", "")),
        )

    def query(self) -> dict[str, str]:
        """Return what an address says for this filter; open cases need not be asked for."""
        said = dict(_said(self))
        if self.state is CaseState.OPEN:
            del said["stand"]
        return said

    @property
    def narrows(self) -> bool:
        """Whether it asks for less than all cases of one state."""
        return bool(self.query().keys() - {"stand"})


def page_in(asked: Mapping[str, str]) -> int:
    """Return the page that an address asks for, the first where it says nothing usable."""
    text = asked.get("seite", "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return max(1, int(text)) if is_number else 1


def day_in(text: str) -> date | None:
    """Return a day as people or a date field write it, None for anything else."""
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 (a day, no instant)
        except ValueError:
            continue
    return None


def _word(kind: type[Word], text: str | None) -> Word | None:
    return kind(text) if text in set(kind) else None


def _said(wish: QueueFilter | CaseFilter) -> Iterable[tuple[str, str]]:
    for each in fields(wish):
        value = getattr(wish, each.name)
        if value:
            yield KEYS[each.name], value.isoformat() if isinstance(value, date) else str(value)
