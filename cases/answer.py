"""May the final answer go out, and if not, what is missing? (R19, R20, R23). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

OPEN_PLACE = re.compile(r"\[\[(.{0,200}?)\]\]", re.DOTALL)
"""A place in a template that the officer still has to fill in."""


class AnswerWay(StrEnum):
    """How an answer reaches the customer (R23)."""

    EMAIL = "email"
    POST = "post"


class Hindrance(StrEnum):
    """Why an answer does not go out as things stand."""

    CASE_CLOSED = "case_closed"
    EMPTY = "empty"
    OPEN_PLACES = "open_places"
    NOT_AGREED = "not_agreed"  # R19
    WISH_NOT_SAID = "wish_not_said"  # R20
    ALTERNATIVES_MISSING = "alternatives_missing"  # R20
    NO_CONSENT = "no_consent"  # R23
    NO_ADDRESS = "no_address"
    ADDRESS_FORBIDDEN = "address_forbidden"  # R15a


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStanding:
    """What is on the case and in the draft.

    `wish_met` is None while the officer has not said it. `may_mail_to`: the address is none of
    an authority or of our own house.
    """

    is_open: bool
    subject: str = field(repr=False)
    text: str = field(repr=False)
    is_agreed: bool
    wish_met: bool | None
    alternatives_noted: bool
    has_consent: bool
    has_address: bool
    may_mail_to: bool


def hindrances(standing: AnswerStanding, way: AnswerWay) -> tuple[Hindrance, ...]:
    """Return all that forbids sending this way, in the order in which it is put right."""
    return (*_of_every_way(standing), *(_of_mail(standing) if way is AnswerWay.EMAIL else ()))


def open_places(text: str) -> tuple[str, ...]:
    """Return what a template left to fill in."""
    return tuple(" ".join(found.split()) for found in OPEN_PLACE.findall(text))


def _of_every_way(standing: AnswerStanding) -> Iterator[Hindrance]:
    if not standing.is_open:
        yield Hindrance.CASE_CLOSED
    if not standing.subject.strip() or not standing.text.strip():
        yield Hindrance.EMPTY
    if open_places(standing.subject + standing.text):
        yield Hindrance.OPEN_PLACES
    if not standing.is_agreed:
        yield Hindrance.NOT_AGREED
    if standing.wish_met is None:
        yield Hindrance.WISH_NOT_SAID
    if standing.wish_met is False and not standing.alternatives_noted:
        yield Hindrance.ALTERNATIVES_MISSING


def _of_mail(standing: AnswerStanding) -> Iterator[Hindrance]:
    if not standing.has_consent:
        yield Hindrance.NO_CONSENT
    if not standing.has_address:
        yield Hindrance.NO_ADDRESS
    elif not standing.may_mail_to:
        yield Hindrance.ADDRESS_FORBIDDEN
