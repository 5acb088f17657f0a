"""The final answer: a draft that two people never overwrite, then what went out (R19, R23)."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select, update

from cases.letter import LetterKind
from store.case_tables import case_letters as letters
from store.columns import AnyRow
from store.tables import cases

DRAFT, SENT, DISCARDED = "draft", "sent", "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLetter:
    """A final answer. `wish_met`: as the officer ticked it, None while not said (R20)."""

    id: int
    case_number: str
    state: str
    way: str
    edited_at: datetime
    edited_by: str
    sent_at: datetime | None
    sent_by: str
    dispatch: int | None
    wish_met: bool | None
    row_version: int
    subject: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a person wrote: the answer as it is to be kept."""

    subject: str = field(repr=False)
    text: str = field(repr=False)
    wish_met: bool | None = None


def begin(tx: Connection, case_number: str, words: Words, *, by: str, at: datetime) -> bool:
    """Begin a draft; False if the case has one, or is closed."""
    # The case's row is held, so that of two people only one begins.
    hold = select(cases.c.number).where(cases.c.number == case_number, cases.c.state == "open")
    if tx.execute(hold.with_for_update()).first() is None or draft(tx, case_number):
        return False
    row = letters.insert().values(
        case_number=case_number,
        kind=LetterKind.FINAL_ANSWER,
        state=DRAFT,
        edited_at=at,
        edited_by=by,
        subject=words.subject,
        text=words.text,
        wish_met=words.wish_met,
    )
    tx.execute(row)
    return True


def save(
    tx: Connection, letter: int, words: Words, *, row_version: int, by: str, at: datetime
) -> bool:
    """Keep what was written; False if the draft has changed since it was seen, or went out."""
    return _change(
        tx,
        letter,
        row_version,
        edited_at=at,
        edited_by=by,
        subject=words.subject,
        text=words.text,
        wish_met=words.wish_met,
    )


def discard(tx: Connection, letter: int, *, row_version: int) -> bool:
    """Empty a draft for good; False if it has changed since it was seen.

    Its number stays taken, so that no page that shows it can mean another draft.
    """
    return _change(tx, letter, row_version, state=DISCARDED, subject="", text="", wish_met=None)


def mark_sent(
    tx: Connection, letter: int, *, way: str, row_version: int, by: str, at: datetime
) -> bool:
    """Note that the draft goes out as it was seen; False if it has changed since."""
    return _change(tx, letter, row_version, state=SENT, way=way, sent_at=at, sent_by=by)


def note_dispatch(tx: Connection, letter: int, dispatch: int | None) -> None:
    """Tie a letter to its mail, or let go of it."""
    tx.execute(update(letters).where(letters.c.id == letter).values(dispatch=dispatch))


def back_to_draft(tx: Connection, letter: int) -> bool:
    """Make a sent letter a draft again; False if it is none, or the case has another draft."""
    sent = one(tx, letter)
    if sent is None or sent.state != SENT or draft(tx, sent.case_number):
        return False
    back = {"state": DRAFT, "way": "", "sent_at": None, "sent_by": "", "dispatch": None}
    row = letters.c
    is_sent = row.id == letter, row.state == SENT
    changed = update(letters).where(*is_sent).values(**back, row_version=row.row_version + 1)
    return tx.execute(changed).rowcount == 1


def draft(tx: Connection, case_number: str) -> CaseLetter | None:
    """Return the draft of a case's final answer, or None."""
    return next((each for each in of_case(tx, case_number) if each.state == DRAFT), None)


def one(tx: Connection, letter: int) -> CaseLetter | None:
    """Return a final answer, or None if there is none of this number."""
    query = select(letters).where(letters.c.id == letter, letters.c.kind == LetterKind.FINAL_ANSWER)
    row = tx.execute(query).one_or_none()
    return _letter(row) if row else None


def of_case(tx: Connection, case_number: str) -> tuple[CaseLetter, ...]:
    """Return a case's final answers, oldest first, without what was thrown away."""
    row = letters.c
    query = select(letters).where(
        row.case_number == case_number,
        row.kind == LetterKind.FINAL_ANSWER,
        row.state != DISCARDED,
    )
    return tuple(_letter(each) for each in tx.execute(query.order_by(row.id)))


def _change(tx: Connection, letter: int, row_version: int, **values: object) -> bool:
    row = letters.c
    is_as_seen = row.id == letter, row.state == DRAFT, row.row_version == row_version
    change = update(letters).where(*is_as_seen)
    return tx.execute(change.values(**values, row_version=row_version + 1)).rowcount == 1


def _letter(row: AnyRow) -> CaseLetter:
    return CaseLetter(
        id=row.id,
        case_number=row.case_number,
        state=row.state,
        way=row.way,
        edited_at=row.edited_at,
        edited_by=row.edited_by,
        sent_at=row.sent_at,
        sent_by=row.sent_by,
        dispatch=row.dispatch,
        wish_met=row.wish_met,
        row_version=row.row_version,
        subject=row.subject,
        text=row.text,
    )
