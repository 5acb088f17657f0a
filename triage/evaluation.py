"""Measure how good the decisions are, with their uncertainty, as the directive needs it."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt

from cases.decision import DecidedBy, Decision, Verdict
from cases.labels import HAND_OVER_WAYS, Label, Way, labels_on, ways_of
from triage.corpus import LabelledLetter

Judge = Callable[[str, str], Decision]
_SHORT, _LONG = 40, 150


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


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelFigures:
    """How one primary label is told; an acceptable label counts as the right one."""

    precision: Share
    recall: Share
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All figures over a set of labelled letters."""

    letters: int
    right: Share
    macro_f1: float
    labels: Mapping[str, LabelFigures]
    confusion: Mapping[str, int]
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
    coverage: tuple[tuple[float, float, float], ...]
    calibration: tuple[tuple[float, float, int], ...]
    by_language: Mapping[str, Share]
    by_length: Mapping[str, Share]
    by_decider: Mapping[str, Share]
    explained: Share

    def as_json(self) -> str:
        """Return all figures as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        """Return the figures as a page to read."""
        return "\n".join(_page(self))


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

    def misses(self, way: Way) -> bool:
        """Whether the letter's labels demand this way and it is not even asked."""
        return way in ways_of(self.letter.labels) and self.decision.verdict(way) is Verdict.NO

    def hands_over_wrongly(self, way: Way) -> bool:
        """Whether the letter is handed over though no right or acceptable label says so."""
        allowed = labels_on(way, (*self.letter.labels, *self.letter.acceptable))
        return self.decision.verdict(way) is Verdict.DO and not allowed


def evaluate(letters: Sequence[LabelledLetter], judge: Judge) -> Evaluation:
    """Judge every letter and count."""
    return evaluate_outcomes(
        [Outcome(letter=letter, decision=judge(letter.subject, letter.body)) for letter in letters]
    )


def evaluate_outcomes(outcomes: Sequence[Outcome]) -> Evaluation:
    """Count over letters that were judged already, each by whom it may be judged."""
    labels = {str(label): _label_figures(outcomes, label) for label in Label}
    present = [labels[str(label)].f1 for label in Label if any(o.truth is label for o in outcomes)]
    sure = [outcome for outcome in outcomes if outcome.decision.is_sure]
    handed = [
        (o, way)
        for o in outcomes
        for way in HAND_OVER_WAYS
        if o.decision.verdict(way) is Verdict.DO
    ]
    wrong_handed = [(o, way) for o, way in handed if o.hands_over_wrongly(way)]
    several = [o for o in outcomes if len(o.letter.labels) > 1]
    explained = [
        o for o in outcomes if o.letter.concerns and o.decision.decided_by is not DecidedBy.MACHINE
    ]
    return Evaluation(
        letters=len(outcomes),
        right=_share(sum(o.is_right for o in outcomes), len(outcomes)),
        macro_f1=sum(present) / len(present) if present else 0.0,
        labels=labels,
        confusion=_confusion(outcomes),
        lost_objections=tuple(o.letter.id for o in outcomes if o.misses(Way.SGG)),
        objections=sum(Way.SGG in ways_of(o.letter.labels) for o in outcomes),
        lost_supervisory=tuple(o.letter.id for o in outcomes if o.misses(Way.DIRECTOR)),
        supervisory=sum(Way.DIRECTOR in ways_of(o.letter.labels) for o in outcomes),
        decided_alone=_share(len(sure), len(outcomes)),
        wrong_automatic_acts=_share(sum(not o.is_right for o in sure), len(sure)),
        wrong_automatic_ids=tuple(o.letter.id for o in sure if not o.is_right),
        wrong_hand_overs=_share(len(wrong_handed), len(handed)),
        wrong_hand_over_ids=tuple(o.letter.id for o, _ in wrong_handed),
        unmet_duties=tuple(o.letter.id for o in several if any(map(o.misses, Way))),
        several_concerns=len(several),
        coverage=_coverage(outcomes),
        calibration=_calibration(outcomes),
        by_language=_by(outcomes, lambda o: o.letter.language),
        by_length=_by(outcomes, _length),
        by_decider=_by(outcomes, lambda o: str(o.decision.decided_by)),
        explained=_share(sum(map(_is_explained, explained)), len(explained)),
    )


