"""`krm evaluate`: how good a classifier is, on labelled letters (R36)."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from service.commands.classify import open_model
from service.commands.corpora import CORPORA, Corpora, corpora_in
from triage.chain import judge_letter
from triage.classifier import Classifier
from triage.cross_validation import judged_by_others
from triage.evaluation import Evaluation, evaluate_outcomes
from triage.evaluation_page import page_of
from triage.outcomes import Outcome

EVALUATION = """\b
Examples:
  krm evaluate unseen.jsonl
  krm evaluate letters/*.jsonl --held-out --out figures/
"""


@click.command("evaluate", epilog=EVALUATION)
@CORPORA
@click.option("--model", type=click.Path(path_type=Path), help="A file written by `krm train`.")
@click.option(
    "--held-out",
    is_flag=True,
    help="Judge each CORPUS by a model trained on the others; takes minutes.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a page to read.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write evaluation.json and evaluation.txt into this folder too.",
)
def evaluate_command(
    corpora: tuple[Path, ...],
    *,
    model: Path | None,
    held_out: bool,
    as_json: bool,
    out: Path | None,
) -> None:
    """Say how good a classifier is: lost objections, wrong automatic acts, figures a label.

    Letters that a model was trained on flatter it, as triage/corpus/ does the built-in one:
    take others, or --held-out.
    """
    if held_out and (model or len(corpora) == 1):
        message = "--held-out trains models itself, from two files or more."
        raise click.UsageError(message)
    letters = corpora_in(corpora)
    outcomes = _held_out(letters) if held_out else list(_judged(letters, open_model(model)))
    figures = evaluate_outcomes(outcomes)
    click.echo(figures.as_json() if as_json else page_of(figures))
    if out:
        _write(figures, out)


def _held_out(letters: Corpora) -> list[Outcome]:
    return [outcome for judged in judged_by_others(letters).values() for outcome in judged]


def _judged(letters: Corpora, classifier: Classifier) -> Iterator[Outcome]:
    judge = partial(judge_letter, classifier=classifier)
    for found in letters.values():
        for letter in found:
            yield Outcome(letter=letter, decision=judge(letter.subject, letter.body))


def _write(figures: Evaluation, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "evaluation.json").write_text(figures.as_json() + "\n", encoding="utf-8")
        (folder / "evaluation.txt").write_text(page_of(figures) + "\n", encoding="utf-8")
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}"
        raise click.ClickException(message) from None
