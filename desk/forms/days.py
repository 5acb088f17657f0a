"""Days in forms: read as the browser's date field writes them, or as people do."""

import re
from datetime import date

_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def read_day(text: str) -> date | None:
    """Return the day of `2026-11-23` or `23.11.2026`; None when it is no day."""
    text = text.strip()
    if german := _GERMAN.fullmatch(text):
        day, month, year = (int(part) for part in german.groups())
        text = f"{year:04}-{month:02}-{day:02}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
