"""The words in the XML of Office and OpenDocument files; the only importer of defusedxml.

A document type is refused, and with it every entity that could grow or reach outside.
"""

from dataclasses import dataclass
from io import BytesIO
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml import sax


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Which elements mean what; names without their namespaces.

    Words count inside `texts`; inside `silent` nothing does.
    """

    texts: frozenset[str]
    paragraphs: frozenset[str]
    silent: frozenset[str]
    breaks: frozenset[str]
    pages: frozenset[str]
    tabs: frozenset[str] = frozenset({"tab"})
    blanks: frozenset[str] = frozenset()


WORD = Dialect(
    texts=frozenset({"t"}),
    paragraphs=frozenset({"p", "si"}),  # si: one text of a spreadsheet
    # Fallback repeats what stands in Choice beside it, in an older form.
    silent=frozenset({"Fallback", "del", "moveFrom", "pPr", "rPr", "sectPr", "instrText"}),
    breaks=frozenset({"br", "cr"}),
    pages=frozenset({"lastRenderedPageBreak"}),
)
OPEN_DOCUMENT = Dialect(
    texts=frozenset({"p", "h"}),
    paragraphs=frozenset({"p", "h"}),
    silent=frozenset({"annotation", "tracked-changes", "automatic-styles", "scripts"}),
    breaks=frozenset({"line-break"}),
    pages=frozenset({"soft-page-break"}),
    blanks=frozenset({"s"}),
)


def words_of(content: bytes, dialect: Dialect) -> str:
    """Return the words, a line for each paragraph; errors of the parser are raised."""
    collected = _Words(dialect)
    parser = sax.make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)  # noqa: FBT003  (xml.sax takes it so)
    parser.setContentHandler(collected)
    parser.parse(BytesIO(content))
    return collected.text()


class _Words(ContentHandler):
    """Keeps the words of texts, and where lines and pages end."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__()
        self._dialect = dialect
        self._pieces: list[str] = []
        self._in_text = 0
        self._in_silence = 0

    def text(self) -> str:
        """Return what was collected."""
        return "".join(self._pieces).strip("\n")

    def startElementNS(  # noqa: N802  (the name that xml.sax calls)
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        """Note that an element begins."""
        del qname, attrs
        local, dialect = name[1], self._dialect
        if self._in_silence or local in dialect.silent:
            self._in_silence += 1
            return
        self._in_text += local in dialect.texts
        for names, mark in (
            (dialect.breaks, "\n"),
            (dialect.pages, "\f"),
            (dialect.tabs, "\t"),
            (dialect.blanks, " "),
        ):
            if local in names:
                self._pieces.append(mark)

    def endElementNS(  # noqa: N802  (the name that xml.sax calls)
        self, name: tuple[str | None, str], qname: str | None
    ) -> None:
        """Note that an element ends."""
        del qname
        if self._in_silence:
            self._in_silence -= 1
            return
        self._in_text -= name[1] in self._dialect.texts
        if name[1] in self._dialect.paragraphs:
            self._pieces.append("\n")

    def characters(self, content: str) -> None:
        """Keep the words of texts."""
        if self._in_text and not self._in_silence:
            self._pieces.append(content)
