"""Masked letters that the classifier may learn from; each goes with its message (R7, R33).

Only what the officer decided, and never what was handed over, came back, belongs to a matter that
was handed over, or to a petition. Whatever decides anew about a message, or erases it, takes its
example away too.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, or_, select

from cases.decision import DecidedBy, Verdict
from cases.duties import UNDECIDED
from cases.labels import Label
from cases.learning import may_teach
from cases.letter import LetterKind
from cases.mail import MailKind
from cases.plan import Retention
from store.columns import AnyRow, labels_in
from store.engine import insert_once
from store.tables import cases, dispatches, duties, journal_lines, training_examples

MOST_OF_ONE_SENDER = 5
"""Examples of one sender that are learned from: nobody teaches by writing often."""
line = journal_lines.c
answered = journal_lines.alias("answered")
copy = journal_lines.alias("copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptExample:
    """A masked letter with the officer's labels, the primary one first."""

    journal: int
    subject: str = field(repr=False)
    text: str = field(repr=False)
    labels: tuple[Label, ...]


def to_keep(tx: Connection, *, limit: int, after: int = 0) -> tuple[int, ...]:
    """Return the next journal numbers that may teach and are not kept yet, in their order."""
    is_kept = exists().where(training_examples.c.journal == line.number)
    query = _teaching().where(~is_kept, line.number > after).order_by(line.number)
    found = (row.number for row in tx.execute(query) if _has_labels(row))
    return tuple(number for number, _ in zip(found, range(limit), strict=False))


def keep(tx: Connection, number: int, *, subject: str, text: str, at: datetime) -> bool:
    """Keep a masked letter, if its message may still teach; return whether we did."""
    row = tx.execute(_teaching().where(line.number == number).with_for_update(of=journal_lines))
    found = row.one_or_none()
    if found is None or not _has_labels(found):
        return False
    return insert_once(
        tx, training_examples, journal=number, subject=subject, text=text, kept_at=at
    )


def kept(tx: Connection, *, limit: int) -> tuple[KeptExample, ...]:
    """Return the newest examples that may still teach, by number; of one sender a few at most."""
    query = (
        _teaching()
        .add_columns(training_examples.c.subject, training_examples.c.text)
        .join(training_examples, training_examples.c.journal == line.number)
        .order_by(line.number.desc())
    )
    chosen = list(_few_of_each((row for row in tx.execute(query) if _has_labels(row)), limit))
    return tuple(
        KeptExample(
            journal=row.number, subject=row.subject, text=row.text, labels=labels_in(row.labels)
        )
        for row in reversed(chosen)
    )


def forget_unfit(tx: Connection) -> int:
    """Delete the examples whose message may not teach any more; return how many there were."""
    may_still = {row.number for row in tx.execute(_teaching()) if _has_labels(row)}
    numbers = set(tx.execute(select(training_examples.c.journal)).scalars())
    unfit = sorted(numbers - may_still)
    for number in unfit:
        tx.execute(delete(training_examples).where(training_examples.c.journal == number))
    return len(unfit)


def still_kept(tx: Connection, numbers: Iterable[int]) -> frozenset[int]:
    """Return those of these numbers of which an example is kept."""
    return frozenset(numbers) & set(tx.execute(select(training_examples.c.journal)).scalars())


def _teaching() -> Select[*tuple[object, ...]]:
    """Select the lines that may teach, but for their labels."""
    return (
        select(line.number, line.labels, line.sender_hash, cases.c.labels.label("case_labels"))
        .outerjoin(answered, answered.c.number == line.answers_journal)
        .outerjoin(cases, cases.c.number == line.case_number)
        .where(
            line.decided_by == DecidedBy.OFFICER,
            line.kind == MailKind.HUMAN,
            line.retention.in_((Retention.CASE, Retention.OTHER)),
            line.way_sgg == Verdict.NO,
            line.way_director == Verdict.NO,
            line.raw_erased_at.is_(None),
            line.erasure_held.is_(False),
            line.same_letter_as.is_(None),
            line.hidden_from == "",
            or_(answered.c.number.is_(None), answered.c.retention != Retention.HANDED_OVER),
        )
        .where(~_was_handed_over(), ~_has_copy_handed_over(), ~_is_undecided())
    )


def _was_handed_over() -> ColumnElement[bool]:
    """Match a message that went out once, even if it was decided anew since (R9b)."""
    return exists().where(
        dispatches.c.journal == line.number, dispatches.c.kind == LetterKind.HAND_OVER
    )


def _has_copy_handed_over() -> ColumnElement[bool]:
    return exists().where(
        and_(copy.c.same_letter_as == line.number, copy.c.retention == Retention.HANDED_OVER)
    )


def _is_undecided() -> ColumnElement[bool]:
    return exists().where(
        duties.c.journal == line.number, duties.c.done_at.is_(None), duties.c.kind.in_(UNDECIDED)
    )


def _has_labels(row: AnyRow) -> bool:
    """Say whether the letter's labels may teach, and those of its case too."""
    of_case = labels_in(row.case_labels or "")
    return may_teach(labels_in(row.labels)) and (not of_case or may_teach(of_case))


def _few_of_each(rows: Iterable[AnyRow], limit: int) -> Iterable[AnyRow]:
    counts: Counter[str] = Counter()
    for row in rows:
        if sum(counts.values()) >= limit:
            return
        if not row.sender_hash or counts[row.sender_hash] < MOST_OF_ONE_SENDER:
            counts[row.sender_hash] += 1
            yield row
