"""`krm train`: a classifier from labelled letters (R36)."""

from pathlib import Path

import click

from service.commands.corpora import CORPORA, corpora_in
from triage.artefact import save
from triage.training import train

TRAINING = """\b
Examples:
  krm train letters/*.jsonl --out own.model
then name own.model in krm.toml: [triage] model = "own.model"
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
    letters = corpora_in(corpora)
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
