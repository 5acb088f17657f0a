"""A classifier as a file: a plain zip of numbers and words, nothing that can run when read.

A line with the kind, the SHA-256 of the content, in a signed file the HMAC of both under the
installation's key, then a zip of numpy arrays (read without pickle), a JSON head with the format's
version, and where it is known the model's provenance. `load` with a key refuses every file that
is not signed with it.
"""

import hashlib
import hmac
import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cases.labels import Way
from triage.bounds import Judged, bounds_of
from triage.classifier import AGREEMENT, LABELS, OUTPUTS, Classifier, Weights
from triage.features import BLOCKS
from triage.limits import Limits
from triage.provenance import Provenance, as_record, provenance_of
from triage.vectors import Floats

FORMAT = 2
"""Raised whenever an older program could not read the file, or would read it wrongly."""
_PLAIN, _SIGNED = b"krm-model plain \n", b"krm-model signed\n"
_CHECKSUM = 32
Parts = Mapping[str, bytes]
_LARGEST = 200 * 1024 * 1024
"""Bytes of all parts unpacked; a file that claims more is no model of ours."""
_BUILTIN = "builtin.model"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OverflowError,
    RecursionError,
    NotImplementedError,
)
"""What the readers of zip, JSON and arrays raise when they are given something else."""


class ModelError(Exception):
    """The file holds no classifier that this program knows; the message says what to do."""


def save(
    classifier: Classifier,
    path: Path,
    key: bytes | None = None,
    *,
    provenance: Provenance | None = None,
) -> None:
    """Write the classifier whole or not at all; the same classifier gives the same bytes.

    The file is its owner's alone. OSError where it cannot be written; what stood there then stays.
    """
    content = _packed(classifier, provenance)
    kind = _PLAIN if key is None else _SIGNED
    digest = hashlib.sha256(content).digest()
    write_whole(path, b"".join((kind, digest, _signature(kind, digest, key), content)))


def load(path: Path, key: bytes | None = None) -> Classifier:
    """Read a classifier; `ModelError` for whatever `save` did not write, or a wrong key."""
    with _told_with(path):
        return _classifier(_parts(_checked(path.read_bytes(), key)))


