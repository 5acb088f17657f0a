"""Outlook's packed rich text (MS-OXRTFCP); the only importer of compressed_rtf."""

import re

from compressed_rtf import decompress

from intake.attachments.examine import TooLargeError
from intake.attachments.rich_text import text_of
from intake.reading.html_text import html_to_text

_MOST_BYTES = 8_000_000
_FROM_HTML = b"\\fromhtml1"
_HTML_TAG = re.compile(r"\{\\\*\\htmltag\d{0,4} ?((?:[^{}\\]|\\.)*+)\}")
_ONLY_RTF = re.compile(r"\\htmlrtf1? ?.*?\\htmlrtf0 ?", re.DOTALL)


def rich_text_of(packed: bytes) -> str:
    """Return the words; HTML inside the rich text is taken out of it (MS-OXRTFEX)."""
    announced = int.from_bytes(packed[4:8], "little")
    if announced > _MOST_BYTES or len(packed) > _MOST_BYTES:
        raise TooLargeError
    unpacked = decompress(packed)
    if _FROM_HTML not in unpacked[:1000]:
        return text_of(unpacked)[0]
    # With the tags as words in place of commands, what is left is HTML.
    bare = _ONLY_RTF.sub("", unpacked.decode("latin-1"))
    shown = _HTML_TAG.sub(lambda found: f" {found[1]} " if found[1] else " ", bare)
    return html_to_text(text_of(shown.encode("latin-1"))[0])
