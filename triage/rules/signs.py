"""A sign: words that stand together in one sentence, or in one letter, and what they speak for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cases.decision import Finding
from cases.labels import Label
from triage.words.marks import MarkedLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Word lists that must stand `together` in one sentence, `without` others beside them.

    `elsewhere` must stand anywhere in the letter, `nowhere` must not. A weight of 1 decides alone.
    """

    name: str
    label: Label
    together: tuple[str, ...]
    without: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()
    weight: float = 0.5


def findings(signs: Iterable[Sign], letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return one finding a sign, with the first sentence that shows it."""
    return tuple(found for sign in signs for found in _first(sign, letter))


def _first(sign: Sign, letter: MarkedLetter) -> Iterator[Finding]:
    if not all(map(letter.has, sign.elsewhere)) or any(map(letter.has, sign.nowhere)):
        return
    for number in _sentences_with(sign, letter):
        yield Finding(
            source=sign.name,
            label=sign.label,
            text=letter.letter.sentences[number].text,
            weight=sign.weight,
        )
        return


def _sentences_with(sign: Sign, letter: MarkedLetter) -> Iterator[int]:
    if not all(map(letter.has, sign.together)):
        return
    for number, names in sorted(letter.by_sentence.items()):
        if names.issuperset(sign.together) and names.isdisjoint(sign.without):
            yield number
