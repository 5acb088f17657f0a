"""`krm train`, `krm evaluate`: the classifier, on labelled letters (R36)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from service.commands.classify import open_model
from triage.artefact import save
from triage.chain import judge_letter
from triage.classifier import Classifier
from triage.corpus import CorpusError, LabelledLetter, read_corpus
from triage.cross_validation import judged_by_others
from triage.evaluation import Evaluation, Outcome, evaluate_outcomes
from triage.training import train

Corpora = dict[str, tuple[LabelledLetter, ...]]
CORPORA = click.argument(
    "corpora",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CORPUS...",
)
TRAINING = """\b
Examples:
  krm train letters/*.jsonl --out own.model
then name own.model in krm.toml: [triage] model = "own.model"
"""
EVALUATION = """\b
Examples:
  krm evaluate unseen.jsonl
  krm evaluate letters/*.jsonl --held-out --out figures/
"""


@click.command("train", epilog=TRAINING)
@CORPORA
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The model."
)
def train_command(corpora: tuple[Path, ...], *, out: Path) -> None:
    """Train a classifier from labelled letters, JSON Lines in the corpus format.

    Each CORPUS should hold the letters of other writers: how sure a decision must be is judged
    on files that the model has not seen. Everything stays on this machine.
    """
    letters = _read(corpora)
    classifier = train(letters)
    fresh = out.with_name(out.name + ".new")
    try:
        save(classifier, fresh)
        fresh.replace(out)
    except OSError as error:
        message = f"{out} cannot be written: {error.strerror}"
        raise click.ClickException(message) from None
    count = sum(map(len, letters.values()))
    click.echo(f"{out}: {classifier.model_id}, from {count} letters in {len(letters)} files.")


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
    letters = _read(corpora)
    outcomes = _held_out(letters) if held_out else list(_judged(letters, open_model(model)))
    figures = evaluate_outcomes(outcomes)
    click.echo(figures.as_json() if as_json else figures.as_text())
    if out:
        _write(figures, out)


def _read(corpora: Sequence[Path]) -> Corpora:
    """Read each file under its bare name: some are only learned from, by their name."""
    names = Counter(path.stem for path in corpora)
    try:
        return {
            path.stem if names[path.stem] == 1 else str(path): read_corpus(path) for path in corpora
        }
    except (CorpusError, OSError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from None


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
        (folder / "evaluation.txt").write_text(figures.as_text() + "\n", encoding="utf-8")
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}"
        raise click.ClickException(message) from None
