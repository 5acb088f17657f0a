"""Tell the writer's letter from his name and address, and from what his telephone adds.

Everything here needs more than one sign: what a letter loses as a signature, nobody judges.
"""

import re
from collections.abc import Iterator, Sequence

from triage.text import letter_parts as parts

_CLOSING_WORDS = 9
_NAME_WORDS = 8
_LAST_LINES = 8
_CONTACTS = 2
_RULED_LINES = 4
_THANKS_AND_NAME = 2
_NAME = re.compile(r"^[ \t]*[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,3},?[ \t]*$")
_RULE = re.compile(r"^[ \t]*[-_–—*=]{2,40}[ \t]*$")
_CONTACT = re.compile(
    r"[^\s<>@]{1,64}@[^\s<>@]{1,128}\.[a-z]{2,24}|\bwww\.|https?://|"
    r"^\W{0,4}(?:(?:tel|fax|mobil|handy|phone|cell)\w{0,8}\W{1,3})?[+(]{0,2}\d[\d ()/.-]{6,24}$",
    re.IGNORECASE,
)


def signature_places(lines: Sequence[str], own: Sequence[int]) -> set[int]:
    """Return which of these lines, the writer's own, are his signature."""
    found = set(_marked(lines, own))
    for sign in (_dashed_name, _below_rule, _contact_block, _after_thanks):
        rest = [place for place in own if place not in found and lines[place].strip()]
        found.update(sign(lines, rest))
    return found


def _marked(lines: Sequence[str], own: Sequence[int]) -> Iterator[int]:
    """Yield what stands below a signature's mark or a closing, and what telephones add."""
    in_signature = after_closing = False
    for number in own:
        line = lines[number]
        in_signature = in_signature or bool(parts.SIGNATURE_MARK.match(line))
        if in_signature or parts.MOBILE_SIGNATURE.match(line[:200]):
            yield number
            continue
        if after_closing and line.strip():
            after_closing = _looks_like_name(line)
        if after_closing or (parts.CLOSING.match(line) and len(line.split()) <= _CLOSING_WORDS):
            after_closing = True
            yield number


def _looks_like_name(line: str) -> bool:
    """Whether a line under the closing is a name, an office, a number, an address."""
    return len(line.split()) <= _NAME_WORDS and ("@" in line or not parts.SENTENCE_END.search(line))


def _dashed_name(lines: Sequence[str], own: Sequence[int]) -> Sequence[int]:
    """Return a name behind a dash that closes the letter; several such lines are a list."""
    dashed = [place for place in own if lines[place].startswith(("-", "–", "—", "/"))]
    if len(dashed) != 1 or dashed[0] not in own[1:][-2:]:
        return ()
    return own[own.index(dashed[0]) :] if parts.DASHED_NAME.match(lines[dashed[0]]) else ()


def _below_rule(lines: Sequence[str], own: Sequence[int]) -> Sequence[int]:
    """Return a ruled-off name at the end, with few short lines below it."""
    last = own[-_RULED_LINES - 1 :]
    for at, place in enumerate(last[:-1]):
        below = last[at + 1 :]
        if place != own[0] and _RULE.match(lines[place]) and _NAME.match(lines[below[0]]):
            return last[at:] if all(_looks_like_name(lines[each]) for each in below) else ()
    return ()


def _contact_block(lines: Sequence[str], own: Sequence[int]) -> Sequence[int]:
    """Return a last paragraph that begins with a name and tells nothing but where to find it."""
    start = len(own) - 1
    while start > 0 and own[start] == own[start - 1] + 1:
        start -= 1
    block = own[start:]
    if start < 1 or len(block) > _LAST_LINES or lines[own[start - 1]].rstrip().endswith(":"):
        return ()
    contacts = sum(1 for place in block[1:] if _CONTACT.search(lines[place][:200]))
    is_name = _NAME.match(lines[block[0]]) is not None
    is_short = all(_looks_like_name(lines[place]) for place in block)
    return block if is_name and is_short and contacts >= _CONTACTS else ()


def _after_thanks(lines: Sequence[str], own: Sequence[int]) -> Sequence[int]:
    """Return "Thanks!" and the name right below it, at the end of a letter that says more."""
    if len(own) <= _THANKS_AND_NAME:
        return ()
    *_, thanks, name = own
    is_closed = name == thanks + 1 and parts.THANKS.match(lines[thanks])
    return (thanks, name) if is_closed and _NAME.match(lines[name]) else ()
