"""The file of sentence vectors: anything else at its place is named, and never learned from."""

import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from triage.encoder.weights import WIDTH
from triage.model.kept_vectors import read_vectors
from triage.model.second_stage import InstalledEncoder

NAMES = np.array(["a", "b"])


def _archive(vectors: NDArray[np.generic], names: NDArray[np.generic] = NAMES) -> bytes:
    written = io.BytesIO()
    np.savez(written, names=names, vectors=vectors)
    return written.getvalue()


def _others() -> bytes:
    written = io.BytesIO()
    np.savez(written, x=np.zeros(2))
    return written.getvalue()


def _array() -> bytes:
    written = io.BytesIO()
    np.save(written, np.zeros(3))
    return written.getvalue()


BAD: dict[str, bytes] = {
    "empty": b"",
    "text": b"hello",
    "cut off": b"PK\x03\x04" + b"x" * 100,
    "one array": _array(),
    "other arrays": _others(),
    "one name": _archive(np.zeros((2, 4, WIDTH)), np.array(7)),
    "too flat": _archive(np.zeros((2, 3))),
    "too few": _archive(np.zeros((1, 4, WIDTH))),
    "no numbers": _archive(np.full((2, 4, WIDTH), np.nan)),
    "words": _archive(np.array([[["x"]], [["y"]]])),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_a_file_of_something_else_is_refused(content: bytes, tmp_path: Path) -> None:
    """One kind of error, whatever it holds: a training must not end in a stack of calls."""
    (tmp_path / "vectors.npz").write_bytes(content)

    with pytest.raises(ValueError, match=r"cannot be understood|holds other numbers"):
        read_vectors(tmp_path / "vectors.npz", InstalledEncoder())
