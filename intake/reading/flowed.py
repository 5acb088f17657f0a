"""How were these lines meant? Undoes the soft line breaks of format=flowed (RFC 3676)."""

import re

_QUOTES = re.compile(r">*")
SIGNATURE = "-- "


def unwrap(text: str, *, delete_space: bool) -> str:
    """Return the text with each paragraph on one line; quote depths are never joined."""
    lines: list[str] = []
    pending = ""
    pending_depth: int | None = None
    for line in text.split("\n"):
        depth, words = _depth_and_words(line)
        if pending_depth is not None and (depth != pending_depth or words in {"", SIGNATURE}):
            lines.append(_quoted(pending, pending_depth))
            pending, pending_depth = "", None
        is_soft = words.endswith(" ") and words != SIGNATURE
        pending += words[:-1] if is_soft and delete_space else words
        pending_depth = depth
        if not is_soft:
            lines.append(_quoted(pending, depth))
            pending, pending_depth = "", None
    if pending_depth is not None:
        lines.append(_quoted(pending, pending_depth))
    return "\n".join(lines)


def _depth_and_words(line: str) -> tuple[int, str]:
    quotes = _QUOTES.match(line)
    depth = quotes.end() if quotes else 0
    words = line[depth:]
    # One space in front was stuffed in by the sender, so that no line begins like a quote.
    return depth, words.removeprefix(" ")


def _quoted(words: str, depth: int) -> str:
    return f"{'>' * depth} {words}" if depth else words
