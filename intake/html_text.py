"""What does an HTML mail say? Its readable text, one line a block; never raises.

The tags are found by one pattern that never looks back, instead of by html.parser: that one
needs quadratic time for unclosed tags and comments, and a mail may be written to use this.
"""

import re
from html import unescape

MAX_HTML_CHARS = 2_000_000

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9:]{0,20})\b(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+>"
    r"|<[!?][^<>]*+>",
    re.IGNORECASE | re.DOTALL,
)
_SILENT = frozenset({"script", "style", "title", "template", "noscript", "object"})
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "body", "center", "dd", "div", "dl", "dt", "fieldset"),
        *("figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "pre"),
        *("section", "table", "tr"),
    }
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol"})
_SPACE = re.compile(r"[\s\u200b\u00a0]+")
_LINE, _PARAGRAPH = "\v", "\f"


def html_to_text(html: str) -> str:
    """Return the text that a reader of this HTML sees, as far as it can be told."""
    html = html[:MAX_HTML_CHARS]
    if not _TAG.search(html):
        # Plain text that is only called HTML keeps its lines.
        return unescape(html).strip()
    collected = _Collected()
    at = 0
    for tag in _TAG.finditer(html):
        collected.add_words(html[at : tag.start()])
        at = tag.end()
        if tag["name"]:
            collected.add_tag(tag["name"].lower(), is_end=bool(tag["end"]))
    collected.add_words(html[at:])
    return collected.text()


class _Collected:
    """The words so far, with marks where lines and paragraphs end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._silent = ""
        self._preformatted = 0

    def add_words(self, words: str) -> None:
        """Keep the words between two tags, unless nobody sees them."""
        if self._silent or not words:
            return
        shown = unescape(words)
        if self._preformatted:
            self._pieces.append(re.sub("[\f\v]", " ", shown.replace("\r\n", "\n")))
        else:
            self._pieces.append(_SPACE.sub(" ", shown))

    def add_tag(self, name: str, *, is_end: bool) -> None:
        """End a line, a paragraph or a silence where the element asks for it."""
        if self._silent:
            # An unclosed title must not swallow the letter.
            self._silent = "" if name in {self._silent, "body"} else self._silent
        elif name in _SILENT:
            self._silent = "" if is_end else name
        elif name == "br":
            self._pieces.append("\n")
        elif name in {"td", "th"}:
            self._pieces.append(" ")
        elif name in _PARAGRAPHS:
            self._pieces.append(_PARAGRAPH)
        elif name in _BLOCKS:
            self._add_block(name, is_end=is_end)

    def text(self) -> str:
        """Return what was collected, line by line, with at most one blank line between."""
        lines: list[str] = []
        current: list[str] = []
        for piece in re.split("([\f\v\n])", "".join(self._pieces)):
            if piece not in {_PARAGRAPH, _LINE, "\n"}:
                current.append(piece)
                continue
            _end_line(lines, "".join(current), mark=piece)
            current = []
        _end_line(lines, "".join(current), mark=_LINE)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def _add_block(self, name: str, *, is_end: bool) -> None:
        self._pieces.append(_LINE)
        if name == "pre":
            self._preformatted = max(0, self._preformatted + (-1 if is_end else 1))
        elif name == "li" and not is_end:
            self._pieces.append("- ")


def _end_line(lines: list[str], current: str, *, mark: str) -> None:
    """Add the line; a block's end alone makes no empty line, a paragraph's end makes one."""
    if current.strip() or (mark == "\n" and lines):
        lines.append(re.sub(" {2,}", " ", current.rstrip()).removeprefix(" "))
    if mark == _PARAGRAPH and lines and lines[-1]:
        lines.append("")
