"""A short version of a notice in the customer's language, below the German text and not binding.

One file a language in `correspondence/courtesy/`. It says the facts of the notice again, nothing
of the matter (R14b). Where writing runs from right to left, each line and every number, name or
Latin word in it is set apart by Unicode isolates, since a plain mail knows no markup.
"""

import textwrap
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from cases.office import Replies

LINE_LENGTH = 72
LANGUAGES = ("tr", "ar", "ru", "uk", "en", "pl", "ro", "fr", "fa")
"""The languages with words of their own; German readers may get `PLAIN`."""
PLAIN = "plain"
COURTESY_LINE = "- - -"
"""What parts it from the German text above."""
LEFT_TO_RIGHT, RIGHT_TO_LEFT, END = "\u2066", "\u2067", "\u2069"
GERMAN_WORDS = MappingProxyType(
    {
        "sgg_word": "Widerspruchsstelle",
        "director_word": "Geschäftsführung",
        "substitute_word": "Vertretung der Geschäftsführung",
        "important_word": "„Wichtig“",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtesyFacts:
    """What a notice says; an empty text or False leaves its sentence out.

    `to_substitute`: on the director's way the substitute has it (R6).
    """

    received_on: str
    number: str
    name: str
    phone: str
    answer_by: str = ""
    is_delayed: bool = False
    to_sgg: bool = False
    to_director: bool = False
    to_substitute: bool = False
    passed_on_to: str = ""


def courtesy_text(language: str, facts: CourtesyFacts) -> str:
    """Return the version in this language, or an empty text where there is none."""
    words = _words(language)
    if not words:
        return ""
    is_right_to_left = bool(words.get("is_right_to_left"))
    values = {
        "received_on": facts.received_on,
        "number": facts.number,
        "name": facts.name,
        "phone": facts.phone,
        "answer_by": facts.answer_by,
        "unit": facts.passed_on_to,
        **GERMAN_WORDS,
    }
    if is_right_to_left:
        values = {name: f"{LEFT_TO_RIGHT}{text}{END}" for name, text in values.items()}
    title = str(words["language"])
    sentences = [str(words[key]).format(**values) for key in _keys(facts)]
    lines = [line for each in (title, *sentences) for line in _short(each)]
    if is_right_to_left:
        lines = [_set_apart(line) for line in lines]
    return "\n".join(lines) + "\n"


def added_language(language: str, replies: Replies) -> str:
    """Return the language to add for a reader of this one, or an empty text (R34)."""
    if language == "de":
        return PLAIN if replies.plain_language else ""
    return language if replies.courtesy else ""


def content_languages(language: str) -> str:
    """Return the value of Content-Language for a notice with this version (RFC 3282)."""
    return f"de, {language}" if language in LANGUAGES else "de"


def _keys(facts: CourtesyFacts) -> Iterable[str]:
    """List the sentences, in the order of the German letter."""
    yield "note"
    yield "received"
    if facts.to_sgg:
        yield "to_sgg"
    if facts.to_director:
        yield "to_substitute" if facts.to_substitute else "to_director"
    if facts.passed_on_to:
        yield "passed_on"
    yield "number"
    if facts.answer_by:
        yield "delayed" if facts.is_delayed else "answer_by"
    yield "contact"


def _short(line: str) -> list[str]:
    return textwrap.wrap(line, LINE_LENGTH, break_long_words=False, break_on_hyphens=False)


def _set_apart(line: str) -> str:
    """Set a line from right to left; an isolate that a line break has cut is closed and reopened.

    Unicode ends every isolate with its paragraph, which a line is in a mail (UAX 9, X8).
    """
    is_open = line.rfind(LEFT_TO_RIGHT) > line.rfind(END)
    begun = line.find(END)
    is_cut = begun != -1 and LEFT_TO_RIGHT not in line[:begun]
    start = LEFT_TO_RIGHT if is_cut else ""
    return f"{RIGHT_TO_LEFT}{start}{line}{END if is_open else ''}{END}"


@cache
def _words(language: str) -> Mapping[str, str | bool]:
    if language not in {*LANGUAGES, PLAIN}:
        return MappingProxyType({})
    text = files("correspondence").joinpath(f"courtesy/{language}.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
