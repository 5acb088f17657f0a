"""What triage needs to be told."""

from dataclasses import dataclass, field

from triage.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageSettings:
    """The model: `builtin`, or a file written by `krm train`.

    `models` is the folder of the installation's own models; one of them decides in the built-in
    one's place where it was put live, unless `model` names a file. `second_model` says whether
    the slower one is asked too, where its extra is installed; `limits` how much any of them
    decides alone.
    """

    model: str = "builtin"
    models: str = "models"
    second_model: bool = True
    limits: Limits = field(default_factory=Limits)
