"""Renew the figures in docs/model-card.md and its pictures (`make model-card`).

Every file is judged by a model of all the others, by the fast model alone and with the second one;
the three files that nobody read while writing rules are shown apart, and once more judged by what
was learned from the other five alone.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from service.commands.pictures import pictures_of  # noqa: E402  (the path comes first)
from service.commands.vectors import kept_vectors  # noqa: E402
from triage.learning.corpus import LabelledLetter, read_corpus  # noqa: E402
from triage.learning.training import train  # noqa: E402
from triage.limits import Limits  # noqa: E402
from triage.measuring.cross_validation import judged_by, judged_by_others  # noqa: E402
from triage.measuring.evaluation import Evaluation, evaluate_outcomes  # noqa: E402
from triage.measuring.outcomes import Outcome  # noqa: E402
from triage.model.classifier import Encoder  # noqa: E402

CARD = Path(__file__).parent / "model-card.md"
PICTURES = Path(__file__).parent / "pictures"
VECTORS = ROOT / "build" / "vectors.npz"
UNREAD = ("td", "tg", "th")
_FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)


def main() -> None:
    """Judge, draw, and write the tables into the card."""
    letters = {path.stem: read_corpus(path) for path in (ROOT / "triage/corpus").glob("*.jsonl")}
    letters = dict(sorted(letters.items()))
    encoder = kept_vectors(VECTORS, [letters])
    fast = dict(judged_by_others(letters, limits=Limits()))
    both = dict(judged_by_others(letters, encoder, limits=Limits()))
    columns = {
        "fast model alone": _figures(fast, tuple(fast)),
        "both models": _figures(both, tuple(both)),
        "`td tg th` of these": _figures(both, UNREAD),
        "`td tg th`, learned from the other five": _figures(_stand_in(letters, encoder), UNREAD),
    }
    for name, picture in pictures_of(columns["both models"]).items():
        (PICTURES / name).write_bytes(picture)
    card = CARD.read_text(encoding="utf-8")
    CARD.write_text(_FIGURES.sub(lambda _: _tables(columns), card), encoding="utf-8")


def _stand_in(
    letters: Mapping[str, Sequence[LabelledLetter]], encoder: Encoder
) -> dict[str, list[Outcome]]:
    judges = {name: found for name, found in letters.items() if name in UNREAD}
    learned = {name: letters[name] for name in letters if name not in UNREAD}
    return dict(judged_by(train(learned, encoder), judges))


def _figures(judged: Mapping[str, Sequence[Outcome]], names: Sequence[str]) -> Evaluation:
    return evaluate_outcomes([outcome for name in names for outcome in judged[name]])


def _tables(columns: Mapping[str, Evaluation]) -> str:
    heads = [f"{title} ({figures.letters})" for title, figures in columns.items()]
    rows = zip(*(_rows(figures) for figures in columns.values()), strict=True)
    lines = [f"| | {' | '.join(heads)} |", "|---" * (1 + len(heads)) + "|"]
    lines += [f"| {cells[0][0]} | {' | '.join(value for _, value in cells)} |" for cells in rows]
    return "\n".join(lines) + "\n"


def _rows(figures: Evaluation) -> Sequence[tuple[str, str]]:
    low, high = figures.macro_f1_interval
    by_label = [(f"F1 {name}", f"{row.f1:.2f}") for name, row in figures.labels.items()]
    return (
        (
            "objections and court actions lost",
            f"{len(figures.lost_objections)} of {figures.objections}",
        ),
        (
            "supervisory complaints lost",
            f"{len(figures.lost_supervisory)} of {figures.supervisory}",
        ),
        ("wrong among automatic acts", str(figures.wrong_automatic_acts)),
        ("wrong among automatic hand-overs", str(figures.wrong_hand_overs)),
        ("decided without the officer", str(figures.decided_alone)),
        ("macro-F1", f"{figures.macro_f1:.3f} ({low:.3f} to {high:.3f})"),
        ("primary label right", str(figures.right)),
        (
            "several concerns, a duty unmet",
            f"{len(figures.unmet_duties)} of {figures.several_concerns}",
        ),
        ("reasons overlap the deciding phrases", str(figures.explained)),
        *by_label,
    )


if __name__ == "__main__":
    main()
