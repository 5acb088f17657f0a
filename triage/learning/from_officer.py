"""Learn from the officer: train a model beside the one in use and compare the two (R7, R36).

What is compared are two twins that have not seen the frozen letters: one of the built-in letters
alone, as the built-in model is made, and one of these and the examples. What may go live is
trained once more on all of them.
"""

import hashlib
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from cases.labels import Label
from triage.chain import judge_letter
from triage.learning.corpus import LabelledLetter, read_corpus
from triage.learning.lessons import EXAMPLES, Lesson, lessons_of
from triage.learning.training import prepare, train_prepared
from triage.measuring.outcomes import Outcome
from triage.measuring.standing import Standing, standing_of
from triage.model.classifier import Classifier
from triage.model.provenance import Provenance
from triage.text.masking import masked, neutral
from triage.text.own_words import own_words

FROZEN = ("td", "tg", "th")
"""The built-in files that judge every comparison and teach none of the models compared: the hard
ones, which nobody read while word lists and contrasts were written."""
LIBRARIES = ("scikit-learn", "numpy", "scipy")
Corpora = Mapping[str, Sequence[LabelledLetter]]


class MissingLettersError(Exception):
    """The letters that judge a comparison are not among those given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One masked letter that the officer decided; `journal` is its number there."""

    journal: int
    subject: str = field(repr=False)
    text: str = field(repr=False)
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A new model and its origin."""

    classifier: Classifier
    provenance: Provenance


def builtin_corpora() -> dict[str, tuple[LabelledLetter, ...]]:
    """Read the letters that come with the program, by the names of their files."""
    folder = Path(str(files("triage") / "corpus"))
    return {path.stem: read_corpus(path) for path in sorted(folder.glob("*.jsonl"))}


def learn(
    examples: Sequence[Example],
    corpora: Corpora,
    *,
    made_at: datetime,
    tell: Callable[[str], None],
) -> Learned:
    """Train a model of the built-in letters and the examples, and measure it on `FROZEN`.

    An example that is one of these letters (somebody sent a sample as mail) is left out: it would
    flatter, since the letter counts as unseen where it judges.
    `tell` is told of every step. The same letters give the same model. MissingLettersError where a
    frozen file is missing.
    """
    missing = [name for name in FROZEN if name not in corpora]
    if missing:
        message = f"the frozen letters are missing: {', '.join(missing)}"
        raise MissingLettersError(message)
    ours = _read(corpora, tell)
    tell("reading the office's examples")
    seen = {_words(letter) for letters in corpora.values() for letter in letters}
    new = [example for example in examples if _words_of(example) not in seen]
    theirs = lessons_of(EXAMPLES, [_letter(example) for example in new])
    of_builtin, standing = _compare(ours, theirs, corpora, tell)
    tell("training the new model on all letters")
    classifier = train_prepared(prepare([*ours, *theirs]))
    return Learned(
        classifier=replace(classifier, model_id=_name(classifier, made_at)),
        provenance=Provenance(
            made_at=made_at,
            examples=tuple(example.journal for example in new),
            letters=len(ours),
            standing=standing,
            of_builtin=of_builtin,
            libraries=_libraries(),
        ),
    )


def frozen_name(corpora: Corpora) -> str:
    """Return a name of the frozen letters' content: figures compare under the same name only."""
    digest = hashlib.sha256()
    for name in FROZEN:
        digest.update(repr(corpora[name]).encode())
        digest.update("".join(letter.body for letter in corpora[name]).encode())
    return digest.hexdigest()[:16]


def _read(corpora: Corpora, tell: Callable[[str], None]) -> list[Lesson]:
    lessons: list[Lesson] = []
    for count, name in enumerate(corpora, start=1):
        tell(f"reading the built-in letters, file {count} of {len(corpora)}")
        lessons += lessons_of(name, corpora[name])
    return lessons


def _compare(
    ours: Sequence[Lesson],
    theirs: Sequence[Lesson],
    corpora: Corpora,
    tell: Callable[[str], None],
) -> tuple[Standing, Standing]:
    """Return how both twins do on the frozen letters."""
    apart = [lesson for lesson in ours if lesson.file not in FROZEN]
    prepared = prepare([*apart, *theirs])
    tell("training the built-in model's twin without the frozen letters")
    without = train_prepared(prepared, range(len(apart)))
    tell("training the new model's twin without the frozen letters")
    with_examples = train_prepared(prepared)
    tell("judging the frozen letters with both")
    return _standing(without, corpora), _standing(with_examples, corpora)


def _standing(classifier: Classifier, corpora: Corpora) -> Standing:
    outcomes = [
        Outcome(
            letter=letter,
            decision=judge_letter(letter.subject, letter.body, classifier=classifier),
        )
        for name in FROZEN
        for letter in corpora[name]
    ]
    return standing_of(outcomes, frozen=frozen_name(corpora))


def _words(letter: LabelledLetter) -> str:
    """Return a built-in letter's words as an example would hold them, whatever breaks its lines."""
    return " ".join(masked(own_words(letter.body).deciding).split())


def _words_of(example: Example) -> str:
    return " ".join(example.text.split())


def _letter(example: Example) -> LabelledLetter:
    return LabelledLetter(
        id=f"journal-{example.journal}",
        subject=neutral(example.subject),
        body=neutral(example.text),
        labels=example.labels,
    )


def _name(classifier: Classifier, made_at: datetime) -> str:
    """Return a name by its day and its numbers, which the journal keeps with each decision."""
    digest = hashlib.sha256(classifier.learned.weights.tobytes())
    digest.update(classifier.offsets.tobytes())
    return f"learned-{made_at:%Y%m%d-%H%M%S}-{digest.hexdigest()[:8]}"


def _libraries() -> dict[str, str]:
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
