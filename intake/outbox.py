"""Make finished messages of letters and put them into the outbox (R5, R11, R12, R16)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from cases.labels import Way
from cases.letter import NOTICES, Letter, LetterKind
from cases.limits import due_on
from cases.mail import Mail
from correspondence.compose import compose
from correspondence.occasion import Occasion
from intake.filing_tools import FilingTools, Order
from store import dispatches, journal
from store.dispatches import Outgoing
from store.engine import reading
from store.journal import JournalEntry


def compose_all(
    letters: Sequence[Letter],
    entry: JournalEntry,
    mail: Mail,
    tools: FilingTools,
    *,
    case_number: str = "",
    passed_on_to: str = "",
    to_substitute: bool = False,
    language: str = "",
) -> tuple[Outgoing, ...]:
    """Make finished messages of the letters, each with a Message-ID of its own."""
    if not letters:
        return ()
    encloses = any(each.kind not in NOTICES for each in letters)
    occasion = occasion_of(entry, tools)
    occasion = replace(
        occasion,
        case_number=case_number,
        original=_original_of(entry, tools) if encloses else None,
        thread=mail.message_id,
        passed_on_to=passed_on_to,
        to_substitute=to_substitute or occasion.to_substitute,
        language=language or entry.language,
    )
    return tuple(compose(each, replace(occasion, fresh_id=tools.fresh_id())) for each in letters)


def occasion_of(entry: JournalEntry, tools: FilingTools) -> Occasion:
    """Return what surrounds a letter about this line; the Message-ID's chance is still to come.

    The writer can expect an answer until the limit of a case that began with it (R11, R13).
    """
    office = tools.office_on_duty()
    return Occasion(
        office=office,
        sender=office.own_address,
        keys=tools.keys,
        received_at=entry.received_at,
        received_on=entry.received_on,
        sent_at=tools.now(),
        journal=entry.number,
        case_number=entry.case_number,
        answer_by=due_on(entry.first_day(office.calendar), office.terms.close, office.calendar),
        fresh_id="",
        language=entry.language,
        edited=tools.edited(),
        to_substitute=_is_with_substitute(entry, tools),
    )


def _is_with_substitute(entry: JournalEntry, tools: FilingTools) -> bool:
    """Say whether the director's substitute was given the message: letters name who has it (R6)."""
    address = tools.office.routing.director_substitute
    if not address:
        return False
    substitute = tools.keys.hash("address", address)
    with reading(tools.engine) as tx:
        sent = dispatches.of_journal(tx, entry.number)
    return any(
        each.kind is LetterKind.HAND_OVER
        and Way.DIRECTOR in each.ways
        and each.recipient_hash == substitute
        for each in sent
    )


def _original_of(entry: JournalEntry, tools: FilingTools) -> bytes | None:
    with reading(tools.engine) as tx:
        return journal.content(tx, entry.number)


def send(
    tx: Connection,
    outgoing: Iterable[Outgoing],
    entry: JournalEntry,
    tools: FilingTools,
    *,
    case_number: str,
    order: Order | None = None,
) -> None:
    """Put finished messages into the outbox; a second filing of the same one is a no-op."""
    now = tools.now()
    not_before = (order and order.not_before) or now
    for each in outgoing:
        dispatches.file(
            tx,
            each,
            journal=entry.number,
            case_number=case_number,
            at=now,
            not_before=not_before,
        )
