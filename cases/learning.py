"""Which decisions the classifier may learn from (R7, R36)."""

from collections.abc import Collection

from cases.labels import Label

LEARNABLE = frozenset({Label.COMPLAINT, Label.PRAISE, Label.SUGGESTION, Label.OTHER})
"""Matters that stay in the house. What goes to SGG, the director, a parliament or a ministry
leaves no content behind to learn from."""


def may_teach(labels: Collection[Label]) -> bool:
    """Say whether a letter with these labels may be learned from: every one must be learnable."""
    return bool(labels) and LEARNABLE.issuperset(labels)
