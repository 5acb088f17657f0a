"""The parts of a case's page; `PARTS` is its table of contents.

A part reads what it shows, in the page's transaction, and a template of its name shows it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from desk.case_parts import answers, statements, work
from desk.case_parts.petition import petition_part
from desk.visit import Visit
from store.register import CaseRecord

ReadPart = Callable[[Connection, Visit, CaseRecord], object | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A part: the template `case/NAME.html`, what reads it, and whether it stands beside."""

    name: str
    read: ReadPart
    is_beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """A part with what it shows; its template finds that under the name `part`."""

    name: str
    is_beside: bool
    content: object


PARTS: tuple[Part, ...] = (
    Part("notes", work.notes),
    Part("statements", statements.read),
    Part("answers", answers.read),
    Part("measures", work.measures_of),
    Part("timeline", work.timeline),
    Part("petition", petition_part, is_beside=True),
    Part("outgoing", work.outgoing, is_beside=True),
    Part("limits", work.limits, is_beside=True),
    Part("path", work.path, is_beside=True),
    Part("party", work.party, is_beside=True),
    Part("interim", work.interim, is_beside=True),
    Part("closing", work.closing, is_beside=True),
    Part("protection", work.protection, is_beside=True),
)


def parts_of(tx: Connection, visit: Visit, record: CaseRecord) -> Iterable[ShownPart]:
    """Read every part that has something to show or to do for this person."""
    for part in PARTS:
        content = part.read(tx, visit, record)
        if content is not None:
            yield ShownPart(name=part.name, is_beside=part.is_beside, content=content)
