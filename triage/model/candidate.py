"""The labels that a letter would get if nobody were asked, and whether its signs agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from cases.decision import Finding
from cases.labels import WAY_OF, Label, Way
from triage.model.classifier import LABELS, Classifier, Scores
from triage.model.decisive import are_backed, are_denied, are_opposed
from triage.model.vectors import Floats

_LIKELY = 0.5
"""From this probability on a further label is named beside the primary one."""

_LEAST_DOUBT = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Labels, primary first, and what the signs say.

    `backed`: strong signs agree. `opposed`: one tells of another way. `denied`: one says that
    these words are none of that kind here, and the officer must look.
    """

    labels: tuple[Label, ...]
    runner_up: Label
    likely: float
    backed: bool
    opposed: bool
    denied: bool

    @property
    def way(self) -> Way:
        """Return the way whose bound the letter must pass; for `other`, the register's."""
        return WAY_OF.get(self.labels[0], Way.REGISTER)

    @property
    def agreement(self) -> Floats:
        """Return what sureness is reckoned from: a constant, log odds, and what the signs say."""
        likely = min(max(self.likely, _LEAST_DOUBT), 1 - _LEAST_DOUBT)
        odds = log(likely / (1 - likely))
        return np.array([1.0, odds, self.backed, self.opposed], dtype=np.float32)


def candidate_of(scores: Scores, found: Sequence[Finding]) -> Candidate:
    """Return the likeliest label and every other that is likely; `other` stands alone."""
    primary, runner_up, *_ = sorted(LABELS, key=lambda label: -scores.primary[label])
    labels = (primary, *_further(primary, scores))
    return Candidate(
        labels=labels,
        runner_up=runner_up,
        likely=scores.primary[primary],
        backed=are_backed(labels, found),
        opposed=are_opposed(labels, found),
        denied=are_denied(labels, found),
    )


def _further(primary: Label, scores: Scores) -> list[Label]:
    if primary is Label.OTHER:
        return []
    likely = [
        label
        for label in LABELS
        if label not in {primary, Label.OTHER} and scores.among[label] >= _LIKELY
    ]
    return sorted(likely, key=lambda label: -scores.among[label])


def sureness_of(candidate: Candidate, classifier: Classifier) -> float:
    """Return how likely the primary label is right; 0 where a sign denies it."""
    return 0.0 if candidate.denied else classifier.sureness(candidate.agreement)
