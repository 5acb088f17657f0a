"""A post office on a database of its own, with a clock that the test moves."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from cases.letter import Letter
from cases.mail import Place, RawMail
from correspondence.compose import compose
from correspondence.post import PostOffice, PostRound, post_due
from correspondence.settings import SmtpSettings
from store import dispatches, duties, journal
from store.dispatch_lines import DispatchLine
from store.duties import OpenDuty
from store.engine import open_engine, reading, writing
from store.messages.taking import Fingerprint
from store.tables import metadata
from tests.builders import a_calendar
from tests.correspondence.lines import line_settings
from tests.correspondence.occasions import ORIGINAL, an_occasion
from tests.edges.smtp_listener import SmtpListener

MONDAY_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def an_engine(folder: Path) -> Engine:
    """Return a fresh database."""
    engine = open_engine(f"sqlite:///{folder / 'krm.db'}")
    metadata.create_all(engine)
    return engine


@dataclass(kw_only=True)
class APostOffice:
    """The way out of one office, from a filed letter to its proof."""

    engine: Engine
    settings: SmtpSettings
    now: datetime = MONDAY_NINE
    chance: float = 0.0
    filed: int = field(default=0, init=False)

    @classmethod
    def to(cls, listener: SmtpListener, folder: Path) -> "APostOffice":
        """Return one that sends to this server."""
        return cls(engine=an_engine(folder), settings=line_settings(listener))

    def take(self) -> int:
        """Take one message in and return its journal number."""
        self.filed += 1
        place = Place(mailbox="krm@mail", folder="INBOX", uid_validity=1, uid=self.filed)
        raw = RawMail(content=ORIGINAL, place=place, received_at=self.now)
        nobody = Fingerprint(message_id="", message_id_hash="", letter_hash="", sender_hash="")
        with writing(self.engine) as tx:
            return journal.take(tx, raw, nobody, at=self.now).number

    def file(self, letter: Letter, *, number: int | None = None) -> int:
        """File a letter about a message that was just taken; return the journal number."""
        number = number or self.take()
        occasion = an_occasion(journal=number, case_number="", fresh_id=f"id{number}")
        with writing(self.engine) as tx:
            outgoing = compose(letter, occasion)
            dispatches.file(tx, outgoing, journal=number, at=self.now, not_before=self.now)
        return number

    def round(self, *, limit: int = 100) -> PostRound:
        """Deliver what is due now."""
        return post_due(self.post_office(), limit=limit)

    def post_office(self) -> PostOffice:
        """Return what delivery needs, the clock being the test's."""
        return PostOffice(
            engine=self.engine,
            settings=self.settings,
            calendar=a_calendar(),
            now=lambda: self.now,
            jitter=lambda: self.chance,
        )

    def wait(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)

    def line(self, number: int) -> DispatchLine:
        """Return the proof of the only letter about a message."""
        with reading(self.engine) as tx:
            (line,) = dispatches.of_journal(tx, number)
            return line

    def duties(self, number: int) -> tuple[OpenDuty, ...]:
        """Return what lies before a person about a message."""
        with reading(self.engine) as tx:
            return duties.of_journal(tx, number)
