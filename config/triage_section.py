"""Which keys are there about the model, and what it may decide alone."""

from collections.abc import Mapping
from dataclasses import fields

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from config.mistakes import ConfigurationError, mistakes_of
from config.values import STRICT, Cost, Line, Share
from triage.limits import Limits
from triage.settings import TriageSettings


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class LimitsSection(Limits):
    """What wrong decisions may cost."""

    wrong_hand_overs: Share = 0.03
    wrong_acts: Share = 0.02
    cost_of_lost_hand_over: Cost = 20.0
    cost_of_lost_record: Cost = 4.0
    cost_of_alarm: Share = 0.1


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class TriageSection(TriageSettings):
    """The model, the folder of those learned here, and how much they may decide alone."""

    model: Line = "builtin"
    models: Line = "models"
    second_model: bool = True
    limits: LimitsSection = LimitsSection()


def limits_in(written: Mapping[str, object]) -> Limits:
    """Return the limits that a parsed configuration names, our own where it names none.

    ConfigurationError with every mistake in its [triage]; what else it holds is not looked at.
    """
    known = [f"triage.limits.{each.name}" for each in fields(LimitsSection)]
    given = {"triage": written.get("triage", {})}
    try:
        sections = TypeAdapter(dict[str, TriageSection]).validate_python(given)
    except ValidationError as error:
        raise ConfigurationError(mistakes_of(error, known)) from None
    return sections["triage"].limits
