"""The desk's work, done by the same filing as the line's (R1 to R16)."""

from dataclasses import dataclass

from cases.decision import Decision
from cases.duties import DutyKind
from cases.mail import Mail
from cases.office import Unit
from cases.plan import Plan
from cases.received import NoNotice
from correspondence.compose import authority_text, text_of
from intake import filing
from intake.filing_tools import FilingTools, Order
from intake.orders import by_hand
from intake.outbox import occasion_of
from store import duties
from store.engine import reading
from store.journal import JournalEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledWork:
    """`DeskWork` over the office's filing."""

    tools: FilingTools

    def file_decision(
        self, decision: Decision, entry: JournalEntry, mail: Mail, *, order: Order
    ) -> Plan | None:
        """File what the decision asks for; None if somebody else was first."""
        return filing.file_decision(decision, entry, mail, self.tools, order=order)

    def pass_on(self, entry: JournalEntry, mail: Mail, *, unit: Unit, order: Order) -> bool:
        """Send the original on to a unit (R9c); False if somebody else was first."""
        return by_hand.pass_on(entry, mail, self.tools, unit=unit, order=order)

    def take_back(self, entry: JournalEntry, *, order: Order) -> bool:
        """Restore the state before the last order; False when it is too late for that."""
        return by_hand.take_back(entry, self.tools, order=order)

    def mark_excerpt(self, entry: JournalEntry, *, text: str, order: Order) -> bool:
        """Keep this excerpt in the case (R8); False if somebody else was first."""
        return by_hand.mark_excerpt(entry, self.tools, text=text, order=order)

    def notice_text(self, entry: JournalEntry, mail: Mail) -> str:
        """Return the first answer as it is printed (R12); authorities have their own (R15a)."""
        occasion = occasion_of(entry, self.tools)
        if self._is_for_authority(entry):
            return authority_text(occasion)
        address = mail.sender.address if mail.sender else ""
        return text_of(by_hand.notice_for(entry, address), occasion, on_paper=True)

    def send_notice(self, entry: JournalEntry, mail: Mail, *, address: str, order: Order) -> bool:
        """Send the first answer to a confirmed address (R9a); False if somebody was first."""
        return by_hand.send_notice(entry, mail, self.tools, address=address, order=order)

    def note_posted(self, entry: JournalEntry, *, order: Order) -> bool:
        """Note that the first answer went by post (R12); False if somebody else was first."""
        return by_hand.note_posted(entry, self.tools, order=order)

    def _is_for_authority(self, entry: JournalEntry) -> bool:
        with reading(self.tools.engine) as tx:
            on_it = duties.of_journal(tx, entry.number)
        return any(
            duty.kind is DutyKind.NOTICE_BY_HAND and duty.detail == NoNotice.AUTHORITY
            for duty in on_it
        )
