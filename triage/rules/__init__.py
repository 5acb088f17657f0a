"""The signs that speak for each label, one family a file, in the order of reading."""

from collections.abc import Callable

from cases.decision import Finding
from triage.rules import (
    advertising,
    court_action,
    no_reaction,
    objection,
    personal_conduct,
    petition_and_submission,
    reactions,
)
from triage.words.marks import MarkedLetter

Rule = Callable[[MarkedLetter], tuple[Finding, ...]]

RULES: tuple[Rule, ...] = (
    petition_and_submission.check,  # first: the addressee decides, whatever is said (rule 9)
    court_action.check,  # before objection: it attacks the decision on one
    objection.check,
    personal_conduct.check,
    reactions.check,
    no_reaction.check,
    advertising.check,
)


def every_finding(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return what all rules find, in their order."""
    return tuple(finding for check in RULES for finding in check(letter))
