"""A letter as the desk shows it: own words first, what others wrote folded (labelling rule 8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from cases.decision import Finding
from cases.mail import Mail
from desk.words.marking import marked
from triage.text.own_words import own_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """One part of a text, escaped and with the deciding words marked."""

    heading: str
    text: Markup
    is_open: bool


def parts_of(text: str, because: Iterable[Finding]) -> tuple[TextPart, ...]:
    """Take a text apart; what counts, and what holds deciding words, is open."""
    phrases = tuple(finding.text for finding in because)
    words = own_words(text)
    passed_on_counts = words.only_points
    forwarded = words.forwarded if words.forwarded not in words.quoted else ""
    parts = (
        ("", words.own, True),
        ("Weitergeleitete Nachricht", forwarded, passed_on_counts),
        ("Zitat aus einer früheren Nachricht", words.quoted, passed_on_counts),
        ("Signatur", words.signature, False),
        ("Standardtext", words.boilerplate, False),
    )
    return tuple(
        _part(heading, part, phrases, counts=counts)
        for heading, part, counts in parts
        if part.strip()
    )


def forwarded_mails(mail: Mail) -> tuple[Mail, ...]:
    """Return the attached messages, those inside them too, in reading order."""
    inner: list[Mail] = []
    for each in mail.forwarded:
        inner += [each, *forwarded_mails(each)]
    return tuple(inner)


def _part(heading: str, text: str, phrases: tuple[str, ...], *, counts: bool) -> TextPart:
    holds_mark = any(phrase.strip() and phrase in text for phrase in phrases)
    return TextPart(heading=heading, text=marked(text, phrases), is_open=counts or holds_mark)
