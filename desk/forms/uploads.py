"""Files that people of the house put in: known by their content, never by their name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from werkzeug.datastructures import FileStorage

from desk.words.marking import one_line

SIGNATURES: Mapping[bytes, tuple[str, str]] = MappingProxyType(
    {
        b"%PDF-": ("application/pdf", ".pdf"),
        b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
        b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    }
)
"""How a file of a kind begins, what it is called, and how its name ends."""
LONGEST_NAME = 100


class UploadError(Exception):
    """The file is none that we keep; the text tells the person why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file with the type that its content shows, and a name without tricks."""

    name: str = field(repr=False)
    content_type: str
    content: bytes = field(repr=False)


def read_upload(file: FileStorage | None) -> Upload:
    """Return the file that was chosen; UploadError if there is none, or none of our kinds."""
    content = file.read() if file else b""
    if file is None or not content:
        message = "Bitte wählen Sie eine Datei aus (PDF, JPEG oder PNG)."
        raise UploadError(message)
    for signature, (content_type, ending) in SIGNATURES.items():
        if content.startswith(signature):
            name = safe_name(file.filename or "", ending)
            return Upload(name=name, content_type=content_type, content=content)
    message = "Diese Datei ist weder PDF noch JPEG noch PNG. Bitte wählen Sie eine andere."
    raise UploadError(message)


def safe_name(name: str, ending: str) -> str:
    """Return one honest line that ends as the content asks for."""
    last = one_line(name.replace("\\", "/").rpartition("/")[2])
    stem = last.rpartition(".")[0] if "." in last else last
    plain = "".join(each for each in stem if each.isalnum() or each in " ._-()").strip(" .")
    return f"{plain[:LONGEST_NAME] or 'dokument'}{ending}"
