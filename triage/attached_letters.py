"""What attached letters and unread attachments add to a decision: a question, never an answer.

Where the mail only points to its attachment, the letter in it is judged as the mail itself
(`chain.deciding_body`). Beside own words it can only bring a hand-over before the officer (R5a):
an objection in a PDF is not lost, and papers handed in as proof decide nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from cases.decision import Decision, Finding, OtherKind, Verdict
from cases.labels import HAND_OVER_WAYS, WAY_OF, Label, Way
from cases.mail import UNREAD, Attachment, Mail
from triage.model.decisive import suspected_hand_overs
from triage.rules import every_finding
from triage.text.letter import EXAMINED_HEAD, letter_of
from triage.text.office_papers import citizens_words, reads_like_a_letter
from triage.text.own_words import own_words
from triage.words.marks import marked

_ENOUGH = 0.9
"""How much signs in an attached letter must weigh for a hand-over to be asked about."""
_MOST_PIECES = 40
_KEPT_REASONS = 4
_NEW_REASONS = 2
_NAMES: Mapping[Label, re.Pattern[str]] = MappingProxyType(
    {
        Label.OBJECTION: re.compile(r"wider?spruch|wiederspruch|einspruch", re.IGNORECASE),
        Label.COURT_ACTION: re.compile(r"klage(?:schrift)?(?![a-zäöü])", re.IGNORECASE),
        Label.SUPERVISORY_COMPLAINT: re.compile(r"dienst-?aufsicht", re.IGNORECASE),
    }
)
"""What the name of a file that nobody could read says about the letter in it."""
_USUAL = (Label.OBJECTION, Label.SUPERVISORY_COMPLAINT, Label.COMPLAINT)
"""The label for a way of which nothing more is known."""
_NOTHING_BEHIND = frozenset({OtherKind.EMPTY, OtherKind.ADVERTISING})


def attached_letters(mail: Mail) -> tuple[str, ...]:
    """Return what citizens wrote in the attachments, those of attached messages too.

    What is long comes in pieces: a letter may lie between fifty scanned pages.
    """
    texts = (citizens_words(each.text) for each in _attachments(mail))
    pieces = (piece for text in texts for piece in _pieces(text))
    return tuple(islice((each for each in pieces if any(map(str.isalnum, each))), _MOST_PIECES))


def signs_in_attachments(mail: Mail) -> tuple[Finding, ...]:
    """Return what the rules find in the letters attached."""
    return tuple(sign for text in attached_letters(mail) for sign in _signs_in(text))


def with_attachments(decision: Decision, mail: Mail, judge: Callable[[str], Decision]) -> Decision:
    """Return the decision with all asked about that attachments may hold besides (R5a, R9c).

    `judge` decides about one letter by its text.
    """
    if not mail.attachments and not mail.forwarded:
        return decision
    letters = attached_letters(mail)
    points = own_words(mail.text).only_points
    if letters and points:
        decision = _surer(decision, judge("\n\n".join(letters)))
    found = [finding for text in letters for finding in _told_by_letter(text, judge)]
    found += _told_by_names(mail, is_unread=points and _is_unread(mail, letters))
    if points and _is_unread(mail, letters):
        decision = _not_empty(decision)
        found.append(Finding(source="attachment.unread", label=Label.COMPLAINT, weight=0.1))
    if any(verdict is not Verdict.NO for verdict in decision.ways.values()):
        found = [each for each in found if WAY_OF.get(each.label) in HAND_OVER_WAYS]
    return _asking(decision, found)


def _attachments(mail: Mail) -> Iterator[Attachment]:
    yield from mail.attachments
    for inner in mail.forwarded:
        yield from _attachments(inner)


def _pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces that are read for meaning whole, cut between pages."""
    piece = ""
    for page in text.split("\f"):
        if piece and len(piece) + len(page) > EXAMINED_HEAD:
            yield piece
            piece = ""
        piece = f"{piece}\f{page}" if piece else page
    yield piece


def _signs_in(text: str) -> tuple[Finding, ...]:
    return every_finding(marked(letter_of("", text)))


def _surer(whole: Decision, letter: Decision) -> Decision:
    """Return the decision about the letter alone where it does all that the other asks about.

    "See attachment" is no part of the letter and only makes the judge doubt.
    """
    open_ways = {way for way in HAND_OVER_WAYS if whole.verdict(way) is not Verdict.NO}
    does_all = all(letter.verdict(way) is Verdict.DO for way in open_ways)
    return letter if letter.is_sure and not whole.is_sure and does_all else whole


def _told_by_letter(text: str, judge: Callable[[str], Decision]) -> Iterator[Finding]:
    """Yield what in a letter speaks for a way: strong signs, and a judgement where it is one."""
    signs = _signs_in(text)
    suspected = set(suspected_hand_overs(signs, enough=_ENOUGH))
    yield from (each for each in signs if WAY_OF.get(each.label) in suspected)
    if not reads_like_a_letter(text):
        return
    decision = judge(text)
    likely = (*decision.labels, *([decision.runner_up] if decision.runner_up else []))
    for way in Way:
        if way not in suspected and decision.verdict(way) is not Verdict.NO:
            labels = (label for label in (*likely, *_USUAL) if WAY_OF.get(label) is way)
            label = next(labels)
            told = (each.text for each in decision.because if each.label is label)
            yield Finding(source="attachment.letter", label=label, text=next(told, ""), weight=0.5)


def _told_by_names(mail: Mail, *, is_unread: bool) -> Iterator[Finding]:
    """Yield what names say about letters that nobody could read; the subject is one, too."""
    unread = [each for each in _attachments(mail) if each.state in UNREAD]
    names = [name for each in unread for name in (each.name, *each.contains)]
    for name in (*names, *([mail.subject] if is_unread else [])):
        for label, pattern in _NAMES.items():
            if pattern.search(name):
                yield Finding(source="attachment.name", label=label, text=name, weight=0.5)


def _is_unread(mail: Mail, letters: Sequence[str]) -> bool:
    """Tell whether a mail that only points to its files holds one that nobody has read."""
    if own_words(mail.text).forwarded:
        return False
    is_lost = any(each.state in UNREAD or each.is_cut for each in _attachments(mail))
    says_nothing = bool(mail.attachments) and not mail.forwarded and not letters
    return is_lost or says_nothing


def _not_empty(decision: Decision) -> Decision:
    """Return the decision without the thought that nothing stands in the mail (R9c)."""
    if decision.other_kind not in _NOTHING_BEHIND:
        return decision
    return replace(decision, other_kind=OtherKind.PASS_ON)


def _asking(decision: Decision, found: Sequence[Finding]) -> Decision:
    """Ask about these ways as well; a case is not opened while a hand-over is in question."""
    told = [each for each in found if decision.verdict(WAY_OF[each.label]) is Verdict.NO]
    if not told:
        return decision
    asked = {WAY_OF[each.label] for each in told}
    ways = {**decision.ways, **dict.fromkeys(asked, Verdict.ASK)}
    if asked.intersection(HAND_OVER_WAYS) and decision.verdict(Way.REGISTER) is Verdict.DO:
        ways[Way.REGISTER] = Verdict.ASK
    shown = [each for each in told if each.text][:_NEW_REASONS]
    return replace(
        _not_empty(decision),
        ways=ways,
        because=(*decision.because[:_KEPT_REASONS], *shown),
        runner_up=told[0].label,
    )
