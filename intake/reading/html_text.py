"""What does an HTML mail say? Its readable text, one line a block; never raises.

The tags are found by one pattern that never looks back, instead of by html.parser: that one
needs quadratic time for unclosed tags and comments, and a mail may be written to use this.
"""

import re
from html import unescape

MAX_HTML_CHARS = 2_000_000

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9:]{0,20})\b(?P<more>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+)>"
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
_CITED = re.compile(
    r"type\s*=\s*[\"']?cite|class\s*=\s*[\"'][^\"']*quote|border-left(?:-width)?\s*:\s*[^0;]",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[\s\x0e\x0f\u200b\u00a0]+")
_LINE, _PARAGRAPH, _QUOTE, _UNQUOTE = "\v", "\f", "\x0e", "\x0f"
_MARKS = re.compile("([\n\v\f\x0e\x0f])")


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
            name = tag["name"].lower()
            collected.add_tag(name, is_end=bool(tag["end"]))
            if name == "blockquote":
                collected.add_quote(is_cited=_CITED.search(tag["more"]), is_end=bool(tag["end"]))
    collected.add_words(html[at:])
    return collected.text()


class _Collected:
    """The words so far, with marks where lines and paragraphs end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._silent = ""
        self._preformatted = 0
        self._quotes: list[bool] = []

    def add_words(self, words: str) -> None:
        """Keep the words between two tags, unless nobody sees them."""
        if self._silent or not words:
            return
        shown = unescape(words)
        if self._preformatted:
            self._pieces.append(re.sub("[\v\f\x0e\x0f]", " ", shown.replace("\r\n", "\n")))
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

    def add_quote(self, *, is_cited: object, is_end: bool) -> None:
        """Begin or end a quote; programs also use the element to indent, which quotes nobody."""
        if not is_end:
            self._quotes.append(bool(is_cited))
            self._pieces.append(_QUOTE if is_cited else "")
        elif self._quotes and self._quotes.pop():
            self._pieces.append(_UNQUOTE)

    def text(self) -> str:
        """Return what was collected, line by line, with at most one blank line between."""
        lines = _Lines()
        current: list[str] = []
        for piece in _MARKS.split("".join(self._pieces)):
            if _MARKS.fullmatch(piece):
                lines.end("".join(current), mark=piece)
                current = []
            else:
                current.append(piece)
        lines.end("".join(current), mark=_LINE)
        return lines.text()

    def _add_block(self, name: str, *, is_end: bool) -> None:
        self._pieces.append(_LINE)
        if name == "pre":
            self._preformatted = max(0, self._preformatted + (-1 if is_end else 1))
        elif name == "li" and not is_end:
            self._pieces.append("- ")


class _Lines:
    """The finished lines; those of a quote begin with its marks, as in plain mail."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._depth = 0

    def end(self, current: str, *, mark: str) -> None:
        """Add the line; a block's end makes no empty line, a paragraph's or quote's end one."""
        if current.strip() or (mark == "\n" and self._lines):
            words = re.sub(" {2,}", " ", current.rstrip()).removeprefix(" ")
            self._add(words)
        if mark in {_PARAGRAPH, _QUOTE, _UNQUOTE} and self._lines and self._lines[-1].strip("> "):
            self._add("")
        if mark == _QUOTE:
            self._depth += 1
        elif mark == _UNQUOTE:
            self._depth -= 1
            if self._lines and not self._lines[-1].strip("> "):
                self._lines[-1] = ""

    def text(self) -> str:
        """Return the lines joined."""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip()

    def _add(self, words: str) -> None:
        marks = ">" * self._depth
        self._lines.append(f"{marks} {words}".strip() if marks else words)
