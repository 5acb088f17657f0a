"""Show text of strangers safely: escaped, without tricks of writing direction, words marked."""

import re
import unicodedata
from collections.abc import Iterable

from markupsafe import Markup, escape

_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE_LIMIT = 300


def one_line(text: str) -> str:
    """Return a name or subject as one line without control characters, cut at 300.

    A name that turns the writing direction around could pass `exe` off as `pdf`.
    """
    bare = _BIDI_CONTROLS.sub("", text)
    visible = "".join(
        " " if char.isspace() or unicodedata.category(char) == "Cc" else char for char in bare
    )
    line = " ".join(visible.split())
    return line if len(line) <= _LINE_LIMIT else f"{line[:_LINE_LIMIT]} …"


def visible(text: str) -> str:
    """Return text with line breaks, all other controls and marks of direction written out."""

    def shown(char: str) -> str:
        is_hidden = unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"} and char not in "\n\t"
        return f"\\u{ord(char):04x}" if is_hidden else char

    return "".join(map(shown, text))


def marked(text: str, phrases: Iterable[str]) -> Markup:
    """Return the text escaped, every exact occurrence of a phrase inside `<mark>` (R36)."""
    wanted = sorted({phrase for phrase in phrases if phrase.strip()}, key=len, reverse=True)
    if not wanted:
        return escape(text)
    pieces = re.split("(" + "|".join(map(re.escape, wanted)) + ")", text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )
