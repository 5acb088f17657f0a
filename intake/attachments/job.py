"""What goes into the confined process and what comes out: bytes on both sides, nothing trusted."""

import json
import mmap
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, TypedDict

from cases.mail import AttachedText, AttachmentState
from intake.attachments.drawing import Drawn, checked
from intake.attachments.examine import File
from intake.attachments.limits import Limits

_LENGTH = struct.Struct("<Q")


class _Listed(TypedDict):
    """One file in the heading of a job."""

    name: str
    content_type: str
    size: int


class _Heading(TypedDict):
    """What stands before the files' bytes. `page`: the one to draw; 0 to read the words."""

    limits: dict[str, Any]
    files: list[_Listed]
    page: int


def job_of(files: Sequence[File], limits: Limits, page: int = 0) -> Iterator[bytes]:
    """Yield the job: the length of its heading, the heading in JSON, the files' bytes."""
    listed = [
        _Listed(name=file.name, content_type=file.content_type, size=len(file.content))
        for file in files
    ]
    heading = json.dumps(_Heading(limits=asdict(limits), files=listed, page=page)).encode("ascii")
    yield _LENGTH.pack(len(heading))
    yield heading
    for file in files:
        yield file.content


def limits_in(memory: mmap.mmap) -> Limits:
    """Return the limits of a job."""
    return Limits(**_heading(memory)["limits"])


def page_in(memory: mmap.mmap) -> int:
    """Return the page to draw; 0 where the words are to be read."""
    return _heading(memory)["page"]


def files_in(memory: mmap.mmap) -> Iterator[File]:
    """Yield the files of a job, one at a time."""
    at = _LENGTH.size + _LENGTH.unpack_from(memory)[0]
    for listed in _heading(memory)["files"]:
        content = memory[at : at + listed["size"]]
        at += listed["size"]
        yield File(content=content, name=listed["name"], content_type=listed["content_type"])


def _heading(memory: mmap.mmap) -> _Heading:
    start = _LENGTH.size
    heading: _Heading = json.loads(memory[start : start + _LENGTH.unpack_from(memory)[0]])
    return heading


def answer_of(found: AttachedText) -> dict[str, object]:
    """Return the answer for one file, ready for JSON."""
    return {
        "state": str(found.state),
        "text": found.text,
        "contains": list(found.contains),
        "is_cut": found.is_cut,
    }


def answer_of_page(drawn: Drawn) -> dict[str, object]:
    """Return the answer for one page, ready for JSON."""
    picture = b64encode(drawn.picture).decode("ascii")
    return {"state": str(drawn.state), "pages": drawn.pages, "picture": picture}


def drawn_in(answer: str | bytes) -> Drawn:
    """Return the page in an answer; ValueError if it is none."""
    try:
        record = json.loads(answer)
    except RecursionError:
        record = None
    match record:
        case {"state": str(state), "pages": int(pages), "picture": str(picture)}:
            return checked(state, pages, b64decode(picture, validate=True))
        case _:
            message = "no answer of the drawing process"
            raise ValueError(message)


def found_in(answer: str | bytes) -> AttachedText:
    """Return what an answer says; ValueError if it is none: a hostile file may have written it."""
    try:
        record = json.loads(answer)
    except RecursionError:
        record = None
    match record:
        case {"state": str(state), "text": str(text), "contains": list(names), "is_cut": bool(cut)}:
            return AttachedText(
                state=AttachmentState(state),
                text=_storable(text),
                contains=tuple(_storable(str(name)) for name in names),
                is_cut=cut,
            )
        case _:
            message = "no answer of the reading process"
            raise ValueError(message)


def _storable(text: str) -> str:
    """Return text that every database takes: without NUL and halves of characters."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")
