"""Can attachments be read on this machine? What `krm check` says about it."""

from cases.mail import AttachmentState
from intake.attachments import ocr
from intake.attachments.examine import File
from intake.attachments.reader import read_files
from intake.mailbox.check import CheckLine

_WITHOUT_OCR = (
    "read; scans and photos wait for the officer's eyes: install tesseract-ocr and "
    "tesseract-ocr-deu to have them read"
)
_NOT_CONFINED = (
    "cannot be read: reading needs Linux on x86-64 or ARM64 with seccomp; every letter in an "
    "attachment waits for the officer"
)


def check_attachments() -> CheckLine:
    """Read one small file as any attachment is read, and look for Tesseract."""
    (found,) = read_files([File(content=b"Guten Tag", name="probe.txt")])
    if found.state is not AttachmentState.TEXT:
        return CheckLine(what="attachments", is_well=False, says=_NOT_CONFINED)
    languages = ", ".join(ocr.languages())
    says = f"read, scans too (tesseract: {languages})" if languages else _WITHOUT_OCR
    return CheckLine(what="attachments", is_well=True, says=says)
