"""A letter as the rules see it: subject and deciding words, cut into sentences."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from triage.text.language import language_of
from triage.text.own_words import OwnWords, own_words

EXAMINED_HEAD = 24_000
"""Characters from the top of the deciding words that are read for meaning."""
EXAMINED_TAIL = 6_000
"""Characters from their end: long letters ask for what they want last."""
_SUBJECT_EXAMINED = 500

_FOLD = str.maketrans(
    {
        "İ": "i",
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\t": " ",
        "\r": " ",
        "–": "-",
        "—": "-",
    }
)
_BREAK = re.compile(
    r"\n[ ]{0,40}\n|[!?…]{1,40}|[.؟。۔؛](?=\s|$|[\"')\]])|[.](?=[A-ZÄÖÜ][a-zäöü])|"
    r"\n(?=[ ]{0,20}(?:[-*•+]|\d{1,2}[.)])[ ])|\n|[:;] (?=\S)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:nr|abs|art|str|bzw|ca|evtl|ggf|inkl|usw|dr|prof|fr|hr|vgl|sog|st|tel|zi|az|pet|mr|mrs|ms|"
    r"z|b|d|h|u|a|o|i|v|s|e|g|p|w|m|n|t|r|bspw|gem|lt|max|min|mtl|aufg|monatl|einschl|geb|dipl|ing|med)|\b\d{1,4})$"
)
_MONTH = re.compile(r"\s+(?:(?i:jan|feb|m[äa]r|apr|mai|jun|jul|aug|sep|okt|nov|dez)|[a-zäöü0-9])")
_WRAPPED = 55
"""A line at least this long was broken by the mail program, not by the writer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: where it stands in the letter's text, and its words."""

    start: int
    end: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Subject and deciding words joined to one text, and the same folded for comparison.

    `folded` has the length of `text`; sentences end with a line feed in it and nowhere else.
    """

    subject: str = field(repr=False)
    body: str = field(repr=False)
    words: OwnWords = field(repr=False)
    text: str = field(repr=False)
    folded: str = field(repr=False)
    sentences: tuple[Sentence, ...] = field(repr=False)
    beside: str = field(repr=False, default="")
    language: str = "de"
    starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep where the sentences begin."""
        object.__setattr__(self, "starts", tuple(sentence.start for sentence in self.sentences))

    def sentence_at(self, position: int) -> int:
        """Return the number of the sentence in which this position lies."""
        return max(0, bisect_right(self.starts, position) - 1)


def letter_of(subject: str, body: str) -> Letter:
    """Read a letter: its deciding words (labelling rule 8) in sentences."""
    words = own_words(body)
    deciding = _bounded(words.deciding)
    head = subject[:_SUBJECT_EXAMINED]
    text = f"{head}\n\n{deciding}"
    folded = fold(text)
    beside = "\n".join(part for part in (words.quoted, words.forwarded) if part)
    beside = "" if words.only_points else beside[:EXAMINED_HEAD]
    return Letter(
        subject=head,
        body=body,
        words=words,
        text=text,
        folded=folded,
        sentences=_sentences(text, folded),
        beside=beside,
        language=language_of(text),
    )


def fold(text: str) -> str:
    """Lower the case and mark the sentences' ends by line feeds; the length stays the same."""
    plain = text.translate(_FOLD)
    lowered = plain.lower()
    if len(lowered) != len(plain):
        lowered = "".join(
            letter.lower() if len(letter.lower()) == 1 else letter for letter in plain
        )
    letters = list(lowered.replace("\n", " "))
    for end in _ends(plain):
        letters[end] = "\n"
    return "".join(letters)


def _ends(plain: str) -> Iterator[int]:
    """Yield the places where a sentence ends."""
    line_start = 0
    for found in _BREAK.finditer(plain):
        place, mark = found.start(), found.group()
        if mark == "\n":
            if place - line_start < _WRAPPED or _closes_greeting(plain, place):
                yield place
        elif mark != "." or not _is_no_end(plain, place):
            yield found.end() - 1
        if "\n" in mark:
            line_start = found.end()


def _closes_greeting(plain: str, place: int) -> bool:
    """Whether a comma ends the line and a capital letter begins the next."""
    return plain[max(0, place - 1) : place] in {",", ";"} and plain[place + 1 : place + 2].isupper()


def _is_no_end(text: str, place: int) -> bool:
    """Whether a full stop belongs to a date or an abbreviation."""
    before = text[max(0, place - 12) : place].lower()
    return bool(_ABBREVIATION.search(before)) and bool(
        _MONTH.match(text[place + 1 : place + 8]) or not before[-1:].isdigit()
    )


def _bounded(text: str) -> str:
    if len(text) <= EXAMINED_HEAD + EXAMINED_TAIL:
        return text
    return text[:EXAMINED_HEAD] + "\n\n" + text[-EXAMINED_TAIL:]


def _sentences(text: str, folded: str) -> tuple[Sentence, ...]:
    found, start = [], 0
    for end in [match.end() for match in re.finditer("\n", folded)] + [len(folded)]:
        cut = text[start:end]
        bare = cut.strip()
        if bare:
            left = start + len(cut) - len(cut.lstrip())
            found.append(Sentence(start=left, end=left + len(bare), text=bare))
        start = end
    return tuple(found)
