"""What a browser makes of a page: its elements, its words, where its forms and links go."""

from html.parser import HTMLParser
from typing import Self


class Elements(HTMLParser):
    """A page taken apart."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        super().__init__()
        self.names: set[str] = set()
        self.actions: list[str] = []
        self.links: list[str] = []
        self.words = ""

    @classmethod
    def of(cls, page: str) -> Self:
        """Read a page."""
        elements = cls()
        elements.feed(page)
        return elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and where a form or link goes."""
        self.names.add(tag)
        values = dict(attrs)
        if tag == "form":
            self.actions.append(values.get("action") or "")
        if tag == "a":
            self.links.append(values.get("href") or "")

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += data
