"""Decide what a message is: machine check, rules, classifier, in this order (R2, R5 to R15)."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial

from cases.decision import DecidedBy, Decision, Finding, OtherKind, Verdict
from cases.labels import HAND_OVER_WAYS, WAY_OF, Label, Way, ways_of
from cases.mail import Mail, MailKind
from triage.attached_letters import attached_letters, signs_in_attachments, with_attachments
from triage.encoder.weights import EncoderError
from triage.machine import Origin, kind_of
from triage.model.bounds import Bounds, carries
from triage.model.candidate import Candidate, candidate_of, sureness_of
from triage.model.classifier import Classifier, Scores
from triage.model.decisive import suspected_hand_overs
from triage.model.evidence import evidence, spoken
from triage.model.vectors import Floats
from triage.other_kinds import other_kind
from triage.rules import RULES, every_finding
from triage.text.letter import letter_of
from triage.text.own_words import own_words
from triage.words.marks import MarkedLetter, marked

__all__ = ("RULES", "as_json", "deciding_body", "judge_letter", "judge_mail")

_ENCLOSED = 4
"""Messages inside messages are opened this deep."""
_REASONS, _INSTEAD = 6, 1


def judge_mail(mail: Mail, *, classifier: Classifier | None) -> Decision:
    """Decide about a message: by its headers if a machine wrote it, else by its words.

    What looks like a machine's and lodges an objection or accuses staff is asked about: people
    write through forms and fax gateways, and under subjects such as "Abwesenheit".
    """
    origin = kind_of(mail)
    if origin.kind is MailKind.HUMAN:
        decision = judge_letter(mail.subject, deciding_body(mail), classifier=classifier)
        judge = partial(judge_letter, "", classifier=classifier)
        return with_attachments(decision, mail, judge)
    reports = origin.kind in {MailKind.BOUNCE, MailKind.RECEIPT}
    return (None if reports else _doubtful_machine(mail)) or _by_machine(origin)


def _by_machine(origin: Origin) -> Decision:
    kind = OtherKind.ADVERTISING if origin.kind is MailKind.LIST else OtherKind.PASS_ON
    return Decision(
        labels=(Label.OTHER,),
        ways=dict.fromkeys(Way, Verdict.NO),
        decided_by=DecidedBy.MACHINE,
        because=(Finding(source=f"machine: {origin.because}", label=Label.OTHER),),
        other_kind=kind,
    )


def _doubtful_machine(mail: Mail) -> Decision | None:
    """Ask about the hand-overs that strong signs speak for; None where there are none."""
    letter = marked(letter_of(mail.subject, deciding_body(mail)))
    found = (*every_finding(letter), *signs_in_attachments(mail))
    suspected = suspected_hand_overs(found)
    if not suspected:
        return None
    told = tuple(finding for finding in found if WAY_OF.get(finding.label) in suspected)
    return Decision(
        labels=(Label.OTHER,),
        ways={way: Verdict.ASK if way in suspected else Verdict.NO for way in Way},
        decided_by=DecidedBy.RULE,
        confidence=0.0,
        because=told[:_REASONS],
        runner_up=told[0].label,
        language=letter.letter.language,
        other_kind=OtherKind.PASS_ON,
    )


def deciding_body(mail: Mail, depth: int = _ENCLOSED) -> str:
    """Return the body, and what it points to where it says nothing itself (labelling rule 8)."""
    words = own_words(mail.text)
    if not words.only_points or words.forwarded or not depth:
        return mail.text
    enclosed = [f"{inner.subject}\n\n{deciding_body(inner, depth - 1)}" for inner in mail.forwarded]
    enclosed += attached_letters(replace(mail, forwarded=()))
    return "\n\n".join([mail.text, *enclosed])


def judge_letter(subject: str, body: str, *, classifier: Classifier | None) -> Decision:
    """Decide about a letter by its words; without a classifier every letter is asked about.

    A second, slower model is asked where the first is unsure; if its encoder cannot be read, the
    letter is the officer's, as the first one said. The decision names both (R36).
    """
    letter = marked(letter_of(subject, body))
    found = every_finding(letter)
    if classifier is None or not any(map(str.isalnum, letter.letter.text)):
        return _unread(letter, found)
    decision = _judged(letter, found, classifier)
    if decision.is_sure or classifier.then is None:
        return decision
    try:
        second = _judged(letter, found, classifier.then)
    except EncoderError:
        return decision
    return replace(second, model=f"{decision.model}+{second.model}")


def _judged(letter: MarkedLetter, found: Sequence[Finding], classifier: Classifier) -> Decision:
    scores = classifier.score_marked(letter)
    candidate = candidate_of(scores, found)
    sureness = sureness_of(candidate, classifier)
    ways = _ways(candidate, sureness, scores, classifier.bounds)
    sure = Verdict.ASK not in ways.values()
    labels = candidate.labels
    sums = spoken(letter, classifier)
    return Decision(
        labels=labels,
        ways=ways,
        decided_by=DecidedBy.RULE if candidate.backed else DecidedBy.MODEL,
        confidence=round(sureness, 4),
        because=_reasons(letter, found, labels, sums),
        runner_up=candidate.runner_up,
        instead=_reasons(letter, found, [candidate.runner_up], sums)[:_INSTEAD],
        likely={label: round(likely, 4) for label, likely in scores.among.items()},
        language=letter.letter.language,
        other_kind=other_kind(letter, found, sure=sure) if labels == (Label.OTHER,) else None,
        model=classifier.model_id,
    )


def _unread(letter: MarkedLetter, found: Sequence[Finding]) -> Decision:
    """Lay the letter before the officer on each way that any sign points to."""
    asked = {WAY_OF.get(finding.label, Way.REGISTER) for finding in found} | {Way.REGISTER}
    return Decision(
        labels=(Label.OTHER,),
        ways={way: Verdict.ASK if way in asked else Verdict.NO for way in Way},
        decided_by=DecidedBy.RULE,
        confidence=0.0,
        because=tuple(found[:_REASONS]),
        runner_up=next((f.label for f in found if f.label is not Label.OTHER), Label.COMPLAINT),
        language=letter.letter.language,
        other_kind=other_kind(letter, found, sure=False),
    )


def _ways(
    candidate: Candidate, sureness: float, scores: Scores, bounds: Mapping[Way, Bounds]
) -> dict[Way, Verdict]:
    """Carry out what is sure; lay before the officer what is not.

    A letter is decided whole where its primary label is sure enough and its labels account for
    every way that is likely. Else its hand-over is made if that is sure (R8), and the officer is
    asked about every other way that may be meant.
    """
    taken = {
        way
        for way in ways_of(candidate.labels)
        if carries(scores.ways[way], first=way is candidate.way)
    }
    sure = sureness >= bounds[candidate.way].sure
    clear = {way for way in Way if scores.ways[way] < bounds[way].clear}
    if sure and taken == ways_of(candidate.labels) and clear >= set(Way) - taken:
        return {way: Verdict.DO if way in taken else Verdict.NO for way in Way}
    made = taken.intersection(HAND_OVER_WAYS) if sure and candidate.way in HAND_OVER_WAYS else set()
    asked = {way for way in Way if scores.ways[way] >= bounds[way].ask} - made
    return {
        way: Verdict.DO if way in made else Verdict.ASK if way in asked else Verdict.NO
        for way in Way
    } | ({} if asked else {_likeliest(candidate, made): Verdict.ASK})


def _likeliest(candidate: Candidate, made: AbstractSet[Way]) -> Way:
    """Return the way to ask about where none is likely by itself."""
    labels = (*candidate.labels, candidate.runner_up)
    likely = [WAY_OF[label] for label in labels if label in WAY_OF]
    return next(way for way in (*likely, Way.REGISTER) if way not in made)


def _reasons(
    letter: MarkedLetter, found: Sequence[Finding], labels: Sequence[Label], sums: Floats
) -> tuple[Finding, ...]:
    """Return the model's sentences first, then the signs that agree with the labels."""
    shown = [reason for label in labels for reason in evidence(letter, label, sums)]
    texts = {reason.text for reason in shown}
    signs = sorted(
        (finding for finding in found if finding.label in labels and finding.text not in texts),
        key=lambda finding: -finding.weight,
    )
    return tuple([*shown, *signs][:_REASONS])


def as_json(decision: Decision) -> dict[str, object]:
    """Return the decision as `krm classify` prints it, but for the message's id or file."""
    return {
        "labels": [str(label) for label in decision.labels],
        "sure": decision.is_sure,
        "ways": {str(way): str(decision.verdict(way)) for way in Way},
        "decided_by": str(decision.decided_by),
        "confidence": decision.confidence,
        "because": [_finding_json(finding) for finding in decision.because],
        "runner_up": str(decision.runner_up) if decision.runner_up else None,
        "runner_up_because": [_finding_json(finding) for finding in decision.instead],
        "likely": {str(label): likely for label, likely in decision.likely.items()},
        "language": decision.language,
        "other_kind": str(decision.other_kind) if decision.other_kind else None,
    }


def _finding_json(finding: Finding) -> dict[str, object]:
    return {"rule": finding.source, "text": finding.text, "weight": finding.weight}
