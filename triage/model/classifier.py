"""Estimate how likely each label is: a linear model over words, stems and marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import exp
from typing import Protocol

from cases.labels import Label, Way
from triage.limits import Limits
from triage.model.bounds import WAYS, Bounds, Judged, after, bounds_of
from triage.model.features import features_of
from triage.model.nearness import Nearness, encoded_text
from triage.model.vectors import Floats, Places, known_features, places_of
from triage.text.letter import letter_of
from triage.words.marks import MarkedLetter, marked

LABELS = tuple(Label)
OUTPUTS = 2 * len(LABELS) + len(WAYS)
"""For each label whether it is among the letter's and whether it is the primary one; the ways."""
AGREEMENT = 4
"""Numbers from which sureness is reckoned."""


class Encoder(Protocol):
    """Gives the meaning of a text."""

    def vectors(self, text: str) -> Floats:
        """Return the token means after each of the layers taken: (layers, width)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Calibrated: each label among the letter's or primary, each way demanded."""

    among: Mapping[Label, float]
    primary: Mapping[Label, float]
    ways: Mapping[Way, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The learned numbers: one row a feature, one column an output."""

    names: tuple[str, ...] = field(repr=False)
    rarity: Floats = field(repr=False)
    weights: Floats = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """A trained model with its calibration and the bounds chosen for each way.

    `near` and `encoder` stand together: a model that also compares meanings. `then` is the model
    asked where this one is unsure: slower, and right more often.
    """

    model_id: str
    learned: Weights
    slopes: Floats = field(repr=False)
    offsets: Floats = field(repr=False)
    temperature: float
    agreement: Floats = field(repr=False)
    judged: Judged
    bounds: Mapping[Way, Bounds]
    trained_with: str = ""
    near: Nearness | None = None
    encoder: Encoder | None = field(default=None, repr=False)
    then: "Classifier | None" = None
    places: Places = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the features once."""
        object.__setattr__(self, "places", places_of(self.learned.names))

    def under(self, limits: Limits) -> "Classifier":
        """Return the same model with the bounds that follow from these limits.

        The model asked next acts on what this one leaves open; its bounds count both.
        """
        mine = bounds_of(self.judged, limits)
        if self.then is None:
            return replace(self, bounds=mine)
        judged = after(self.judged, mine, self.then.judged)
        return replace(self, bounds=mine, then=replace(self.then, bounds=bounds_of(judged, limits)))

    def followed_by(self, then: "Classifier | None", encoder: Encoder | None) -> "Classifier":
        """Return the same model with this one asked next; alone where nothing gives meanings."""
        if then is None or encoder is None:
            return replace(self, then=None)
        return replace(self, then=replace(then, encoder=encoder)).under(Limits())

    def score(self, letters: Sequence[tuple[str, str]]) -> tuple[Scores, ...]:
        """Return the probabilities for letters given as subject and body."""
        return tuple(
            self.score_marked(marked(letter_of(subject, body))) for subject, body in letters
        )

    def score_marked(self, letter: MarkedLetter) -> Scores:
        """Return the probabilities for a letter in which the word lists were looked up already."""
        raw = self.raw(features_of(letter))
        if self.near is not None and self.encoder is not None:
            text = encoded_text(letter.letter.subject, letter.letter.words.deciding)
            raw = raw + self.near.raw(self.encoder.vectors(text))
        return self.calibrated(raw)

    def raw(self, features: Mapping[str, Mapping[str, float]]) -> Floats:
        """Return the uncalibrated sums, one an output."""
        places, values = known_features(features, self.places, self.learned.rarity)
        return values @ self.learned.weights[places]

    def calibrated(self, raw: Sequence[float] | Floats) -> Scores:
        """Turn raw sums into probabilities."""
        count = len(LABELS)
        likely = [
            _logistic(float(slope * value + offset))
            for slope, value, offset in zip(self.slopes, raw, self.offsets, strict=True)
        ]
        primary = [float(value) / self.temperature for value in raw[count : 2 * count]]
        warmed = [exp(value - max(primary)) for value in primary]
        return Scores(
            among=dict(zip(LABELS, likely, strict=False)),
            primary={
                label: value / sum(warmed) for label, value in zip(LABELS, warmed, strict=True)
            },
            ways=dict(zip(WAYS, likely[2 * count :], strict=True)),
        )

    def sureness(self, agreement: Floats) -> float:
        """Return how likely a primary label is right, from `Candidate.agreement`."""
        return _logistic(float(self.agreement @ agreement))


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-max(-60.0, min(60.0, value))))
