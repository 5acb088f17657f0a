"""A labelled letter beside what was decided about it, and shares with their uncertainty."""

from dataclasses import dataclass
from math import sqrt

from cases.decision import Decision, Verdict
from cases.labels import HAND_OVER_WAYS, Label, Way, labels_on, ways_of
from triage.learning.corpus import LabelledLetter

_Z = 1.96
"""Standard deviations that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many, with the 95 % interval after Wilson."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """Return the share, 0 where there is nothing to count."""
        return self.hits / self.of if self.of else 0.0

    def __str__(self) -> str:
        """Write share, counts and interval."""
        return f"{self.value:.1%} ({self.hits} of {self.of}; {self.low:.1%} to {self.high:.1%})"


def share(hits: int, of: int) -> Share:
    """Return the share of hits with its interval; from 0 to 1 where nothing was counted."""
    if not of:
        return Share(hits=0, of=0, low=0.0, high=1.0)
    value = hits / of
    middle = (value + _Z * _Z / (2 * of)) / (1 + _Z * _Z / of)
    half = _Z * sqrt(value * (1 - value) / of + _Z * _Z / (4 * of * of)) / (1 + _Z * _Z / of)
    return Share(hits=hits, of=of, low=max(0.0, middle - half), high=min(1.0, middle + half))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A labelled letter and what was decided about it."""

    letter: LabelledLetter
    decision: Decision

    @property
    def is_right(self) -> bool:
        """Whether the primary label is the right one or acceptable."""
        return self.decision.labels[0] in (self.letter.labels[0], *self.letter.acceptable)

    @property
    def truth(self) -> Label:
        """Return the label that the decision is held against."""
        return self.decision.labels[0] if self.is_right else self.letter.labels[0]

    @property
    def is_wrong_act(self) -> bool:
        """Whether the letter was decided without the officer, and wrongly."""
        return self.decision.is_sure and not self.is_right

    @property
    def lost_ways(self) -> tuple[Way, ...]:
        """Return the ways that the letter's labels demand and that are not even asked about."""
        demanded = ways_of(self.letter.labels)
        return tuple(
            way for way in Way if way in demanded and self.decision.verdict(way) is Verdict.NO
        )

    @property
    def hand_overs(self) -> tuple[Way, ...]:
        """Return the ways on which the letter leaves the house by itself."""
        return tuple(way for way in HAND_OVER_WAYS if self.decision.verdict(way) is Verdict.DO)

    @property
    def wrong_hand_overs(self) -> tuple[Way, ...]:
        """Return the hand-overs that no right or acceptable label allows."""
        allowed = (*self.letter.labels, *self.letter.acceptable)
        return tuple(way for way in self.hand_overs if not labels_on(way, allowed))
