"""Judge every letter by a classifier that never saw its file: the honest figures."""

from collections.abc import Mapping, Sequence

from triage.chain import judge_letter
from triage.corpus import LabelledLetter
from triage.outcomes import Outcome
from triage.training import LEARNED_ONLY, lessons_of, prepare, train_prepared


def judged_by_others(
    corpora: Mapping[str, Sequence[LabelledLetter]],
) -> dict[str, list[Outcome]]:
    """Return the outcomes file by file, each judged by a model of all the other files.

    Bounds and calibration are chosen anew for each, inside the other files; files that are
    only learned from are judged by nobody.
    """
    lessons = [lesson for name in corpora for lesson in lessons_of(name, corpora[name])]
    prepared = prepare(lessons)
    outcomes = {}
    for name in corpora:
        if name in LEARNED_ONLY:
            continue
        others = [row for row, lesson in enumerate(lessons) if lesson.file != name]
        classifier = train_prepared(prepared, others)
        outcomes[name] = [
            Outcome(
                letter=letter,
                decision=judge_letter(letter.subject, letter.body, classifier=classifier),
            )
            for letter in corpora[name]
        ]
    return outcomes
