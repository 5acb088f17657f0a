"""Is everything working? In sentences, for people who run no machines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import MappingProxyType

from sqlalchemy import Connection

from correspondence.letter_templates import BY_NAME
from correspondence.template_check import mistakes_in
from desk.visit import Visit
from desk.words.days import written_instant
from store import dispatches, health, template_versions
from store.health import Heartbeat
from store.people import accounts
from store.people.accounts import AccountRole

MANY = 2
WORKING = frozenset({AccountRole.OFFICER, AccountRole.DEPUTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the service: its name, its trouble in words, and after how long silence is one."""

    name: str
    trouble: str
    silent_after: timedelta = timedelta(minutes=15)


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "mailbox": Part(name="Postfach", trouble="keine Verbindung zum Mailserver"),
        "decide": Part(name="Lesen und Entscheiden", trouble="einzelne Nachrichten machen Mühe"),
        "post": Part(name="Versand", trouble="Schreiben kommen gerade nicht hinaus"),
        "sweep": Part(name="Fristen", trouble="gestört", silent_after=timedelta(hours=2)),
        "erase": Part(name="Löschen", trouble="gestört", silent_after=timedelta(hours=3)),
        "erase_on_server": Part(
            name="Löschen auf dem Mailserver", trouble="gestört", silent_after=timedelta(days=3650)
        ),
        "model": Part(
            name="Modell",
            trouble="das eigene ist nicht brauchbar, es entscheidet das mitgelieferte",
            silent_after=timedelta(days=3650),
        ),
    }
)
"""The rounds that report; one that is not here is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthLine:
    """One sentence about one part; `note` is the service's own word for whoever repairs it."""

    sentence: str
    is_well: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All sentences, the bad ones first."""

    lines: tuple[HealthLine, ...]

    @property
    def is_well(self) -> bool:
        """Say whether nothing needs anybody."""
        return all(line.is_well for line in self.lines)


def health_of(tx: Connection, visit: Visit) -> Health:
    """Return how mailbox, journal and outgoing mail stand."""
    lines = (
        *_rounds(tx, visit),
        *_standing(tx, visit),
        *_outgoing(tx),
        *_strange_names(tx, visit),
        *_own_texts(tx, visit),
    )
    return Health(lines=tuple(sorted(lines, key=lambda line: line.is_well)))


def _rounds(tx: Connection, visit: Visit) -> Iterable[HealthLine]:
    beats = {beat.what: beat for beat in health.beats(tx)}
    if "mailbox" not in beats:
        yield HealthLine(sentence="Postfach: noch nie verbunden.", is_well=False)
    for what, part in PARTS.items():
        if what in beats:
            yield from _round(part, beats[what], visit)


def _round(part: Part, beat: Heartbeat, visit: Visit) -> Iterable[HealthLine]:
    last = written_instant(beat.at, visit.tools.office.calendar)
    if visit.now - beat.at > part.silent_after:
        yield HealthLine(sentence=f"{part.name}: steht seit {last}.", is_well=False)
    elif beat.is_well and beat.what == "mailbox":
        yield from _mailbox(beat, visit)
    elif beat.is_well:
        yield HealthLine(sentence=f"{part.name}: in Ordnung, zuletzt {last}.", is_well=True)
    elif beat.what == "mailbox" and beat.count:
        missing = _counted(
            beat.count, "Nachricht auf dem Server ist", "Nachrichten auf dem Server sind"
        )
        sentence = f"{part.name}: verbunden {last}, aber {missing} noch nicht erfasst."
        yield HealthLine(sentence=sentence, is_well=False)
    else:
        sentence = f"{part.name}: {part.trouble}, {last}."
        yield HealthLine(sentence=sentence, is_well=False, note=beat.note)


def _mailbox(beat: Heartbeat, visit: Visit) -> Iterable[HealthLine]:
    """Tell since when the mailbox is connected, and that nothing on the server is left (R1)."""
    calendar = visit.tools.office.calendar
    last = written_instant(beat.at, calendar)
    since = written_instant(beat.since or beat.at, calendar)
    yield HealthLine(sentence=f"Postfach: verbunden seit {since}, zuletzt {last}.", is_well=True)
    nothing = "Auf dem Mailserver liegt keine Nachricht, die nicht erfasst ist."
    yield HealthLine(sentence=nothing, is_well=True)


def _standing(tx: Connection, visit: Visit) -> Iterable[HealthLine]:
    """Tell how mail and limits stand, in numbers alone."""
    now = health.standing(tx, today=visit.today)
    if now.undecided:
        read = _counted(now.undecided, "Nachricht wird", "Nachrichten werden")
        yield HealthLine(sentence=f"{read} gerade gelesen.", is_well=True)
    if now.last_taken_at:
        last = written_instant(now.last_taken_at, visit.tools.office.calendar)
        yield HealthLine(sentence=f"Letzte Nachricht erfasst: {last}.", is_well=True)
    late = f"{now.late or 'keine'} {'ist' if now.late < MANY else 'sind'} vorbei"
    due = f"{now.due_today or 'keine'} {'endet' if now.due_today < MANY else 'enden'} heute"
    yield HealthLine(sentence=f"Fristen: {late}, {due}.", is_well=not now.late)
    if now.model:
        yield HealthLine(sentence=f"Modell, das entscheidet: {now.model}.", is_well=True)


def _outgoing(tx: Connection) -> Iterable[HealthLine]:
    counts = dispatches.counts(tx)
    waiting = _counted(counts.waiting, "Schreiben wartet", "Schreiben warten")
    yield HealthLine(sentence=f"Ausgang: {waiting}.", is_well=True)
    if counts.late:
        late = _counted(counts.late, "Schreiben kam", "Schreiben kamen")
        yield HealthLine(sentence=f"Ausgang: {late} beim ersten Versuch nicht an.", is_well=False)
    if counts.refused:
        refused = _counted(counts.refused, "Schreiben wurde", "Schreiben wurden")
        yield HealthLine(sentence=f"Ausgang: {refused} abgelehnt.", is_well=False)


def _strange_names(tx: Connection, visit: Visit) -> Iterable[HealthLine]:
    """Tell of accounts from which no complaint about their owner would be hidden (R6)."""
    hashed = partial(visit.tools.keys.hash, "name")
    known = {hashed(name) for name in visit.tools.office.contact.names}
    for account in accounts.every(tx):
        is_working = account.role in WORKING and not account.is_locked
        if is_working and hashed(account.full_name) not in known:
            sentence = (
                f"Konto „{account.name}“: Sein voller Name steht nicht unter [contact] in den "
                "Einstellungen. Eine Beschwerde über diese Person bliebe ihr nicht verborgen."
            )
            yield HealthLine(sentence=sentence, is_well=False)


def _own_texts(tx: Connection, visit: Visit) -> Iterable[HealthLine]:
    """Tell of changed texts that cannot be used any more; the delivered ones go out instead."""
    for name, text in template_versions.in_force(tx).items():
        if name in BY_NAME and mistakes_in(name, text, visit.tools.office):
            sentence = (
                f"Vorlage „{BY_NAME[name].title}“: Der geänderte Text lässt sich nicht mehr "
                "verwenden. Bis er berichtigt ist, gilt der mitgelieferte."
            )
            yield HealthLine(sentence=sentence, is_well=False)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count or 'kein'} {one if count in {0, 1} else many}"
