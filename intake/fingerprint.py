"""Recognise the same letter and the same people again without keeping who they are (R1, R7)."""

import json

from cases.mail import Mail
from store.journal import Fingerprint
from store.keys import Keys


def fingerprint(mail: Mail, keys: Keys) -> Fingerprint:
    """Return the keyed hashes of a message: its id, its letter, its sender."""
    return Fingerprint(
        message_id=mail.message_id,
        message_id_hash=keys.hash("message-id", mail.message_id) if mail.message_id else "",
        letter_hash=keys.hash("letter", _letter(mail)) if mail.date else "",
        sender_hash=keys.hash("address", mail.sender.address) if mail.sender else "",
    )


def _letter(mail: Mail) -> str:
    """Return what makes a letter the same however it travelled: no trace header is in it.

    Two letters without a date are never taken for one: there a repeat cannot be told from a
    person who writes the same words again.
    """
    sender = mail.sender.address if mail.sender else ""
    date = mail.date.isoformat() if mail.date else ""
    words = " ".join(mail.text.split())
    attached = [attachment.sha256 for attachment in mail.attachments]
    return json.dumps([sender, date, mail.subject, words, attached], ensure_ascii=False)
