"""Interim notices as they went out, and the words of one that was taken back (R13)."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select, update

from cases.letter import LetterKind
from store.case_records.case_work import Turn
from store.case_tables import case_letters

DRAFT, SENT = "draft", "sent"
EMAIL, POST = "email", "post"
_letter = case_letters.c
_IS_INTERIM = _letter.kind == LetterKind.INTERIM_NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class SentNotice:
    """An interim notice with its words; `dispatch` is None for one that went by post."""

    subject: str
    text: str = field(repr=False)
    dispatch: int | None = None


def keep_sent(tx: Connection, turn: Turn, notice: SentNotice) -> None:
    """Keep what went out, in place of a draft."""
    is_draft = _IS_INTERIM & (_letter.state == DRAFT) & (_letter.case_number == turn.case_number)
    tx.execute(delete(case_letters).where(is_draft))
    row = case_letters.insert().values(
        case_number=turn.case_number,
        kind=LetterKind.INTERIM_NOTICE,
        state=SENT,
        way=POST if notice.dispatch is None else EMAIL,
        edited_at=turn.at,
        edited_by=turn.by,
        sent_at=turn.at,
        sent_by=turn.by,
        dispatch=notice.dispatch,
        subject=notice.subject,
        text=notice.text,
    )
    tx.execute(row)


def draft(tx: Connection, case_number: str) -> str:
    """Return the words of a notice that was taken back, empty if there is none."""
    query = select(_letter.text).where(
        _IS_INTERIM, _letter.case_number == case_number, _letter.state == DRAFT
    )
    return tx.execute(query.order_by(_letter.id.desc()).limit(1)).scalar_one_or_none() or ""


def back_to_draft(tx: Connection, dispatch: int, *, words: str) -> bool:
    """Make a notice a draft with these words again; False if it is none of ours."""
    change = (
        update(case_letters)
        .where(_IS_INTERIM, _letter.dispatch == dispatch)
        .values(state=DRAFT, way="", sent_at=None, sent_by="", dispatch=None, text=words)
    )
    return tx.execute(change).rowcount == 1
