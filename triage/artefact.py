"""A classifier as a file: a plain zip of numbers and words, nothing that can run when read.

The file is a numpy archive (`.npz`, read without pickle) with a JSON head. With a key, a keyed
hash over all of it stands in front; with the same key `load` refuses a file that was altered.
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

from cases.labels import Way
from triage.classifier import LABELS, Bounds, Classifier, Weights
from triage.features import BLOCKS

FORMAT = 1
"""Raised whenever an older program could not read the file, or would read it wrongly."""
_SIGNED = b"krm-model-signed\n"
_BUILTIN = "builtin.model"


class ModelError(Exception):
    """The file holds no classifier that this program knows; the message says what to do."""


def save(classifier: Classifier, path: Path, key: bytes | None = None) -> None:
    """Write the classifier; the same classifier gives the same bytes."""
    content = _packed(classifier)
    if key is not None:
        content = _SIGNED + hmac.digest(key, content, "sha256") + content
    path.write_bytes(content)


def load(path: Path, key: bytes | None = None) -> Classifier:
    """Read a classifier; `ModelError` for whatever `save` did not write or a wrong key."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); make it with `krm train`"
        raise ModelError(message) from error
    try:
        return _unpacked(_checked(content, key))
    except ModelError as error:
        message = f"{path}: {error}; make it anew with `krm train`"
        raise ModelError(message) from error


@lru_cache(maxsize=1)
def builtin() -> Classifier:
    """Return the classifier that comes with the program, read once."""
    return load(Path(str(files("triage") / _BUILTIN)))


def _checked(content: bytes, key: bytes | None) -> bytes:
    if not content.startswith(_SIGNED):
        if key is not None:
            message = "the model is not signed"
            raise ModelError(message)
        return content
    signature, body = content[len(_SIGNED) :][:32], content[len(_SIGNED) + 32 :]
    if key is not None and not hmac.compare_digest(signature, hmac.digest(key, body, "sha256")):
        message = "the model's signature is wrong"
        raise ModelError(message)
    return body


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
    parts["sum"] = hashlib.sha256(b"".join(parts.values())).hexdigest().encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)),
                content,
                compress_type=zipfile.ZIP_DEFLATED,
            )
    return packed.getvalue()


def _array(numbers: np.ndarray) -> bytes:
    written = io.BytesIO()
    np.save(written, numbers, allow_pickle=False)
    return written.getvalue()


def _unpacked(content: bytes) -> Classifier:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        if parts.pop("sum").decode() != hashlib.sha256(b"".join(parts.values())).hexdigest():
            message = "the model is damaged"
            raise ModelError(message)
        head = json.loads(parts["head.json"])
        if head["format"] != FORMAT:
            message = f"model format {head['format']} is not {FORMAT}"
            raise ModelError(message)
        if head["labels"] != [str(label) for label in LABELS] or head["blocks"] != list(BLOCKS):
            message = "the model knows other labels or features"
            raise ModelError(message)
        numbers = {
            name.removesuffix(".npy"): np.load(io.BytesIO(part), allow_pickle=False).astype(
                np.float32
            )
            for name, part in parts.items()
            if name.endswith(".npy")
        }
        return Classifier(
            model_id=head["model_id"],
            trained_with=head["trained_with"],
            learned=Weights(
                names=tuple(head["names"]),
                rarity=numbers["rarity"],
                weights=numbers["weights"],
            ),
            slopes=numbers["slopes"],
            offsets=numbers["offsets"],
            temperature=head["temperature"],
            sure_primary=head["sure_primary"],
            bounds={Way(way): Bounds(ask=ask, do=do) for way, (ask, do) in head["bounds"].items()},
        )
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError) as error:
        message = "this is no model of this program"
        raise ModelError(message) from error
