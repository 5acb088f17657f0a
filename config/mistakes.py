"""What is wrong with a configuration: each mistake with its key and what to do; never a secret."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

NEEDED = {
    "office": "needed: write [office] with name and land",
    "contact": (
        "needed, since every first answer names a contact person and a telephone number (R11): "
        "write [contact] with name, phone and email"
    ),
    "contact.name": "needed, since every first answer names a contact person (R11)",
    "contact.phone": "needed, since every first answer gives a telephone number (R11)",
    "contact.email": "needed: the address at which citizens reach the contact person (R11)",
    "mailbox": "needed: write [mailbox] with host, user and password_file",
    "mailbox.password": (
        "needed: write the password into a file and name that file in mailbox.password_file, "
        "or set KRM_MAILBOX__PASSWORD"
    ),
    "smtp": "needed: write [smtp] with host, user, password_file and sender",
    "smtp.sender": "needed: the address of the KRM mailbox, from which all mail is sent",
    "routing": "needed: write [routing] with sgg and director",
    "routing.sgg": "needed, since objections go there at once (R5)",
    "routing.director": "needed, since supervisory complaints go there at once (R6)",
}
SENTENCES = {
    "string_type": "must be a text in quotation marks",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list in square brackets",
    "dataclass_type": "must be a section of its own with keys and values",
    "date_type": "must be a day such as 2026-12-21",
    "date_parsing": "must be a day such as 2026-12-21",
    "date_from_datetime_parsing": "must be a day such as 2026-12-21",
    "date_from_datetime_inexact": "must be a day such as 2026-12-21, without a time",
}
UNKNOWN = {"unexpected_keyword_argument", "extra_forbidden"}
NAMES_IN_FILE = {"on_duty_from": "from", "on_duty_until": "until"}
"""Keys that the file calls otherwise than the code, where `from` is a reserved word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing to mend: the dotted key (`smtp.port`) and a sentence that says what to do."""

    key: str
    text: str

    def __str__(self) -> str:
        """Write the mistake on one line."""
        return f"{self.key}: {self.text}"


class ConfigurationError(Exception):
    """The configuration cannot be used; `mistakes` lists everything that is wrong with it."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        """Keep the mistakes; the text has one line for each."""
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def unknown_key(key: str, known: Iterable[str]) -> Mistake:
    """Say that a key is not known, and which one was probably meant."""
    known = tuple(known)
    folder, _, name = key.rpartition(".")
    siblings = {
        each.rpartition(".")[2]: each for each in known if each.rpartition(".")[0] == folder
    }
    near = get_close_matches(name, siblings, n=1) or get_close_matches(key, known, n=1)
    if not near:
        return Mistake(key=key, text="is no known key; take it out")
    return Mistake(key=key, text=f"is no known key; did you mean {siblings.get(near[0], near[0])}?")


def mistakes_of(error: ValidationError, known: Iterable[str]) -> tuple[Mistake, ...]:
    """Turn pydantic's findings into our sentences; what was written is not repeated."""
    known = tuple(known)
    findings = error.errors(include_url=False, include_input=False)
    return tuple(_mistake(finding, known) for finding in findings)


def _mistake(finding: ErrorDetails, known: tuple[str, ...]) -> Mistake:
    key = _dotted(finding["loc"])
    if finding["type"] in UNKNOWN:
        return _unknown(finding["loc"], known)
    return Mistake(key=key, text=_sentence(key, finding))


def _unknown(loc: tuple[int | str, ...], known: tuple[str, ...]) -> Mistake:
    plain = unknown_key(".".join(str(part) for part in loc if isinstance(part, str)), known)
    return Mistake(key=_dotted(loc), text=plain.text)


def _sentence(key: str, finding: ErrorDetails) -> str:
    """Say what to do, in the words of the file rather than of the library."""
    context: Mapping[str, Any] = finding.get("ctx", {})
    match finding["type"]:
        case "missing":
            return NEEDED.get(key, "needed: this key has no default")
        case "value_error":
            return str(context["error"])
        case "greater_than_equal":
            return f"must be {context['ge']} or more"
        case "less_than_equal":
            return f"must be {context['le']} or less"
        case "enum":
            return f"must be {context['expected']}"
        case kind:
            return SENTENCES.get(kind) or finding["msg"].replace("Input should be", "must be")


def _dotted(loc: tuple[int | str, ...]) -> str:
    """Write `contact.deputies[1].from`, counting from one as people do."""
    names = (NAMES_IN_FILE.get(str(part), part) for part in loc)
    parts = (f"[{name + 1}]" if isinstance(name, int) else f".{name}" for name in names)
    return "".join(parts).removeprefix(".")
