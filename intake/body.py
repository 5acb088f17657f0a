"""Tell the parts that are the letter from those attached to it."""

from dataclasses import dataclass

from intake.fields import decode_words, first_word, parameters, readable
from intake.structure import Part

_LETTER = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext", "text"})
_NEVER_LETTER = frozenset(
    {"text/calendar", "text/rfc822-headers", "text/directory", "text/vcard", "text/x-vcard"}
    | {"text/csv", "text/css", "text/xml", "text/javascript", "text/rtf", "text/x-amp-html"}
    | {"text/x-moz-deleted", "text/x-pgp-signature"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The parts of the letter in reading order, and the attached parts in theirs."""

    letter: tuple[Part, ...]
    attached: tuple[Part, ...]


def sort_parts(root: Part) -> Contents:
    """Return which parts are read as the letter itself and which are listed as attached."""
    letter = list(_letter(root, is_first=True))
    chosen = {id(part) for part in letter}
    others = {id(part) for part in _other_versions(root, chosen)}
    attached = [part for part in root.leaves() if id(part) not in chosen and id(part) not in others]
    return Contents(letter=tuple(letter), attached=tuple(attached))


def file_name(part: Part) -> str:
    """Return the announced file name without folders, or an empty string."""
    for field, key in (("content-disposition", "filename"), ("content-type", "name")):
        value = readable(part.raw(field))
        name = parameters(value[value.find(";") :]).get(key, "") if ";" in value else ""
        name = decode_words(name).replace("\\", "/").rsplit("/", 1)[-1].strip()
        if name:
            return name[:255]
    return ""


def disposition(part: Part) -> str:
    """Return inline, attachment, or whatever else stands in Content-Disposition."""
    return first_word(readable(part.raw("content-disposition")))


def _letter(part: Part, *, is_first: bool) -> list[Part]:
    if not part.children:
        return [part] if _is_letter(part, is_first=is_first) else []
    match part.content_type:
        case "multipart/alternative":
            return _best_version(part, is_first=is_first)
        case "multipart/related" | "multipart/signed" | "multipart/report":
            return _letter(part.children[0], is_first=is_first)
        case _:
            found: list[Part] = []
            for child in part.children:
                found += _letter(child, is_first=is_first and not found)
            return found


def _best_version(part: Part, *, is_first: bool) -> list[Part]:
    """Return the plain version; the last one that is a letter where none is plain."""
    versions = [_letter(child, is_first=is_first) for child in part.children]
    found = [version for version in versions if version]
    plain = [version for version in found if version[0].content_type == "text/plain"]
    written = [version for version in plain if any(leaf.end > leaf.start for leaf in version)]
    if written:
        return written[0]
    rich = [version for version in found if version not in plain]
    return (rich or found or [[]])[-1]


def _is_letter(part: Part, *, is_first: bool) -> bool:
    is_text = part.content_type.startswith("text/") and part.content_type not in _NEVER_LETTER
    if not is_text or disposition(part) == "attachment":
        return False
    return is_first or not file_name(part)


def _other_versions(root: Part, chosen: set[int]) -> list[Part]:
    """Return the texts that say the same as a chosen one in another form."""
    found = []
    waiting = [root]
    while waiting:
        part = waiting.pop()
        waiting.extend(part.children)
        if part.content_type == "multipart/alternative" and _holds(part, chosen):
            found += [
                leaf for leaf in part.leaves() if _is_version(leaf) and id(leaf) not in chosen
            ]
    return found


def _holds(part: Part, chosen: set[int]) -> bool:
    return any(id(leaf) in chosen for leaf in part.leaves())


def _is_version(leaf: Part) -> bool:
    return (
        leaf.content_type in _LETTER and disposition(leaf) != "attachment" and not file_name(leaf)
    )
