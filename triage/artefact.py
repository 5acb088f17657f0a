"""A classifier as a file: a plain zip of numbers and words, nothing that can run when read.

A line with the kind, a checksum, then a zip of numpy arrays (read without pickle) and a JSON
head. With a key the checksum is a keyed one, and `load` with that key refuses any other file.
"""

import hashlib
import hmac
import io
import json
import zipfile
import zlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cases.labels import Way
from triage.classifier import LABELS, Bounds, Classifier, Weights
from triage.features import BLOCKS
from triage.vectors import Floats

FORMAT = 1
"""Raised whenever an older program could not read the file, or would read it wrongly."""
_PLAIN, _SIGNED = b"krm-model plain \n", b"krm-model signed\n"
_CHECKSUM = 32
_BUILTIN = "builtin.model"
_NO_TIME = (1980, 1, 1, 0, 0, 0)


class ModelError(Exception):
    """The file holds no classifier that this program knows; the message says what to do."""


def save(classifier: Classifier, path: Path, key: bytes | None = None) -> None:
    """Write the classifier; the same classifier gives the same bytes."""
    content = _packed(classifier)
    path.write_bytes((_PLAIN if key is None else _SIGNED) + _checksum(content, key) + content)


def load(path: Path, key: bytes | None = None) -> Classifier:
    """Read a classifier; `ModelError` for whatever `save` did not write, or a wrong key."""
    try:
        return _unpacked(_checked(path.read_bytes(), key))
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); make it with `krm train`"
        raise ModelError(message) from error
    except ModelError as error:
        message = f"{path}: {error}; make it anew with `krm train`"
        raise ModelError(message) from error


@lru_cache(maxsize=1)
def builtin() -> Classifier:
    """Return the classifier that comes with the program, read once."""
    return load(Path(str(files("triage") / _BUILTIN)))


def _checksum(content: bytes, key: bytes | None) -> bytes:
    if key is None:
        return hashlib.sha256(content).digest()
    return hmac.digest(key, content, "sha256")


def _checked(written: bytes, key: bytes | None) -> bytes:
    """Return what stands behind kind and checksum, if they are right.

    Without a key a signed file is taken too: its checksum cannot be known then.
    """
    kind, rest = written[: len(_PLAIN)], written[len(_PLAIN) :]
    checksum, content = rest[:_CHECKSUM], rest[_CHECKSUM:]
    if kind not in {_PLAIN, _SIGNED}:
        message = "this is no model of this program"
        raise ModelError(message)
    if key is not None and kind != _SIGNED:
        message = "the model is not signed"
        raise ModelError(message)
    known = kind == _PLAIN or key is not None
    if known and not hmac.compare_digest(checksum, _checksum(content, key)):
        message = "the model is damaged, or signed with another key"
        raise ModelError(message)
    return content


def _packed(classifier: Classifier) -> bytes:
    learned = classifier.learned
    head = {
        "format": FORMAT,
        "labels": [str(label) for label in LABELS],
        "blocks": BLOCKS,
        "model_id": classifier.model_id,
        "trained_with": classifier.trained_with,
        "temperature": classifier.temperature,
        "sure_primary": classifier.sure_primary,
        "bounds": {way: [bound.ask, bound.do] for way, bound in classifier.bounds.items()},
        "names": learned.names,
    }
    parts = {
        "head.json": json.dumps(head, ensure_ascii=False).encode(),
        "rarity.npy": _array(learned.rarity.astype(np.float16)),
        "weights.npy": _array(learned.weights.astype(np.float16)),
        "slopes.npy": _array(classifier.slopes),
        "offsets.npy": _array(classifier.offsets),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            archive.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def _array(numbers: NDArray[np.floating]) -> bytes:
    written = io.BytesIO()
    np.save(written, numbers, allow_pickle=False)
    return written.getvalue()


def _unpacked(content: bytes) -> Classifier:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _classifier({name: archive.read(name) for name in archive.namelist()})
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError) as error:
        message = "this is no model of this program"
        raise ModelError(message) from error


def _classifier(parts: dict[str, bytes]) -> Classifier:
    head = json.loads(parts["head.json"])
    if head["format"] != FORMAT:
        message = f"model format {head['format']} is not {FORMAT}"
        raise ModelError(message)
    if head["labels"] != [str(label) for label in LABELS] or head["blocks"] != list(BLOCKS):
        message = "the model knows other labels or features"
        raise ModelError(message)
    return Classifier(
        model_id=head["model_id"],
        trained_with=head["trained_with"],
        learned=Weights(
            names=tuple(head["names"]),
            rarity=_numbers(parts["rarity.npy"]),
            weights=_numbers(parts["weights.npy"]),
        ),
        slopes=_numbers(parts["slopes.npy"]),
        offsets=_numbers(parts["offsets.npy"]),
        temperature=head["temperature"],
        sure_primary=head["sure_primary"],
        bounds={Way(way): Bounds(ask=ask, do=do) for way, (ask, do) in head["bounds"].items()},
    )


def _numbers(part: bytes) -> Floats:
    numbers: Floats = np.load(io.BytesIO(part), allow_pickle=False).astype(np.float32)
    return numbers
