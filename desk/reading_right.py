"""Which messages and proofs an account may see (R6, R29)."""

from collections.abc import Iterable

from flask import abort
from sqlalchemy import Connection

from cases.duties import CONCERNS_DIRECTOR, UNDECIDED, Role
from cases.labels import Way
from desk.sign_in.session import SignedIn
from desk.visit import Visit
from store import register
from store.dispatches import DispatchLine, HandOver
from store.duties import OpenDuty
from store.journal import JournalEntry
from store.keys import Keys
from store.lists import case_list
from store.lists.queue_lines import Reader
from store.people.accounts import AccountRole
from store.register import CaseRecord


def is_hidden(hidden_from: tuple[str, ...], who: SignedIn, keys: Keys) -> bool:
    """Say whether the message may be a complaint about this very person (R6)."""
    return bool(hidden_from) and keys.hash("name", who.account.full_name) in hidden_from


def reader_of(visit: Visit) -> Reader:
    """Return for whom lists are read, so that the store leaves out what is not theirs (R6, R29)."""
    return reader_for(visit.who, visit.tools.keys)


def reader_for(who: SignedIn, keys: Keys) -> Reader:
    """Return for whom lists are read, where no page is visited."""
    return Reader(
        name_hash=keys.hash("name", who.account.full_name),
        is_director=who.account.role is AccountRole.DIRECTOR,
    )


def record_of(tx: Connection, visit: Visit, number: str) -> CaseRecord:
    """Return the case; 404 where there is none, or none for this person to see (R6)."""
    record = register.case(tx, number)
    if record is None or not case_list.is_open_to(tx, reader_of(visit), number):
        abort(404)
    return record


def is_directors(duty: OpenDuty) -> bool:
    """Say whether the director has this duty and is not its subject (R5a, R6)."""
    return duty.owner == Role.DIRECTOR and duty.detail != CONCERNS_DIRECTOR


def went_past_director(proof: DispatchLine | HandOver, visit: Visit) -> bool:
    """Say whether the director asks about a hand-over that the substitute got instead (R6)."""
    is_director = visit.who.account.role is AccountRole.DIRECTOR
    if not is_director or Way.DIRECTOR not in proof.ways:
        return False
    routing = visit.tools.office.routing
    return proof.recipient_hash != visit.tools.keys.hash("address", routing.director)


def may_open(entry: JournalEntry, duties: Iterable[OpenDuty], who: SignedIn, keys: Keys) -> bool:
    """Say whether this account may read the text.

    Officer and deputy may, unless it is about them. The director sees proofs, not texts (R29),
    except where a suspicion lies before the director to be decided (R5a). Until the program has
    looked whom a message is about, nobody may.
    """
    duties = tuple(duties)
    is_looked_at = entry.is_decided or bool(duties)
    if not is_looked_at or is_hidden(entry.hidden_from, who, keys):
        return False
    if who.account.role is AccountRole.DIRECTOR:
        return any(duty.kind in UNDECIDED and is_directors(duty) for duty in duties)
    return True
