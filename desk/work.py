"""What the desk is given to work with; wiring fills it in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy import Engine

from cases.decision import Decision
from cases.mail import Mail
from cases.office import Office, Unit
from cases.plan import Plan
from desk.settings import DeskSettings, OidcSettings
from intake.attachments.drawing import Drawn
from intake.attachments.examine import File
from intake.attachments.reader import draw_page
from intake.filing_tools import FilingTools, Order
from store.journal import JournalEntry
from store.keys import Keys
from store.settings import RetentionSettings


class DeskWork(Protocol):
    """What a person can have done to a message; each call is one transaction, whole or not."""

    def file_decision(
        self, decision: Decision, entry: JournalEntry, mail: Mail, *, order: Order
    ) -> Plan | None:
        """File what the decision asks for; None if somebody else was first."""

    def pass_on(self, entry: JournalEntry, mail: Mail, *, unit: Unit, order: Order) -> bool:
        """Send the original on to a unit (R9c); False if somebody else was first."""

    def take_back(self, entry: JournalEntry, *, order: Order) -> bool:
        """Restore the state before the last order; False when it is too late for that."""

    def mark_excerpt(self, entry: JournalEntry, *, text: str, order: Order) -> bool:
        """Keep this excerpt in the case (R8); False if somebody else was first."""

    def notice_text(self, entry: JournalEntry, mail: Mail) -> str:
        """Return the first answer as it is printed (R12)."""

    def send_notice(self, entry: JournalEntry, mail: Mail, *, address: str, order: Order) -> bool:
        """Send the first answer to a confirmed address (R9a); False if somebody was first."""

    def note_posted(self, entry: JournalEntry, *, order: Order) -> bool:
        """Note that the first answer went by post (R12); False if somebody else was first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTools:
    """All that the desk's pages need; `secret_key` signs the session cookie."""

    engine: Engine
    office: Office
    keys: Keys
    settings: DeskSettings
    retention: RetentionSettings
    secret_key: bytes = field(repr=False)
    now: Callable[[], datetime]
    work: DeskWork
    filing: FilingTools
    read_mail: Callable[[bytes], Mail]
    attachment_bytes: Callable[[bytes, int], bytes]
    draw_page: Callable[[File, int], Drawn] = draw_page
    oidc: OidcSettings = field(default_factory=OidcSettings)
