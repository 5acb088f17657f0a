"""Tell the parts that are the letter from those attached to it."""

from collections.abc import Container
from dataclasses import dataclass

from intake.reading.fields import decode_words, first_word, parameters, readable
from intake.reading.file_names import name_alone
from intake.reading.letter_text import part_text
from intake.reading.structure import Part

_SHORT_BYTES = 400
_READ_BY_ALL = frozenset({"text/plain", "text/html"})
_NEVER_LETTER = frozenset(
    {"text/calendar", "text/rfc822-headers", "text/directory", "text/vcard", "text/x-vcard"}
    | {"text/csv", "text/css", "text/xml", "text/javascript", "text/rtf", "text/x-amp-html"}
)
_NEVER_VERSION = frozenset({"text/calendar", "text/directory", "text/vcard", "text/x-vcard"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The parts of the letter in reading order, and the attached parts in theirs."""

    letter: tuple[Part, ...]
    attached: tuple[Part, ...]


def sort_parts(content: bytes, root: Part, texts: Container[Part]) -> Contents:
    """Return which parts are read as the letter itself and which are listed as attached.

    `texts` are the parts that mail-parser holds for text of the message. Ours is the choice
    between versions, and the first text is the letter even where it has a file name; then it is
    listed as well, as mail programs do.
    """
    letter = _Sorting(content=content, root=root, texts=texts).letter(root, is_first=True)
    chosen = frozenset(letter)
    unnamed = {part for part in chosen if not file_name(part)}
    listed_nowhere = unnamed.union(_other_versions(root, chosen))
    attached = [part for part in root.leaves() if part not in listed_nowhere]
    return Contents(letter=tuple(letter), attached=tuple(filter(_is_worth_listing, attached)))


def file_name(part: Part) -> str:
    """Return the announced file name without folders, or an empty string."""
    for field, key in (("content-disposition", "filename"), ("content-type", "name")):
        value = readable(part.raw(field))
        name = parameters(value[value.find(";") :]).get(key, "") if ";" in value else ""
        if name := name_alone(decode_words(name)):
            return name
    return ""


def disposition(part: Part) -> str:
    """Return inline, attachment, or whatever else stands in Content-Disposition."""
    return first_word(readable(part.raw("content-disposition")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorting:
    """What is known while the tree is walked."""

    content: bytes
    root: Part
    texts: Container[Part]

    def letter(self, part: Part, *, is_first: bool) -> list[Part]:
        """Return the leaves of this part that are read as the letter."""
        if not part.children:
            return [part] if self._is_letter(part, is_first=is_first) else []
        if disposition(part) == "attachment" and not is_first:
            return []
        match part.content_type:
            case "multipart/alternative":
                return self._best_version(part, is_first=is_first)
            case "multipart/related" | "multipart/signed" | "multipart/report":
                found = (self.letter(child, is_first=is_first) for child in part.children)
                return next((leaves for leaves in found if leaves), [])
            case _:
                leaves: list[Part] = []
                for child in part.children:
                    leaves += self.letter(child, is_first=is_first and not leaves)
                return leaves

    def _best_version(self, part: Part, *, is_first: bool) -> list[Part]:
        """Return the plain version; the last one that is a letter where none is plain."""
        versions = [self.letter(child, is_first=is_first) for child in part.children]
        found = [version for version in versions if version]
        plain = [version for version in found if version[0].content_type == "text/plain"]
        written = [version for version in plain if any(map(self._says_something, version))]
        if written:
            return written[0]
        rich = [version for version in found if version not in plain]
        return (rich or found or [[]])[-1]

    def _says_something(self, leaf: Part) -> bool:
        is_long = leaf.end - leaf.start > _SHORT_BYTES
        return is_long or bool(part_text(self.content, leaf).text.strip())

    def _is_letter(self, part: Part, *, is_first: bool) -> bool:
        is_text = part.content_type.startswith("text/") and part.content_type not in _NEVER_LETTER
        if is_text and part is self.root and not file_name(part):
            return True
        if not is_text or disposition(part) == "attachment":
            return False
        if file_name(part):
            return is_first
        return part in self.texts or part.content_type not in _READ_BY_ALL


def _other_versions(root: Part, chosen: frozenset[Part]) -> list[Part]:
    """Return the texts that say the same as a chosen one in another form."""
    found = []
    waiting = [root]
    while waiting:
        part = waiting.pop()
        waiting.extend(part.children)
        if part.content_type == "multipart/alternative" and _holds(part, chosen):
            found += [leaf for leaf in part.leaves() if _is_version(leaf) and leaf not in chosen]
    return found


def _holds(part: Part, chosen: frozenset[Part]) -> bool:
    return any(leaf in chosen for leaf in part.leaves())


def _is_version(leaf: Part) -> bool:
    is_text = leaf.content_type.startswith("text/") and leaf.content_type not in _NEVER_VERSION
    return is_text and disposition(leaf) != "attachment" and not file_name(leaf)


def _is_worth_listing(part: Part) -> bool:
    """Tell whether a part that is not the letter is a file: not an empty, nameless rest."""
    is_empty = part.end <= part.start
    return not (is_empty and not file_name(part) and disposition(part) != "attachment")
