"""What is it? The machine check, the rules, the classifier, in this order (R2, R5 to R9c, R15)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cases.decision import DecidedBy, Decision, Finding, OtherKind, Verdict
from cases.labels import Label, Way, labels_on
from cases.mail import Mail, MailKind
from triage.classifier import LABELS, Classifier, Scores
from triage.letter import letter_of
from triage.machine import kind_of
from triage.marks import MarkedLetter, marked
from triage.own_words import own_words
from triage.rules import RULES, every_finding

__all__ = ("RULES", "as_json", "judge_letter", "judge_mail")

_NOTHING = MappingProxyType(dict.fromkeys(Way, Verdict.NO))
_DECISIVE = 1.0


def judge_mail(mail: Mail, *, classifier: Classifier | None) -> Decision:
    """Decide about a message: by its headers if a machine wrote it, else by its words."""
    origin = kind_of(mail)
    if origin.kind is not MailKind.HUMAN:
        return Decision(
            labels=(Label.OTHER,),
            ways=_NOTHING,
            decided_by=DecidedBy.MACHINE,
            because=(Finding(source=f"machine.{origin.kind}", label=Label.OTHER),),
            other_kind=_machine_kind(origin.kind),
        )
    return judge_letter(mail.subject, deciding_body(mail), classifier=classifier)


def _machine_kind(kind: MailKind) -> OtherKind:
    return OtherKind.ADVERTISING if kind is MailKind.LIST else OtherKind.PASS_ON


def deciding_body(mail: Mail) -> str:
    """Return the body, and what it points to where it says nothing itself (labelling rule 8)."""
    words = own_words(mail.text)
    if not words.only_points or words.forwarded:
        return mail.text
    enclosed = [f"{inner.subject}\n\n{deciding_body(inner)}" for inner in mail.forwarded]
    enclosed += [attachment.text for attachment in mail.attachments if attachment.text.strip()]
    return "\n\n".join([mail.text, *enclosed])


def judge_letter(subject: str, body: str, *, classifier: Classifier | None) -> Decision:
    """Decide about a letter by its words; without a classifier the rules alone decide."""
    letter = marked(letter_of(subject, body))
    found = every_finding(letter)
    if not letter.letter.text.strip():
        return _undecided(letter, found, kind=OtherKind.EMPTY)
    if classifier is None:
        return _undecided(letter, found, kind=OtherKind.PASS_ON)
    return _by_model(letter, found, classifier)


def _undecided(letter: MarkedLetter, found: Sequence[Finding], *, kind: OtherKind) -> Decision:
    return Decision(
        labels=(Label.OTHER,),
        ways=MappingProxyType({**_NOTHING, Way.REGISTER: Verdict.ASK}),
        decided_by=DecidedBy.RULE,
        confidence=0.0,
        because=tuple(found),
        runner_up=found[0].label if found else Label.COMPLAINT,
        language=letter.letter.language,
        other_kind=kind,
    )


def _by_model(letter: MarkedLetter, found: Sequence[Finding], classifier: Classifier) -> Decision:
    scores = classifier.score_marked(letter, found)
    ranked = sorted(LABELS, key=lambda label: -scores.primary[label])
    ways = _ways(scores, classifier)
    primary = ranked[0]
    labels = _labels(primary, scores, ways)
    if scores.primary[primary] < classifier.sure_primary or not _agree(labels, ways):
        ways = _asking(ways, ranked)
    return Decision(
        labels=labels,
        ways=MappingProxyType(ways),
        decided_by=DecidedBy.MODEL,
        confidence=round(scores.primary[primary], 4),
        because=tuple(finding for finding in found if finding.label in labels),
        runner_up=ranked[1],
        language=letter.letter.language,
        other_kind=OtherKind.PASS_ON if labels == (Label.OTHER,) else None,
        model=classifier.model_id,
    )


def _ways(scores: Scores, classifier: Classifier) -> dict[Way, Verdict]:
    ways = {}
    for way in Way:
        likely = scores.on_way(labels_on(way, LABELS))
        bounds = classifier.bounds[way]
        ways[way] = Verdict.NO if likely < bounds.ask else Verdict.ASK
        if likely >= max(bounds.do, bounds.ask):
            ways[way] = Verdict.DO
    return ways


def _labels(primary: Label, scores: Scores, ways: Mapping[Way, Verdict]) -> tuple[Label, ...]:
    """Return the primary label and every other that its way carries out or that is likely."""
    if primary is Label.OTHER:
        return (Label.OTHER,)
    further = [
        label
        for label in LABELS
        if label not in (primary, Label.OTHER) and scores.among[label] >= 0.5
    ]
    further.sort(key=lambda label: -scores.among[label])
    return (primary, *further)


def _agree(labels: Sequence[Label], ways: Mapping[Way, Verdict]) -> bool:
    """Whether exactly those ways that the labels demand are carried out."""
    return all(
        bool(labels_on(way, labels)) == (verdict is Verdict.DO)
        for way, verdict in ways.items()
        if verdict is not Verdict.ASK
    )


def _asking(ways: Mapping[Way, Verdict], ranked: Sequence[Label]) -> dict[Way, Verdict]:
    """Turn the primary label's way, or the runner-up's, into a question."""
    asked = dict(ways)
    if Verdict.ASK in asked.values():
        return asked
    for label in ranked:
        for way in Way:
            if labels_on(way, (label,)):
                asked[way] = Verdict.ASK
                return asked
    return asked


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
