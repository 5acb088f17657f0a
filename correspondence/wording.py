"""The words of our letters: templates filled with numbers, dates and the office's own names."""

import textwrap
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined

from cases.duties import DutyKind
from correspondence.edited_template import EditedTextError, render_edited

LINE_LENGTH = 72
ENDING = ".txt.j2"
UNEDITED: Mapping[str, str] = MappingProxyType({})
"""Every letter as it was delivered."""

DUTIES = MappingProxyType(
    {
        DutyKind.PETITION: "Petition oder Eingabe",
        DutyKind.SUSPECTED_OBJECTION: "möglicher Widerspruch",
        DutyKind.SUSPECTED_CONDUCT: "mögliche Dienstaufsichtsbeschwerde",
        DutyKind.RETURNED: "zurückgegebene Abgabe",
        DutyKind.HAND_OVER_FAILED: "Abgabe, die nicht angekommen ist",
        DutyKind.UNREADABLE: "Nachricht, die das Programm nicht lesen kann",
        DutyKind.DECIDE: "Nachricht, über die zu entscheiden ist",
        DutyKind.FOLLOW_UP: "weitere Nachricht, die zuzuordnen ist",
        DutyKind.MARK_EXCERPT: "Textauszug für einen Vorgang",
        DutyKind.NOTICE_BY_HAND: "Eingangsbestätigung von Hand",
        DutyKind.PASS_ON: "Nachricht, die weiterzugeben ist",
        DutyKind.STATEMENT: "Stellungnahme einer Teamleitung",
        DutyKind.LETTER_FAILED: "Schreiben, das nicht angekommen ist",
        DutyKind.PRAISE: "Lob, das weiterzugeben ist",
        DutyKind.CASE: "offener Vorgang",
    }
)
"""What a duty is called in German."""


def fill(
    template: str, facts: Mapping[str, object], *, edited: Mapping[str, str] = UNEDITED
) -> str:
    """Return the letter's text with short lines, one paragraph after a blank line (R34)."""
    text = words_of(template, facts, edited=edited)
    lines = [_short(line.rstrip()) for line in text.strip().splitlines()]
    paragraphs = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(paragraphs) + "\n"


def words_of(
    template: str, facts: Mapping[str, object], *, edited: Mapping[str, str] = UNEDITED
) -> str:
    """Return a template filled with facts, as it was edited or as it was delivered.

    An edited text that cannot be used any more gives way to the delivered one: a letter always
    goes out. Who edits is told (`correspondence.template_check`).
    """
    name = template.removesuffix(ENDING)
    if name in edited:
        with suppress(EditedTextError):
            return render_edited(edited[name], facts)
    return _templates().get_template(name + ENDING).render(**facts)


def delivered(name: str) -> str:
    """Return the text of a template as it was delivered."""
    folder = files("correspondence").joinpath("templates")
    return folder.joinpath(name + ENDING).read_text(encoding="utf-8")


def unfolded(text: str) -> str:
    """Return a letter's text with whole lines again, for paper that breaks them itself.

    A line goes on where its next word would not have fitted (`fill`).
    """
    lines: list[str] = []
    last = ""
    for line in text.splitlines():
        word = line.partition(" ")[0]
        goes_on = bool(last and word) and len(f"{last} {word}") > LINE_LENGTH
        lines[-1:] = [f"{lines[-1]} {line}"] if goes_on else [*lines[-1:], line]
        last = line
    return "\n".join(lines) + "\n"


def _short(line: str) -> str:
    if len(line) <= LINE_LENGTH:
        return line
    return textwrap.fill(line, LINE_LENGTH, break_long_words=False, break_on_hyphens=False)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("correspondence"),
        autoescape=False,  # noqa: S701 (plain text; no template takes a word of a citizen)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
