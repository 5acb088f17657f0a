"""The facts that a plan needs: writer, matter, whether we may write back (R9 to R15a)."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.labels import Way
from cases.letter import LetterKind
from cases.mail import Address, Mail
from cases.office import Office
from cases.received import Matter, NoNotice, Received
from correspondence.addresses import is_sendable
from intake.follow_up import is_returned
from intake.persons import named_in, speaks_of_director
from intake.writer import passed_on_party, writer_of
from store.journal import JournalEntry
from triage.attached_letters import attached_letters
from triage.machine import kind_of
from triage.text.own_words import own_words

IMPORT = "import"
"""The mailbox named in the journal for messages taken from stored files."""
DESK = "desk"
"""The mailbox named in the journal for what an officer entered; its folder is the channel (R4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store says about a message and its writer.

    `party` is who the citizen is by the officer's word; an empty address: none is known (R9a).
    `follows_director`: a complaint that may be about the director waits undecided (R6).
    """

    party: Address | None = None
    matter: Matter | None = None
    follows_director: bool = False
    done: frozenset[tuple[LetterKind, Way | None]] = frozenset()
    notices_to_writer_today: int = 0
    notices_on_case_today: int = 0
    notices_this_hour: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """A message with all that decides whether and to whom a notice may go."""

    mail: Mail
    entry: JournalEntry
    known: Known
    office: Office
    watched_folders: tuple[str, ...] = ()

    @property
    def notice_to(self) -> Address | None:
        """To whom a notice would go: the party by the officer's word, else the sender."""
        return self.known.party or self.mail.sender

    @property
    def is_by_hand(self) -> bool:
        """Whether an officer entered it: a letter, a call, a visit (R4)."""
        return self.entry.place.mailbox == DESK


def facts_of(circumstances: Circumstances, *, to_substitute: bool = False) -> Received:
    """Return the facts for the plan; pure."""
    mail, office = circumstances.mail, circumstances.office
    words = "\n\n".join((own_words(mail.text).deciding, *attached_letters(mail)))
    matter = circumstances.known.matter
    return Received(
        received_on=circumstances.entry.first_day(office.calendar),
        writer=circumstances.known.party or writer_of(mail, office),
        no_notice=_no_notice(circumstances),
        matter=matter,
        is_returned=is_returned(mail, matter, office),
        concerns_director=speaks_of_director(words, office.routing.director_name)
        or circumstances.known.follows_director
        or (matter is not None and matter.went_past_director),
        to_substitute=to_substitute,
        hidden_from=named_in(words, office.contact.names),
        case_number=circumstances.entry.case_number,
        done=circumstances.known.done,
    )


def _no_notice(circumstances: Circumstances) -> NoNotice | None:
    """Return the first reason against a notice, in the order of OBSTACLES."""
    return next((reason for reason, stands in OBSTACLES if stands(circumstances)), None)


def _has_no_address(circumstances: Circumstances) -> bool:
    to = circumstances.notice_to
    return not circumstances.is_by_hand and (to is None or not is_sendable(to.address))


def _is_passed_on(circumstances: Circumstances) -> bool:
    if circumstances.known.party:
        return False
    mail, office = circumstances.mail, circumstances.office
    is_ours = mail.sender is not None and office.is_own(mail.sender.address)
    return is_ours and passed_on_party(mail, office) is not None


def _is_own_house(circumstances: Circumstances) -> bool:
    to = circumstances.notice_to
    return to is not None and circumstances.office.is_own(to.address)


def _is_authority(circumstances: Circumstances) -> bool:
    to = circumstances.notice_to
    return to is not None and circumstances.office.replies.forbids(to.address)


def _is_by_hand(circumstances: Circumstances) -> bool:
    return circumstances.is_by_hand


def _is_not_answerable(circumstances: Circumstances) -> bool:
    return not kind_of(circumstances.mail).may_answer


def _lies_in_junk(circumstances: Circumstances) -> bool:
    return circumstances.entry.place.folder in circumstances.watched_folders


def _is_imported(circumstances: Circumstances) -> bool:
    return circumstances.entry.place.mailbox == IMPORT


def _had_too_many(circumstances: Circumstances) -> bool:
    known, replies = circumstances.known, circumstances.office.replies
    return (
        known.notices_to_writer_today >= replies.per_address_day
        or known.notices_on_case_today >= replies.per_case_day
        or known.notices_this_hour >= replies.per_hour
    )


OBSTACLES: tuple[tuple[NoNotice, Callable[[Circumstances], bool]], ...] = (
    (NoNotice.NO_ADDRESS, _has_no_address),
    (NoNotice.GUESSED_PARTY, _is_passed_on),
    (NoNotice.OWN_HOUSE, _is_own_house),
    (NoNotice.AUTHORITY, _is_authority),
    (NoNotice.BY_HAND, _is_by_hand),
    (NoNotice.NOT_ANSWERABLE, _is_not_answerable),
    (NoNotice.JUNK_FOLDER, _lies_in_junk),
    (NoNotice.IMPORTED, _is_imported),
    (NoNotice.TOO_MANY, _had_too_many),
)
"""Why no notice goes by itself, the weightier reason first (R9a, R15, R15a)."""
