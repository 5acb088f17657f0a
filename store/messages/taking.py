"""Take messages in: journal line, raw bytes and whereabouts, once for each place (R1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, tuple_, update

from cases.mail import Place, RawMail
from store.columns import AnyRow
from store.engine import insert_missing
from store.tables import journal_lines, raw_mails, server_copies

BATCH = 500
"""Messages in one statement, far below the number of values that SQLite takes."""

PLACE = (
    journal_lines.c.mailbox,
    journal_lines.c.folder,
    journal_lines.c.uid_validity,
    journal_lines.c.uid,
)
PlaceKey = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What a message is known by later: its id, and keyed hashes of id, letter and sender.

    `letter_hash` is made over From, Date, Subject and body, trace headers left out; empty when
    there is too little to know a letter by.
    """

    message_id: str = field(repr=False)
    message_id_hash: str
    letter_hash: str
    sender_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The journal number of a message; whether it is new; the earlier line with that letter."""

    number: int
    is_new: bool
    same_letter_as: int | None


def take(tx: Connection, raw: RawMail, fingerprint: Fingerprint, *, at: datetime) -> Taken:
    """Write the journal line, the bytes and where they lie; a known place writes nothing (R1)."""
    return take_many(tx, [(raw, fingerprint)], at=at)[0]


def take_many(
    tx: Connection, mails: Sequence[tuple[RawMail, Fingerprint]], *, at: datetime
) -> tuple[Taken, ...]:
    """Take a batch as `take` takes one message, with few statements; answers in its order."""
    taken: list[Taken] = []
    for start in range(0, len(mails), BATCH):
        taken += _take_batch(tx, mails[start : start + BATCH], at)
    return tuple(taken)


def _take_batch(
    tx: Connection, mails: Sequence[tuple[RawMail, Fingerprint]], at: datetime
) -> list[Taken]:
    first_of_place: dict[PlaceKey, tuple[RawMail, Fingerprint]] = {}
    for raw, fingerprint in mails:
        first_of_place.setdefault(_key(raw.place), (raw, fingerprint))
    known = _known_lines(tx, list(first_of_place))  # asked first: a refused line costs a number
    lines = [_line(*mail, at) for place, mail in first_of_place.items() if place not in known]
    rows = insert_missing(tx, journal_lines, lines, returning=(journal_lines.c.number, *PLACE))
    new = {_place_of(row): row.number for row in rows}
    if len(new) < len(lines):  # another worker was faster with some of them
        known = _known_lines(tx, list(first_of_place))
    earlier = _mark_same_letters(tx, new, first_of_place)
    _keep_content(tx, new, first_of_place)
    answers: list[Taken] = []
    for raw, _ in mails:
        key = _key(raw.place)
        number = new.pop(key, None)  # a place named twice in one batch is new only once
        if number is not None:
            known[key] = number, earlier.get(number)
        answers.append(
            Taken(number=known[key][0], is_new=number is not None, same_letter_as=known[key][1])
        )
    return answers


def _key(place: Place) -> PlaceKey:
    return place.mailbox, place.folder, place.uid_validity, place.uid


def _place_of(row: AnyRow) -> PlaceKey:
    return row.mailbox, row.folder, row.uid_validity, row.uid


def _line(raw: RawMail, fingerprint: Fingerprint, at: datetime) -> dict[str, Any]:
    return {
        "mailbox": raw.place.mailbox,
        "folder": raw.place.folder,
        "uid_validity": raw.place.uid_validity,
        "uid": raw.place.uid,
        "received_at": raw.received_at,
        "taken_at": at,
        "size": len(raw.content),
        "message_id_hash": fingerprint.message_id_hash,
        "letter_hash": fingerprint.letter_hash,
        "sender_hash": fingerprint.sender_hash,
    }


def _known_lines(
    tx: Connection, places: Sequence[PlaceKey]
) -> dict[PlaceKey, tuple[int, int | None]]:
    query = select(journal_lines.c.number, journal_lines.c.same_letter_as, *PLACE).where(
        tuple_(*PLACE).in_(places)
    )
    return {_place_of(row): (row.number, row.same_letter_as) for row in tx.execute(query)}


def _mark_same_letters(
    tx: Connection,
    new: dict[PlaceKey, int],
    mails: dict[PlaceKey, tuple[RawMail, Fingerprint]],
) -> dict[int, int]:
    """Point new lines to the first line with the same letter; return who points where."""
    hashes = {number: mails[place][1].letter_hash for place, number in new.items()}
    first_of = _first_lines(tx, {each for each in hashes.values() if each})
    earlier = {
        number: first_of[letter]
        for number, letter in hashes.items()
        if letter and first_of[letter] != number
    }
    if earlier:
        change = (
            update(journal_lines)
            .where(journal_lines.c.number == bindparam("line"))
            .values(same_letter_as=bindparam("first"))
        )
        tx.execute(change, [{"line": line, "first": first} for line, first in earlier.items()])
    return earlier


def _first_lines(tx: Connection, letter_hashes: set[str]) -> dict[str, int]:
    if not letter_hashes:
        return {}
    query = (
        select(journal_lines.c.letter_hash, func.min(journal_lines.c.number).label("first"))
        .where(journal_lines.c.letter_hash.in_(letter_hashes))
        .group_by(journal_lines.c.letter_hash)
    )
    return {row.letter_hash: row.first for row in tx.execute(query)}


def _keep_content(
    tx: Connection,
    new: dict[PlaceKey, int],
    mails: dict[PlaceKey, tuple[RawMail, Fingerprint]],
) -> None:
    if not new:
        return
    contents, copies = [], []
    for place, number in new.items():
        raw, fingerprint = mails[place]
        contents.append(
            {"journal": number, "message_id": fingerprint.message_id, "content": raw.content}
        )
        copies.append(
            {
                "journal": number,
                "folder": raw.place.folder,
                "uid_validity": raw.place.uid_validity,
                "uid": raw.place.uid,
            }
        )
    tx.execute(raw_mails.insert(), contents)
    tx.execute(server_copies.insert(), copies)
