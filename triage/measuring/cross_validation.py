"""Judge every letter by a classifier that never saw its file: the honest figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from triage.chain import judge_letter
from triage.learning.corpus import LabelledLetter
from triage.learning.lessons import LEARNED_ONLY, lessons_of
from triage.learning.training import prepare, train_stages, with_meanings
from triage.limits import Limits
from triage.measuring.outcomes import Outcome
from triage.model.classifier import Classifier, Encoder

Corpora = Mapping[str, Sequence[LabelledLetter]]


def judged_by_others(
    corpora: Corpora, encoder: Encoder | None = None, *, limits: Limits
) -> Iterator[tuple[str, list[Outcome]]]:
    """Yield the outcomes file by file, each judged by a model of all the other files.

    Bounds and calibration are chosen anew for each, inside the other files; files that are
    only learned from are judged by nobody.
    """
    lessons = [lesson for name in corpora for lesson in lessons_of(name, corpora[name])]
    prepared = prepare(lessons)
    deep = with_meanings(prepared, encoder) if encoder else None
    for name in judges_in(corpora):
        others = [row for row, lesson in enumerate(lessons) if lesson.file != name]
        classifier = train_stages(prepared, deep, encoder, others).under(limits)
        yield name, _judged(corpora[name], classifier)


def judges_in(names: Iterable[str]) -> list[str]:
    """Return the files that may judge a model: all but those that are only learned from."""
    return [name for name in names if name not in LEARNED_ONLY]


def judged_by(classifier: Classifier, corpora: Corpora) -> Iterator[tuple[str, list[Outcome]]]:
    """Yield the outcomes file by file, all judged by one model."""
    for name in corpora:
        yield name, _judged(corpora[name], classifier)


def _judged(letters: Sequence[LabelledLetter], classifier: Classifier) -> list[Outcome]:
    return [
        Outcome(
            letter=letter,
            decision=judge_letter(letter.subject, letter.body, classifier=classifier),
        )
        for letter in letters
    ]
