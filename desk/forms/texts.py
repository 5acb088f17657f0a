"""Texts in forms: as the person meant them, and as every database keeps them."""


def plain(text: str) -> str:
    """Return the text with plain line ends, without blanks around it and NUL characters in it."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
