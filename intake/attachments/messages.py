"""Mail saved as a file (.eml) where it is no part of the message: inside a winmail.dat or .msg."""

from collections.abc import Iterator
from dataclasses import replace

from cases.mail import AttachedText
from intake.attachments.enclosed import with_files
from intake.attachments.examine import File
from intake.attachments.limits import Limits
from intake.reading.mail import attachment_bytes, read_mail


def read(file: File, limits: Limits) -> AttachedText:
    """Return who wrote what, and the texts of the message's own attachments below it."""
    mail = read_mail(file.content)
    sender = f"{mail.sender.name} <{mail.sender.address}>" if mail.sender else ""
    text = f"Von: {sender}\nBetreff: {mail.subject}\n\n{mail.text}"
    names = {each.index: (each.name, each.content_type) for each in mail.attachments}

    def files() -> Iterator[File]:
        for index, (name, content_type) in names.items():
            content = attachment_bytes(file.content, index)
            yield File(content=content, name=name, content_type=content_type)

    return with_files(text, files(), replace(limits, depth=limits.depth - 1))
