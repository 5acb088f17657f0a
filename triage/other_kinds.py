"""Tell what kind of no-reaction a letter is, as far as it matters for what follows (R9c)."""

from collections.abc import Sequence

from cases.decision import Finding, OtherKind
from triage.words.marks import MarkedLetter

_ADVERTISING = frozenset({"advertising.offer", "advertising.fraud"})
_WITHDRAWN = "objection.withdrawn"
_CARRIES_TERM = frozenset(
    {
        "objection.to_another_authority",
        "objection.hearing_answered",
        "court_action.limit_asked",
        "other.application",
        "other.data_access",
        "other.revocation",
    }
)
_TERM_WORDS = ("contests", "earlier_matter", "lost_in_time", "hearing", "sues")
_NEVER_ADVERTISING = (*_TERM_WORDS, "file_number", "adverse", "insults")


def other_kind(letter: MarkedLetter, found: Sequence[Finding], *, sure: bool) -> OtherKind:
    """Return the kind; advertising only when the decision is sure and nothing speaks against it."""
    sources = {finding.source for finding in found}
    if not any(map(str.isalnum, letter.letter.text)):
        return OtherKind.EMPTY
    if _WITHDRAWN in sources:
        return OtherKind.WITHDRAWAL
    if sure and sources & _ADVERTISING and not any(map(letter.has, _NEVER_ADVERTISING)):
        return OtherKind.ADVERTISING
    if sources & _CARRIES_TERM or any(map(letter.has, _TERM_WORDS)):
        return OtherKind.MAY_CARRY_TERM
    return OtherKind.PASS_ON
