"""Tell what the writer wrote from quotes, signatures and boilerplate (labelling rule 8)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from triage import letter_parts as parts

EXAMINED = 100_000
"""Characters looked at; what stands behind them counts as the writer's but is never taken apart."""
_DEPTH = 4
"""How often a forward inside a forward is opened."""
_POINTING_WORDS = 30
_POINTING_LETTERS = 1500
"""Own words that only point elsewhere are no longer than this."""
_OPENING = 200
_CLOSING_WORDS = 9
_NAME_WORDS = 8
_HEADER_LINES = 40
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w.-]{1,200}\.[a-z]{2,24}", re.IGNORECASE)
_GREETING = re.compile(
    r"^[ \t]*(?:sehr geehrte|guten (?:tag|morgen|abend)|hallo|hi|hey|moin|liebe[rs]?|servus|werte|"
    r"dear|hello)\b"
    r"[^.!?\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)


class Part(StrEnum):
    """Whose words a line holds."""

    OWN = "own"
    QUOTED = "quoted"
    SIGNATURE = "signature"
    BOILERPLATE = "boilerplate"
    PASSED_ON = "passed_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """A body taken apart; every part is made of its lines, in their order.

    `forwarded` is the letter passed on, innermost first opened, empty when none is;
    `forwarded_sender` its writer's address, or empty (R9a).
    """

    own: str = field(default="", repr=False)
    quoted: str = field(default="", repr=False)
    signature: str = field(default="", repr=False)
    boilerplate: str = field(default="", repr=False)
    forwarded: str = field(default="", repr=False)
    forwarded_sender: str = field(default="", repr=False)

    @property
    def only_points(self) -> bool:
        """Whether the own words merely point at something else, or there are none."""
        return points_elsewhere(self.own)

    @property
    def deciding(self) -> str:
        """Return the text that counts: the own words, or the letter that they pass on."""
        if not self.only_points:
            return self.own
        passed_on = self.forwarded or self.quoted
        return passed_on if passed_on.strip() else self.own


def points_elsewhere(own: str) -> bool:
    """Tell whether these words are empty or say no more than "see below"."""
    if len(own) > _POINTING_LETTERS:
        return not own[:EXAMINED].strip()
    bare = _GREETING.sub("", own).strip()
    words = re.findall(r"\w+", bare)
    if not words:
        return True
    if len(words) > _POINTING_WORDS:
        return False
    return bool(parts.POINTER.search(bare)) and not re.search(r"[?!]", bare)


def own_words(text: str) -> OwnWords:
    """Take a body apart into own words, quotes, signature, boilerplate and forwarded letter."""
    return _take_apart(text, depth=_DEPTH)


def _take_apart(text: str, *, depth: int) -> OwnWords:
    head, rest = text[:EXAMINED], text[EXAMINED:]
    lines = head.splitlines()
    marked = _mark(lines)
    gathered = {part: _gather(lines, marked, part) for part in Part}
    passed_on = gathered[Part.PASSED_ON]
    sender = _sender_in(passed_on)
    letter = _without_header(passed_on)
    own = gathered[Part.OWN] + ("\n" + rest if rest else "")
    if letter and depth:
        inner = _take_apart(letter, depth=depth - 1)
        if inner.only_points and inner.deciding.strip():
            letter, sender = inner.deciding, inner.forwarded_sender or sender
    return OwnWords(
        own=own,
        quoted=gathered[Part.QUOTED]
        if points_elsewhere(own) or not letter
        else ("\n".join(filter(None, (gathered[Part.QUOTED], passed_on)))),
        signature=gathered[Part.SIGNATURE],
        boilerplate=gathered[Part.BOILERPLATE],
        forwarded=letter,
        forwarded_sender=sender,
    )


def _gather(lines: Sequence[str], marked: Sequence[Part], part: Part) -> str:
    chosen = [line for line, mark in zip(lines, marked, strict=True) if mark is part]
    return "\n".join(chosen).strip("\n")


def _mark(lines: Sequence[str]) -> list[Part]:
    """Say for each line whose words it holds: first what others wrote, then the trimmings."""
    marked = [Part.OWN] * len(lines)
    _mark_quotes(lines, marked)
    _mark_boilerplate(lines, marked)
    _mark_signature(lines, marked)
    return marked


def _mark_quotes(lines: Sequence[str], marked: list[Part]) -> None:
    number = 0
    while number < len(lines):
        header = _header_length(lines, number)
        if header:
            _mark_block(lines, marked, number, header)
            return
        wrote = _wrote_length(lines, number)
        if wrote and _rest_is_quote(lines, number + wrote):
            for place in range(number, number + wrote):
                marked[place] = Part.QUOTED
            if not _next_is_marked(lines, number + wrote):
                marked[number:] = [Part.QUOTED] * (len(lines) - number)
                return
            number += wrote
            continue
        if parts.QUOTE_MARK.match(lines[number]):
            marked[number] = Part.QUOTED
        number += 1


def _mark_block(lines: Sequence[str], marked: list[Part], start: int, length: int) -> None:
    """Mark a letter passed on, from its header to the end."""
    del length
    marked[start:] = [Part.PASSED_ON] * (len(lines) - start)


def _header_length(lines: Sequence[str], start: int) -> int:
    """Return how many lines a forwarding mark or a mail header takes here, 0 when none begins."""
    line = lines[start]
    if parts.FORWARD_MARK.match(line) or parts.ORIGINAL_MARK.match(line):
        return 1
    first = parts.HEADER_LINE.match(line)
    if first is None or first.group("name").lower() not in parts.FROM_NAMES:
        return 0
    names = {first.group("name").lower()}
    length = 1
    for following in lines[start + 1 : start + 9]:
        found = parts.HEADER_LINE.match(following)
        if found is None:
            if following.strip() and not following.startswith((" ", "\t")):
                break
            if not following.strip() and len(names) > 1:
                break
        else:
            names.add(found.group("name").lower())
        length += 1
    return length if len(names) > 1 else 0


def _wrote_length(lines: Sequence[str], start: int) -> int:
    """Return how many lines an "on such a day somebody wrote:" takes here, 0 when none begins."""
    line = lines[start].strip()
    if parts.WROTE_LINE.match(line[:400]):
        return 1
    if len(line) <= _OPENING and parts.WROTE_OPENING.match(line):
        for more in (1, 2):
            joined = " ".join(part.strip() for part in lines[start : start + more + 1])
            if start + more < len(lines) and parts.WROTE_LINE.match(joined[:400]):
                return more + 1
    return 0


def _next_is_marked(lines: Sequence[str], start: int) -> bool:
    following = next((line for line in lines[start : start + 5] if line.strip()), "")
    return bool(parts.QUOTE_MARK.match(following))


def _rest_is_quote(lines: Sequence[str], start: int) -> bool:
    """Whether what follows a "wrote:" line is a quote: marked, or opened by a dated line."""
    if _next_is_marked(lines, start):
        return True
    return bool(re.search(r"\d", lines[start - 1])) and any(line.strip() for line in lines[start:])


def _mark_boilerplate(lines: Sequence[str], marked: list[Part]) -> None:
    for start, end in _paragraphs(lines, marked):
        if parts.BOILERPLATE.search("\n".join(lines[start:end])[:2000]):
            first = start
            while first < end and not parts.BOILERPLATE.search(
                "\n".join(lines[first : first + 1])[:2000]
            ):
                first += 1
            marked[first if first < end else start : end] = [Part.BOILERPLATE] * (
                end - (first if first < end else start)
            )


def _paragraphs(lines: Sequence[str], marked: Sequence[Part]) -> list[tuple[int, int]]:
    """Return the runs of own lines between blank ones."""
    found, start = [], None
    for number, line in enumerate([*lines, ""]):
        inside = number < len(lines) and bool(line.strip()) and marked[number] is Part.OWN
        if inside and start is None:
            start = number
        elif not inside and start is not None:
            found.append((start, number))
            start = None
    return found


def _mark_signature(lines: Sequence[str], marked: list[Part]) -> None:
    own = [number for number, mark in enumerate(marked) if mark is Part.OWN]
    in_signature = after_closing = False
    for number in own:
        line = lines[number]
        in_signature = in_signature or bool(parts.SIGNATURE_MARK.match(line))
        if in_signature or parts.MOBILE_SIGNATURE.match(line[:200]):
            marked[number] = Part.SIGNATURE
            continue
        if after_closing and line.strip():
            after_closing = _looks_like_name(line)
        if after_closing or (parts.CLOSING.match(line) and len(line.split()) <= _CLOSING_WORDS):
            after_closing = True
            marked[number] = Part.SIGNATURE


def _looks_like_name(line: str) -> bool:
    """Whether a line under the closing is a name, an office, a number, an address."""
    return len(line.split()) <= _NAME_WORDS and not parts.SENTENCE_END.search(line)


def _without_header(letter: str) -> str:
    lines = letter.splitlines()
    number = 0
    while number < len(lines) and number < _HEADER_LINES:
        length = _header_length(lines, number)
        if not length and lines[number].strip():
            break
        number += max(length, 1)
    return "\n".join(lines[number:]).strip("\n")


def _sender_in(letter: str) -> str:
    for line in letter.splitlines()[:12]:
        found = parts.HEADER_LINE.match(line)
        if found and found.group("name").lower() in parts.FROM_NAMES:
            address = _ADDRESS.search(found.group("value"))
            return address.group().lower() if address else ""
    return ""
