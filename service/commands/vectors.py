"""Sentence vectors of whole corpora: computed once, kept in a file, with a bar to watch."""

from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from service.commands.corpora import Corpora, refuse_unwritable
from triage.encoder.weights import EncoderError
from triage.model.kept_vectors import KeptVectors, read_vectors, write_vectors
from triage.model.nearness import encoded_text
from triage.model.second_stage import MISSING, installed
from triage.text.letter import letter_of

VECTORS = click.option(
    "--vectors",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Train the second model too, which compares meanings (needs the extra `vectors`); this "
    "file keeps the sentence vectors, about 0.2 s each, for the next time.",
)
_AT_ONCE = 200
"""Letters after which the file is written: a run that is stopped keeps what it has."""


def kept_vectors(path: Path, corpora: Iterable[Corpora]) -> KeptVectors:
    """Return an encoder that knows all these letters, and write what was new into the file."""
    encoder = installed()
    if encoder is None:
        raise click.ClickException(MISSING)
    refuse_unwritable(path)
    try:
        kept = read_vectors(path, encoder)
        texts = kept.unknown(_texts(corpora))
        for number, text in enumerate(_watched(texts), start=1):
            kept.vectors(text)
            if number % _AT_ONCE == 0 or number == len(texts):
                write_vectors(kept, path)
    except EncoderError as error:
        raise click.ClickException(str(error)) from None
    except ValueError as error:
        message = f"{path}: {error}; remove the file if it is not one of sentence vectors"
        raise click.ClickException(message) from None
    except OSError as error:
        message = f"{path} cannot be read or written: {error.strerror}"
        raise click.ClickException(message) from None
    return kept


def _texts(corpora: Iterable[Corpora]) -> list[str]:
    texts: dict[str, None] = {}
    for letters in corpora:
        for letter in (each for found in letters.values() for each in found):
            read = letter_of(letter.subject, letter.body)
            texts[encoded_text(read.subject, read.words.deciding)] = None
    return list(texts)


def _watched(texts: list[str]) -> Iterable[str]:
    console = Console(stderr=True)
    hidden = not console.is_terminal
    return track(texts, "Sentence vectors", console=console, transient=True, disable=hidden)
