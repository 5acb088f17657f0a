"""Which unit may a message belong to? A proposal only; the officer presses the button (R9c)."""

import re
from collections.abc import Sequence

from cases.mail import Mail
from cases.office import Unit

TOPICS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"widerspruch|klage|rechtsbehelf|anwalt", re.IGNORECASE),
        re.compile(r"widerspruch|sgg|recht", re.IGNORECASE),
    ),
    (
        re.compile(r"datenschutz|dsgvo|auskunft nach art", re.IGNORECASE),
        re.compile(r"datenschutz", re.IGNORECASE),
    ),
    (
        re.compile(
            r"bewerbung|stellenangebot|lebenslauf|maßnahme|praktikum|arbeitsvertrag", re.IGNORECASE
        ),
        re.compile(r"vermittlung|integration|markt|arbeitgeber", re.IGNORECASE),
    ),
    (
        re.compile(
            r"antrag|bescheid|miete|heizkosten|kontoauszug|einkommen|nachweis|unterlagen|zahlung",
            re.IGNORECASE,
        ),
        re.compile(r"leistung", re.IGNORECASE),
    ),
    (
        re.compile(r"termin|einladung|krankmeldung", re.IGNORECASE),
        re.compile(r"empfang|eingang|service", re.IGNORECASE),
    ),
)
"""Words of a message, and the units whose name says that they deal with it."""


def propose_unit(mail: Mail, units: Sequence[Unit]) -> Unit | None:
    """Return a unit that the message names or whose subject it speaks of, or None."""
    text = f"{mail.subject}\n{mail.text}"
    lower = text.lower()
    named = next((unit for unit in units if unit.name.lower() in lower), None)
    if named:
        return named
    topic = next((unit_name for words, unit_name in TOPICS if words.search(text)), None)
    return next((unit for unit in units if topic and topic.search(unit.name)), None)
