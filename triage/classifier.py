"""How likely is each label? A linear model over words, pieces of words and the rules' findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, sqrt
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from cases.decision import Finding
from cases.labels import Label, Way
from triage.features import BLOCKS, damped, features_of
from triage.letter import letter_of
from triage.marks import MarkedLetter, marked
from triage.rules import every_finding

LABELS = tuple(Label)
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Where a way turns from `no` to `ask` and from `ask` to `do`, as probabilities."""

    ask: float
    do: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """For each label: is it among the labels, and is it the primary one; calibrated."""

    among: Mapping[Label, float]
    primary: Mapping[Label, float]

    def on_way(self, labels: Sequence[Label]) -> float:
        """Return the probability that at least one of these labels is among the letter's."""
        return max((self.among[label] for label in labels), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The learned numbers: one row a feature, one column a label, twice (among, primary)."""

    names: tuple[str, ...] = field(repr=False)
    rarity: Floats = field(repr=False)
    weights: Floats = field(repr=False)
    intercepts: Floats = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """A trained model with its calibration and the bounds chosen for each way."""

    model_id: str
    learned: Weights
    slopes: Floats = field(repr=False)
    offsets: Floats = field(repr=False)
    temperature: float
    bounds: Mapping[Way, Bounds]
    sure_primary: float
    trained_with: str = ""
    places: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the features once."""
        places = {name: place for place, name in enumerate(self.learned.names)}
        object.__setattr__(self, "places", MappingProxyType(places))

    def score(self, letters: Sequence[tuple[str, str]]) -> tuple[Scores, ...]:
        """Return the probabilities for letters given as subject and body."""
        ready = [marked(letter_of(subject, body)) for subject, body in letters]
        return tuple(self.score_marked(letter, every_finding(letter)) for letter in ready)

    def score_marked(self, letter: MarkedLetter, found: Sequence[Finding]) -> Scores:
        """Return the probabilities for a letter that the rules have read already."""
        return self.calibrated(self.raw(features_of(letter, found)))

    def raw(self, features: Mapping[str, Mapping[str, float]]) -> Floats:
        """Return the uncalibrated sums, `among` first, then `primary`."""
        places, values = known_features(features, self.places, self.learned.rarity)
        return values @ self.learned.weights[places] + self.learned.intercepts

    def calibrated(self, raw: Floats) -> Scores:
        count = len(LABELS)
        among = [
            1 / (1 + exp(-float(slope * value + offset)))
            for slope, value, offset in zip(self.slopes, raw[:count], self.offsets, strict=True)
        ]
        warmed = [exp(float(value - max(raw[count:])) / self.temperature) for value in raw[count:]]
        primary = [value / sum(warmed) for value in warmed]
        return Scores(
            among=dict(zip(LABELS, among, strict=True)),
            primary=dict(zip(LABELS, primary, strict=True)),
        )


def known_features(
    features: Mapping[str, Mapping[str, float]], places: Mapping[str, int], rarity: Floats
) -> tuple[NDArray[np.intp], Floats]:
    """Return places and weights of the features that the model knows, each block of length one."""
    chosen: list[int] = []
    values: list[float] = []
    for block in BLOCKS:
        known = [
            (place, value * float(rarity[place]))
            for name, value in damped(features[block]).items()
            if (place := places.get(f"{block}:{name}")) is not None
        ]
        length = sqrt(sum(value * value for _, value in known)) if block in "wgs" else BLOCK_SCALE
        chosen.extend(place for place, _ in known)
        values.extend(value / (length or 1.0) for _, value in known)
    return np.array(chosen, dtype=np.intp), np.array(values, dtype=np.float32)


BLOCK_SCALE = 3.0
"""Marks and findings are told apart from words by this much."""
