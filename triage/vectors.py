"""Turn features into numbers; each block of them has length one, as in a cosine."""

from collections.abc import Mapping
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from triage.features import BLOCKS, damped

Floats = NDArray[np.float32]
_SCALE = {"m": 1.0, "w": 1.0, "g": 1.3, "s": 0.8, "h": 0.2}
"""How much each block weighs beside the others."""


def known_features(
    features: Mapping[str, Mapping[str, float]], places: Mapping[str, int], rarity: Floats
) -> tuple[NDArray[np.intp], Floats]:
    """Return places and weights of the features that a model knows."""
    chosen: list[int] = []
    values: list[float] = []
    for block in BLOCKS:
        known = [
            (place, value * float(rarity[place]))
            for name, value in damped(features[block]).items()
            if (place := places.get(f"{block}:{name}")) is not None
        ]
        length = sqrt(sum(value * value for _, value in known)) or 1.0
        chosen.extend(place for place, _ in known)
        values.extend(value * _SCALE[block] / length for _, value in known)
    return np.array(chosen, dtype=np.intp), np.array(values, dtype=np.float32)
