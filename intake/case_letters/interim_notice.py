"""Tell the customer why it takes longer and until when; the limit moves with it (R13)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection

from cases.case import CaseEventKind, NoteKind
from cases.deadlines import DeadlineKind
from cases.duties import DutyKind
from cases.letter import LetterKind
from correspondence.case_texts import interim_text
from correspondence.courtesy_words import content_languages
from correspondence.occasion import Occasion
from correspondence.written import Written
from intake.case_letters.case_mail import (
    CaseMail,
    NoJournalLineError,
    compose_about,
    file_about,
    occasion_about,
)
from intake.filing_tools import FilingTools
from store import deadlines, duties, register
from store.case_records import case_work, interim_notices
from store.case_records.case_work import Turn
from store.case_records.interim_notices import SentNotice

FIRST_REACTION = frozenset({DeadlineKind.FIRST_REACTION, DeadlineKind.NEUTRAL_ACKNOWLEDGEMENT})
PUT_OFF = frozenset({DutyKind.CASE})


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimNotice:
    """The officer's words with the reason, and the new day on which the answer is expected.

    `courtesy` is the language that the officer adds below, empty for none; None where the
    settings decide (R34).
    """

    case_number: str
    words: str = field(repr=False)
    new_day: date
    courtesy: str | None = None


def subject_of(tools: FilingTools) -> str:
    """Return the subject; it holds no case content (R14b)."""
    return f"Zwischennachricht vom {tools.office.name}"


def text_of(notice: InterimNotice, tools: FilingTools, *, on_paper: bool) -> str:
    """Return the notice as it is read; NoJournalLineError for a forgotten case."""
    return interim_text(notice.words, _occasion(notice, tools), on_paper=on_paper)


def proposed_courtesy(case_number: str, tools: FilingTools) -> str:
    """Return the language that stands below a notice unless the officer chooses another."""
    try:
        return occasion_about(case_number, tools).added_language
    except NoJournalLineError:
        return ""


def compose(notice: InterimNotice, tools: FilingTools, *, to: str, version: int) -> CaseMail:
    """Return the finished mail; `version` is the case's, so that a second click sends nothing."""
    text = text_of(notice, tools, on_paper=False)
    written = Written(
        kind=LetterKind.INTERIM_NOTICE,
        to=to,
        subject=subject_of(tools),
        text=text,
        key=f"{notice.case_number} {version}",
        has_sign=True,
        languages=content_languages(_occasion(notice, tools).added_language),
    )
    (mail,) = compose_about(notice.case_number, [written], tools)
    return mail


def send(
    tx: Connection, turn: Turn, notice: InterimNotice, mail: CaseMail, *, not_before: datetime
) -> bool:
    """File the mail and move the limit; False if somebody was first."""
    if not case_work.take(tx, turn, CaseEventKind.INTERIM_NOTICE_SENT):
        return False
    dispatch = file_about(tx, mail, at=turn.at, not_before=not_before)
    sent = SentNotice(subject="Zwischennachricht", text=notice.words, dispatch=dispatch)
    interim_notices.keep_sent(tx, turn, sent)
    _move_limit(tx, turn, notice)
    return True


def note_posted(tx: Connection, turn: Turn, notice: InterimNotice) -> bool:
    """Note that the printed notice went by post; it is a first reaction, too (R12).

    False if somebody was first.
    """
    if not case_work.take(tx, turn, CaseEventKind.INTERIM_NOTICE_POSTED):
        return False
    sent = SentNotice(subject="Zwischennachricht", text=notice.words)
    interim_notices.keep_sent(tx, turn, sent)
    _move_limit(tx, turn, notice)
    journal = register.first_journal(tx, turn.case_number)
    if journal:
        deadlines.meet(tx, journal, FIRST_REACTION, at=turn.at)
        by_hand = {DutyKind.NOTICE_BY_HAND}
        duties.close_kinds(tx, journal, by_hand, by=turn.by, at=turn.at)
    return True


def after_taking_back(tx: Connection, turn: Turn, dispatch: int) -> None:
    """Give the limit its old day again and the officer the words; the mail was withdrawn before."""
    moved = [
        note for note in case_work.notes(tx, turn.case_number) if note.kind is NoteKind.NEW_LIMIT
    ]
    words = moved[-1].text if moved else ""
    interim_notices.back_to_draft(tx, dispatch, words=words)
    old_day = moved[-1].on_day if moved else None
    if old_day:
        _set_limit(tx, turn.case_number, old_day)


def limit_of(tx: Connection, case_number: str) -> date | None:
    """Return the day on which the answer is due as things stand; None where no limit runs."""
    days = _limits(tx, case_number)
    return min(days, default=None)


def _occasion(notice: InterimNotice, tools: FilingTools) -> Occasion:
    occasion = occasion_about(notice.case_number, tools, answer_by=notice.new_day)
    return replace(occasion, courtesy=notice.courtesy)


def _move_limit(tx: Connection, turn: Turn, notice: InterimNotice) -> None:
    """Keep the old day beside the reason, so that the case shows both."""
    old_day = limit_of(tx, turn.case_number)
    case_work.enter_note(tx, turn, NoteKind.NEW_LIMIT, notice.words, on_day=old_day)
    _set_limit(tx, turn.case_number, notice.new_day)


def _set_limit(tx: Connection, case_number: str, day: date) -> None:
    deadlines.move_of_case(tx, case_number, DeadlineKind.CLOSE, due_on=day)
    duties.put_off(tx, case_number, PUT_OFF, due_on=day)


def _limits(tx: Connection, case_number: str) -> Iterable[date]:
    for each in deadlines.open_of_case(tx, case_number):
        if each.kind is DeadlineKind.CLOSE:
            yield each.due_on
