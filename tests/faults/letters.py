"""The letters of these tests and what must become of each, as seen from outside the house."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from tests.end_to_end.letters import COMPLAINT, CONDUCT, OBJECTION, SUSPECTED, a_letter
from tests.end_to_end.office import DIRECTOR, OFFICER, SGG

WRITER = "the writer"
"""Stands for the letter's own sender, who is another person in every letter."""


class Concern(StrEnum):
    """What a letter is about."""

    COMPLAINT = "complaint"
    OBJECTION = "objection"
    CONDUCT = "conduct"
    SUSPECTED = "suspected"
    MACHINE = "machine"


WORDS = MappingProxyType(
    {
        Concern.COMPLAINT: COMPLAINT,
        Concern.OBJECTION: OBJECTION,
        Concern.CONDUCT: CONDUCT,
        Concern.SUSPECTED: SUSPECTED,
        Concern.MACHINE: "Ich bin bis Montag nicht im Büro.\n",
    }
)
SENT: Mapping[Concern, tuple[str, ...]] = MappingProxyType(
    {
        Concern.COMPLAINT: (WRITER,),  # acknowledgement (R12)
        Concern.OBJECTION: (SGG, WRITER),  # hand-over and transfer notice (R5, R16)
        Concern.CONDUCT: (DIRECTOR, WRITER),  # the same (R6, R16)
        Concern.SUSPECTED: (OFFICER,),  # a warning (R5a)
        Concern.MACHINE: (),  # filed, never answered (R15)
    }
)
"""To whom exactly one mail must go at once."""
HANDED_OVER = frozenset({Concern.OBJECTION, Concern.CONDUCT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One letter that was put into the mailbox."""

    number: int
    concern: Concern
    content: bytes = field(repr=False)

    @property
    def sender(self) -> str:
        """The address that nobody else writes from."""
        return _address(self.number)

    @property
    def message_id(self) -> str:
        """The Message-ID."""
        return f"<brief-{self.number}@kunde.example>"

    @property
    def recipients(self) -> tuple[str, ...]:
        """To whom one mail each must go because of it."""
        return tuple(self.sender if each == WRITER else each for each in SENT[self.concern])


def letters(
    count: int, *, first: int = 1, concerns: tuple[Concern, ...] = tuple(Concern)
) -> Iterator[Sent]:
    """Write letters about all concerns in turn, each with its own sender, words and length.

    Those that follow others go on with the concern whose turn it is.
    """
    for number in range(first, first + count):
        yield a_sent_letter(number, concerns[(number - 1) % len(concerns)])


def a_sent_letter(number: int, concern: Concern, *, more: str = "", **headers: str) -> Sent:
    """Write one letter; `more` is added to its words."""
    is_machine = concern is Concern.MACHINE
    content = a_letter(
        f"{WORDS[concern]}\nDies ist Brief {number}. {'Weiter. ' * (number % 7)}\n{more}",
        sender=_address(number),
        subject="Automatische Antwort" if is_machine else f"Brief {number}",
        message_id=f"<brief-{number}@kunde.example>",
        **({"auto_submitted": "auto-replied"} if is_machine else {}),
        **headers,
    )
    return Sent(number=number, concern=concern, content=content)


def _address(number: int) -> str:
    return f"kunde{number}@kunde.example"