def _share(hits: int, of: int) -> Share:
    if not of:
        return Share(hits=0, of=0, low=0.0, high=1.0)
    z, value = 1.96, hits / of
    middle = (value + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(value * (1 - value) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return Share(hits=hits, of=of, low=max(0.0, middle - half), high=min(1.0, middle + half))


def _label_figures(outcomes: Sequence[Outcome], label: Label) -> LabelFigures:
    both = sum(o.truth is label and o.decision.labels[0] is label for o in outcomes)
    said = sum(o.decision.labels[0] is label for o in outcomes)
    true = sum(o.truth is label for o in outcomes)
    f1 = 2 * both / (said + true) if said + true else 0.0
    return LabelFigures(precision=_share(both, said), recall=_share(both, true), f1=f1)


def _confusion(outcomes: Sequence[Outcome]) -> dict[str, int]:
    pairs = Counter((o.truth, o.decision.labels[0]) for o in outcomes if not o.is_right)
    return {f"{true} taken for {said}": count for (true, said), count in pairs.most_common()}


def _coverage(outcomes: Sequence[Outcome]) -> tuple[tuple[float, float, float], ...]:
    """Return confidence bound, share decided at it, and error among those."""
    rows = []
    for bound in (0.99, 0.97, 0.95, 0.9, 0.8, 0.7, 0.5, 0.0):
        taken = [o for o in outcomes if o.decision.confidence >= bound]
        wrong = sum(not o.is_right for o in taken)
        rows.append((bound, len(taken) / (len(outcomes) or 1), wrong / (len(taken) or 1)))
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
        name: _share(sum(o.is_right for o in found), len(found))
        for name, found in sorted(groups.items(), key=lambda item: -len(item[1]))
    }


def _length(outcome: Outcome) -> str:
    words = len(outcome.letter.body.split())
    return "short" if words < _SHORT else "long" if words >= _LONG else "medium"


def _is_explained(outcome: Outcome) -> bool:
    """Whether a reason given overlaps a phrase that a reader named as deciding."""
    reasons = [finding.text for finding in outcome.decision.because if finding.text]
    return any(
        phrase in reason or reason in phrase
        for phrase in outcome.letter.concerns
        for reason in reasons
    )


def _page(figures: Evaluation) -> list[str]:
    lines = [*_summary(figures), "", "label                  precision  recall  F1"]
    for name, row in figures.labels.items():
        told = f"{row.precision.value:9.3f} {row.recall.value:7.3f} {row.f1:.3f}"
        lines.append(f"{name:22} {told} ({row.recall.of})")
    lines += ["", "confidence  decided  wrong"]
    lines += [f"{bound:10.2f} {part:8.1%} {wrong:6.1%}" for bound, part, wrong in figures.coverage]
    lines += ["", "mean confidence  right  letters"]
    lines += [f"{mean:15.2f} {right:6.1%} {count:8}" for mean, right, count in figures.calibration]
    groups = {
        "language": figures.by_language,
        "length": figures.by_length,
        "decider": figures.by_decider,
    }
    for title, shares in groups.items():
        lines += ["", f"right by {title}"]
        lines += [f"{name:12} {_written(share)}" for name, share in shares.items()]
    lines += ["", "most frequent mistakes"]
    lines += [f"{count:4} {pair}" for pair, count in list(figures.confusion.items())[:12]]
    return lines


def _summary(figures: Evaluation) -> tuple[str, ...]:
    right, unmet = _written(figures.right), len(figures.unmet_duties)
    return (
        f"letters {figures.letters}, primary label right {right}, macro-F1 {figures.macro_f1:.3f}",
        f"lost objections and court actions {len(figures.lost_objections)} of {figures.objections}",
        f"lost supervisory complaints {len(figures.lost_supervisory)} of {figures.supervisory}",
        f"decided alone {_written(figures.decided_alone)}",
        f"wrong among automatic acts {_written(figures.wrong_automatic_acts)}",
        f"wrong among automatic hand-overs {_written(figures.wrong_hand_overs)}",
        f"several concerns, a duty unmet {unmet} of {figures.several_concerns}",
        f"reasons overlap the deciding phrases {_written(figures.explained)}",
    )


def _written(share: Share) -> str:
    return f"{share.value:.1%} ({share.hits} of {share.of}; {share.low:.1%} to {share.high:.1%})"
