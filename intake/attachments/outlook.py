"""Messages saved by Outlook (.msg); the only importer of oxmsg and olefile."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import olefile
from oxmsg import Message

from cases.mail import AttachedText, AttachmentState
from intake.attachments.compressed import rich_text_of
from intake.attachments.enclosed import with_files
from intake.attachments.examine import EncryptedError, File
from intake.attachments.limits import Limits
from intake.reading.html_text import html_to_text

_PROPERTIES = "__properties_version1.0"
_COMPRESSED_RTF = 0x1009  # PidTagRtfCompressed, MS-OXPROPS 2.935


def read(file: File, limits: Limits) -> AttachedText:
    """Return who wrote what, and the texts of the message's own attachments below it."""
    with olefile.OleFileIO(BytesIO(file.content)) as container:
        if container.exists("EncryptedPackage"):
            raise EncryptedError
        if not container.exists(_PROPERTIES):
            return AttachedText(state=AttachmentState.UNREADABLE)
    message = Message.load(file.content)
    text = f"{_heading(message)}\n\n{_body(message)}"
    return with_files(text, _files(message), replace(limits, depth=limits.depth - 1))


def _heading(message: Message) -> str:
    """Return the lines that a mail program writes above a letter passed on (R9a)."""
    sent = message.sent_date.strftime("%d.%m.%Y %H:%M") if message.sent_date else ""
    lines = {"Von": message.sender or "", "Gesendet": sent, "Betreff": message.subject}
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in lines.items() if value)


def _body(message: Message) -> str:
    if message.body:
        return message.body
    html = message.html_body
    if html:
        return html_to_text(html)
    packed = message.properties.binary_prop_value(_COMPRESSED_RTF)
    return rich_text_of(packed) if packed else ""


def _files(message: Message) -> Iterator[File]:
    for attached in message.attachments:
        yield File(
            content=attached.file_bytes or b"",
            name=attached.file_name or "",
            content_type=attached.mime_type or "",
        )
