"""What does the letter say? The readable text of the parts that are the message itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.reading.charsets import decode_text
from intake.reading.flowed import unwrap
from intake.reading.html_text import MAX_HTML_CHARS, html_to_text
from intake.reading.inline import inline_files
from intake.reading.opaque import enclosed_content
from intake.reading.structure import Part, read_structure
from intake.reading.transfer import decoded_pieces

MAX_TEXT_BYTES = 4_000_000
MAX_TEXT_CHARS = 1_000_000

_META_CHARSET = re.compile(
    rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?([a-z0-9_:.-]+)", re.IGNORECASE
)
_IS_HTML = re.compile(r"\s{0,200}(?:<!doctype html|<html\b)", re.IGNORECASE)
_LINE_BREAK = re.compile(r"\r{1,2}\n|\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """The text, whether it was HTML, and what was wrong with it."""

    text: str
    is_from_html: bool = False
    defects: tuple[str, ...] = ()


def letter_text(content: bytes, parts: Sequence[Part]) -> LetterText:
    """Return the texts of these parts, joined in reading order."""
    read = [part_text(content, part) for part in parts]
    # Some programs send plain text and HTML of the same letter without calling it alternative.
    texts: dict[str, str] = {}
    for each in read:
        texts.setdefault(" ".join(each.text.split()), each.text)
    text = "\n\n".join(filter(None, texts.values()))
    defects = [code for each in read for code in each.defects]
    if len(text) > MAX_TEXT_CHARS:
        text = text[:MAX_TEXT_CHARS]
        defects.append("text_cut")
    return LetterText(
        text=text,
        is_from_html=any(each.is_from_html for each in read),
        defects=tuple(dict.fromkeys(defects)),
    )


def enclosed_text(content: bytes, parts: Sequence[Part]) -> LetterText:
    """Return the text of a letter that only its signature encloses, as far as parts can tell."""
    for part in parts:
        inner = enclosed_content(_decoded(content, part)) if _is_signed(part) else None
        if inner is not None:
            leaves = read_structure(inner).root.leaves()
            plain = [leaf for leaf in leaves if leaf.content_type in {"text/plain", "text/html"}]
            read = letter_text(inner, plain[:1])
            return replace(read, defects=(*read.defects, "enclosed_by_signature"))
    return LetterText(text="")


def _is_signed(part: Part) -> bool:
    return part.content_type in {"application/pkcs7-mime", "application/x-pkcs7-mime"}


def _decoded(content: bytes, part: Part) -> bytes:
    view = memoryview(content)[part.start : part.end]
    return b"".join(decoded_pieces(view, part.encoding))


def part_text(content: bytes, part: Part) -> LetterText:
    """Return the text of one part: decoded, HTML turned to text, soft line breaks undone."""
    octets, defects = _octets(content, part)
    is_html = part.content_type in {"text/html", "text/x-html", "application/xhtml+xml"}
    text, is_right = decode_text(octets, part.parameters.get("charset", ""))
    if is_html and (not is_right or "charset" not in part.parameters):
        text, is_right = decode_text(octets, _meta_charset(octets))
    if not is_right:
        defects.append("charset_guessed")
    text = _LINE_BREAK.sub("\n", text.removeprefix("\ufeff"))
    if not is_html and _IS_HTML.match(text):
        is_html = True
        defects.append("html_called_plain")
    if is_html:
        defects += ["text_cut"] if len(text) > MAX_HTML_CHARS else []
        text = html_to_text(text)
    elif part.content_type in {"text/enriched", "text/richtext"}:
        text = _without_commands(text)
    elif part.parameters.get("format", "").lower() == "flowed":
        text = unwrap(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    return LetterText(text=text.strip("\n").rstrip(), is_from_html=is_html, defects=tuple(defects))


def _octets(content: bytes, part: Part) -> tuple[bytes, list[str]]:
    """Return the decoded bytes without the files written into them, which are attachments."""
    defects = []
    view = memoryview(content)[part.start : part.end]
    if len(view) > MAX_TEXT_BYTES:
        view = view[:MAX_TEXT_BYTES]
        defects.append("text_cut")
    octets = b"".join(decoded_pieces(view, part.encoding))
    for file in reversed(inline_files(octets)):
        octets = octets[: file.start] + octets[file.end :]
    return octets, defects


def _meta_charset(octets: bytes) -> str:
    """Return the character set that the HTML itself names, or an empty string."""
    found = _META_CHARSET.search(octets[:4096])
    return found[1].decode("ascii") if found else ""


def _without_commands(text: str) -> str:
    """Return enriched text (RFC 1896) without its formatting commands."""
    text = re.sub(r"(?i)<param>[^<]{0,1000}</param>", "", text)
    text = re.sub(r"\n(\n*)", r"\1", text)
    return re.sub(r"<[a-zA-Z/][^<>]{0,60}>", "", text).replace("<<", "<")
