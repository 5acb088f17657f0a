"""What the classifier sees of a letter: marks, findings, words, pieces of words, shape."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import log

from cases.decision import Finding
from triage.marks import MarkedLetter

BLOCKS = ("m", "f", "w", "g", "s", "h")
"""Marks, findings, words, pieces of words, subject, shape; each weighs as one in a letter."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d")
_MOST_WORDS = 1500


def features_of(letter: MarkedLetter, found: Iterable[Finding]) -> dict[str, dict[str, float]]:
    """Return the counts of every feature, block by block."""
    words = _WORD.findall(_NUMBER.sub("0", letter.letter.folded))[:_MOST_WORDS]
    subject = _WORD.findall(_NUMBER.sub("0", letter.letter.subject.lower()))
    return {
        "m": _count(_marks(letter)),
        "f": _count(finding.source for finding in found),
        "w": _count(_runs(words)),
        "g": _count(_pieces(words)),
        "s": _count(_runs(subject)),
        "h": _shape(letter, words),
    }


def damped(counts: Mapping[str, float]) -> dict[str, float]:
    """Let repetition count less than linearly."""
    return {name: 1.0 + log(count) if count > 1 else count for name, count in counts.items()}


def _count(names: Iterable[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for name in names:
        counts[name] = counts.get(name, 0.0) + 1.0
    return counts


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
    for first, second in zip(words, words[1:], strict=False):
        yield f"{first} {second}"


def _pieces(words: list[str]) -> Iterator[str]:
    for word in words:
        padded = f" {word} "
        for length in (3, 4, 5):
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]


def _shape(letter: MarkedLetter, words: list[str]) -> dict[str, float]:
    text = letter.letter.text
    length = len(words)
    return {
        "short": float(length < 40),
        "long": float(length > 150),
        "words": log(1 + length) / 5,
        "questions": min(text.count("?"), 4) / 4,
        "exclamations": min(text.count("!"), 6) / 6,
        "quotes": min(sum(map(text.count, '„“"»«')), 6) / 6,
        "foreign": float(letter.letter.language != "de"),
        "forwarded": float(bool(letter.letter.words.forwarded)),
        "no subject": float(not letter.letter.subject.strip()),
    }
