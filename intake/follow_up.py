"""Which matter a message answers, and whether the writer is part of it (R9, R9b)."""

import re
from collections.abc import Iterable

from sqlalchemy import Connection

from cases.mail import Mail
from cases.office import Office
from cases.received import Matter
from intake.writer import writer_of
from store import duties, journal
from store.journal import KnownMatter
from store.keys import Keys

_SIGN = re.compile(r"Zeichen:[\s>|*]{0,12}([a-z2-7]{24})(?![\w])")
_OWN_ID = re.compile(r"<?([a-z2-7]{24})\.", re.IGNORECASE)


def find_matter(tx: Connection, mail: Mail, keys: Keys, office: Office) -> Matter | None:
    """Return the surest known matter that the message refers to, or None.

    Only ids and tokens of ours and ids of earlier mail count; a bare case number in the subject
    never does (R9). Earlier mail without case or hand-over is no matter that one could join.
    Who writes for a citizen is no party by that: one colleague passes on many letters (R9a).
    """
    referred = _referred(tx, mail, keys)
    known = [matter for matter in referred if matter.case_number or matter.handed_over]
    if not known:
        return None
    writer = writer_of(mail, office)
    sender = keys.hash("address", writer.address) if writer else ""
    mine = [matter for matter in known if sender and sender in _party_of(matter)]
    chosen = (mine or known)[0]
    return Matter(
        journal=chosen.journal,
        case_number=chosen.case_number,
        labels=chosen.labels,
        handed_over=chosen.handed_over,
        sender_is_party=bool(mine),
        went_past_director=bool(chosen.director_hash)
        and chosen.director_hash != keys.hash("address", office.routing.director),
        hidden_from=chosen.hidden_from,
    )


def follows_complaint_about_director(
    tx: Connection, mail: Mail, keys: Keys, office: Office
) -> bool:
    """Say whether a complaint that may be about the director still waits for the officer (R6).

    The message refers to it, or is of the same writer: it must not go to the director by itself.
    """
    writer = writer_of(mail, office)
    sender = keys.hash("address", writer.address) if writer and writer.address else ""
    journals = [matter.journal for matter in _referred(tx, mail, keys)]
    return duties.concerns_director(tx, journals=journals, sender_hash=sender)


def is_returned(mail: Mail, matter: Matter | None, office: Office) -> bool:
    """Say whether SGG or the director sends a hand-over back to us (R9b)."""
    if matter is None or not matter.handed_over or mail.sender is None:
        return False
    routing = office.routing
    receivers = {routing.sgg, routing.director, routing.director_substitute}
    return mail.sender.address in {address.lower() for address in receivers if address}


def tokens_in(text: str) -> tuple[str, ...]:
    """Return what looks like a reply token of ours; whether it is one, the store knows.

    Quoting may break the line before the sign, and HTML may run on behind it.
    """
    return tuple(dict.fromkeys(_SIGN.findall(text)))


def tokens_of(mail: Mail, ids: Iterable[str]) -> tuple[str, ...]:
    """List the tokens in the text, and those in ids of ours that a server has altered."""
    in_ids = (found[1].lower() for each in ids if (found := _OWN_ID.match(each)))
    return tuple(dict.fromkeys((*tokens_in(mail.text), *in_ids)))


def ids_referred_to(mail: Mail) -> tuple[str, ...]:
    """List the ids in the thread headers and those of attached messages."""
    attached: Iterable[str] = (inner.message_id for inner in mail.forwarded)
    ids = (mail.in_reply_to, *mail.references, *attached)
    return tuple(dict.fromkeys(each for each in ids if each))


def _referred(tx: Connection, mail: Mail, keys: Keys) -> tuple[KnownMatter, ...]:
    ids = ids_referred_to(mail)
    hashes = [keys.hash("message-id", message_id) for message_id in ids]
    return journal.known_matters(
        tx, own_message_ids=ids, message_id_hashes=hashes, tokens=tokens_of(mail, ids)
    )


def _party_of(matter: KnownMatter) -> frozenset[str]:
    return frozenset({matter.sender_hash, matter.party_hash} - {""})
