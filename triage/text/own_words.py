"""Tell what the writer wrote from quotes, signatures and boilerplate (labelling rule 8)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from triage.text import letter_parts as parts
from triage.text.header_names import Field
from triage.text.reply_headers import (
    attribution_length,
    block_length,
    field_in,
    is_from_program,
    parted,
    separators_above,
    value_in,
)
from triage.text.signatures import signature_places

EXAMINED = 100_000
"""Characters looked at; what stands behind them counts as the writer's but is never taken apart."""
_DEPTH = 4
"""How often a forward inside a forward is opened."""
_POINTING_WORDS = 30
_POINTING_LETTERS = 1500
"""Own words that only point elsewhere are no longer than this."""
_HEADER_LINES = 40
_SENDER_LINES = 12
_MARK_CHARS = 300
_WRAPPED_CHARS = 65
_ENDS_IN_LINK = re.compile(r"://\S+$")
_SEARCHED_LINES = 1500
"""Below these many lines nobody looks for another heading: no letter is that long."""
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

    A line that a program wrote on, to say who wrote what follows, counts as two.

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
    lines = parted(head.splitlines())
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
    return re.sub(r"\n{3,}", "\n\n", "\n".join(chosen)).strip("\n")


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
        is_searched = number < _SEARCHED_LINES and not _is_empty(lines[number])
        if is_searched and _opens_letter(lines, number):
            end = _end_of_letter(lines, number)
            marked[number:end] = [Part.PASSED_ON] * (end - number)
            _mark_separators(lines, marked, number)
            number = end
            continue
        wrote = attribution_length(lines, number) if is_searched else 0
        if wrote and _rest_is_quote(lines, number, wrote):
            _mark_separators(lines, marked, number)
            is_marked = _next_is_marked(lines, number + wrote)
            end = number + wrote if is_marked else len(lines)
            marked[number:end] = [Part.QUOTED] * (end - number)
            number = end
            continue
        if _is_quoted(lines[number]) or _is_wrapped_rest(lines, number):
            marked[number] = Part.QUOTED
        number += 1


def _is_wrapped_rest(lines: Sequence[str], number: int) -> bool:
    """Tell whether a program broke a long quoted line or a link here and forgot the mark."""
    if not 0 < number < len(lines) - 1:
        return False
    before, line, after = lines[number - 1 : number + 2]
    if not (_is_quoted(before) and _is_quoted(after)):
        return False
    is_link = _ENDS_IN_LINK.search(before[-400:]) is not None and len(line.split()) == 1
    return is_link or (len(before) > _WRAPPED_CHARS and line[:1].islower())


def _is_empty(line: str) -> bool:
    return not line.strip(" \t>|")


def _opens_letter(lines: Sequence[str], number: int) -> bool:
    """Tell whether a letter passed on begins here: with a program's mark or with its heading."""
    return _is_mark(lines[number]) or block_length(lines, number) > 0


def _end_of_letter(lines: Sequence[str], number: int) -> int:
    """Return where a letter passed on ends: with its quote marks, else with the text."""
    after = next((place for place in range(number + 1, len(lines)) if lines[place].strip()), number)
    if not _is_quoted(lines[after]):
        return len(lines)
    while after < len(lines) and (_is_quoted(lines[after]) or not lines[after].strip()):
        after += 1
    return after


def _mark_separators(lines: Sequence[str], marked: list[Part], number: int) -> None:
    for place in separators_above(lines, number):
        marked[place] = Part.QUOTED


def _is_quoted(line: str) -> bool:
    return bool(parts.QUOTE_MARK.match(line)) and not parts.ARROWS.match(line)


def _next_is_marked(lines: Sequence[str], start: int) -> bool:
    following = next((line for line in lines[start : start + 5] if line.strip()), "")
    return _is_quoted(following)


def _rest_is_quote(lines: Sequence[str], start: int, length: int) -> bool:
    """Whether what follows a "wrote:" line is a quote: marked, or opened by a dated line."""
    if _next_is_marked(lines, start + length):
        return True
    return is_from_program(lines, start, length)


def _mark_boilerplate(lines: Sequence[str], marked: list[Part]) -> None:
    for start, end in _paragraphs(lines, marked):
        if parts.LIST_FOOTER.match("\n".join(lines[start:end])[:2000]):
            marked[start:end] = [Part.BOILERPLATE] * (end - start)
            continue
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
    for place in signature_places(lines, own):
        marked[place] = Part.SIGNATURE


def _without_header(letter: str) -> str:
    lines = letter.splitlines()
    number = 0
    while number < len(lines) and number < _HEADER_LINES:
        length = 1 if _is_mark(lines[number]) else block_length(lines, number)
        if not length and lines[number].strip(" \t>"):
            break
        number += max(length, 1)
    return _unquoted(lines[number:])


def _is_mark(line: str) -> bool:
    line = line[:_MARK_CHARS]
    return bool(parts.FORWARD_MARK.match(line) or parts.ORIGINAL_MARK.match(line))


def _unquoted(lines: Sequence[str]) -> str:
    """Return the letter; without its quote marks where a program put them before every line."""
    if all(parts.QUOTE_MARK.match(line) for line in lines if line.strip()):
        lines = [parts.QUOTE_MARK.sub("", line).removeprefix(" ") for line in lines]
    return "\n".join(lines).strip("\n")


def _sender_in(letter: str) -> str:
    for line in letter.splitlines()[:_SENDER_LINES]:
        if field_in(line) is Field.FROM:
            address = _ADDRESS.search(value_in(line))
            return address.group().lower() if address else ""
    return ""
