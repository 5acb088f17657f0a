"""Sentence vectors kept in a file, so that training and judging anew take seconds, not minutes."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from triage.model.artefact import write_whole
from triage.model.classifier import Encoder
from triage.model.vectors import Floats

_UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, TypeError, KeyError, EOFError)
"""What the reader of arrays raises when it is given something else."""
_AXES = 3
"""Texts, layers, width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVectors:
    """An encoder that remembers; texts are known by their SHA-256 only."""

    encoder: Encoder
    known: dict[str, Floats] = field(default_factory=dict, repr=False)

    def vectors(self, text: str) -> Floats:
        """Return the meaning of a text, computed once."""
        name = _name(text)
        if name not in self.known:
            self.known[name] = self.encoder.vectors(text)
        return self.known[name]

    def unknown(self, texts: Iterable[str]) -> list[str]:
        """Return those texts whose meaning must still be computed."""
        return [text for text in texts if _name(text) not in self.known]


def read_vectors(path: Path, encoder: Encoder) -> KeptVectors:
    """Return what a file keeps, nothing if there is none; ValueError for any other file.

    OSError where it cannot be read.
    """
    if not path.exists():
        return KeptVectors(encoder=encoder)
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            vectors = kept["vectors"].astype(np.float32)
            known = dict(zip(kept["names"].tolist(), vectors, strict=True))
    except _UNREADABLE as error:
        message = "cannot be understood"
        raise ValueError(message) from error
    if known and (vectors.ndim != _AXES or not np.isfinite(vectors).all()):
        message = "holds other numbers"
        raise ValueError(message)
    return KeptVectors(encoder=encoder, known=known)


def write_vectors(kept: KeptVectors, path: Path) -> None:
    """Write all that is known, whole or not at all."""
    written = io.BytesIO()
    names = sorted(kept.known)
    np.savez(
        written,
        names=np.array(names, dtype=np.str_),
        vectors=np.array([kept.known[name] for name in names], dtype=np.float32),
    )
    write_whole(path, written.getvalue())


def _name(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
