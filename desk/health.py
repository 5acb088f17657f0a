"""Is everything working? In sentences, for people who run no machines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from desk.days import written_instant
from desk.visit import Visit
from store import dispatches, health, journal

STALE = timedelta(minutes=15)
"""A round that has said nothing for so long counts as stopped."""

ROUNDS = {
    "mailbox": "Postfach",
    "decide": "Entscheiden",
    "post": "Versand",
    "sweep": "Fristen",
    "erase": "Löschen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthLine:
    """One sentence about one part, and whether it is well."""

    sentence: str
    is_well: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All sentences; the bad ones stand first on the page."""

    lines: tuple[HealthLine, ...]

    @property
    def is_well(self) -> bool:
        """Say whether nothing needs anybody."""
        return all(line.is_well for line in self.lines)


def health_of(tx: Connection, visit: Visit) -> Health:
    """Return how mailbox, journal and outgoing mail stand."""
    lines = (*_rounds(tx, visit), *_waiting(tx), *_outgoing(tx))
    return Health(lines=tuple(sorted(lines, key=lambda line: line.is_well)))


def _rounds(tx: Connection, visit: Visit) -> Iterable[HealthLine]:
    beats = {beat.what: beat for beat in health.beats(tx)}
    if "mailbox" not in beats:
        yield HealthLine(sentence="Postfach: noch nie verbunden.", is_well=False)
    for what, beat in beats.items():
        name = ROUNDS.get(what, what)
        last = written_instant(beat.at, visit.tools.office.calendar)
        is_fresh = visit.now - beat.at <= STALE
        state = "in Ordnung" if beat.is_well else "gestört"
        sentence = f"{name}: {state}, zuletzt {last}."
        if not is_fresh:
            sentence = f"{name}: steht seit {last}."
        if beat.note:
            sentence = f"{sentence} {beat.note}"
        yield HealthLine(sentence=sentence, is_well=beat.is_well and is_fresh)
        if what == "mailbox" and beat.count:
            sentence = (
                f"{beat.count} Nachrichten liegen auf dem Server und sind noch nicht erfasst."
            )
            yield HealthLine(sentence=sentence, is_well=False)


def _waiting(tx: Connection) -> Iterable[HealthLine]:
    undecided = journal.counts(tx).undecided
    if undecided:
        yield HealthLine(sentence=f"{undecided} Nachrichten werden gerade gelesen.", is_well=True)


def _outgoing(tx: Connection) -> Iterable[HealthLine]:
    counts = dispatches.counts(tx)
    yield HealthLine(sentence=f"Ausgang: {counts.waiting} Schreiben warten.", is_well=True)
    if counts.late:
        sentence = f"Ausgang: {counts.late} Schreiben kommen seit längerem nicht hinaus."
        yield HealthLine(sentence=sentence, is_well=False)
    if counts.refused:
        sentence = f"Ausgang: {counts.refused} Schreiben wurden abgelehnt oder kamen zurück."
        yield HealthLine(sentence=sentence, is_well=False)
