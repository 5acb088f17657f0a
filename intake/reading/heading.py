"""What do the headers of a message say? Every field decoded, and those that the house works by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from intake.reading.fields import decoded, readable
from intake.reading.outline import ADDRESS_FIELDS, Outline, read_outline
from intake.reading.structure import Part

MAX_REFERENCES = 200

_MESSAGE_ID = re.compile(r"<\s*([^<>\s][^<>]{0,997})>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The fields of one message; the outline holds its addresses and its date."""

    headers: tuple[tuple[str, str], ...]
    outline: Outline
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    return_path: str | None

    @property
    def subject(self) -> str:
        """The first subject that says anything, or an empty string."""
        return next((value for name, value in self.headers if name == "subject" and value), "")


def read_heading(root: Part) -> Heading:
    """Return what the fields of this message say, raw 8-bit letters read as its text is."""
    charset = _charset(root)
    texts = _first_of_each(root, charset)
    outlined = {name: texts.get(name, "") for name in (*ADDRESS_FIELDS, "date")}
    return Heading(
        headers=tuple((name, decoded(value, charset)) for name, value in root.fields),
        outline=read_outline(root, outlined),
        message_id=_first_id(texts.get("message-id", "")),
        in_reply_to=_first_id(texts.get("in-reply-to", "")),
        references=_ids(texts.get("references", "")),
        return_path=_return_path(texts),
    )


def _charset(root: Part) -> str:
    """Return the character set that raw 8-bit letters in the headers most likely have."""
    named = (leaf.parameters.get("charset", "") for leaf in root.leaves())
    return root.parameters.get("charset", "") or next(filter(None, named), "")


def _first_of_each(root: Part, charset: str) -> dict[str, str]:
    """Return the first field of each name that says anything, encoded words left as they are."""
    texts: dict[str, str] = {}
    for name, value in root.fields:
        if not texts.get(name):
            texts[name] = readable(value, charset)
    return texts


def _first_id(text: str) -> str:
    return next(iter(_ids(text)), "")


def _ids(text: str) -> tuple[str, ...]:
    """Return the Message-IDs in a field, in angle brackets; a bare one gets them."""
    found = [f"<{match.strip()}>" for match in _MESSAGE_ID.findall(text)]
    if not found:
        found = [f"<{word.strip('<>')}>" for word in text.split() if "@" in word]
    return tuple(dict.fromkeys(found[:MAX_REFERENCES]))


def _return_path(texts: Mapping[str, str]) -> str | None:
    """Return the envelope sender; empty for `<>`, None when the server wrote none."""
    if "return-path" not in texts:
        return None
    return texts["return-path"].strip().strip("<>").strip().lower()
