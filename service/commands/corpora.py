"""Corpus files as the commands around the classifier take them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from triage.corpus import CorpusError, LabelledLetter, read_corpus

Corpora = dict[str, tuple[LabelledLetter, ...]]
CORPORA = click.argument(
    "corpora",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="CORPUS...",
)


def corpora_in(corpora: Sequence[Path]) -> Corpora:
    """Read each file under its bare name: some are only learned from, by their name."""
    names = Counter(path.stem for path in corpora)
    try:
        return {
            path.stem if names[path.stem] == 1 else str(path): read_corpus(path) for path in corpora
        }
    except (CorpusError, OSError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from None
