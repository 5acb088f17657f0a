"""What does an HTML mail say? Its readable text, one line a block; never raises."""

import re
from html import unescape
from html.parser import HTMLParser

MAX_HTML_CHARS = 4_000_000

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "object"})
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"),
        *("fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
    }
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol"})
_SPACE = re.compile(r"[ \t\r\n\f\u200b\u00a0]+")


def html_to_text(html: str) -> str:
    """Return the text that a reader of this HTML sees, as far as it can be told."""
    reader = _TextReader()
    try:
        reader.feed(html[:MAX_HTML_CHARS].replace("\x00", ""))
        reader.close()
    except (AssertionError, ValueError, IndexError):
        # html.parser gives up on some malformed declarations: what is left is stripped roughly.
        return _SPACE.sub(" ", unescape(re.sub(r"<[^>]*>", " ", html[:MAX_HTML_CHARS]))).strip()
    return reader.text()


class _TextReader(HTMLParser):
    """Collects words and line breaks while the parser walks the document."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._silent = ""
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the base class names it)
        """Begin a line or a silence where the element asks for one."""
        if self._silent:
            if tag == "body":
                self._silent = ""
            return
        if tag in _SILENT:
            self._silent = tag
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in {"td", "th"}:
            self._pieces.append(" ")
        elif tag in _BLOCKS:
            self._break(tag)
            self._preformatted += tag == "pre"
            self._pieces.append("- " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        """End the line or the silence."""
        if self._silent:
            self._silent = "" if tag == self._silent else self._silent
        elif tag in _BLOCKS:
            self._break(tag)
            self._preformatted = max(0, self._preformatted - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if not self._silent:
            words = re.sub("[\f\v]", " ", data)
            self._pieces.append(words if self._preformatted else _SPACE.sub(" ", words))

    def text(self) -> str:
        """Return what was collected, line by line, with at most one blank line between."""
        lines: list[str] = []
        current = ""
        for piece in re.split("([\f\v\n])", "".join(self._pieces)):
            if piece not in {"\f", "\v", "\n"}:
                current += piece
                continue
            if current.strip() or (piece == "\n" and lines):
                lines.append(current.strip(" "))
            if piece == "\f" and lines and lines[-1]:
                lines.append("")
            current = ""
        return re.sub(r"\n{3,}", "\n\n", "\n".join([*lines, current.strip(" ")])).strip()

    def _break(self, tag: str) -> None:
        self._pieces.append("\f" if tag in _PARAGRAPHS else "\v")
