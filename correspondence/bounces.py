"""Which of our letters came back, and why? The only importer of flufl.bounce."""

import re
from email import message_from_bytes
from email.message import Message

from flufl.bounce import all_failures

from cases.mail import DeliveryReport

_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REPLY = re.compile(r"\b([45]\d\d)[ -](?:[245]\.\d|[a-z<])", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"^[ \t>|]*message-id:\s*(<[^<>\s]{1,998}>)", re.IGNORECASE | re.MULTILINE)


def read_report(content: bytes, *, text: str = "") -> DeliveryReport | None:
    """Return what a delivery report says, None when the message is none; never raises.

    `text` is the message's readable text, for reports that are written for people only.
    """
    message = _parsed(content)
    if message is None:
        return None
    delayed, failed = _failures(message)
    if not delayed and not failed:
        return None
    status = _status_field(message) or _status_in(text)
    return DeliveryReport(
        recipients=tuple(sorted(failed or delayed)),
        status=status,
        permanent=bool(failed) and not status.startswith("4"),
        original_message_id=_original_id(content, message),
    )


def _parsed(content: bytes) -> Message | None:
    try:
        return message_from_bytes(content)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _failures(message: Message) -> tuple[list[str], list[str]]:
    """Return delayed and failed addresses; empty when no detector knows the report."""
    try:
        delayed, failed = all_failures(message)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return [], []
    return _texts(delayed), _texts(failed)


def _texts(addresses: frozenset[bytes]) -> list[str]:
    texts = (address.decode("ascii", "replace").strip().lower() for address in addresses)
    return [text for text in texts if "@" in text]


def _status_field(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            for block in part.get_payload():
                found = _STATUS.search(str(block.get("status", "")))  # type: ignore[union-attr]
                if found:
                    return found[1]
    return ""


def _status_in(text: str) -> str:
    found = _STATUS.search(text)
    return found[1] if found else ""


def _original_id(content: bytes, message: Message) -> str:
    own = str(message.get("message-id", "")).strip()
    found = _MESSAGE_ID.findall(content.decode("latin-1"))
    return next((each for each in found if each != own), "")
