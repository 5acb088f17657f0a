"""A classifier as named parts: a JSON head and numpy arrays, nothing that can run when read.

The parts of the model that is asked next stand beside, under `then/`.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cases.labels import Way
from triage.limits import Limits
from triage.model.bounds import Judged, bounds_of
from triage.model.classifier import AGREEMENT, LABELS, OUTPUTS, Classifier, Weights
from triage.model.features import BLOCKS
from triage.model.nearness import Nearness, Space
from triage.model.vectors import Floats

FORMAT = 2
"""Raised whenever an older program could not read the file, or would read it wrongly."""
Parts = Mapping[str, bytes]
_THEN = "then/"
_NEAR = "near/"


class ModelError(Exception):
    """The file holds no classifier that this program knows; the message says what to do."""


def parts_of(classifier: Classifier) -> dict[str, bytes]:
    """Return the parts of a classifier; the same classifier gives the same bytes."""
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
    if classifier.near is not None:
        parts |= _under(_NEAR, _near_parts(classifier.near))
    if classifier.then is not None:
        parts |= _under(_THEN, parts_of(classifier.then))
    return parts


def classifier_of(parts: Parts) -> Classifier:
    """Read what `parts_of` returned; `ModelError` or one of the readers' errors for all else."""
    head = head_of(parts)
    classifier = _read_classifier(head, parts)
    if not _fits(classifier):
        message = "the model's numbers do not fit together"
        raise ModelError(message)
    inner = _within(_THEN, parts)
    if inner:
        classifier = replace(classifier, then=classifier_of(inner)).under(Limits())
    return classifier


def head_of(parts: Parts) -> dict[str, Any]:
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


def _fits(classifier: Classifier) -> bool:
    learned, count, near = classifier.learned, len(classifier.learned.names), classifier.near
    return (
        bool(np.isfinite(learned.weights).all())
        and learned.weights.shape == (count, OUTPUTS)
        and learned.rarity.shape == (count,)
        and classifier.slopes.shape == classifier.offsets.shape == (OUTPUTS,)
        and classifier.agreement.shape == (AGREEMENT,)
        and (near is None or _near_fits(near))
    )


def _near_fits(near: Nearness) -> bool:
    layers, width = near.space.means.shape
    return (
        bool(np.isfinite(near.shares).all())
        and near.space.spreads.shape == (layers, width)
        and near.space.axes.shape == (layers * width, near.kept.shape[1])
        and near.shares.shape == (len(near.kept), OUTPUTS)
    )


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
        near=_near_of(_within(_NEAR, parts)),
    )


def _near_parts(near: Nearness) -> dict[str, bytes]:
    return {
        "means.npy": _array(near.space.means.astype(np.float16)),
        "spreads.npy": _array(near.space.spreads.astype(np.float16)),
        "axes.npy": _array(near.space.axes.astype(np.float16)),
        "kept.npy": _array(near.kept),
        "shares.npy": _array(near.shares),
    }


def _near_of(parts: Parts) -> Nearness | None:
    if not parts:
        return None
    means, spreads, axes, shares = (
        _numbers(parts[f"{name}.npy"]) for name in ("means", "spreads", "axes", "shares")
    )
    kept = np.load(io.BytesIO(parts["kept.npy"]), allow_pickle=False).astype(np.int8)
    return Nearness(space=Space(means=means, spreads=spreads, axes=axes), kept=kept, shares=shares)


def _under(prefix: str, parts: Parts) -> dict[str, bytes]:
    return {prefix + name: content for name, content in parts.items()}


def _within(prefix: str, parts: Parts) -> Parts:
    return {
        name.removeprefix(prefix): content
        for name, content in parts.items()
        if name.startswith(prefix)
    }


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


def _array(numbers: NDArray[np.number]) -> bytes:
    written = io.BytesIO()
    np.save(written, numbers, allow_pickle=False)
    return written.getvalue()


def _numbers(part: bytes) -> Floats:
    numbers: Floats = np.load(io.BytesIO(part), allow_pickle=False).astype(np.float32)
    return numbers
