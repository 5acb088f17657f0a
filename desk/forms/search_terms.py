"""What somebody types into the one search field: a number, a day, or a person (R35)."""

import re
from dataclasses import dataclass
from datetime import date

from desk.lists.filters import day_in
from store.lists.search import folded

LONGEST = 100
SHORTEST_WORD = 2
MOST_WORDS = 5
YEAR_DIGITS = 4
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Other days have no midnight in Berlin that a database could hold."""
JOURNAL_DIGITS = 9
LOOK_ALIKE = str.maketrans("oOlI", "0011")
NUMBER_WORDS = frozenset({"vorgang", "eingang", "nr", "nummer", "az", "aktenzeichen", "krm"})
_TOKENS = re.compile(r"[\s./_,;:#–-]+")
_DAY_AND_MONTH = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a typed text can be meant; an empty part was not meant.

    `digits` are the groups of digits of a case number in their order, `words` those of a name or
    address, folded so that capital letters and ways to write umlauts do not matter.
    """

    digits: tuple[str, ...] = ()
    journal: int | None = None
    day: date | None = None
    words: tuple[str, ...] = ()


def terms_of(typed: str, *, today: date) -> Terms:
    """Return how the text can be meant."""
    typed = typed.strip()[:LONGEST]
    day = day_in(typed) or _day_of_this_year(typed, today)
    if day and FIRST_YEAR <= day.year <= LAST_YEAR:
        return Terms(day=day)
    tokens = [token for token in _TOKENS.split(typed) if token]
    digits = tuple(_digits(token) for token in tokens if token.casefold() not in NUMBER_WORDS)
    if digits and all(digits):
        return Terms(digits=_split_year(digits), journal=_journal(digits))
    words = tuple(dict.fromkeys(folded(word) for word in typed.split()))
    long_enough = tuple(word for word in words if len(word) >= SHORTEST_WORD)
    return Terms(words=long_enough[:MOST_WORDS])


def _digits(token: str) -> str:
    """Return the token's digits, a slip such as O for 0 put right; empty if it is no number."""
    if not any(letter.isdecimal() for letter in token):
        return ""
    right = token.translate(LOOK_ALIKE)
    return right if right.isascii() and right.isdecimal() else ""


def _split_year(digits: tuple[str, ...]) -> tuple[str, ...]:
    """Part a year from the number that was typed without a gap."""
    first, *others = digits
    if not others and len(first) > YEAR_DIGITS and first.startswith("20"):
        return first[:YEAR_DIGITS], first[YEAR_DIGITS:]
    return digits


def _journal(digits: tuple[str, ...]) -> int | None:
    return int(digits[0]) if len(digits) == 1 and len(digits[0]) <= JOURNAL_DIGITS else None


def _day_of_this_year(typed: str, today: date) -> date | None:
    found = _DAY_AND_MONTH.fullmatch(typed)
    return day_in(f"{found[1]}.{found[2]}.{today.year}") if found else None
