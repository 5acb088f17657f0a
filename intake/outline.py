"""What do the address and date fields say? The only importer of mail-parser.

mail-parser reads an outline of the message: its fields, unfolded and decoded to clean text by
us, without the bodies. On such an outline its address and date scanners are strict and safe
(they never promote half an address); on raw bytes it would delete 8-bit letters, keep folds,
and lose parts. Where it is in doubt, a lenient reading of our own and the standard library's
date reader are asked.
"""

import email.utils
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message

import mailparser

from cases.mail import Address
from intake.fields import decode_words

ADDRESS_FIELDS = ("from", "sender", "reply-to", "to", "cc")
MAX_ADDRESSES = 500

_WORD = r"=\?[^?\s=]{0,60}\?[bBqQ]\?(?:(?!=\?[^?\s=]{0,60}\?[bBqQ]\?).){0,5000}?\?="
_WORDS = re.compile(rf"{_WORD}(?:\s*{_WORD})*")
_ADDRESS = r"[^\s<>()\[\],;:\"]{1,128}@(?:[^\s<>()\[\],;:\"@]{1,253}|\[[^\]\s]{1,64}\])"
_IN_ANGLES = re.compile(rf"<\s*(?:mailto:)?({_ADDRESS})\s*>?", re.IGNORECASE)
_BARE = re.compile(rf"(?:mailto:)?({_ADDRESS})", re.IGNORECASE)
_HARMLESS = frozenset({"invalid-display-name", "structural-recovery"})
_YEAR_FIRST = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The addresses of each field and the date; `doubtful` names fields read leniently."""

    addresses: Mapping[str, tuple[Address, ...]]
    date: datetime | None
    doubtful: tuple[str, ...] = ()


def read_outline(fields: Mapping[str, str]) -> Outline:
    """Return what these fields (names in lower case, clean text) say; never raises."""
    words: list[str] = []
    outline = Message()
    for name in ADDRESS_FIELDS:
        if fields.get(name):
            outline[name] = _WORDS.sub(lambda found: _keep(found[0], words), fields[name])
    if fields.get("date"):
        outline["date"] = fields["date"]
    try:
        reader = mailparser.MailParser(outline)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        reader = mailparser.MailParser(Message())
    doubtful = {
        defect["header"]
        for defect in reader.address_header_defects
        if not _HARMLESS.issuperset(defect["reason"].split(","))
    }
    addresses = {}
    for name in ADDRESS_FIELDS:
        found = () if name in doubtful else _taken(getattr(reader, name.replace("-", "_")), words)
        addresses[name] = found or lenient_addresses(fields.get(name, ""))
    date = reader.date or lenient_date(fields.get("date", ""))
    return Outline(addresses=addresses, date=date, doubtful=tuple(sorted(doubtful)))


def lenient_addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses that a patient reader finds, each with the name before it."""
    text = decode_words(text)
    found = []
    at = 0
    matches = list(_IN_ANGLES.finditer(text)) or list(_BARE.finditer(text))
    for match in matches[:MAX_ADDRESSES]:
        name = text[at : match.start()].strip(" \t,;<\"'")
        found.append(_address(name, match[1]))
        at = match.end()
    return tuple(found)


def lenient_date(text: str) -> datetime | None:
    """Return a date written in another way than RFC 5322 asks, in UTC; None when unreadable."""
    try:
        read: datetime | None = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        read = _year_first(text)
    if read is None:
        return None
    try:
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _keep(run: str, words: list[str]) -> str:
    """Put an atom for encoded words: decoded, their commas and quotes would mislead."""
    words.append(decode_words(run))
    return f"krmword{len(words) - 1}x"


def _taken(read: object, words: list[str]) -> tuple[Address, ...]:
    if not isinstance(read, list):
        return ()
    return tuple(
        _address(re.sub(r"krmword(\d+)x", lambda found: _word(words, found), name), address)
        for name, address in read[:MAX_ADDRESSES]
        if "krmword" not in address and "@" in address
    )


def _word(words: list[str], found: re.Match[str]) -> str:
    number = int(found[1][:6])
    return words[number] if number < len(words) else found[0]


def _address(name: str, address: str) -> Address:
    name = re.sub(r"\s+", " ", name).strip(" \t\"'")
    return Address(name="" if name.lower() == address.lower() else name, address=address.lower())


def _year_first(text: str) -> datetime | None:
    found = _YEAR_FIRST.search(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(number or 0) for number in found.groups()[:6])
    zone = (found[7] or "Z").replace(":", "")
    try:
        offset = datetime.strptime("+0000" if zone == "Z" else zone, "%z").tzinfo
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=offset)
    except ValueError:
        return None
