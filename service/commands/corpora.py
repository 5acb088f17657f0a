"""Corpus files as the commands around the classifier take them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryFile

import click

from triage.learning.corpus import CorpusError, LabelledLetter, read_corpus

Corpora = dict[str, tuple[LabelledLetter, ...]]
CORPORA = click.argument(
    "corpora",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CORPUS...",
)


def corpora_in(corpora: Sequence[Path]) -> Corpora:
    """Read each file under its bare name: some are only learned from, by their name.

    Exit code 1 for a file that is named twice, holds no letter or cannot be read.
    """
    names = Counter(path.stem for path in corpora)
    if len({path.resolve() for path in corpora}) < len(corpora):
        message = "a CORPUS is named twice: its letters would judge themselves."
        raise click.ClickException(message)
    try:
        found = {
            path.stem if names[path.stem] == 1 else str(path): read_corpus(path) for path in corpora
        }
    except (CorpusError, OSError) as error:
        raise click.ClickException(str(error)) from None
    for name, letters in found.items():
        if not letters:
            message = f"{name}: holds no letter."
            raise click.ClickException(message)
    return found


def refuse_unwritable(path: Path) -> None:
    """Exit code 1 where no file can be written here: told before minutes of work, not after."""
    try:
        with TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise click.ClickException(message) from None
