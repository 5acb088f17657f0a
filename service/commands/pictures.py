"""Draw an evaluation: how right a confidence is, what is taken for what, what deciding costs."""

from collections.abc import Callable
from io import BytesIO

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from triage.measuring.evaluation import Evaluation

_SIZE = (6.4, 4.6)


def pictures_of(figures: Evaluation) -> dict[str, bytes]:
    """Return file names and SVG pictures; the same figures give the same bytes."""
    return {
        "calibration.svg": _drawn(_calibration, figures),
        "confusion.svg": _drawn(_confusion, figures),
        "coverage.svg": _drawn(_coverage, figures),
    }


def _drawn(draw: Callable[[Axes, Evaluation], None], figures: Evaluation) -> bytes:
    # A fixed salt names the parts of the file alike in each run; text stays text.
    with mpl.rc_context({"svg.hashsalt": "krm", "svg.fonttype": "none"}):
        figure = Figure(figsize=_SIZE, layout="constrained")
        draw(figure.add_subplot(), figures)
        picture = BytesIO()
        figure.savefig(picture, format="svg", metadata={"Date": None})
    return picture.getvalue()


def _calibration(axes: Axes, figures: Evaluation) -> None:
    means = [mean for mean, _, _ in figures.calibration]
    right = [share for _, share, _ in figures.calibration]
    axes.plot([0, 1], [0, 1], color="0.7", linestyle="--", label="as sure as right")
    axes.plot(means, right, marker="o", label="measured")
    for mean, share, count in figures.calibration:
        axes.annotate(str(count), (mean, share), xytext=(6, -10), textcoords="offset points")
    axes.set(xlabel="mean confidence", ylabel="share right", title="Calibration (letters at each)")
    axes.legend()


def _confusion(axes: Axes, figures: Evaluation) -> None:
    names = list(figures.confusion)
    rows = [[figures.confusion[true][said] for said in names] for true in names]
    axes.imshow([[count / (sum(row) or 1) for count in row] for row in rows], cmap="Blues")
    for place, row in enumerate(rows):
        for column, count in enumerate(row):
            colour = "white" if count > sum(row) / 2 else "black"
            axes.text(column, place, str(count), ha="center", va="center", color=colour)
    axes.set_xticks(range(len(names)), names, rotation=45, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="taken for", ylabel="right", title="Confusion (letters)")


def _coverage(axes: Axes, figures: Evaluation) -> None:
    shares = [100 * share for share, _ in figures.coverage]
    axes.plot(shares, [100 * wrong for _, wrong in figures.coverage], label="surest letters first")
    alone, wrong = figures.decided_alone, figures.wrong_automatic_acts
    axes.errorbar(
        [100 * alone.value],
        [100 * wrong.value],
        yerr=[[100 * (wrong.value - wrong.low)], [100 * (wrong.high - wrong.value)]],
        fmt="o",
        capsize=4,
        label="decided without the officer",
    )
    axes.set(xlabel="% of letters decided", ylabel="% wrong among these", title="Coverage")
    axes.legend()
