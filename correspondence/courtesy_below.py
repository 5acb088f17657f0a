"""What stands below a notice in the customer's language: its facts again, not binding (R34)."""

from collections.abc import Collection

from cases.labels import Way
from correspondence.courtesy_words import (
    COURTESY_LINE,
    CourtesyFacts,
    courtesy_text,
)
from correspondence.occasion import Occasion, german_day


def courtesy_below(
    occasion: Occasion,
    ways: Collection[Way] = (),
    *,
    is_delayed: bool = False,
    is_transfer: bool = False,
) -> str:
    """Return the facts in the customer's language, below a line, or nothing.

    `ways` are the hand-overs that the notice speaks of; `is_delayed`: it takes longer (R13).
    `is_transfer`: others will answer, and no day is promised in their name (R16).
    """
    contact = occasion.contact
    told = CourtesyFacts(
        received_on=german_day(occasion.first_day),
        number=occasion.number,
        name=contact.name,
        phone=contact.phone,
        answer_by="" if is_transfer else german_day(occasion.answer_by),
        is_delayed=is_delayed,
        to_sgg=Way.SGG in ways,
        to_director=Way.DIRECTOR in ways,
        to_substitute=occasion.to_substitute,
        passed_on_to=occasion.passed_on_to,
    )
    text = courtesy_text(occasion.added_language, told)
    return f"\n{COURTESY_LINE}\n{text}" if text else ""
