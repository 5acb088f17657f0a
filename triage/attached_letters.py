"""What attached letters and unread attachments add to a decision: a question, never an answer.

Where the mail only points to its attachment, the letter in it is judged as the mail itself
(`chain.deciding_body`). Beside own words it can only bring a hand-over before the officer (R5a):
an objection in a PDF is not lost, and papers handed in as proof decide nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from cases.decision import Decision, Finding, OtherKind, Verdict
from cases.labels import HAND_OVER_WAYS, WAY_OF, Label, Way
from cases.mail import UNREAD, Attachment, Mail
from triage.decisive import suspected_hand_overs
from triage.letter import letter_of
from triage.marks import marked
from triage.office_papers import citizens_words, reads_like_a_letter
from triage.own_words import own_words
from triage.rules import every_finding

_ENOUGH = 0.9
"""How much signs in an attached letter must weigh for a hand-over to be asked about."""
_MOST_LETTERS = 20
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
_NOTHING_BEHIND = frozenset({OtherKind.EMPTY, OtherKind.ADVERTISING})


def attached_letters(mail: Mail) -> tuple[str, ...]:
    """Return what citizens wrote in the attachments, those of attached messages too."""
    texts = (citizens_words(each.text) for each in _attachments(mail))
    return tuple(text for text in texts if any(map(str.isalnum, text)))


def signs_in_attachments(mail: Mail) -> tuple[Finding, ...]:
    """Return what the rules find in the letters attached."""
    letters = attached_letters(mail)[:_MOST_LETTERS]
    return tuple(sign for text in letters for sign in every_finding(marked(letter_of("", text))))


def with_attachments(decision: Decision, mail: Mail, judge: Callable[[str], Decision]) -> Decision:
    """Return the decision with all asked about that attachments may hold besides (R5a, R9c).

    `judge` decides about one letter by its text.
    """
    found = tuple(_suspicions(mail, judge))
    asked = {WAY_OF[each.label] for each in found}
    if _is_unread(mail):
        asked.add(Way.REGISTER)
    if any(verdict is not Verdict.NO for verdict in decision.ways.values()):
        asked -= {Way.REGISTER}
    return _asking(decision, asked, found)


def _attachments(mail: Mail) -> Iterator[Attachment]:
    yield from mail.attachments
    for inner in mail.forwarded:
        yield from _attachments(inner)


def _suspicions(mail: Mail, judge: Callable[[str], Decision]) -> Iterator[Finding]:
    """Yield what speaks for a way, the reason found in a letter or in a file's name."""
    for letter in attached_letters(mail)[:_MOST_LETTERS]:
        yield from _told_by_letter(letter, judge)
    unread = [each for each in _attachments(mail) if each.state in UNREAD]
    for attachment in unread:
        yield from _told_by_names((attachment.name, *attachment.contains))
    if _is_unread(mail):
        yield from _told_by_names((mail.subject,))


def _told_by_letter(text: str, judge: Callable[[str], Decision]) -> Iterator[Finding]:
    signs = every_finding(marked(letter_of("", text)))
    suspected = set(suspected_hand_overs(signs, enough=_ENOUGH))
    yield from (each for each in signs if WAY_OF.get(each.label) in suspected)
    if not reads_like_a_letter(text):
        return
    decision = judge(text)
    for label in (*decision.labels, *([decision.runner_up] if decision.runner_up else [])):
        way = WAY_OF.get(label)
        if way and way not in suspected and decision.verdict(way) is not Verdict.NO:
            told = (each.text for each in decision.because if each.label is label)
            yield Finding(source="attachment.letter", label=label, text=next(told, ""), weight=0.5)


def _told_by_names(names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        for label, pattern in _NAMES.items():
            if pattern.search(name):
                yield Finding(source="attachment.name", label=label, text=name, weight=0.5)


def _is_unread(mail: Mail) -> bool:
    """Tell whether all that the mail says stands in files of which one could not be read."""
    words = own_words(mail.text)
    if not words.only_points or words.forwarded:
        return False
    files = tuple(_attachments(mail))
    is_lost = any(each.state in UNREAD for each in files)
    says_nothing = bool(files) and not mail.forwarded and not attached_letters(mail)
    return is_lost or says_nothing


def _asking(decision: Decision, asked: set[Way], found: tuple[Finding, ...]) -> Decision:
    """Ask about these ways as well; a case is not opened while a hand-over is in question."""
    new = {way for way in asked if decision.verdict(way) is Verdict.NO}
    if not new:
        return decision
    ways = {**decision.ways, **dict.fromkeys(new, Verdict.ASK)}
    if new.intersection(HAND_OVER_WAYS) and decision.verdict(Way.REGISTER) is Verdict.DO:
        ways[Way.REGISTER] = Verdict.ASK
    told = [each for each in found if WAY_OF.get(each.label) in new][:_NEW_REASONS]
    return replace(
        decision,
        ways=ways,
        because=(*decision.because[:_KEPT_REASONS], *told),
        runner_up=told[0].label if told else decision.runner_up,
        other_kind=OtherKind.PASS_ON
        if decision.other_kind in _NOTHING_BEHIND
        else decision.other_kind,
    )