def origin_of(path: Path, key: bytes | None = None) -> Provenance | None:
    """Return where a model comes from; None where it does not say. `ModelError` as in `load`."""
    with _told_with(path):
        return _provenance(_parts(_checked(path.read_bytes(), key)))


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file by this content, durably: a crash leaves the old one or the new one."""
    fresh = path.with_name(path.name + ".part")
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@lru_cache(maxsize=1)
def builtin() -> Classifier:
    """Return the classifier that comes with the program, read once."""
    return load(Path(str(files("triage") / _BUILTIN)))


@contextmanager
def _told_with(path: Path) -> Iterator[None]:
    """Name the file in every error, and what to do."""
    try:
        yield
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); make it with `krm train`"
        raise ModelError(message) from error
    except ModelError as error:
        message = f"{path}: {error}; make it anew with `krm train`"
        raise ModelError(message) from error
    except _UNREADABLE as error:
        message = f"{path}: this is no model of this program; make it anew with `krm train`"
        raise ModelError(message) from error


def _signature(kind: bytes, digest: bytes, key: bytes | None) -> bytes:
    return b"" if key is None else hmac.digest(key, kind + digest, "sha256")


def _checked(written: bytes, key: bytes | None) -> bytes:
    """Return the content, if it is whole and, with a key, signed with that key."""
    kind, rest = written[: len(_PLAIN)], written[len(_PLAIN) :]
    if kind not in {_PLAIN, _SIGNED}:
        message = "this is no model of this program"
        raise ModelError(message)
    signed_bytes = _CHECKSUM if kind == _SIGNED else 0
    digest, signature = rest[:_CHECKSUM], rest[_CHECKSUM : _CHECKSUM + signed_bytes]
    content = rest[_CHECKSUM + signed_bytes :]
    if not hmac.compare_digest(digest, hashlib.sha256(content).digest()):
        message = "the model is damaged"
        raise ModelError(message)
    if key is not None and not hmac.compare_digest(signature, _signature(kind, digest, key)):
        message = "the model is not signed, or not with the key of this installation"
        raise ModelError(message)
    return content


def _packed(classifier: Classifier, provenance: Provenance | None) -> bytes:
    learned = classifier.learned
    head = {
        "format": FORMAT,
        "labels": [str(label) for label in LABELS],
        "blocks": BLOCKS,
        "model_id": classifier.model_id,
        "trained_with": classifier.trained_with,
        "temperature": classifier.temperature,
        "agreement": [float(weight) for weight in classifier.agreement],
        "names": learned.names,
    }
    parts = {
        "head.json": json.dumps(head, ensure_ascii=False).encode(),
        "rarity.npy": _array(learned.rarity.astype(np.float16)),
        "weights.npy": _array(learned.weights.astype(np.float16)),
        "slopes.npy": _array(classifier.slopes),
        "offsets.npy": _array(classifier.offsets),
        "judged.npy": _array(_judged_rows(classifier.judged)),
    }
    if provenance is not None:
        parts["provenance.json"] = json.dumps(as_record(provenance)).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            archive.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def _judged_rows(judged: Judged) -> Floats:
    columns = (judged.sureness, judged.first, judged.right, judged.ways, judged.taken)
    return np.column_stack((*columns, judged.allowed)).astype(np.float32)


def _judged_of(rows: Floats) -> Judged:
    """Read the rows that `_judged_rows` wrote; ValueError for another number of columns."""
    sureness, first, right, *ways = rows.T
    likely, taken, allowed = np.array(ways, dtype=np.float32).reshape(3, len(Way), -1)
    return Judged(
        sureness=sureness,
        first=first.astype(np.int8),
        right=right > 0,
        ways=likely.T,
        taken=taken.T > 0,
        allowed=allowed.T > 0,
    )


def _array(numbers: NDArray[np.floating]) -> bytes:
    written = io.BytesIO()
    np.save(written, numbers, allow_pickle=False)
    return written.getvalue()


def _parts(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
            message = "this is no model of this program"
            raise ModelError(message)
        return {name: archive.read(name) for name in archive.namelist()}


def _head(parts: Parts) -> dict[str, Any]:
    """Return the head of a model of this format, with these labels and features."""
    head: dict[str, Any] = json.loads(parts["head.json"])
    if head["format"] != FORMAT:
        age = "a later" if int(head["format"]) > FORMAT else "an earlier"
        message = f"the model is of {age} release (format {head['format']}, not {FORMAT})"
        raise ModelError(message)
    if head["labels"] != [str(label) for label in LABELS] or head["blocks"] != list(BLOCKS):
        message = "the model knows other labels or features"
        raise ModelError(message)
    return head


def _provenance(parts: Parts) -> Provenance | None:
    _head(parts)
    written = parts.get("provenance.json")
    return None if written is None else provenance_of(json.loads(written))


def _classifier(parts: Parts) -> Classifier:
    head = _head(parts)
    classifier = _read_classifier(head, parts)
    learned, count = classifier.learned, len(classifier.learned.names)
    fits = (
        bool(np.isfinite(learned.weights).all())
        and learned.weights.shape == (count, OUTPUTS)
        and learned.rarity.shape == (count,)
        and classifier.slopes.shape == classifier.offsets.shape == (OUTPUTS,)
        and classifier.agreement.shape == (AGREEMENT,)
    )
    if not fits:
        message = "the model's numbers do not fit together"
        raise ModelError(message)
    return classifier


def _read_classifier(head: Mapping[str, Any], parts: Parts) -> Classifier:
    judged = _judged_of(_numbers(parts["judged.npy"]))
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
        agreement=np.array(head["agreement"], dtype=np.float32),
        judged=judged,
        bounds=bounds_of(judged, Limits()),
    )


def _numbers(part: bytes) -> Floats:
    numbers: Floats = np.load(io.BytesIO(part), allow_pickle=False).astype(np.float32)
    return numbers
