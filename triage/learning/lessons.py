"""Labelled letters as the classifier learns them: features, signs, and what should come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cases.decision import Finding
from cases.labels import Label, ways_of
from triage.learning.corpus import LabelledLetter
from triage.model.bounds import WAYS
from triage.model.classifier import LABELS
from triage.model.features import features_of
from triage.model.nearness import encoded_text
from triage.rules import every_finding
from triage.text.letter import letter_of
from triage.words.marks import marked

EXAMPLES = "our examples"
"""The office's own masked letters. They turn weights only: no word enters a model that is not in
the built-in letters (R7, R35), and they say nothing on hand-overs, of which they hold none."""
LIGHT = frozenset({"contrasts"})
"""Files of short and very clear letters, which count half."""
OWN_LETTERS = frozenset({"conduct", "decisions", "ordinary", "praise", "stories", "tongues"})
"""Letters written to teach boundaries; they are easier than what a bound must hold against."""
LEARNED_ONLY = LIGHT | OWN_LETTERS | {EXAMPLES}
"""Files that are learned from but never judge."""
Features = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A labelled letter with its features and signs, computed once for all folds."""

    letter: LabelledLetter
    file: str
    features: Features = field(repr=False)
    found: tuple[Finding, ...] = field(repr=False)
    text: str = field(repr=False)


def lessons_of(name: str, letters: Sequence[LabelledLetter]) -> list[Lesson]:
    """Read the letters of one file and compute their features."""
    return [_lesson(name, letter) for letter in letters]


def _lesson(name: str, letter: LabelledLetter) -> Lesson:
    read = marked(letter_of(letter.subject, letter.body))
    return Lesson(
        letter=letter,
        file=name,
        features=features_of(read),
        found=tuple(every_finding(read)),
        text=encoded_text(read.letter.subject, read.letter.words.deciding),
    )


def wanted_of(labels: Sequence[Label]) -> list[float]:
    """Return 1 for each output that should come out for these labels, -1 for the others."""
    demanded = ways_of(labels)
    among = [label in labels for label in LABELS]
    primary = [label is labels[0] for label in LABELS]
    ways = [way in demanded for way in WAYS]
    return [1.0 if yes else -1.0 for yes in (*among, *primary, *ways)]
