"""The letter in a winmail.dat; the files in it are attachments of their own."""

from cases.mail import AttachedText, AttachmentState
from intake.attachments.compressed import rich_text_of
from intake.attachments.examine import File
from intake.attachments.limits import Limits
from intake.reading.charsets import decode_text
from intake.reading.html_text import html_to_text
from intake.reading.tnef import Envelope, read_envelope


def read(file: File, limits: Limits) -> AttachedText:
    """Return the letter that Outlook put into its envelope, and the names of the files in it."""
    del limits
    envelope = read_envelope(file.content)
    return AttachedText(
        state=AttachmentState.OPENED,
        text=_letter(envelope),
        contains=tuple(each.name for each in envelope.files),
    )


def _letter(envelope: Envelope) -> str:
    if envelope.plain:
        return envelope.plain
    if envelope.html:
        return html_to_text(decode_text(envelope.html)[0])
    return rich_text_of(envelope.rich_text) if envelope.rich_text else ""
