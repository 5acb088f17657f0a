"""Measure how good the decisions are, with their uncertainty, as the directive needs it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from cases.decision import DecidedBy, Decision
from cases.labels import Label, Way, ways_of
from triage.learning.corpus import LabelledLetter
from triage.measuring.mistakes import Mistake, worst_mistakes
from triage.measuring.outcomes import Outcome, Share, share

Judge = Callable[[str, str], Decision]
Interval = tuple[float, float]
Floats = NDArray[np.float64]
Places = NDArray[np.intp]
_SHORT, _LONG = 40, 150
_DRAWS = 500
"""Sets drawn with replacement, for the intervals of F1."""
_PARTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFigures:
    """How one primary label is told; an acceptable label counts as the right one."""

    precision: Share
    recall: Share
    f1: float
    f1_interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All figures over a set of labelled letters.

    `confusion[true][said]` counts letters; `coverage` holds pairs of the share decided, surest
    letters first, and the share wrong among these; `calibration` mean confidence, share right
    and count for each tenth of confidence.
    """

    letters: int
    right: Share
    macro_f1: float
    macro_f1_interval: Interval
    labels: Mapping[str, LabelFigures]
    confusion: Mapping[str, Mapping[str, int]]
    lost_objections: tuple[str, ...]
    objections: int
    lost_supervisory: tuple[str, ...]
    supervisory: int
    decided_alone: Share
    wrong_automatic_acts: Share
    wrong_automatic_ids: tuple[str, ...]
    wrong_hand_overs: Share
    wrong_hand_over_ids: tuple[str, ...]
    unmet_duties: tuple[str, ...]
    several_concerns: int
    coverage: tuple[tuple[float, float], ...]
    calibration: tuple[tuple[float, float, int], ...]
    by_language: Mapping[str, Share]
    by_length: Mapping[str, Share]
    by_decider: Mapping[str, Share]
    explained: Share
    worst: tuple[Mistake, ...]

    def as_json(self) -> str:
        """Return all figures as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def evaluate(letters: Sequence[LabelledLetter], judge: Judge) -> Evaluation:
    """Judge every letter and count."""
    return evaluate_outcomes(
        [Outcome(letter=letter, decision=judge(letter.subject, letter.body)) for letter in letters]
    )


def evaluate_outcomes(outcomes: Sequence[Outcome]) -> Evaluation:
    """Count over letters that were judged already, each by whom it may be judged."""
    sure = [outcome for outcome in outcomes if outcome.decision.is_sure]
    wrong_handed = [outcome for outcome in outcomes for _ in outcome.wrong_hand_overs]
    several = [outcome for outcome in outcomes if len(outcome.letter.labels) > 1]
    f1, drawn = _f1_drawn(outcomes)
    return Evaluation(
        letters=len(outcomes),
        right=share(sum(o.is_right for o in outcomes), len(outcomes)),
        macro_f1=_mean(f1),
        macro_f1_interval=_interval(np.array([_mean(each) for each in drawn])),
        labels=_by_label(outcomes, f1, drawn),
        confusion=_confusion(outcomes),
        lost_objections=_ids(o for o in outcomes if Way.SGG in o.lost_ways),
        objections=sum(Way.SGG in ways_of(o.letter.labels) for o in outcomes),
        lost_supervisory=_ids(o for o in outcomes if Way.DIRECTOR in o.lost_ways),
        supervisory=sum(Way.DIRECTOR in ways_of(o.letter.labels) for o in outcomes),
        decided_alone=share(len(sure), len(outcomes)),
        wrong_automatic_acts=share(sum(not o.is_right for o in sure), len(sure)),
        wrong_automatic_ids=_ids(o for o in sure if not o.is_right),
        wrong_hand_overs=share(len(wrong_handed), sum(len(o.hand_overs) for o in outcomes)),
        wrong_hand_over_ids=_ids(wrong_handed),
        unmet_duties=_ids(o for o in several if o.lost_ways),
        several_concerns=len(several),
        coverage=_coverage(outcomes),
        calibration=_calibration(outcomes),
        by_language=_by(outcomes, lambda o: o.letter.language),
        by_length=_by(outcomes, _length),
        by_decider=_by(outcomes, lambda o: str(o.decision.decided_by)),
        explained=_explained(outcomes),
        worst=worst_mistakes(outcomes),
    )


def _ids(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    return tuple(outcome.letter.id for outcome in outcomes)


def _f1_drawn(outcomes: Sequence[Outcome]) -> tuple[Floats, Floats]:
    """Return F1 for each label, and for each of many sets drawn again from the same letters."""
    places = {label: place for place, label in enumerate(Label)}
    truth = np.array([places[o.truth] for o in outcomes], dtype=np.intp)
    said = np.array([places[o.decision.labels[0]] for o in outcomes], dtype=np.intp)
    draws = np.random.default_rng(0).integers(0, len(outcomes) or 1, (_DRAWS, len(outcomes)))
    return _f1(truth, said), np.array([_f1(truth[drawn], said[drawn]) for drawn in draws])


def _f1(truth: Places, said: Places) -> Floats:
    """Return F1 for each label, not a number for one that no letter has."""
    count = len(Label)
    both = np.bincount(truth[truth == said], minlength=count)
    letters = np.bincount(truth, minlength=count)
    either = letters + np.bincount(said, minlength=count)
    return np.where(letters > 0, 2 * both / np.maximum(either, 1), np.nan).astype(np.float64)


def _mean(f1: Floats) -> float:
    told = f1[~np.isnan(f1)]
    return float(told.mean()) if len(told) else 0.0


def _interval(drawn: Floats) -> Interval:
    told = drawn[~np.isnan(drawn)]
    low, high = np.quantile(told, (0.025, 0.975)) if len(told) else (0.0, 1.0)
    return float(low), float(high)


def _by_label(outcomes: Sequence[Outcome], f1: Floats, drawn: Floats) -> dict[str, LabelFigures]:
    figures = {}
    for place, label in enumerate(Label):
        both = sum(o.truth is label and o.decision.labels[0] is label for o in outcomes)
        said = sum(o.decision.labels[0] is label for o in outcomes)
        figures[str(label)] = LabelFigures(
            precision=share(both, said),
            recall=share(both, sum(o.truth is label for o in outcomes)),
            f1=float(np.nan_to_num(f1[place])),
            f1_interval=_interval(drawn[:, place]),
        )
    return figures


def _confusion(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    pairs = Counter((o.truth, o.decision.labels[0]) for o in outcomes)
    return {str(true): {str(said): pairs[true, said] for said in Label} for true in Label}


def _coverage(outcomes: Sequence[Outcome]) -> tuple[tuple[float, float], ...]:
    """Return what would be wrong if the surest part were decided, part by part."""
    ranked = sorted(outcomes, key=lambda o: -o.decision.confidence)
    rows = []
    for part in range(_PARTS):
        taken = ranked[: round(len(ranked) * (part + 1) / _PARTS)]
        wrong = sum(not outcome.is_right for outcome in taken)
        rows.append(((part + 1) / _PARTS, wrong / (len(taken) or 1)))
    return tuple(rows)


def _calibration(outcomes: Sequence[Outcome]) -> tuple[tuple[float, float, int], ...]:
    """Return mean confidence, share right and count for each tenth of confidence."""
    rows = []
    for tenth in range(10):
        inside = [o for o in outcomes if min(int(o.decision.confidence * 10), 9) == tenth]
        if inside:
            mean = sum(o.decision.confidence for o in inside) / len(inside)
            rows.append((mean, sum(o.is_right for o in inside) / len(inside), len(inside)))
    return tuple(rows)


def _by(outcomes: Sequence[Outcome], group: Callable[[Outcome], str]) -> dict[str, Share]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(group(outcome), []).append(outcome)
    return {
        name: share(sum(o.is_right for o in found), len(found))
        for name, found in sorted(groups.items(), key=lambda item: -len(item[1]))
    }


def _length(outcome: Outcome) -> str:
    words = len(outcome.letter.body.split())
    return "short" if words < _SHORT else "long" if words >= _LONG else "medium"


def _explained(outcomes: Sequence[Outcome]) -> Share:
    """Count the reasons given that overlap a phrase which a reader named as deciding."""
    asked = [
        o for o in outcomes if o.letter.concerns and o.decision.decided_by is not DecidedBy.MACHINE
    ]
    return share(sum(map(_is_explained, asked)), len(asked))


def _is_explained(outcome: Outcome) -> bool:
    reasons = [finding.text for finding in outcome.decision.because if finding.text]
    return any(
        phrase in reason or reason in phrase
        for phrase in outcome.letter.concerns
        for reason in reasons
    )
