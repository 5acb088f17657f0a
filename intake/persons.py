"""Whose name stands in a text: who must not see a complaint about themselves (R6)."""

import re
from collections.abc import Iterable

TITLES = frozenset({"dr.", "dr", "prof.", "prof", "frau", "herr", "herrn", "dipl.-ing."})
DIRECTOR = re.compile(r"\bGesch(?:ä|ae)ftsf(?:ü|ue)hr(?:er|erin|ung)\b", re.IGNORECASE)
SALUTATION = re.compile(
    r"^[^\w\n]*+(?:sehr geehrte[rs]?|liebe[rs]?|guten (?:tag|morgen|abend)|hallo|an (?:die|den))"
    r"[^\n]{0,120}",
    re.IGNORECASE | re.MULTILINE,
)


def named_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those full names whose surname stands in the text as a word."""
    return tuple(name for name in names if _surname(name) and _stands_in(_surname(name), text))


def speaks_of_director(text: str, director_name: str) -> bool:
    """Say whether the text may be about the director: not merely greeted, but mentioned (R6)."""
    told = SALUTATION.sub(" ", text)
    return bool(DIRECTOR.search(told)) or bool(named_in(told, [director_name]))


def _surname(name: str) -> str:
    words = [word for word in name.split() if word.lower() not in TITLES]
    return words[-1] if words else ""


def _stands_in(surname: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(surname)}s?(?!\w)", text, re.IGNORECASE) is not None
