"""What is known about a message besides its decision: writer, matter, what was done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.labels import Label, Way
from cases.letter import NOTICES, LetterKind
from cases.mail import Address


class NoNotice(StrEnum):
    """Why no notice goes to the writer by itself (R12, R15, R15a)."""

    NO_ADDRESS = "no_address"
    MACHINE = "machine"
    NOT_ANSWERABLE = "not_answerable"  # a list, a no-reply sender
    AUTHORITY = "authority"
    OWN_HOUSE = "own_house"
    JUNK_FOLDER = "junk_folder"
    GUESSED_PARTY = "guessed_party"  # passed on by a colleague (R9a)
    BY_HAND = "by_hand"  # a letter, a call, a visit: nothing that a mail could answer (R4, R12)
    IMPORTED = "imported"  # taken from stored files, perhaps long after receipt
    TOO_MANY = "too_many"  # counters of R15


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something known that a message answers (R9): a case, or a hand-over that is proven.

    `labels` are those of the known matter, `handed_over` the ways it went; `sender_is_party`
    says whether the writer is known to belong to it. `went_past_director`: it may be about the
    director, so the substitute has it; `hidden_from`: keyed hashes of names (R6).
    """

    journal: int
    case_number: str = ""
    labels: tuple[Label, ...] = ()
    handed_over: tuple[Way, ...] = ()
    sender_is_party: bool = False
    went_past_director: bool = False
    hidden_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The facts about a message that a plan needs besides the decision.

    `writer` is the citizen, as far as known or proposed; `no_notice` is None when a notice may
    go there. `matter` is what the message answers. `done` holds what left the house for this
    message already, so that deciding anew never sends twice (R15); `case_number` its case.
    """

    received_on: date
    writer: Address | None = None
    no_notice: NoNotice | None = None
    matter: Matter | None = None
    is_returned: bool = False
    concerns_director: bool = False
    to_substitute: bool = False
    hidden_from: tuple[str, ...] = ()
    case_number: str = ""
    done: frozenset[tuple[LetterKind, Way | None]] = frozenset()

    @property
    def had_first_reaction(self) -> bool:
        """Whether a letter with the contact person already left for this message (R11, R12)."""
        return any(kind in NOTICES for kind, _ in self.done)
