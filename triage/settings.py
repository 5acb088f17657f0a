"""What triage needs to be told."""

from dataclasses import dataclass

from triage.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageSettings:
    """The model: `builtin`, or a file written by `krm train`.

    `models` is the folder of the installation's own models; one of them decides in the built-in
    one's place where it was put live, unless `model` names a file. `limits` say how much any of them decides alone.
    """

    model: str = "builtin"
    models: str = "models"
    limits: Limits = Limits()
