"""Text and HTML files, read as the parts of a mail are."""

from cases.mail import AttachedText, AttachmentState
from intake.attachments.examine import File
from intake.attachments.kinds import Kind, kind_of
from intake.attachments.limits import Limits
from intake.reading.letter_text import MAX_TEXT_BYTES, part_text
from intake.reading.structure import Part


def read(file: File, limits: Limits) -> AttachedText:
    """Return the text, whatever characters it is written in."""
    del limits
    kind = kind_of(file.content, name=file.name, content_type=file.content_type)
    content_type = "text/html" if kind is Kind.HTML else "text/plain"
    content = file.content
    part = Part(fields=(), start=0, end=len(content), content_type=content_type)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        part.parameters["charset"] = "utf-16"
    found = part_text(content, part)
    is_cut = len(content) > MAX_TEXT_BYTES or "text_cut" in found.defects
    return AttachedText(state=AttachmentState.TEXT, text=found.text, is_cut=is_cut)
