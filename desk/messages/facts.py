"""What a person may have to put right about a message: whose it is, since when it is here."""

from dataclasses import dataclass
from datetime import date

from cases.labels import PARLIAMENT_MATTERS
from cases.mail import Address, Mail
from cases.office import Office
from intake.facts import DESK, IMPORT
from intake.writer import passed_on_party, writer_of
from store.journal import JournalEntry

WITHOUT_SERVER_TIME = frozenset({DESK, IMPORT})
"""What came past the mail server: its first day in the house is only proposed (R14)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """The citizen: proposed, or by the officer's word. `channel` is who passed the letter on."""

    party: Address | None
    is_confirmed: bool
    channel: Address | None

    @property
    def has_no_address(self) -> bool:
        """Whether the officer said that no address is known."""
        return self.is_confirmed and self.party is not None and not self.party.address


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """The first day in the house, and whether a person has confirmed it or has to (R14, R26)."""

    day: date
    is_confirmed: bool
    is_asked: bool


def party_view(mail: Mail, confirmed: Address | None, office: Office) -> PartyView:
    """Say who the citizen is and who passed the letter on (R9a)."""
    is_ours = mail.sender is not None and office.is_own(mail.sender.address)
    return PartyView(
        party=confirmed or writer_of(mail, office),
        is_confirmed=confirmed is not None,
        channel=mail.sender if is_ours else None,
    )


def receipt_view(entry: JournalEntry, mail: Mail, office: Office) -> ReceiptView:
    """Say since when the message is here, and ask where the mail server cannot know (R14)."""
    is_passed_on = passed_on_party(mail, office) is not None
    is_foreign = entry.place.mailbox in WITHOUT_SERVER_TIME
    is_parliament_matter = not PARLIAMENT_MATTERS.isdisjoint(entry.labels)
    return ReceiptView(
        day=entry.first_day(office.calendar),
        is_confirmed=entry.received_on is not None,
        is_asked=is_passed_on or is_foreign or is_parliament_matter,
    )
