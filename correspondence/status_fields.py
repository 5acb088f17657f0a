"""What do the fields of a delivery status say? RFC 3464, read wherever and however they stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

_LETTER = r"[^\s<>()\[\],;:\"'@*]"
ADDRESS = rf"{_LETTER}{{1,128}}@{_LETTER}{{1,253}}(?!{_LETTER})"

_ADDRESS = re.compile(ADDRESS)
_BLANK_LINE = re.compile(r"\n[ \t>|]*\n")
_FIELD = re.compile(r"^[ \t>|]{0,20}([A-Za-z][A-Za-z-]{2,40})[ \t]*:[ \t]*(.{0,2000})$")
_CONTINUED = re.compile(r"^[ \t]+\S")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_XTEXT = {"+2b": "+", "+3d": "="}
"""So `+` and `=` are written in the address that the sender gave (RFC 3461); many leave it so."""
_WHO = ("original-recipient", "final-recipient", "x-actual-recipient")
_MAX_BLOCKS = 1_000


class Outcome(StrEnum):
    """What the mail system says of a delivery."""

    FAILED = "failed"
    DELAYED = "delayed"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one recipient."""

    recipient: str
    status: str
    outcome: Outcome


def fates(text: str) -> tuple[Fate, ...]:
    """Return the fate of each recipient whom the status fields in this text name."""
    found = (_fate(block) for block in _blocks(text))
    return tuple(dict.fromkeys(fate for fate in found if fate is not None))


def status_in(text: str) -> str:
    """Return the first enhanced status code (RFC 3463) of a failure in this text, or nothing."""
    return next((code for code in _STATUS.findall(text) if not code.startswith("2")), "")


def _blocks(text: str) -> Iterator[Mapping[str, str]]:
    for number, block in enumerate(_BLANK_LINE.split(text)):
        if number >= _MAX_BLOCKS:
            return
        if "ecipient" in block:
            yield _fields(block)


def _fields(block: str) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    last = ""
    for line in block.split("\n"):
        field = _FIELD.match(line)
        if field:
            last = field[1].lower()
            fields.setdefault(last, field[2].strip())
        elif last and _CONTINUED.match(line):
            fields[last] += " " + line.strip()
    return fields


def _fate(fields: Mapping[str, str]) -> Fate | None:
    """Return None where nobody is named."""
    recipient = next((found for name in _WHO if (found := _address(name, fields))), "")
    if not recipient:
        return None
    status = status_in(fields.get("status", "")) or status_in(fields.get("diagnostic-code", ""))
    return Fate(recipient=recipient, status=status, outcome=_outcome(fields, status))


def _address(name: str, fields: Mapping[str, str]) -> str:
    found = _ADDRESS.search(fields.get(name, ""))
    address = _tidy(found[0]) if found else ""
    if name == "original-recipient":
        for written, meant in _XTEXT.items():
            address = address.replace(written, meant)
    return address


def _outcome(fields: Mapping[str, str], status: str) -> Outcome:
    """Return what `Action` says; where it is missing or strange, what the status says."""
    action = fields.get("action", "").lower()
    if action.startswith(("deliver", "relay", "expand")):
        return Outcome.ARRIVED
    if action.startswith("delay") or (not action and status.startswith("4")):
        return Outcome.DELAYED
    has_arrived = not action and fields.get("status", "").startswith("2")
    return Outcome.ARRIVED if has_arrived else Outcome.FAILED


def _tidy(address: str) -> str:
    return address.strip(".'`").lower()
