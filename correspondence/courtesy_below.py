"""What stands below a notice in the customer's language: its facts again, not binding (R34)."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from cases.labels import Way
from correspondence.courtesy_words import (
    COURTESY_LINE,
    CourtesyFacts,
    added_language,
    courtesy_text,
)

if TYPE_CHECKING:
    from correspondence.compose import Occasion


def courtesy_below(
    occasion: "Occasion", ways: Collection[Way] = (), *, is_delayed: bool = False
) -> str:
    """Return the facts in the customer's language, below a line, or nothing.

    `ways` are the hand-overs that the notice speaks of; `is_delayed`: it takes longer (R13).
    """
    office = occasion.office
    calendar = office.calendar
    contact = office.contact_on(calendar.day_of(occasion.sent_at))
    told = CourtesyFacts(
        received_on=_german(occasion.received_on or calendar.day_of(occasion.received_at)),
        number=occasion.number,
        name=contact.name,
        phone=contact.phone,
        answer_by=_german(occasion.answer_by),
        is_delayed=is_delayed,
        to_sgg=Way.SGG in ways,
        to_director=Way.DIRECTOR in ways,
        passed_on_to=occasion.passed_on_to,
    )
    text = courtesy_text(added_language(occasion.language, office.replies), told)
    return f"\n{COURTESY_LINE}\n{text}" if text else ""


def _german(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
