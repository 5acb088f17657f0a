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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from triage.model.classifier import Classifier
from triage.model.parts import ModelError, Parts, classifier_of, head_of, parts_of
from triage.model.provenance import Provenance, as_record, provenance_of

__all__ = ("ModelError", "builtin", "load", "origin_of", "save", "write_whole")

_PLAIN, _SIGNED = b"krm-model plain \n", b"krm-model signed\n"
_CHECKSUM = 32
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
        return classifier_of(_parts(_checked(path.read_bytes(), key)))


def origin_of(path: Path, key: bytes | None = None) -> Provenance | None:
    """Return where a model comes from; None where it does not say. `ModelError` as in `load`."""
    with _told_with(path):
        return _provenance(_parts(_checked(path.read_bytes(), key)))


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file by this content, durably: a crash leaves the old one or the new one.

    What fails or is interrupted leaves nothing beside it.
    """
    fresh = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
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
    parts = {**parts_of(classifier)}
    if provenance is not None:
        parts["provenance.json"] = json.dumps(as_record(provenance)).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            archive.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)
    return packed.getvalue()


def _parts(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
            message = "this is no model of this program"
            raise ModelError(message)
        return {name: archive.read(name) for name in archive.namelist()}


def _provenance(parts: Parts) -> Provenance | None:
    head_of(parts)
    written = parts.get("provenance.json")
    return None if written is None else provenance_of(json.loads(written))
