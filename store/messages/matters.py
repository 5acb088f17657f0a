"""Which known matter a message may answer (R9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, and_, select

from cases.decision import Verdict
from cases.labels import Label, Way
from cases.letter import LetterKind
from store.columns import AnyRow, labels_in, ways_in
from store.tables import cases, dispatches, journal_lines

LONGEST_THREAD = 20
"""Steps from a follow-up back to what it follows; a guard, real threads have one or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMatter:
    """A journal line that a message refers to, with its case or the ways it was handed over.

    A case whose data are erased is none that anything could join (R33).

    `sender_hash` is who wrote that line, `party_hash` who is the party of its case, `director_hash`
    who got it on the director's way; `hidden_from` holds keyed hashes of names (R6).
    """

    journal: int
    case_number: str
    labels: tuple[Label, ...]
    handed_over: tuple[Way, ...]
    sender_hash: str = field(repr=False)
    party_hash: str = field(repr=False)
    director_hash: str = field(default="", repr=False)
    hidden_from: tuple[str, ...] = field(default=(), repr=False)


def known_matters(
    tx: Connection,
    *,
    message_id_hashes: Sequence[str] = (),
    tokens: Sequence[str] = (),
    own_message_ids: Sequence[str] = (),
) -> tuple[KnownMatter, ...]:
    """Return the matters referred to, surest first: our Message-IDs, our tokens, theirs (R9)."""
    numbers = [
        *_dispatched(tx, dispatches.c.message_id, own_message_ids),
        *_dispatched(tx, dispatches.c.reply_token, tokens),
        *_received(tx, message_id_hashes),
    ]
    matters = [_matter(tx, number) for number in dict.fromkeys(numbers)]
    return tuple({matter.journal: matter for matter in matters}.values())


def _dispatched(tx: Connection, column: ColumnElement[str], words: Sequence[str]) -> Iterable[int]:
    wanted = [word for word in words if word]
    if not wanted:
        return ()
    query = (
        select(dispatches.c.journal)
        .where(column.in_(wanted), dispatches.c.journal.is_not(None))
        .order_by(dispatches.c.id.desc())
    )
    return tx.execute(query).scalars().all()


def _received(tx: Connection, message_id_hashes: Sequence[str]) -> Iterable[int]:
    wanted = [each for each in message_id_hashes if each]
    if not wanted:
        return ()
    query = (
        select(journal_lines.c.number)
        .where(journal_lines.c.message_id_hash.in_(wanted))
        .order_by(journal_lines.c.number.desc())
    )
    return tx.execute(query).scalars().all()


def _matter(tx: Connection, number: int) -> KnownMatter:
    """Return the matter of a line: its own, or that of the line it merely adds to."""
    row = _row(tx, number)
    for _ in range(LONGEST_THREAD):
        if row.answers_journal is None or not _only_adds(row):
            break
        row = _row(tx, row.answers_journal)
    labels = (*labels_in(row.labels), *labels_in(row.case_labels or ""))
    receivers = _receivers(tx, row.number)
    return KnownMatter(
        journal=row.number,
        case_number=row.living_case or "",
        labels=tuple(dict.fromkeys(labels)),
        handed_over=tuple(way for way in Way if way in receivers),
        sender_hash=row.sender_hash,
        party_hash=row.party_hash or "",
        director_hash=receivers.get(Way.DIRECTOR, ""),
        hidden_from=tuple(row.hidden_from.split()),
    )


def _row(tx: Connection, number: int) -> AnyRow:
    query = (
        select(
            journal_lines,
            cases.c.number.label("living_case"),
            cases.c.labels.label("case_labels"),
            cases.c.party_hash,
        )
        .outerjoin(
            cases,
            and_(cases.c.number == journal_lines.c.case_number, cases.c.erased_at.is_(None)),
        )
        .where(journal_lines.c.number == number)
    )
    return tx.execute(query).one()


def _only_adds(row: AnyRow) -> bool:
    """Say whether the line has no case and takes no way of its own."""
    ways = {row.way_sgg, row.way_director, row.way_register}
    return row.case_number is None and ways <= {"", Verdict.NO}


def _receivers(tx: Connection, number: int) -> Mapping[Way, str]:
    """Return each way that the line was handed over, with the last receiver's keyed hash."""
    query = (
        select(dispatches.c.ways, dispatches.c.recipient_hash)
        .where(
            dispatches.c.journal == number,
            dispatches.c.kind == LetterKind.HAND_OVER,
            dispatches.c.state != "refused",
            dispatches.c.bounced_at.is_(None),
        )
        .order_by(dispatches.c.id)
    )
    return {way: row.recipient_hash for row in tx.execute(query) for way in ways_in(row.ways)}
