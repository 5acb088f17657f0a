"""A small language for the words that decide, so that an officer can read and mend them.

One phrase a line, letters of either case, `ü` also written `ue` or `u`:

    lege ... widerspruch ein      `...` stands for up to eight words, `..` for up to three
    bescheid*                     `*` for any letters
    kein|keine + antwort|reaktion     `|` for "or", `+` for "and then at once"

A phrase never reaches beyond the sentence in which it begins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

_GAPS = {"+": 0, "..": 3, "...": 8}
_JOINT = re.compile(r"\s+(\+|\.\.\.?)\s+")
_BETWEEN = r"[^\w\n]{1,4}"
_SPELLINGS = {"ä": ("ä", "ae", "a"), "ö": ("ö", "oe", "o"), "ü": ("ü", "ue", "u"), "ß": ("ß", "ss")}
_RARE_ENOUGH = 4
"""Letters in a row by which most texts can be ruled out."""


@dataclass(frozen=True, eq=False)
class Phrase:
    """One phrase; `anchors` are letters of which some must stand in a text that it matches."""

    written: str
    anchors: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Choose the part that rules out most texts at a first quick look."""
        choices = [_anchors_of(part) for part in _JOINT.split(self.written)[::2]]
        best = max(choices, key=lambda anchors: (min(map(len, anchors)), -len(anchors)))
        if not min(map(len, best)):
            message = f"phrase too vague: {self.written}"
            raise ValueError(message)
        object.__setattr__(self, "anchors", best)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the compiled phrase; made at first use, since most are never needed."""
        return re.compile(_expression(self.written))

    def stands_in(self, folded: str) -> bool:
        """Tell whether a folded text holds the phrase."""
        return any(anchor in folded for anchor in self.anchors) and bool(
            self.pattern.search(folded)
        )


def _anchors_of(part: str) -> tuple[str, ...]:
    return tuple(anchor for choice in part.split("|") for anchor in _anchors_in(choice))


def _anchors_in(choice: str) -> Iterator[str]:
    plain = max(re.split(r"[*äöüß\W]", choice), key=len)
    if len(plain) >= _RARE_ENOUGH:
        yield plain
        return
    word = max(re.split(r"[*\W]", choice), key=len)
    for letters in product(*(_SPELLINGS.get(letter, (letter,)) for letter in word)):
        yield "".join(letters)


def _expression(written: str) -> str:
    first, *rest = _JOINT.split(written)
    made = rf"(?<!\w){_choice(first)}"
    for joint, part in zip(rest[::2], rest[1::2], strict=True):
        gap = rf"(?:{_BETWEEN}\w+){{0,{_GAPS[joint]}}}?" if _GAPS[joint] else ""
        made += rf"{gap}{_BETWEEN}{_choice(part)}"
    return made + r"(?!\w)"


def _choice(part: str) -> str:
    choices = [_words(choice) for choice in part.split("|")]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def _words(choice: str) -> str:
    return _BETWEEN.join(_word(word) for word in re.split(r"[^\w*§]+", choice) if word)


def _word(word: str) -> str:
    letters = (
        r"\w*"
        if letter == "*"
        else f"(?:{'|'.join(_SPELLINGS[letter])})"
        if letter in _SPELLINGS
        else re.escape(letter)
        for letter in word
    )
    return "".join(letters)
