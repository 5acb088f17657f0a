"""Turn features into numbers; each block of them has length one, as in a cosine."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from triage.model.features import BLOCKS

Floats = NDArray[np.float32]
Places = Mapping[str, Mapping[str, int]]
_SCALE = {"m": 1.0, "w": 1.0, "p": 1.4, "g": 1.3, "s": 0.8, "h": 0.2}
"""How much each block weighs beside the others."""


@lru_cache(maxsize=4)
def places_of(names: tuple[str, ...]) -> Places:
    """Return the place of each feature, by block and name; found once for each model."""
    places: dict[str, dict[str, int]] = {block: {} for block in BLOCKS}
    for place, name in enumerate(names):
        places[name[0]][name[2:]] = place
    return places


def known_features(
    features: Mapping[str, Mapping[str, float]], places: Places, rarity: Floats
) -> tuple[NDArray[np.intp], Floats]:
    """Return places and weights of the features that a model knows."""
    parts = [_block(block, features[block], places[block], rarity) for block in BLOCKS]
    return (
        np.concatenate([found for found, _ in parts]),
        np.concatenate([values for _, values in parts]),
    )


def _block(
    block: str, counts: Mapping[str, float], places: Mapping[str, int], rarity: Floats
) -> tuple[NDArray[np.intp], Floats]:
    """Let repetition count less than linearly, rare features more, the whole block as one."""
    known = [
        (place, count) for name, count in counts.items() if (place := places.get(name)) is not None
    ]
    found = np.array([place for place, _ in known], dtype=np.intp)
    values = np.array([count for _, count in known], dtype=np.float32)
    values = np.where(values > 1, 1 + np.log(np.maximum(values, 1)), values) * rarity[found]
    length = float(np.sqrt((values * values).sum())) or 1.0
    return found, (values * (_SCALE[block] / length)).astype(np.float32)
