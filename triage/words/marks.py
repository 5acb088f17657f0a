"""Find in a letter the words that matter; the lists stand in `triage/words`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from triage.text.letter import Letter
from triage.words.phrases import Phrase

_MOST_PER_PHRASE = 8
"""A word repeated in more sentences than this tells nothing new."""
_START = 4
"""Letters of an anchor by which phrases are looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in the letter's text where a phrase stands, and the sentence around it."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedLetter:
    """A letter with the marks found in it, by the name of their word list."""

    letter: Letter
    marks: Mapping[str, tuple[Mark, ...]]
    by_sentence: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether any phrase of this list stands in the letter."""
        return name in self.marks


def marked(letter: Letter) -> MarkedLetter:
    """Find every listed phrase in the deciding words."""
    found = {name: tuple(marks) for name, marks in _marks(letter).items()}
    names: dict[int, set[str]] = {}
    for name, marks in found.items():
        for mark in marks:
            names.setdefault(mark.sentence, set()).add(name)
    return MarkedLetter(
        letter=letter,
        marks=found,
        by_sentence={number: frozenset(inside) for number, inside in names.items()},
    )


def stands_in(name: str, folded: str) -> bool:
    """Tell whether a phrase of this list stands in any folded text (a quote, a title)."""
    return any(phrase.stands_in(folded) for phrase in word_lists()[name])


@lru_cache(maxsize=1)
def word_lists() -> Mapping[str, tuple[Phrase, ...]]:
    """Return all word lists by name; read once, in the order of the file names."""
    folder = files("triage") / "words"
    lists: dict[str, tuple[Phrase, ...]] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            for name, phrases in _lists_in(file.read_text(encoding="utf-8")):
                lists[name] = (*lists.get(name, ()), *phrases)
    return lists


def _lists_in(written: str) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
    """Read `[name]` headings and the phrases under them; `#` opens a remark."""
    name, phrases = "", list[Phrase]()
    for line in written.splitlines():
        bare = line.split("#")[0].strip()
        if bare.startswith("["):
            if name:
                yield name, tuple(phrases)
            name, phrases = bare.strip("[]"), []
        elif bare:
            phrases.append(Phrase(bare))
    yield name, tuple(phrases)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Which phrases are worth a look where an anchor stands; anchors by their first letters."""

    phrases: Mapping[str, tuple[tuple[str, Phrase], ...]]
    by_start: Mapping[str, tuple[str, ...]]
    short: tuple[str, ...]


@lru_cache(maxsize=1)
def _index() -> _Index:
    phrases: dict[str, list[tuple[str, Phrase]]] = {}
    for name, listed in word_lists().items():
        for phrase in listed:
            for anchor in phrase.anchors:
                phrases.setdefault(anchor, []).append((name, phrase))
    by_start: dict[str, list[str]] = {}
    for anchor in phrases:
        if len(anchor) >= _START:
            by_start.setdefault(anchor[:_START], []).append(anchor)
    return _Index(
        phrases={anchor: tuple(found) for anchor, found in phrases.items()},
        by_start={start: tuple(anchors) for start, anchors in by_start.items()},
        short=tuple(anchor for anchor in phrases if len(anchor) < _START),
    )


def _candidates(letter: Letter) -> dict[tuple[str, Phrase], set[int]]:
    """Return the phrases that may stand in the letter, each with the sentences to look at."""
    folded, index = letter.folded, _index()
    starts = {folded[place : place + _START] for place in range(len(folded) - _START + 1)}
    anchors = [a for start in starts & index.by_start.keys() for a in index.by_start[start]]
    found: dict[tuple[str, Phrase], set[int]] = {}
    for anchor in (*anchors, *index.short):
        numbers = _sentences_holding(letter, anchor)
        if numbers:
            for entry in index.phrases[anchor]:
                found.setdefault(entry, set()).update(numbers)
    return found


def _sentences_holding(letter: Letter, anchor: str) -> list[int]:
    numbers: list[int] = []
    place = letter.folded.find(anchor)
    while place >= 0 and len(numbers) < _MOST_PER_PHRASE:
        numbers.append(letter.sentence_at(place))
        place = letter.folded.find(anchor, letter.sentences[numbers[-1]].end)
    return numbers


def _marks(letter: Letter) -> dict[str, list[Mark]]:
    marks: dict[str, list[Mark]] = {}
    for (name, phrase), numbers in _candidates(letter).items():
        for number in numbers:
            sentence = letter.sentences[number]
            for match in phrase.pattern.finditer(letter.folded, sentence.start, sentence.end):
                mark = Mark(start=match.start(), end=match.end(), sentence=number)
                marks.setdefault(name, []).append(mark)
    return {
        name: sorted(set(found), key=lambda mark: (mark.start, mark.end))
        for name, found in sorted(marks.items())
    }
