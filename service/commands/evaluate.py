"""`krm evaluate`: how good a classifier is, on labelled letters (R36)."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from config.mistakes import ConfigurationError
from config.triage_section import limits_in
from service.commands.classify import FAST, open_model
from service.commands.corpora import CORPORA, corpora_in
from service.commands.vectors import VECTORS, kept_vectors
from triage.learning.training import train
from triage.limits import Limits
from triage.measuring.costs import costs_of
from triage.measuring.cross_validation import judged_by, judged_by_others, judges_in
from triage.measuring.evaluation import Evaluation, evaluate_outcomes
from triage.measuring.evaluation_page import page_of
from triage.measuring.outcomes import Outcome

EVALUATION = """\b
Examples:
  krm evaluate unseen.jsonl
  krm evaluate letters/*.jsonl --held-out --out figures/
  krm evaluate judges.jsonl --learn letters-a.jsonl --learn letters-b.jsonl
"""
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("evaluate", epilog=EVALUATION)
@CORPORA
@click.option("--model", type=click.Path(path_type=Path), help="A file written by `krm train`.")
@click.option(
    "--held-out",
    is_flag=True,
    help="Judge each CORPUS by a model trained on the others; takes minutes.",
)
@click.option(
    "--learn",
    multiple=True,
    type=A_FILE,
    help="Judge by a model trained on this file; repeat it for more files.",
)
@FAST
@VECTORS
@click.option(
    "--limits",
    "configuration",
    type=A_FILE,
    help="A krm.toml: judge under its [triage.limits] instead of the usual ones.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a page to read.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write evaluation.json, evaluation.txt and three pictures (SVG) into this folder too.",
)
def evaluate_command(  # noqa: PLR0913  (click hands over each option)
    corpora: tuple[Path, ...],
    *,
    model: Path | None,
    held_out: bool,
    learn: tuple[Path, ...],
    fast: bool,
    vectors: Path | None,
    configuration: Path | None,
    as_json: bool,
    out: Path | None,
) -> None:
    """Say how good a classifier is: lost objections, wrong automatic acts, figures a label.

    Letters that a model was trained on flatter it, as triage/corpus/ does the built-in one:
    take others, --held-out or --learn.
    """
    _refuse_rivals(model=model, held_out=held_out, learn=learn, files=len(corpora))
    letters, lessons = corpora_in(corpora), corpora_in(learn)
    limits = _limits_in(configuration) if configuration else Limits()
    encoder = kept_vectors(vectors, [letters, lessons]) if vectors else None
    if held_out:
        judged = judged_by_others(letters, encoder, limits=limits)
    else:
        classifier = train(lessons, encoder) if learn else open_model(model, fast=fast)
        judged = judged_by(classifier.under(limits), letters)
    names = judges_in(letters) if held_out else letters
    outcomes = [outcome for _, found in _watched(judged, names) for outcome in found]
    figures = evaluate_outcomes(outcomes)
    page = f"{page_of(figures)}\n\n{costs_of(outcomes, limits)}"
    click.echo(figures.as_json() if as_json else page)
    if out:
        _write(figures, page, out)


def _limits_in(configuration: Path) -> Limits:
    try:
        return limits_in(tomllib.loads(configuration.read_text(encoding="utf-8")))
    except (OSError, ValueError, ConfigurationError) as error:
        message = f"--limits: {configuration}: {error}"
        raise click.ClickException(message) from None


def _refuse_rivals(
    *, model: Path | None, held_out: bool, learn: tuple[Path, ...], files: int
) -> None:
    if sum((bool(model), held_out, bool(learn))) > 1 or (held_out and files == 1):
        message = "take one of --model, --learn, and --held-out with two files or more."
        raise click.UsageError(message)


def _watched(
    judged: Iterator[tuple[str, list[Outcome]]], names: Iterable[str]
) -> Iterable[tuple[str, list[Outcome]]]:
    """Show on a terminal how many files are judged."""
    console = Console(stderr=True)
    return track(
        judged,
        description="Files judged",
        total=len(list(names)),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _write(figures: Evaluation, page: str, folder: Path) -> None:
    texts = {"evaluation.json": figures.as_json() + "\n", "evaluation.txt": page + "\n"}
    written = {name: text.encode() for name, text in texts.items()} | _pictures(figures)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in written.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror}"
        raise click.ClickException(message) from None


def _pictures(figures: Evaluation) -> dict[str, bytes]:
    """Draw, if the drawing library is there: figures must come without it too."""
    try:
        from service.commands.pictures import pictures_of  # noqa: PLC0415  (an extra, and slow)
    except ModuleNotFoundError:
        click.echo("No pictures: install the extra `pictures` for them.", err=True)
        return {}
    return pictures_of(figures)
