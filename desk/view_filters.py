"""The filters that templates use; each turns a value of the core into German words."""

from datetime import date, datetime
from typing import assert_never

from flask import Flask

from cases.deadlines import DeadlineKind
from cases.decision import DecidedBy
from cases.duties import DutyKind
from cases.labels import GERMAN, Label, Way
from cases.letter import LetterKind
from cases.limits import WorkCalendar
from cases.office import Office
from desk.navigation import areas_for
from desk.words import core as words
from desk.words.attachments import note_on
from desk.words.days import written_day, written_instant
from desk.words.hand_overs import made_by_hand
from desk.words.marking import one_line
from desk.words.reasons import origin_of
from store.dispatches import DispatchLine, DispatchState, HandOver
from store.people.accounts import AccountRole

Proof = DispatchLine | HandOver
"""What is known about the delivery of a dispatch, wherever it is listed."""


def add_filters(app: Flask, office: Office) -> None:
    """Give the templates their words; the office's name stands on every page."""

    def instant(value: datetime | None) -> str:
        return written_instant(value, office.calendar) if value else "–"

    def delivery(proof: Proof) -> str:
        return _delivery(proof, office.calendar)

    app.jinja_env.filters.update(
        instant=instant,
        day=_day,
        one_line=one_line,
        attachment_note=note_on,
        size=words.size_in_words,
        language=words.language_name,
        label=_label,
        duty=_duty,
        way=_way,
        letter=_letter,
        deadline=_deadline,
        decider=_decider,
        role=_role,
        delivery=delivery,
        origin=origin_of,
        term=words.term_in_words,
    )
    app.jinja_env.globals["office_name"] = office.name
    app.jinja_env.globals["areas_for"] = areas_for


def _delivery(proof: Proof, calendar: WorkCalendar) -> str:
    """Say how a dispatch stands; `delivered` is the mail server's word, not the reader's."""
    if proof.bounced_at:
        return f"kam am {written_instant(proof.bounced_at, calendar)} als unzustellbar zurück"
    match proof.state:
        case DispatchState.WAITING if proof.attempts:
            tries = "1 Versuch" if proof.attempts == 1 else f"{proof.attempts} Versuche"
            return f"noch nicht zugestellt, {tries}"
        case DispatchState.WAITING:
            return "wartet auf den Versand"
        case DispatchState.DELIVERED if proof.delivered_at:
            return _arrival(proof.delivered_at, proof.last_answer, calendar)
        case DispatchState.DELIVERED:
            return "vom Mailserver angenommen"
        case DispatchState.REFUSED:
            return f"vom Mailserver abgelehnt (Antwort {proof.last_answer})"
        case _:
            assert_never(proof.state)


def _arrival(at: datetime, answer: str, calendar: WorkCalendar) -> str:
    how = made_by_hand(answer)
    if how:
        return f"{how} übergeben am {written_day(calendar.day_of(at))}"
    return f"vom Mailserver angenommen am {written_instant(at, calendar)} (Antwort {answer})"


def _day(value: date | None) -> str:
    return written_day(value) if value else "–"


def _label(value: Label) -> str:
    return GERMAN[value]


def _duty(value: DutyKind) -> str:
    return words.DUTY_NAMES[value]


def _way(value: Way) -> str:
    return words.WAY_NAMES[value]


def _letter(value: LetterKind) -> str:
    return words.LETTER_NAMES[value]


def _deadline(value: DeadlineKind) -> str:
    return words.DEADLINE_NAMES[value]


def _decider(value: DecidedBy) -> str:
    return words.DECIDED_BY[value]


def _role(value: AccountRole) -> str:
    return words.ROLE_NAMES[value]
