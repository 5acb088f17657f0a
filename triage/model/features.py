"""Turn a letter into what the classifier sees: marks, words, stems, subject, shape."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from math import log

from triage.words.marks import MarkedLetter

BLOCKS = ("m", "w", "p", "g", "s", "h")
"""Marks, words, pairs of stems, pieces of words, subject, shape."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d")
_MOST_WORDS = 1500
_SHORT, _LONG = 40, 150
_MOST_SENTENCES = 120
_PIECES = (3, 4, 5, 6, 7)
_STEM, _NEAR = 5, 4


def features_of(letter: MarkedLetter) -> dict[str, Mapping[str, float]]:
    """Return the counts of every feature, block by block."""
    words = _WORD.findall(_NUMBER.sub("0", letter.letter.folded))[:_MOST_WORDS]
    subject = _WORD.findall(_NUMBER.sub("0", letter.letter.subject.lower()))
    return {
        "m": _count(_marks(letter)),
        "w": _count(_runs(words)),
        "p": _count(_pairs(letter)),
        "g": _pieces(words),
        "s": _count(_runs(subject)),
        "h": _shape(letter, words),
    }


def in_sentence(letter: MarkedLetter, number: int) -> dict[str, list[str]]:
    """Return the marks and words of one sentence, named as the classifier knows them."""
    sentence = letter.letter.sentences[number]
    folded = letter.letter.folded[sentence.start : sentence.end]
    words = _WORD.findall(_NUMBER.sub("0", folded))
    names = sorted(letter.by_sentence.get(number, frozenset()))
    pairs = [f"{first} + {second}" for first, second in combinations(names, 2)]
    return {"w": list(_runs(words)), "m": [*names, *pairs]}


def _count(names: Iterable[str]) -> Mapping[str, float]:
    return Counter(names)


def _marks(letter: MarkedLetter) -> Iterator[str]:
    in_subject = letter.by_sentence.get(0, frozenset()) if letter.letter.subject else frozenset()
    for name in letter.marks:
        yield name
        if name in in_subject:
            yield f"{name} in subject"
    pairs = {
        pair for names in letter.by_sentence.values() for pair in combinations(sorted(names), 2)
    }
    for first, second in sorted(pairs):
        yield f"{first} + {second}"


def _runs(words: list[str]) -> Iterator[str]:
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def _pairs(letter: MarkedLetter) -> Iterator[str]:
    """Yield the stems that stand near each other in a sentence: who did what."""
    folded = _NUMBER.sub("0", letter.letter.folded)
    for sentence in letter.letter.sentences[:_MOST_SENTENCES]:
        stems = [word[:_STEM] for word in _WORD.findall(folded, sentence.start, sentence.end)]
        for place, stem in enumerate(stems):
            for other in stems[place + 1 : place + 1 + _NEAR]:
                yield f"{stem} {other}"


def _pieces(words: list[str]) -> Mapping[str, float]:
    """Count beginnings and ends: stems, and the heads of German compounds."""
    pieces: dict[str, float] = {}
    for word, times in Counter(words).items():
        for length in _PIECES:
            if len(word) <= length:
                break
            for piece in (f"{word[:length]}-", f"-{word[-length:]}"):
                pieces[piece] = pieces.get(piece, 0) + times
    return pieces


def _shape(letter: MarkedLetter, words: list[str]) -> dict[str, float]:
    text = letter.letter.text
    length = len(words)
    return {
        "short": float(length < _SHORT),
        "long": float(length > _LONG),
        "words": log(1 + length) / 5,
        "questions": min(text.count("?"), 4) / 4,
        "exclamations": min(text.count("!"), 6) / 6,
        "quotes": min(sum(map(text.count, '„“"»«')), 6) / 6,
        "foreign": float(letter.letter.language != "de"),
        "forwarded": float(bool(letter.letter.words.forwarded)),
        "no subject": float(not letter.letter.subject.strip()),
    }
