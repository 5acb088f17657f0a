"""What triage needs to be told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageSettings:
    """The model: `builtin`, or a file written by `krm train`."""

    model: str = "builtin"
