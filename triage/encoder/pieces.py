"""Cut a text into the numbered pieces that the network learned (SentencePiece, Unigram)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LONGEST_HEAD, LONGEST_TAIL = 4_000, 1_500
"""Characters cut into pieces of a longer text: at least 250 and 93 pieces of 16 characters."""
WORD_MARK = "\u2581"
_READ_HEAD, _READ_TAIL = 100_000, 20_000
"""Characters looked at at all: more than enough for letters full of blanks."""
_WORD = re.compile(f"{WORD_MARK}[^{WORD_MARK}]*")
_IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The pieces of a network, and which characters count as which others."""

    numbers: Mapping[str, int]
    scores: Sequence[float]
    """The logarithm of how likely a piece is, by number."""
    replaced: Mapping[int, str]
    """What stands for a character (by code point) before the text is cut."""
    unknown: int
    """The number of a character that is in no piece."""
    unknown_score: float
    longest: int
    """Characters of the longest piece."""


class _Step(NamedTuple):
    """How the best way to a place in a word came there: from where, by which piece."""

    start: int
    number: int


def pieces_of(text: str, vocabulary: Vocabulary) -> list[int]:
    """Return the numbers of the likeliest pieces; any text is taken, long ones head and tail.

    The work is bounded, whatever the length of a text or of a word in it.
    """
    words = _WORD.findall(_normal(text, vocabulary.replaced))
    return [number for word in words for number in _pieces_of_word(word, vocabulary)]


def _normal(text: str, replaced: Mapping[int, str]) -> str:
    """Return the text as the network learned it: one form for each letter, one mark a word."""
    joined = " ".join(_shortened(text, _READ_HEAD, _READ_TAIL).split())
    composed = unicodedata.normalize("NFC", _shortened(joined, LONGEST_HEAD, LONGEST_TAIL))
    blanks = re.sub(f"[ {WORD_MARK}]+", WORD_MARK, " " + composed.translate(replaced))
    return _shortened(blanks, LONGEST_HEAD, LONGEST_TAIL)


def _shortened(text: str, head: int, tail: int) -> str:
    """Leave the middle of a text out where it is longer than head and tail together."""
    return text if len(text) <= head + tail else f"{text[:head]} {text[-tail:]}"


def _pieces_of_word(word: str, vocabulary: Vocabulary) -> list[int]:
    """Return the likeliest way to cut a word: Viterbi's search, one step a character."""
    best = [0.0] + [_IMPOSSIBLE] * len(word)
    came_by = [_Step(0, vocabulary.unknown)] * (len(word) + 1)
    for start in range(len(word)):
        for end, number, score in _steps(word, start, vocabulary):
            if best[start] + score > best[end]:
                best[end] = best[start] + score
                came_by[end] = _Step(start, number)
    return _way_back(came_by)


def _steps(word: str, start: int, vocabulary: Vocabulary) -> Iterator[tuple[int, int, float]]:
    """Give end, number and score of each piece that may follow here, the unknown one first."""
    yield start + 1, vocabulary.unknown, vocabulary.unknown_score
    for end in range(start + 1, min(len(word), start + vocabulary.longest) + 1):
        number = vocabulary.numbers.get(word[start:end])
        if number is not None:
            yield end, number, vocabulary.scores[number]


def _way_back(came_by: Sequence[_Step]) -> list[int]:
    """Return the numbers of the pieces on the best way, from the first to the last."""
    numbers = []
    place = len(came_by) - 1
    while place:
        place, number = came_by[place]
        numbers.append(number)
    return numbers[::-1]
