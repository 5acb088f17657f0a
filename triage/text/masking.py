"""Take persons out of a letter before anything of it is kept to learn from (R7, R33, R35).

Two nets, one behind the other. The first knows what personal data look like: mail and web
addresses, account and customer numbers, postal addresses, names beside a title. The second knows
nothing of persons: every word that is not on the list `plain_words.txt` goes, so that no rare
name, nickname or place can stay because a pattern did not think of it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files

EXAMINED = 30_000
"""Characters of a text that are kept at most; the classifier reads no more."""
NAME, MAIL, WEB, ADDRESS, WORD = "[Name]", "[Mail]", "[Netz]", "[Anschrift]", "[Wort]"
PLACEHOLDERS = (NAME, MAIL, WEB, ADDRESS, WORD)
NEUTRAL = "xx"
"""What stands for every placeholder when the classifier learns: no word, with no parts."""

_UPPER = r"[^\W\d_a-zäöüß]"
_CAPITALISED = rf"{_UPPER}[^\W\d_]*(?:['’\-]{_UPPER}?[^\W\d_]+){{0,3}}"
_GAP = r"[ \t]{1,3}"
_TITLES = (
    r"(?i:herrn?|frau|hr\.?|fr\.?|familie|fam\.|eheleute|dr\.?|prof\.?|mrs?\.?|ms\.?|madame|"
    r"monsieur|bayan|pan[ia]?|domnul|doamna|signora?|gospođa|gospodin|zonja|zoti)"
)
_INTRODUCED = (
    r"(?i:(?:ich|er|sie) hei(?:ß|ss)e?n?|hei(?:ß|ss)t|name (?:ist|lautet)|name:|namens|gez\.|"
    r"i\. ?a\.|my name is|i am called)"
)
_BESIDE = (
    r"(?i:sachbearbeiter(?:in)?|vermittler(?:in)?|fallmanager(?:in)?|berater(?:in)?|betreuer(?:in)?|"
    r"kolleg(?:e|en|in)|mitarbeiter(?:in)?|sohn(?:es)?|tochter|bruder|schwester|mann|ehefrau|"
    r"ehemann|mutter|vater|kind|freund(?:in)?|nachbar(?:in)?|enkel(?:in)?)"
)
_ANY_NAME = rf"(?!{_TITLES}{_GAP})(?:{_CAPITALISED}|\[Wort\])"
_STREET = (
    r"(?i:str(?:a(?:ß|ss)e)?\.?|weg|gasse|allee|platz|ring|ufer|damm|pfad|steige?|hof|markt|berg)"
)
_STREET_NAME = rf"(?:[^\W\d_]{{2,40}}{_STREET}|(?:{_CAPITALISED}[ \-]){{1,3}}{_STREET})"
_HOUSE = r"\d{1,4}(?:[ ]?[a-z]\b)?"
_BEFORE_STREET = r"(?:Am|An der|An den|Auf de[mrn]|Im|In de[rnm]|Zu[mr]|Hinter de[mr]|Unter de[mn])"
_STREET_AT = (
    rf"{_BEFORE_STREET} (?:[^\W\d_]{{2,30}} )?"
    rf"(?!Zimmer|Raum|Haus|Stock|Alter|Jahr|Monat|\w+tag\b){_CAPITALISED}"
)

_INVISIBLE = frozenset({"Cf", "Mn", "Co", "Cs"})
_SINGLE = re.compile(r"(?:(?<!\w)[^\W\d_][ .\-]{1,2}){4,}[^\W\d_]?(?!\w)")
_NUMBERS = re.compile(r"\d(?:[\s./,:;()+*#\-–—_]{0,3}\d)*")
_SHORT_NUMBER = 2
"""Digits that may stay: weeks, rooms, paragraphs; more of them, also in groups, become zeros."""
_KNOWN = "|".join(map(re.escape, PLACEHOLDERS))
_WORDS = re.compile(rf"(?:{_KNOWN})|[^\W\d_]+")
_REPEATED = re.compile(rf"{re.escape(WORD)}(?:[\s\-'’]{{0,3}}{re.escape(WORD)})+")
_TAIL, _HEAD = 5, 3
"""Letters of a known ending that may stay of an unknown compound, and of what goes before it."""
_PARTICLES = frozenset(
    ("der", "die", "das", "und", "von", "van", "de", "frau", "herr", "familie", "mail", "post")
)
_SHORTEST_NAME = 3


def masked(text: str, *, names: Iterable[str] = ()) -> str:
    """Return the text without whatever could tell of a person.

    `names` are those known to belong to the letter: sender, party, signature. What is left holds
    words of the list and placeholders; numbers of more than two digits have become zeros.
    """
    text = _visible(text[:EXAMINED])
    for pattern, replacement in _SHAPES:
        text = pattern.sub(replacement, text)
    for pattern in map(_pattern_of, sorted(set(_parts(names)))):
        text = pattern.sub(NAME, text)
    text = _WORDS.sub(_known_word, _SINGLE.sub(WORD, text))
    for pattern in _NAMES:
        text = pattern.sub(_without_name, text)
    return _REPEATED.sub(WORD, _NUMBERS.sub(_without_number, text))


def neutral(text: str) -> str:
    """Return masked text as the classifier learns it: a placeholder teaches nothing."""
    return re.sub(_KNOWN, NEUTRAL, text)


@lru_cache(maxsize=1)
def plain_words() -> frozenset[str]:
    """Return the words that may stay, folded as `str.casefold` does."""
    written = (files("triage.text") / "plain_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in written.splitlines() if line and not line.startswith("#"))


def _visible(text: str) -> str:
    """Compose letters and drop what is not seen, so that nothing hides between letters."""
    composed = unicodedata.normalize("NFKC", text)
    seen = "".join(sign for sign in composed if unicodedata.category(sign) not in _INVISIBLE)
    return unicodedata.normalize("NFKC", seen)


def _blotted(found: re.Match[str]) -> str:
    """Keep the shape of a number that holds letters."""
    return "".join(
        "0" if sign.isdigit() else "X" if sign.isalpha() else sign for sign in found.group()
    )


def _without_number(found: re.Match[str]) -> str:
    digits = sum(map(str.isdigit, found.group()))
    return found.group() if digits <= _SHORT_NUMBER else re.sub(r"\d", "0", found.group())


def _without_name(found: re.Match[str]) -> str:
    """Keep the words that announce a name, drop the name."""
    return f"{found.group(1)}{NAME}"


_SHAPES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"(?<!\w)[\w.+'\-]{1,64}\s?(?:@|[(\[{]\s?(?:at|ät)\s?[)\]}])\s?[\w.\-]{1,190}"),
        MAIL,
    ),
    (re.compile(r"(?<!\w)@[\w.]{2,64}"), WEB),
    (re.compile(r"(?:\b[a-z]{2,12}://|\bwww\.)[^\s<>\"]{1,2000}", re.IGNORECASE), WEB),
    (re.compile(r"(?<!\w)[\w\-]{2,63}\.(?:de|com|net|org|eu|info|example)\b(?:/\S{0,500})?"), WEB),
    (re.compile(r"\b[A-Z]{2} ?\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b"), _blotted),
    (re.compile(r"\b(?=[^\W_]{0,40}[^\W\d_])(?:[^\W\d_]{0,20}\d){3,}[^\W_]{0,40}\b"), _blotted),
    (re.compile(rf"\b{_STREET_NAME} {{0,2}}{_HOUSE}"), ADDRESS),
    (re.compile(rf"\b{_STREET_AT} {_HOUSE}(?![\d.])"), ADDRESS),
    (
        re.compile(rf"(?<!\d)\d{{5}}{_GAP}{_CAPITALISED}(?: (?:am|an der|bei|im) {_CAPITALISED})?"),
        ADDRESS,
    ),
)
"""What personal data look like, in the order in which they are looked for."""

_NAMES = (
    re.compile(rf"\b((?:{_TITLES}{_GAP}){{1,3}}){_ANY_NAME}(?: {_ANY_NAME})?"),
    re.compile(rf"\b({_INTRODUCED}{_GAP}){_ANY_NAME}(?: {_ANY_NAME}){{0,2}}"),
    re.compile(rf"\b({_BESIDE}{_GAP}){_ANY_NAME}(?: {_ANY_NAME})?"),
)
"""Where names stand that are words of the list too: Klein, Lang, Richter."""


def _parts(names: Iterable[str]) -> Iterable[str]:
    """Yield the words of names, and of the part of an address before its @."""
    for name in names:
        before = name.partition("@")[0]
        for part in re.findall(r"[^\W\d_]+", _visible(before)):
            if len(part) >= _SHORTEST_NAME and part.casefold() not in _PARTICLES:
                yield part.casefold()


def _pattern_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?:s|in|innen)?(?!\w)", re.IGNORECASE)


def _known_word(found: re.Match[str]) -> str:
    """Keep a word of the list, or the known ending of a compound; all else goes."""
    word = found.group()
    folded = word.casefold()
    if word in PLACEHOLDERS or folded in plain_words() or not folded.strip("x"):
        return word
    for start in range(_HEAD, len(word) - _TAIL + 1):
        if word[start:].casefold() in plain_words():
            return word[start:]
    return WORD
