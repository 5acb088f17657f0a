"""A message inside a file: its words, and below them those of the files attached to it."""

from collections.abc import Iterable

from cases.mail import UNREAD, AttachedText, AttachmentState
from intake.attachments.examine import File, examine
from intake.attachments.limits import Limits


def with_files(text: str, files: Iterable[File], limits: Limits) -> AttachedText:
    """Return the text with those of the files; `limits` are theirs.

    `is_cut` where one of them could not be read.
    """
    pieces, names, is_cut = [text], list[str](), False
    for file in files:
        found = examine(file, limits)
        names.append(file.name)
        is_cut = is_cut or found.is_cut or found.state in UNREAD
        if found.text:
            pieces.append(found.text)
    return AttachedText(
        state=AttachmentState.TEXT, text="\f".join(pieces), contains=tuple(names), is_cut=is_cut
    )
