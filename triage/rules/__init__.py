"""What speaks for which label? One family of signs a file; the order is the order of reading."""

from collections.abc import Callable

from cases.decision import Finding
from triage.marks import MarkedLetter
from triage.rules import objection

Rule = Callable[[MarkedLetter], tuple[Finding, ...]]

RULES: tuple[Rule, ...] = (objection.check,)


def every_finding(letter: MarkedLetter) -> tuple[Finding, ...]:
    """Return what all rules find, in their order."""
    return tuple(finding for check in RULES for finding in check(letter))
