"""What was decided about a message, by what, and why (R1, R36)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cases.labels import Label, Way


class DecidedBy(StrEnum):
    """Which instance decided."""

    RULE = "rule"
    MODEL = "model"
    MACHINE = "machine"
    OFFICER = "officer"


class Verdict(StrEnum):
    """What happens on one way: carried out at once, laid before the officer, or nothing."""

    DO = "do"
    ASK = "ask"
    NO = "no"


class OtherKind(StrEnum):
    """Why a message is no customer reaction, as far as it matters for what follows (R9c).

    PASS_ON goes to the officer's list; MAY_CARRY_TERM stands on top of it; WITHDRAWAL follows
    its matter (labelling rule 3); ADVERTISING and EMPTY are filed unanswered.
    """

    PASS_ON = "pass_on"  # noqa: S105  (no secret: a place on the pass-on list)
    MAY_CARRY_TERM = "may_carry_term"
    WITHDRAWAL = "withdrawal"
    ADVERTISING = "advertising"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One reason: a rule or a feature, the words that decided, and how much they weigh.

    `text` is copied from the message exactly, so that the desk can mark it. Weight is in 0..1.
    """

    source: str
    label: Label
    text: str = field(default="", repr=False)
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Labels (primary first, never empty), a verdict for each way, and the reasons.

    `instead` speaks for the runner-up; `likely` is how probable each label is among the letter's,
    empty where no model was asked. `other_kind` is set exactly when the labels are `other` alone.
    `model` names the model asked, empty when none was.
    """

    labels: tuple[Label, ...]
    ways: Mapping[Way, Verdict]
    decided_by: DecidedBy
    confidence: float = 1.0
    because: tuple[Finding, ...] = ()
    runner_up: Label | None = None
    instead: tuple[Finding, ...] = ()
    likely: Mapping[Label, float] = field(default_factory=dict)
    language: str = "de"
    other_kind: OtherKind | None = None
    model: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether nothing waits for the officer: no way says `ask`."""
        return Verdict.ASK not in self.ways.values()

    def verdict(self, way: Way) -> Verdict:
        """Return what happens on this way."""
        return self.ways.get(way, Verdict.NO)
