"""Rich Text Format; the only importer of striprtf."""

import re

from striprtf.striprtf import rtf_to_text

from cases.mail import AttachedText, AttachmentState
from intake.attachments.examine import File
from intake.attachments.limits import Limits

_PICTURE = re.compile(rb"[0-9a-fA-F\r\n]{400,}+")
_MOST_BYTES = 4_000_000
"""What is left without pictures: striprtf looks at every character of it."""


def read(file: File, limits: Limits) -> AttachedText:
    """Return the words without commands and pictures."""
    del limits
    text, is_cut = text_of(file.content)
    return AttachedText(state=AttachmentState.TEXT, text=text, is_cut=is_cut)


def text_of(content: bytes) -> tuple[str, bool]:
    """Return the words, and whether the file goes on behind them."""
    bare = _PICTURE.sub(b"", content)
    text = rtf_to_text(bare[:_MOST_BYTES].decode("latin-1"), errors="replace")
    # A letter beyond the basic plane is written as two surrogates (RTF 1.9.1, \u).
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined, len(bare) > _MOST_BYTES
