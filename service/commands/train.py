"""`krm train`: a classifier from labelled letters, or from what the officer decided (R36)."""

import time
from pathlib import Path

import click

from service.clock import now
from service.commands.corpora import corpora_in, refuse_unwritable
from service.commands.lines import complain, write_line
from service.commands.opening import who_asks
from service.commands.vectors import VECTORS, kept_vectors
from service.commands.working import service_of
from service.learning import TooFewExamplesError, Trained, train_beside
from store.engine import writing
from store.people import accounts
from triage.learning.from_officer import MissingLettersError
from triage.learning.training import train
from triage.model.artefact import ModelError, save
from triage.model.folder import TrainingError

TRAINING = """\b
Examples:
  krm train
  krm train --only-compare
  krm train letters/*.jsonl --out own.model
The last one writes a file; name it in krm.toml: [triage] model = "own.model"
"""


@click.command("train", epilog=TRAINING)
@click.argument(
    "corpora",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="[CORPUS...]",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The model made of CORPUS."
)
@VECTORS
@click.option(
    "--from-decisions", is_flag=True, help="Learn from the officer; so does no CORPUS at all."
)
@click.option("--only-compare", is_flag=True, help="Keep the new model, but never put it live.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a page to read.")
@click.pass_obj
def train_command(
    config: Path,
    corpora: tuple[Path, ...],
    *,
    out: Path | None,
    vectors: Path | None,
    from_decisions: bool,
    only_compare: bool,
    as_json: bool,
) -> None:
    """Learn from the officer's decisions, or from labelled letters. All stays on this machine.

    Without CORPUS: the office's decided letters are masked, learned beside the built-in ones, and
    the new model is compared with the live one on letters that neither has learned from. It goes
    live only if it loses on no label; `krm model use --previous` goes back. Mail that is handed
    over or belongs to a petition teaches nothing.

    With CORPUS (JSON Lines in the corpus format) and --out: a model as a file, needs no
    configuration. Each CORPUS should hold the letters of other writers: how sure a decision must
    be is judged on files that the model has not seen. With --from-decisions instead of --out they
    stand in for the built-in letters; the files td, tg and th among them judge the comparison.
    """
    if corpora and not from_decisions:
        if out is None or only_compare or as_json:
            message = "CORPUS needs --out, and takes neither --only-compare nor --json."
            raise click.UsageError(message)
        _train_file(corpora, out, vectors)
        return
    if out or vectors:
        message = (
            "--out and --vectors go with CORPUS alone: what is learned here is kept in "
            "triage.models."
        )
        raise click.UsageError(message)
    _train_beside(config, corpora, only_compare=only_compare, as_json=as_json)


def _train_file(corpora: tuple[Path, ...], out: Path, vectors: Path | None) -> None:
    refuse_unwritable(out)
    letters = corpora_in(corpora)
    classifier = train(letters, kept_vectors(vectors, [letters]) if vectors else None)
    try:
        save(classifier, out)
    except OSError as error:
        message = f"{out} cannot be written: {error.strerror}"
        raise click.ClickException(message) from None
    count = sum(map(len, letters.values()))
    click.echo(f"{out}: {classifier.model_id}, from {count} letters in {len(letters)} files.")


def _train_beside(
    config: Path, corpora: tuple[Path, ...], *, only_compare: bool, as_json: bool
) -> None:
    letters = corpora_in(corpora) if corpora else None
    began = time.monotonic()

    def tell(step: str) -> None:
        complain(f"{time.monotonic() - began:5.0f} s  {step}")

    with service_of(config) as service:
        with writing(service.engine) as tx:
            accounts.log_access(tx, who=who_asks(), what="model_trained", at=now())
        try:
            trained = train_beside(service, tell=tell, only_compare=only_compare, corpora=letters)
        except (TooFewExamplesError, MissingLettersError, TrainingError, ModelError) as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            message = f"{service.models.folder.path} cannot be written: {error.strerror}"
            raise click.ClickException(message) from None
    if as_json:
        write_line(_record(trained))
    else:
        click.echo("\n".join(_page(trained)))


def _page(trained: Trained) -> list[str]:
    before, after = trained.before, trained.learned.provenance.standing
    origin = trained.learned.provenance
    lines = [
        f"{trained.name}: {len(origin.examples)} examples beside {origin.letters} built-in letters",
        "",
        f"On {after.letters} frozen letters that neither model has learned from; both are twins",
        f"trained without them. Beside: {trained.compared_with}.",
        "",
        "right on                 live    new     of",
    ]
    earlier = {told.label: told.right for told in before.told}
    for told in after.told:
        was = earlier[told.label]
        lines.append(
            f"{told.label:22} {was:6} {told.right:6} {told.of:6}{_change(was, told.right)}"
        )
    lines += [
        f"{'all':22} {before.right:6} {after.right:6} {after.letters:6}",
        f"{'hand-overs lost':22} {len(before.lost):6} {len(after.lost):6}",
        f"{'wrong hand-overs':22} {len(before.wrong_hand_overs):6} {len(after.wrong_hand_overs):6}",
        f"{'wrong acts':22} {len(before.wrong_acts):6} {len(after.wrong_acts):6}",
        f"{'decided alone':22} {before.decided_alone:6} {after.decided_alone:6}",
        "",
        *_verdict(trained),
    ]
    return lines


def _change(was: int, is_now: int) -> str:
    return f"  {is_now - was:+}" if is_now != was else ""


def _verdict(trained: Trained) -> list[str]:
    if trained.is_live:
        return ["It is live; `krm model use --previous` goes back."]
    if not trained.refused:
        return [f"It may go live: `krm model use {trained.name}`."]
    return ["It does not go live:", *(f"- {reason}" for reason in trained.refused)]


def _record(trained: Trained) -> dict[str, object]:
    before, after = trained.before, trained.learned.provenance.standing
    earlier = {told.label: told.right for told in before.told}
    return {
        "name": trained.name,
        "made_at": trained.learned.provenance.made_at.isoformat(),
        "examples": len(trained.learned.provenance.examples),
        "letters": trained.learned.provenance.letters,
        "compared_with": trained.compared_with,
        "frozen_letters": after.letters,
        "labels": {
            str(told.label): {"live": earlier[told.label], "new": told.right, "of": told.of}
            for told in after.told
        },
        "lost": {"live": before.lost, "new": after.lost},
        "wrong_hand_overs": {"live": before.wrong_hand_overs, "new": after.wrong_hand_overs},
        "wrong_acts": {"live": before.wrong_acts, "new": after.wrong_acts},
        "decided_alone": {"live": before.decided_alone, "new": after.decided_alone},
        "refused": trained.refused,
        "is_live": trained.is_live,
    }
