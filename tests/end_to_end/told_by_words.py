"""Judges for tests in which rules and model must not matter: what a letter says, it is."""

from dataclasses import dataclass, field

from cases.decision import DecidedBy, Decision, OtherKind, Verdict
from cases.labels import WAY_OF, Label, Way
from cases.mail import Mail, MailKind
from triage.chain import judge_mail
from triage.machine import kind_of
from triage.text.own_words import own_words

WORDS = {
    "widerspruch ein": (Label.OBJECTION, Verdict.DO),
    "angeschrien": (Label.SUPERVISORY_COMPLAINT, Verdict.DO),
    "verloren": (Label.COMPLAINT, Verdict.DO),
    "seltsam berechnet": (Label.OBJECTION, Verdict.ASK),
    "unklar": (Label.COMPLAINT, Verdict.ASK),
}
"""What the letters of these tests say, in small letters, and whether that is sure."""


def told_by_words(mail: Mail) -> Decision:
    """Decide by the writer's own words; machines are told by their headers, as ever."""
    decision = judge_mail(mail, classifier=None)
    if kind_of(mail).kind is not MailKind.HUMAN:
        return decision
    text = f"{mail.subject}\n{own_words(mail.text).deciding}".lower()
    told = [meaning for word, meaning in WORDS.items() if word in text]
    ways = dict.fromkeys(Way, Verdict.NO) | {WAY_OF[label]: verdict for label, verdict in told}
    return Decision(
        labels=tuple(label for label, _ in told) or (Label.OTHER,),
        ways=ways,
        decided_by=DecidedBy.RULE,
        other_kind=None if told else OtherKind.PASS_ON,
    )


@dataclass(slots=True)
class FailsAtFirst:
    """Fails with an error that quotes the letter, so many times; then judges by words."""

    times: int
    quoted: list[str] = field(default_factory=list)

    def __call__(self, mail: Mail) -> Decision:
        """Judge, or fail."""
        if len(self.quoted) < self.times:
            self.quoted.append(mail.text)
            raise ValueError(mail.text)
        return told_by_words(mail)
