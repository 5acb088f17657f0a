"""Where do the headers end? The fields of a message or part and the place of its body."""

import re
from dataclasses import dataclass

MAX_FIELDS = 2_000
MAX_LINE_BYTES = 512_000
MAX_FIELD_BYTES = 512_000
"""More than anybody reads of a field; the rest of its lines is passed over, not kept."""

# Servers have doubled the carriage return of many a mail; alone it was the Macintosh's.
LINE_BREAK = rb"(?:\r{0,2}\n|\r)"

_LINE = re.compile(rb"[^\r\n]*(?:" + LINE_BREAK + rb"|\Z)")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_SURE_FIELD = re.compile(
    rb"(?:x-[a-z0-9-]+|[a-z]+(?:-[a-z]+)+|from|to|cc|bcc|date|subject|sender|received)[ \t]*:",
    re.IGNORECASE,
)
_INDENTED = re.compile(rb"[ \t]+(?=" + _SURE_FIELD.pattern + rb")", re.IGNORECASE)
_ENVELOPE = re.compile(rb">?From (?! *:)")
_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*" + LINE_BREAK + rb")*")
_EMPTY = re.compile(LINE_BREAK + rb"|\Z")
_SECTION_END = re.compile(rb"(?:\r{0,2}\n|\r(?!\r?\n))" + LINE_BREAK)
_PARAMETER = re.compile(rb"[a-z0-9*-]{1,40}[ \t]*=", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(rb"[^\s<>]{1,256}>")
_ADDRESSES = frozenset({"from", "sender", "reply-to", "to", "cc", "bcc"})
_LOOK_AHEAD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Raw fields (names in lower case) in their order, and where the body begins."""

    fields: tuple[tuple[str, bytes], ...]
    body: int
    defects: tuple[str, ...] = ()


def read_section(content: bytes, start: int, end: int, *, is_message: bool) -> Section:
    """Return the fields from here on; a message may have an mbox line or empty lines before."""
    reader = _SectionReader(content, end)
    if is_message:
        start = reader.skip_lead(start)
    return reader.read(start)


class _SectionReader:
    """Walks line by line and keeps what it found so far."""

    def __init__(self, content: bytes, end: int) -> None:
        self._content = content
        self._end = end
        self._fields: list[tuple[str, list[bytes]]] = []
        self._field_bytes = 0
        self._defects: list[str] = []

    def skip_lead(self, start: int) -> int:
        """Return where the first field begins, or `start` when there is none to be seen."""
        lead = _LEAD.match(self._content, start, self._end)
        at = lead.end() if lead else start
        envelope = _ENVELOPE.match(self._content, at, self._end)
        if envelope:
            self._defects.append("mbox_line")
            return self._after(at)
        indented = _INDENTED.match(self._content, at, self._end)
        if indented:
            self._defects.append("first_header_indented")
            return indented.end()
        junk = self._after(at)
        is_junk = junk > at and not _FIELD.match(self._content, at, self._end)
        if is_junk and _SURE_FIELD.match(self._content, junk, self._end):
            self._defects.append("line_before_headers")
            return junk
        if at != start and _FIELD.match(self._content, at, self._end):
            self._defects.append("lines_before_headers")
            return at
        return start

    def read(self, start: int) -> Section:
        """Return the section that starts here."""
        at = start
        while at < self._end:
            if len(self._fields) >= MAX_FIELDS:
                self._defects.append("too_many_headers")
                return self._section(self._after_section(at))
            after = self._after(at)
            if _EMPTY.match(self._content, at, self._end):
                return self._section(after)
            line = self._content[at : min(after, at + MAX_LINE_BYTES)]
            if not self._take(line) and not self._is_stray(at, after):
                self._defects.append("no_empty_line_after_headers")
                return self._section(at)
            at = after
        return self._section(self._end)

    def _take(self, line: bytes) -> bool:
        """Keep a field or the continuation of one; return whether the line was either."""
        if line[:1] in b" \t" and self._fields:
            self._add(line)
            return True
        name = _FIELD.match(line)
        if name is None:
            return False
        self._fields.append((name[1].decode("ascii").lower(), [line[name.end() :]]))
        self._field_bytes = len(line)
        return True

    def _add(self, line: bytes) -> None:
        """Let a line go on the field before it."""
        if self._field_bytes < MAX_FIELD_BYTES:
            self._fields[-1][1].append(line)
            self._field_bytes += len(line)

    def _is_stray(self, at: int, after: int) -> bool:
        """Tell whether headers go on behind this line; a broken-off field then owns it."""
        if not self._fields or self._content.startswith(b"--", at):
            return False
        if self._goes_on(at, after):
            self._own(at, after)
            return True
        ahead = after
        for _ in range(_LOOK_AHEAD):
            if ahead >= self._end or _EMPTY.match(self._content, ahead, self._end):
                return False
            if self._content.startswith(b"--", ahead):
                # The next part's headers are not this one's.
                return False
            if _SURE_FIELD.match(self._content, ahead, self._end):
                self._own(at, after)
                return True
            ahead = self._after(ahead)
        return False

    def _goes_on(self, at: int, after: int) -> bool:
        """Tell whether this line ends what the field before it left open."""
        name, lines = self._fields[-1]
        last = lines[-1].rstrip()
        if name in _ADDRESSES and last.rfind(b"<") > last.rfind(b">"):
            return _REST_OF_ADDRESS.match(self._content, at, after) is not None
        return last.endswith(b";") and _PARAMETER.match(self._content, at) is not None

    def _own(self, at: int, after: int) -> None:
        """Give a line without indentation to the field before it."""
        self._defects.append("stray_line_in_headers")
        self._add(b" " + self._content[at:after])

    def _section(self, body: int) -> Section:
        fields = tuple((name, b"".join(lines)) for name, lines in self._fields)
        return Section(fields=fields, body=body, defects=tuple(dict.fromkeys(self._defects)))

    def _after_section(self, at: int) -> int:
        """Return where the body begins, without reading further fields one by one."""
        found = _SECTION_END.search(self._content, at, self._end)
        return found.end() if found else self._end

    def _after(self, at: int) -> int:
        found = _LINE.match(self._content, at, self._end)
        return found.end() if found else self._end
