"""Which of our letters came back, and why? The only importer of flufl.bounce.

The status fields of RFC 3464 are asked first, then flufl.bounce, which knows many mail systems
by their wording, then the words themselves, and last whom the returned message was for.
"""

import logging
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from flufl.bounce import all_failures

from cases.mail import DeliveryReport
from correspondence.bounce_texts import addresses_not_reached, tells_delay, tells_failure
from correspondence.service_notices import notified_fates
from correspondence.status_fields import ADDRESS, Fate, Outcome, fates, status_in

# Its detectors log the whole exception when one stumbles, and so what people wrote (R33).
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)

_MESSAGE_ID = re.compile(r"^[ \t>|]*message-id:\s*(<[^<>\s]{1,998}>)", re.IGNORECASE | re.MULTILINE)
_TO = re.compile(rf"^[ \t>|]*(?:to|an):[^\n@]{{0,200}}?<?({ADDRESS})", re.IGNORECASE | re.MULTILINE)
_DIALOGUE = re.compile(r"rcpt to:|^[ \t>]*5\d\d[ -]\S", re.IGNORECASE | re.MULTILINE)
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportParts:
    """What the reader found: readable text, status parts, returned messages or their headers.

    `ours` are the addresses to which the report came: they wrote the letter, they did not
    fail to get it. `is_from_system` is False when only the subject sounds like a report: then
    words alone do not make it one, for people complain about lost letters too. With a subject
    that sounds so (`is_called_returned`), a system's report counts even where it names nobody.
    """

    subject: str = ""
    text: str = ""
    status: Sequence[str] = ()
    returned: Sequence[str] = ()
    ours: Collection[str] = ()
    is_from_system: bool = True
    is_called_returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    recipients: tuple[str, ...]
    status: str = ""
    permanent: bool = True


def read_report(content: bytes, parts: ReportParts | None = None) -> DeliveryReport | None:
    """Return what a delivery report says, None when the message is none; never raises.

    Without `parts` the bytes themselves are searched, which is enough for unencoded reports.
    """
    if parts is None:
        text = content.decode("utf-8", "replace").replace("\r\n", "\n")
        parts = ReportParts(text=text.partition("\n\n")[2], status=(text,), returned=(text,))
    named = [fate for text in (*parts.status, parts.text) for fate in fates(text)]
    named += notified_fates(parts.text)
    if named and all(fate.outcome is Outcome.ARRIVED for fate in named):
        return None
    verdict = _by_fields(named, parts) or _by_detectors(content, parts) or _by_words(parts)
    if verdict is None:
        return None
    return DeliveryReport(
        recipients=verdict.recipients,
        status=verdict.status,
        permanent=verdict.permanent,
        original_message_id=_original_id(content, parts),
    )


def _by_fields(named: Sequence[Fate], parts: ReportParts) -> _Verdict | None:
    """Ask the status fields; a failure outweighs a delay of another recipient."""
    failed = [fate for fate in named if fate.outcome is Outcome.FAILED]
    chosen = failed or [fate for fate in named if fate.outcome is Outcome.DELAYED]
    if not chosen:
        return None
    return _Verdict(
        recipients=tuple(dict.fromkeys(fate.recipient for fate in chosen)),
        status=next((fate.status for fate in chosen if fate.status), "") or status_in(parts.text),
        permanent=bool(failed),
    )


def _by_detectors(content: bytes, parts: ReportParts) -> _Verdict | None:
    """Ask flufl.bounce, the addresses in a stable order."""
    try:
        delayed, failed = all_failures(message_from_bytes(content))
    except _UNREADABLE:
        return None
    recipients = _texts(failed or delayed, but={*parts.ours, *_bare_ids(parts)})
    if not recipients:
        return None
    return _Verdict(
        recipients=recipients, status=status_in(parts.text), permanent=_is_final(parts, failed)
    )


def _is_final(parts: ReportParts, failed: Collection[bytes]) -> bool:
    return bool(failed) and not tells_delay(parts.text)


def _by_words(parts: ReportParts) -> _Verdict | None:
    """Read the text; the returned message tells the address when the report does not."""
    words = f"{parts.subject}\n{parts.text}"
    is_report = parts.is_from_system or (parts.returned and _holds_dialogue(parts.text))
    if not is_report or not tells_failure(words):
        return None
    recipients = addresses_not_reached(parts.text, ours=parts.ours) or _addressed(parts)
    if not recipients and not (parts.is_from_system and parts.is_called_returned):
        return None
    return _Verdict(
        recipients=recipients, status=status_in(parts.text), permanent=not tells_delay(words)
    )


def _holds_dialogue(text: str) -> bool:
    """Tell whether a text quotes what mail servers said to each other."""
    return bool(status_in(text)) or _DIALOGUE.search(text) is not None


def _addressed(parts: ReportParts) -> tuple[str, ...]:
    for text in (*parts.returned, parts.text):
        found = _TO.search(text)
        if found:
            return (found[1].lower(),)
    return ()


def _bare_ids(parts: ReportParts) -> set[str]:
    """Return the Message-IDs in the report, which look like addresses."""
    return {each.strip("<>").lower() for each in _MESSAGE_ID.findall(parts.text)}


def _texts(addresses: Collection[bytes], *, but: Collection[str]) -> tuple[str, ...]:
    texts = {address.decode("ascii", "replace").strip(" <>'\"").lower() for address in addresses}
    usable = sorted(text for text in texts if "@" in text)
    return tuple(text for text in usable if text not in but) or tuple(usable)


def _original_id(content: bytes, parts: ReportParts) -> str:
    """Return the Message-ID of the returned message, never that of the report itself."""
    own = _own_id(content)
    for text in (*parts.returned, parts.text):
        for found in _MESSAGE_ID.findall(text):
            if found != own:
                return str(found)
    return ""


def _own_id(content: bytes) -> str:
    try:
        headers: Message = message_from_bytes(content.partition(b"\n\n")[0][:100_000])
        return str(headers.get("message-id", "")).strip()
    except _UNREADABLE:
        return ""
