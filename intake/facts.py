"""The facts that a plan needs: writer, matter, whether we may write back (R9 to R15a)."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.labels import Way
from cases.letter import LetterKind
from cases.mail import Mail
from cases.office import Office
from cases.received import Matter, NoNotice, Received
from correspondence.addresses import is_sendable
from intake.follow_up import is_returned
from intake.persons import named_in, speaks_of_director
from intake.writer import passed_on_party, writer_of
from store.journal import JournalEntry
from triage.attached_letters import attached_letters
from triage.machine import kind_of
from triage.own_words import own_words

IMPORT = "import"
"""The mailbox named in the journal for messages taken from stored files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store says about a message and its writer."""

    matter: Matter | None = None
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


def facts_of(circumstances: Circumstances, *, to_substitute: bool = False) -> Received:
    """Return the facts for the plan; pure."""
    mail, office = circumstances.mail, circumstances.office
    words = "\n\n".join((own_words(mail.text).deciding, *attached_letters(mail)))
    matter = circumstances.known.matter
    return Received(
        received_on=office.calendar.day_of(circumstances.entry.received_at),
        writer=writer_of(mail, office),
        no_notice=_no_notice(circumstances),
        matter=matter,
        is_returned=is_returned(mail, matter, office),
        concerns_director=speaks_of_director(words, office.routing.director_name)
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
    sender = circumstances.mail.sender
    return sender is None or not is_sendable(sender.address)


def _is_passed_on(circumstances: Circumstances) -> bool:
    mail, office = circumstances.mail, circumstances.office
    is_ours = mail.sender is not None and office.is_own(mail.sender.address)
    return is_ours and passed_on_party(mail, office) is not None


def _is_own_house(circumstances: Circumstances) -> bool:
    sender = circumstances.mail.sender
    return sender is not None and circumstances.office.is_own(sender.address)


def _is_authority(circumstances: Circumstances) -> bool:
    sender = circumstances.mail.sender
    return sender is not None and circumstances.office.replies.forbids(sender.address)


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
    (NoNotice.NOT_ANSWERABLE, _is_not_answerable),
    (NoNotice.JUNK_FOLDER, _lies_in_junk),
    (NoNotice.IMPORTED, _is_imported),
    (NoNotice.TOO_MANY, _had_too_many),
)
"""Why no notice goes by itself, the weightier reason first (R9a, R15, R15a)."""
