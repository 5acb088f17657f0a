"""The words of our letters: templates filled with numbers, dates and the office's own names."""

import textwrap
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from jinja2 import Environment, PackageLoader, StrictUndefined

from cases.duties import DutyKind

LINE_LENGTH = 72

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
        DutyKind.CASE: "offener Vorgang",
    }
)
"""What a duty is called in German."""


def fill(template: str, facts: Mapping[str, object]) -> str:
    """Return the letter's text with short lines, one paragraph after a blank line (R34)."""
    text = _templates().get_template(template).render(**facts)
    lines = [_short(line.rstrip()) for line in text.strip().splitlines()]
    paragraphs = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(paragraphs) + "\n"


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
