"""Where in a letter stand the words that matter? The words are read from `triage/words`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from triage.letter import Letter
from triage.phrases import Phrase

_MOST_PER_PHRASE = 6
"""A word repeated more often than this tells nothing new."""


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

    def words_at(self, mark: Mark) -> str:
        """Return the whole sentence around a mark, copied from the letter."""
        return self.letter.sentences[mark.sentence].text


def marked(letter: Letter) -> MarkedLetter:
    """Find every listed phrase in the deciding words."""
    found = {
        name: marks for name, phrases in word_lists().items() if (marks := _find(letter, phrases))
    }
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


def _find(letter: Letter, phrases: tuple[Phrase, ...]) -> tuple[Mark, ...]:
    places = {}
    for phrase in phrases:
        if not phrase.may_stand_in(letter.folded):
            continue
        for count, match in enumerate(phrase.pattern.finditer(letter.folded)):
            places[match.span()] = None
            if count >= _MOST_PER_PHRASE:
                break
    return tuple(
        Mark(start=start, end=end, sentence=letter.sentence_at(start))
        for start, end in sorted(places)
    )
