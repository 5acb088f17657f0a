"""Do two names mean one person? Asked where two different persons must sign (R28)."""

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]+")
TITLES = frozenset(
    WORD.findall(
        "frau herr fr hr dr med jur phil rer nat pol oec ing dipl mag prof professor professorin "
        "landrat landraetin erster erste kreisbeigeordneter kreisbeigeordnete vorsitzende "
        "vorsitzender i a v iv ia"
    )
)
"""What stands before a name and says nothing of who it is."""
SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def is_same_person(one: str, other: str) -> bool:
    """Say whether both names can mean one person; rather yes than no.

    Titles, order, spelling of umlauts and missing or shortened first names make no difference.
    """
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return bool(shorter) and all(any(_fit(word, each) for each in longer) for word in shorter)


def names_somebody(name: str) -> bool:
    """Say whether there is a name beside titles and initials."""
    return any(len(word) > 1 for word in _words(name))


def _words(name: str) -> tuple[str, ...]:
    spelt = unicodedata.normalize("NFKC", name).casefold().translate(SPELLINGS)
    letters = unicodedata.normalize("NFKD", spelt)
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return tuple(word for word in WORD.findall(bare) if word not in TITLES)


def _fit(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) == 1 and longer.startswith(shorter))
