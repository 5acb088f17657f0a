"""Write the figures of an evaluation as a page to read."""

from collections.abc import Iterator

from cases.labels import Label
from triage.measuring.evaluation import Evaluation
from triage.measuring.mistakes import Mistake

_SHOWN = 400
"""Characters of a letter shown beside a mistake."""


def page_of(figures: Evaluation) -> str:
    """Return all figures, the heaviest first, and the worst mistakes with their letters."""
    return "\n".join(
        (
            *summary(figures),
            *_labels(figures),
            *_confusion(figures),
            *_curves(figures),
            *_groups(figures),
            *_mistakes(figures),
        )
    )


def summary(figures: Evaluation) -> tuple[str, ...]:
    """Return the lines by which a classifier is judged, in the order of their weight."""
    low, high = figures.macro_f1_interval
    return (
        f"letters {figures.letters}",
        f"objections and court actions lost {len(figures.lost_objections)} of {figures.objections}",
        f"supervisory complaints lost {len(figures.lost_supervisory)} of {figures.supervisory}",
        f"wrong among automatic acts {figures.wrong_automatic_acts}",
        f"wrong among automatic hand-overs {figures.wrong_hand_overs}",
        f"decided without the officer {figures.decided_alone}",
        f"primary label right {figures.right}",
        f"macro-F1 {figures.macro_f1:.3f} ({low:.3f} to {high:.3f})",
        f"several concerns, a duty unmet {len(figures.unmet_duties)} of {figures.several_concerns}",
        f"reasons overlap the deciding phrases {figures.explained}",
    )


def _labels(figures: Evaluation) -> Iterator[str]:
    yield "\nlabel                  letters  precision            recall               F1"
    for name, row in figures.labels.items():
        parts = " ".join(
            f"{part.value:.3f} ({part.low:.3f}-{part.high:.3f}) "
            for part in (row.precision, row.recall)
        )
        low, high = row.f1_interval
        yield f"{name:22} {row.recall.of:7}  {parts} {row.f1:.3f} ({low:.3f}-{high:.3f})"


def _confusion(figures: Evaluation) -> Iterator[str]:
    yield "\nright label, and how many were taken for (columns in the same order)"
    for name, row in figures.confusion.items():
        yield f"{name:22} " + " ".join(f"{row[label]:4}" for label in Label)


def _curves(figures: Evaluation) -> Iterator[str]:
    yield "\nsurest share  wrong among it"
    yield from (f"{part:12.0%}  {wrong:6.1%}" for part, wrong in figures.coverage)
    yield "\nmean confidence  right  letters"
    yield from (
        f"{mean:15.2f} {right:6.1%} {count:8}" for mean, right, count in figures.calibration
    )


def _groups(figures: Evaluation) -> Iterator[str]:
    groups = {
        "language": figures.by_language,
        "length": figures.by_length,
        "decider": figures.by_decider,
    }
    for title, shares in groups.items():
        yield f"\nright by {title}"
        yield from (f"{name:12} {part}" for name, part in shares.items())


def _mistakes(figures: Evaluation) -> Iterator[str]:
    yield f"\nthe {len(figures.worst)} worst mistakes"
    for mistake in figures.worst:
        yield from _told(mistake)


def _told(mistake: Mistake) -> Iterator[str]:
    decided, right = ", ".join(mistake.decided), ", ".join(mistake.right)
    yield (
        f"\n{mistake.id} {mistake.harm}: said {decided} ({mistake.confidence:.2f}, "
        f"{mistake.decided_by}), right is {right}: {mistake.why}"
    )
    body = " ".join(mistake.body.split())
    yield f"  [{mistake.subject}] {body[:_SHOWN]}{' ...' if len(body) > _SHOWN else ''}"
    yield from (f"  because {reason[:_SHOWN]}" for reason in mistake.reasons)
