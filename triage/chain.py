"""Decide what a message is: machine check, rules, classifier, in this order (R2, R5 to R15)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from cases.decision import DecidedBy, Decision, Finding, OtherKind, Verdict
from cases.labels import WAY_OF, Label, Way, labels_on
from cases.mail import Mail, MailKind
from triage.attached_letters import attached_letters, signs_in_attachments, with_attachments
from triage.classifier import LABELS, Classifier, Scores
from triage.decisive import decisive_ways, suspected_hand_overs
from triage.evidence import evidence
from triage.letter import letter_of
from triage.machine import Origin, kind_of
from triage.marks import MarkedLetter, marked
from triage.other_kinds import other_kind
from triage.own_words import own_words
from triage.rules import RULES, every_finding

__all__ = ("RULES", "as_json", "deciding_body", "judge_letter", "judge_mail")

_CERTAIN = 1.0
"""The weight of a sign that decides alone."""
_LIKELY = 0.5
"""From this probability on a further label is named beside the primary one."""
_ENCLOSED = 4
"""Messages inside messages are opened this deep."""
_REASONS = 6


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
    """Decide about a letter by its words; without a classifier every letter is asked about."""
    letter = marked(letter_of(subject, body))
    found = every_finding(letter)
    if classifier is None or not any(map(str.isalnum, letter.letter.text)):
        return _unread(letter, found)
    scores = classifier.score_marked(letter)
    decided = decisive_ways(found, scores)
    if decided:
        return _by_rules(decided, letter, found, scores=scores, model=classifier.model_id)
    return _by_model(letter, found, scores, classifier)


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


def _by_rules(
    ways: frozenset[Way],
    letter: MarkedLetter,
    found: Sequence[Finding],
    *,
    scores: Scores,
    model: str,
) -> Decision:
    """Carry out the ways that the signs decide, with those labels that signs speak for."""
    ranked = sorted(LABELS, key=lambda each: -scores.primary[each])
    labels = _labels_told(ranked, ways, found, scores=scores)
    because = sorted(
        (finding for finding in found if finding.label in labels),
        key=lambda finding: -finding.weight,
    )
    return Decision(
        labels=labels,
        ways={way: Verdict.DO if way in ways else Verdict.NO for way in Way},
        decided_by=DecidedBy.RULE,
        confidence=round(scores.primary[ranked[0]], 4),
        because=tuple(because[:_REASONS]),
        runner_up=ranked[1],
        language=letter.letter.language,
        model=model,
    )


def _labels_told(
    ranked: Sequence[Label], ways: frozenset[Way], found: Sequence[Finding], *, scores: Scores
) -> tuple[Label, ...]:
    """Return the labels that signs speak for: the primary one, the likely, one for each way."""
    told = {finding.label for finding in found}
    labels = [label for label in _labels(ranked[0], scores) if label in told]
    missing = ways - {WAY_OF.get(label) for label in labels}
    labels += [
        next(label for label in ranked if label in told and WAY_OF.get(label) is way)
        for way in missing
    ]
    return tuple(label for label in labels if WAY_OF.get(label) in ways)


def _by_model(
    letter: MarkedLetter, found: Sequence[Finding], scores: Scores, classifier: Classifier
) -> Decision:
    """Decide by the classifier, but for what a rule knows for certain."""
    ranked = sorted(LABELS, key=lambda label: -scores.primary[label])
    ways = _ways(scores, classifier)
    certain = _certain(found, ways)
    labels = _labels(ranked[0], scores, certain)
    ways |= {WAY_OF[label]: Verdict.DO for label in certain}
    doubtful = labels[0] not in certain and scores.primary[labels[0]] < classifier.sure_primary
    if doubtful or not _agree(labels, ways):
        ways = _asking(ways, ranked)
    sure = Verdict.ASK not in ways.values()
    return Decision(
        labels=labels,
        ways=ways,
        decided_by=DecidedBy.RULE if labels[0] in certain else DecidedBy.MODEL,
        confidence=1.0 if labels[0] in certain else round(scores.primary[labels[0]], 4),
        because=_reasons(letter, found, labels, classifier),
        runner_up=next(label for label in ranked if label is not labels[0]),
        language=letter.letter.language,
        other_kind=other_kind(letter, found, sure=sure) if labels == (Label.OTHER,) else None,
        model=classifier.model_id,
    )


def _certain(found: Sequence[Finding], ways: Mapping[Way, Verdict]) -> tuple[Label, ...]:
    """Return the labels of which a rule is certain and that the classifier does not rule out."""
    labels = dict.fromkeys(finding.label for finding in found if finding.weight >= _CERTAIN)
    return tuple(label for label in labels if ways[WAY_OF[label]] is not Verdict.NO)


def _labels(likeliest: Label, scores: Scores, certain: Sequence[Label] = ()) -> tuple[Label, ...]:
    """Return the primary label and every other that is likely; `other` stands alone."""
    primary = certain[0] if certain and likeliest is Label.OTHER else likeliest
    if primary is Label.OTHER:
        return (Label.OTHER,)
    further = [
        label
        for label in LABELS
        if label not in {primary, Label.OTHER}
        and (label in certain or scores.among[label] >= _LIKELY)
    ]
    return (primary, *sorted(further, key=lambda label: -scores.among[label]))


def _ways(scores: Scores, classifier: Classifier) -> dict[Way, Verdict]:
    ways = {}
    for way in Way:
        bounds = classifier.bounds[way]
        ways[way] = Verdict.NO if scores.ways[way] < bounds.ask else Verdict.ASK
        if scores.ways[way] >= max(bounds.do, bounds.ask):
            ways[way] = Verdict.DO
    return ways


def _agree(labels: Sequence[Label], ways: Mapping[Way, Verdict]) -> bool:
    """Tell whether exactly those ways that the labels demand are carried out."""
    return all(
        bool(labels_on(way, labels)) == (verdict is Verdict.DO)
        for way, verdict in ways.items()
        if verdict is not Verdict.ASK
    )


def _asking(ways: Mapping[Way, Verdict], ranked: Sequence[Label]) -> dict[Way, Verdict]:
    """Make sure that the officer is asked, about the likeliest way that is not carried out.

    A hand-over that is sure stays one: what is doubtful is only what else the letter holds.
    Recording is turned into a question, since nothing is lost by waiting for it.
    """
    asked = dict(ways)
    if asked[Way.REGISTER] is Verdict.DO:
        asked[Way.REGISTER] = Verdict.ASK
    if Verdict.ASK not in asked.values():
        likely = [WAY_OF[label] for label in ranked if label in WAY_OF]
        asked[next(way for way in (*likely, Way.REGISTER) if asked[way] is Verdict.NO)] = (
            Verdict.ASK
        )
    return asked


def _reasons(
    letter: MarkedLetter, found: Sequence[Finding], labels: Sequence[Label], classifier: Classifier
) -> tuple[Finding, ...]:
    """Return the model's sentences first, then the signs that agree with the labels."""
    decisive = [finding for finding in found if finding.weight >= _CERTAIN]
    shown = [
        *decisive,
        *(reason for label in labels for reason in evidence(letter, label, classifier)),
    ]
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
        "because": [
            {"rule": finding.source, "text": finding.text, "weight": finding.weight}
            for finding in decision.because
        ],
        "runner_up": str(decision.runner_up) if decision.runner_up else None,
        "language": decision.language,
        "other_kind": str(decision.other_kind) if decision.other_kind else None,
    }
