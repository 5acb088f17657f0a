"""The statement's form: its parts, which must be filled in, how it is kept (R26)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class FormPart(StrEnum):
    """A part of the statement, in the order of the form; the last is its covering letter."""

    COMMITTEE_NUMBER = "committee_number"
    PETITIONER = "petitioner"
    SUBJECT = "subject"
    FACTS = "facts"
    ASSESSMENT = "assessment"
    MEASURES = "measures"
    RESULT = "result"
    CONTACT = "contact"
    COVER = "cover"


REQUIRED = tuple(
    part for part in FormPart if part not in {FormPart.COMMITTEE_NUMBER, FormPart.MEASURES}
)
"""A ministry gives no committee's number, and not every matter asks for a measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementForm:
    """What is written in the form so far; a part that is missing is empty."""

    parts: Mapping[FormPart, str] = field(
        default_factory=lambda: MappingProxyType({}), repr=False, hash=False
    )

    def text(self, part: FormPart) -> str:
        """Return what stands in a part."""
        return self.parts.get(part, "")

    @property
    def missing(self) -> tuple[FormPart, ...]:
        """The required parts that are still empty."""
        return tuple(part for part in REQUIRED if not self.text(part).strip())

    @property
    def is_complete(self) -> bool:
        """Whether it can be sent as far as the form goes."""
        return not self.missing


def kept(form: StatementForm) -> str:
    """Return the form as it is stored."""
    return json.dumps({part: form.text(part) for part in FormPart}, ensure_ascii=False)


def read_kept(text: str) -> StatementForm:
    """Return a stored form; an empty text is an empty form."""
    stored = json.loads(text) if text else {}
    return StatementForm(parts={part: str(stored.get(part, "")) for part in FormPart})


def changed_parts(one: StatementForm, other: StatementForm) -> tuple[FormPart, ...]:
    """Return the parts in which two forms differ."""
    return tuple(part for part in FormPart if one.text(part) != other.text(part))
