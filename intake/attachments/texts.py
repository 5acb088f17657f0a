"""The texts of a mail's attachments: which have to be read, and how they join the mail.

Texts go by the SHA-256 of their file: the same file in two places is read once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from cases.mail import AttachedText, Attachment, AttachmentState, Mail
from intake.attachments.examine import File
from intake.attachments.limits import LIMITS, Limits
from intake.attachments.reader import ConfinedReader, FileReader
from intake.reading.mail import attached_sources, read_mail

_TOO_LARGE = AttachedText(state=AttachmentState.TOO_LARGE)


def read_with_attachments(content: bytes) -> Mail:
    """Return the mail with the texts of its attachments, those in attached messages too."""
    mail = read_mail(content)
    if not has_unexamined(mail):
        return mail
    reader = ConfinedReader()
    try:
        return with_texts(mail, texts_of(content, reader))
    finally:
        reader.rest()


def has_unexamined(mail: Mail) -> bool:
    """Tell whether there is a file that only `texts_of` can read."""
    return any(map(_is_unexamined, mail.attachments)) or any(map(has_unexamined, mail.forwarded))


def texts_of(
    content: bytes, reader: FileReader, limits: Limits = LIMITS, *, within: float | None = None
) -> Mapping[str, AttachedText]:
    """Return what the unexamined attachments of a message say, by the SHA-256 of their bytes.

    TakesLongerError if that takes more than `within` seconds.
    """
    found: dict[str, AttachedText] = {}
    files: dict[str, File] = {}
    left = limits.mail_bytes
    for attachment, file in _unexamined(content, limits):
        if attachment.sha256 in files:
            continue
        if file is None or len(files) >= limits.files or attachment.size > left:
            found[attachment.sha256] = _TOO_LARGE
        else:
            files[attachment.sha256] = file
            left -= attachment.size
    read = reader.read(tuple(files.values()), limits, within=within) if files else ()
    return found | dict(zip(files, read, strict=True))


def with_texts(mail: Mail, texts: Mapping[str, AttachedText]) -> Mail:
    """Return the mail with these texts on its attachments."""
    return replace(
        mail,
        attachments=tuple(_with_text(each, texts) for each in mail.attachments),
        forwarded=tuple(with_texts(inner, texts) for inner in mail.forwarded),
    )


def _is_unexamined(attachment: Attachment) -> bool:
    return attachment.state is AttachmentState.NOT_EXAMINED


def _unexamined(content: bytes, limits: Limits) -> Iterator[tuple[Attachment, File | None]]:
    """Yield each attachment to be read with its file; None instead of one that is too large."""
    for attachment, octets, source in attached_sources(content):
        if not _is_unexamined(attachment):
            continue
        if attachment.size > limits.file_bytes:
            yield attachment, None
            continue
        file = File(
            content=b"".join(source.pieces(octets)),
            name=attachment.name,
            content_type=attachment.content_type,
        )
        yield attachment, file


def _with_text(attachment: Attachment, texts: Mapping[str, AttachedText]) -> Attachment:
    found = texts.get(attachment.sha256) if _is_unexamined(attachment) else None
    if found is None:
        return attachment
    return replace(
        attachment,
        text=found.text,
        state=found.state,
        contains=found.contains,
        is_cut=found.is_cut,
    )
