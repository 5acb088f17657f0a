"""What does mail-parser make of the message? The only importer of it.

mail-parser reads an outline: the fields unfolded and decoded to clean text, the tree of parts
as we found it, and in place of each body its number. It answers which parts are text of the
message, who is named in the address fields, and when it was written. On such an outline its
scanners are strict and safe; on raw bytes it would delete 8-bit letters, keep folds, lose the
parts behind a broken boundary, and hold a large mail in memory five times over. Where it is
in doubt or stumbles, the standard library's readers and lenient ones of our own are asked.
"""

import email.utils
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message

import mailparser

from cases.mail import Address
from intake.reading.body import disposition, file_name
from intake.reading.fields import decode_words
from intake.reading.structure import Part

ADDRESS_FIELDS = ("from", "sender", "reply-to", "to", "cc")
MAX_NAME_CHARS = 300
MAX_ADDRESSES = 500

# These turn the reading direction: a name could write backwards over what stands beside it.
_TURNS = re.compile("[\\u202a-\\u202e\\u2066-\\u2069]")

# mail-parser logs what it cannot read, and that is what people wrote (R33).
logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)

_WORD = r"=\?[^?\s=]{0,60}\?[bBqQ]\?(?:(?!=\?[^?\s=]{0,60}\?[bBqQ]\?).){0,5000}?\?="
_WORDS = re.compile(rf"{_WORD}(?:\s*{_WORD})*")
_ADDRESS = r"[^\s<>()\[\],;:\"]{1,128}@(?:[^\s<>()\[\],;:\"@]{1,253}|\[[^\]\s]{1,64}\])"
_IN_ANGLES = re.compile(rf"<\s*(?:mailto:)?({_ADDRESS})\s*>?", re.IGNORECASE)
_BARE = re.compile(rf"(?:mailto:)?({_ADDRESS})", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.){0,400}+"(?!@)', re.DOTALL)
_HARMLESS = frozenset({"invalid-display-name", "structural-recovery"})
_YEAR_FIRST = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The addresses of each field, the date, and the parts held for text of the message.

    `doubtful` names the address fields that were read leniently.
    """

    addresses: Mapping[str, tuple[Address, ...]]
    date: datetime | None
    texts: frozenset[Part]
    doubtful: tuple[str, ...] = ()


def read_outline(root: Part, fields: Mapping[str, str]) -> Outline:
    """Return what the parts and these fields (names in lower case, clean text) say."""
    words: list[str] = []
    leaves = tuple(root.leaves())
    reader = _reader(root, leaves, {name: _kept(fields[name], words) for name in fields})
    if reader is None:
        return _without_reader(leaves, fields)
    doubtful = {
        defect["header"]
        for defect in reader.address_header_defects
        if not _HARMLESS.issuperset(defect["reason"].split(","))
    }
    addresses = {}
    for name in ADDRESS_FIELDS:
        found = () if name in doubtful else _taken(getattr(reader, name.replace("-", "_")), words)
        addresses[name] = found or lenient_addresses(fields.get(name, ""))
    return Outline(
        addresses=addresses,
        date=reader.date or lenient_date(fields.get("date", "")),
        texts=frozenset(leaves[int(number)] for number in (*reader.text_plain, *reader.text_html)),
        doubtful=tuple(sorted(doubtful)),
    )


def _without_reader(leaves: tuple[Part, ...], fields: Mapping[str, str]) -> Outline:
    """Return what can be told where mail-parser stumbles over the parts themselves."""
    return Outline(
        addresses={name: lenient_addresses(fields.get(name, "")) for name in ADDRESS_FIELDS},
        date=lenient_date(fields.get("date", "")),
        texts=frozenset(leaf for leaf in leaves if leaf.content_type.startswith("text/")),
    )


def _reader(
    root: Part, leaves: tuple[Part, ...], fields: Mapping[str, str]
) -> mailparser.MailParser | None:
    """Return mail-parser's reading; of the parts alone should a field make it stumble."""
    numbers = {leaf: number for number, leaf in enumerate(leaves)}
    for tried in (fields, {}):
        skeleton = _skeleton(root, numbers)
        for name in (*ADDRESS_FIELDS, "date"):
            if tried.get(name):
                skeleton[name] = tried[name]
        try:
            return mailparser.MailParser(skeleton)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue
    return None


def _skeleton(part: Part, numbers: Mapping[Part, int]) -> Message:
    """Return the part with its type, name and disposition, and a number for its body."""
    skeleton = Message()
    name = file_name(part)
    skeleton.add_header("Content-Type", _kind(part), **({"name": name} if name else {}))
    if shown := disposition(part):
        skeleton["Content-Disposition"] = re.sub("[^a-z-]", "", shown) or "inline"
    if part.children:
        skeleton.set_payload([_skeleton(child, numbers) for child in part.children])
    else:
        skeleton.set_payload(str(numbers[part]))
    return skeleton


def _kind(part: Part) -> str:
    """Return the type by which mail-parser tells texts from the rest.

    Of a `message/delivery-status` the email package expects parts, where ours has a number.
    """
    is_leaf_message = part.content_type.startswith("message/") and not part.children
    return "application/octet-stream" if is_leaf_message else part.content_type


def lenient_addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses that a patient reader finds, each with the name before it."""
    text = decode_words(text)
    found = []
    at = 0
    # What stands in quotes is a name, and a name may pretend to be somebody's address.
    unquoted = _QUOTED.sub(lambda found: "\x00" * len(found[0]), text)
    matches = _addresses_in(unquoted) or _addresses_in(text)
    for match in matches[:MAX_ADDRESSES]:
        before = text[at : match.start()].lstrip(" \t,;").rstrip(" \t,;<[(")
        # A comma within the only name belongs to it; between several it parts them.
        name = before if len(matches) == 1 else re.split("[,;:]", before)[-1]
        found.append(_address(name.replace('\\"', ""), match[1]))
        at = match.end()
    return tuple(found)


def _addresses_in(text: str) -> list[re.Match[str]]:
    return list(_IN_ANGLES.finditer(text)) or list(_BARE.finditer(text))


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


def _kept(text: str, words: list[str]) -> str:
    return _WORDS.sub(lambda found: _keep(found[0], words), text)


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
    name = re.sub(r"\s+", " ", _TURNS.sub("", name[:MAX_NAME_CHARS])).strip(' \t"')
    # A full stop behind a host means the same host (RFC 1034, 3.1).
    address = address.lower().rstrip(".")
    return Address(name="" if name.lower() == address else name, address=address)


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
