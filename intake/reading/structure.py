"""Where does each part of a message begin and end? Bytes to a tree of places, never raises.

The tree holds offsets, not copies: a large mail is read in place. Damage is repaired as a
patient reader would: a boundary folded, missing or announced wrongly, a header without the
empty line after it, a multipart that never begins or never ends.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from intake.reading.fields import parameters, readable
from intake.reading.header_section import LINE_BREAK, Section, read_section
from intake.reading.transfer import encoding_of

MAX_PARTS = 1_000
MAX_DEPTH = 40

# The look-behind stands after the literal, so that the search stays a fast substring search.
_LINE_START = rb"--(?<![^\r\n]--)"
_GUESS = re.compile(
    _LINE_START + rb"([^\r\n]{1,200}?)[ \t]*" + LINE_BREAK + rb"content-", re.IGNORECASE
)
_GUESS_WINDOW = 64_000
_MAX_BOUNDARY = 300
_NOTHING = re.compile(rb"(?!)")
_LINE_END = re.compile(rb"[ \t]*(?:" + LINE_BREAK + rb"|\Z)")
_TYPE = re.compile(r"\s*\"?([\w!#$&^.+-]+/[\w!#$&^.+*-]+)")
_LOOSE_BOUNDARY = re.compile(r"boundary\s*=\s*\"?([^\";]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """One part of a message: its raw fields and where its body lies in the message's bytes.

    A part is equal to itself only: two alike are still two.
    """

    fields: tuple[tuple[str, bytes], ...]
    start: int
    end: int
    content_type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)
    children: tuple["Part", ...] = ()

    def raw(self, name: str) -> bytes:
        """Return the first field of this name as it came, or nothing."""
        return next((value for key, value in self.fields if key == name), b"")

    @property
    def encoding(self) -> str:
        """The transfer encoding: base64, quoted-printable, uuencode, or empty."""
        return encoding_of(readable(self.raw("content-transfer-encoding")))

    def leaves(self) -> Iterator["Part"]:
        """Yield the parts without children, in reading order."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if part.children:
                waiting.extend(reversed(part.children))
            else:
                yield part


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The message as a tree of parts, where it begins, and what was wrong with it."""

    root: Part
    begin: int = 0
    defects: tuple[str, ...] = ()


def read_structure(content: bytes, start: int = 0, end: int | None = None) -> Structure:
    """Return the message between these places; messages attached to it stay leaves."""
    return _Splitter(content, start, len(content) if end is None else end).split()


class _Open:
    """A part whose end is not known yet."""

    def __init__(self, section: Section, default: str) -> None:
        value = next((value for name, value in section.fields if name == "content-type"), b"")
        text = readable(value)
        found = _TYPE.match(text)
        self.fields = section.fields
        self.start = section.body
        self.content_type = found[1].lower() if found else default
        self.parameters = parameters(text[found.end() :] if found else text)
        may_hold = self.is_multipart or self.content_type.startswith("text/")
        self.boundaries = _boundaries(text) if may_hold else ()
        self.children: list[Part] = []
        self.has_ended = False

    @property
    def is_multipart(self) -> bool:
        """Whether the part says that it holds other parts."""
        return self.content_type.startswith("multipart/")

    def close(self, end: int) -> Part:
        """Return the part, now that its end is known."""
        return Part(
            fields=self.fields,
            start=min(self.start, end),
            end=end,
            content_type=self.content_type,
            parameters=self.parameters,
            children=tuple(self.children),
        )


def _boundaries(content_type: str) -> tuple[bytes, ...]:
    """Return what the boundary may be: as announced, or without the blanks of a fold."""
    announced = parameters(content_type).get("boundary", "")
    if not announced:
        loose = _LOOSE_BOUNDARY.search(content_type)
        announced = loose[1] if loose else ""
    announced = announced[:_MAX_BOUNDARY]
    candidates = (announced.rstrip(), re.sub(r"\s+", "", announced))
    return tuple({text.encode("utf-8", "replace"): None for text in candidates if text})


def _delimiter_of(boundaries: Iterable[bytes]) -> re.Pattern[bytes]:
    """Return what finds the next line with one of these boundaries, whether it is the last."""
    any_of = b"|".join(re.escape(each) for each in sorted(boundaries, key=len, reverse=True))
    if not any_of:
        return _NOTHING
    return re.compile(_LINE_START + rb"(" + any_of + rb")(--)?[ \t]*(?=[\r\n]|\Z)")


class _Splitter:
    """Walks over the delimiter lines once; open parts lie on a stack, the outermost first."""

    def __init__(self, content: bytes, start: int, end: int) -> None:
        self._content = content
        self._start = start
        self._end = end
        self._stack: list[_Open] = []
        self._level_of: dict[bytes, int] = {}
        self._delimiter = _NOTHING
        self._defects: list[str] = []
        self._parts = 0

    def split(self) -> Structure:
        """Return the tree."""
        self._open(self._start, is_message=True)
        at = self._stack[-1].start
        while found := self._delimiter.search(self._content, at, self._end):
            at = found.end()
            level = self._level_of.get(found[1])
            if level is None:
                continue
            self._close_down_to(level, self._line_break_before(found.start()))
            if found[2]:
                self._end_multipart(level, found.start())
                continue
            if self._parts >= MAX_PARTS:
                self._note("too_many_parts")
                break
            self._open(self._after_line(at))
            at = self._stack[-1].start
        root = self._close_all()
        return Structure(root=root, begin=self._start, defects=tuple(self._defects))

    def _end_multipart(self, level: int, at: int) -> None:
        """Note its last delimiter; the outermost stays open for parts that still follow it."""
        self._stack[level].has_ended = True
        if level:
            self._close_down_to(level - 1, self._line_break_before(at))

    def _open(self, at: int, *, is_message: bool = False) -> None:
        """Read the fields of the part that begins here and lay it on the stack."""
        section = read_section(self._content, at, self._end, is_message=is_message)
        self._defects += [code for code in section.defects if code not in self._defects]
        in_digest = bool(self._stack) and self._stack[-1].content_type == "multipart/digest"
        part = _Open(section, "message/rfc822" if in_digest else "text/plain")
        self._parts += 1
        self._stack.append(part)
        if not part.is_multipart and self._holds_parts(part):
            part.content_type = "multipart/mixed"
            self._note("multipart_unannounced")
        if part.is_multipart:
            self._complete_boundaries(part)
            self._index_boundaries()
            self._delimiter = _delimiter_of(self._level_of)

    def _holds_parts(self, part: _Open) -> bool:
        """Tell whether there are parts though the header announces none."""
        window = self._content[part.start : min(part.start + _GUESS_WINDOW, self._end)]
        if part.boundaries:
            return any(b"--" + boundary in window for boundary in part.boundaries)
        if self._parts > 1 or any(name == "content-type" for name, _ in part.fields):
            return False
        guess = _GUESS.search(window)
        return guess is not None and b"--" + guess[1] + b"--" in window

    def _complete_boundaries(self, part: _Open) -> None:
        """Guess a boundary from the text when the announced one is not to be seen."""
        if len(self._stack) > MAX_DEPTH:
            part.boundaries = ()
            self._note("too_deep")
            return
        window = self._content[part.start : min(part.start + _GUESS_WINDOW, self._end)]
        if any(b"--" + boundary in window for boundary in part.boundaries):
            return
        guess = _GUESS.search(window)
        if guess and guess[1] not in self._level_of:
            part.boundaries += (guess[1],)
            self._note("boundary_guessed")

    def _index_boundaries(self) -> None:
        self._level_of = {
            boundary: level
            for level, part in enumerate(self._stack)
            for boundary in part.boundaries
        }

    def _close_down_to(self, level: int, end: int) -> None:
        """Close every part above this level; each becomes a child of the one below."""
        while len(self._stack) - 1 > level:
            part = self._stack.pop()
            if part.is_multipart:
                self._check(part)
                self._index_boundaries()
            self._stack[-1].children.append(part.close(end))

    def _check(self, part: _Open) -> None:
        if not part.children:
            # What was announced never came: the text between is all there is.
            part.content_type = "text/plain"
            self._note("multipart_never_begins")
        elif not part.has_ended:
            self._note("multipart_never_ends")

    def _close_all(self) -> Part:
        self._close_down_to(0, self._end)
        root = self._stack.pop()
        if root.is_multipart:
            self._check(root)
        return root.close(self._end)

    def _note(self, code: str) -> None:
        if code not in self._defects:
            self._defects.append(code)

    def _after_line(self, at: int) -> int:
        found = _LINE_END.match(self._content, at, self._end)
        return found.end() if found else at

    def _line_break_before(self, at: int) -> int:
        """Return the place before the line break that belongs to the delimiter."""
        before = self._content[max(at - 2, 0) : at]
        if before.endswith(b"\r\n"):
            return at - 2
        return at - 1 if before.endswith((b"\n", b"\r")) else at
