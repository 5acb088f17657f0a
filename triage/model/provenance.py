"""Where a model comes from: when and with what it was made, and how it does (R36)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cases.labels import Label
from triage.measuring.standing import Standing, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Kept inside a model's file; holds numbers and fixed words only, nothing of a letter.

    `examples` are the journal numbers of the office's letters learned from, `letters` counts the
    built-in ones. `standing` was measured on a twin that had not seen the frozen letters,
    `of_builtin` on such a twin of the built-in model, at the same time.
    """

    made_at: datetime
    examples: tuple[int, ...]
    letters: int
    standing: Standing
    of_builtin: Standing
    libraries: Mapping[str, str]


def as_record(provenance: Provenance) -> dict[str, Any]:
    """Return it as JSON knows it."""
    return {**asdict(provenance), "made_at": provenance.made_at.isoformat()}


def provenance_of(record: Mapping[str, Any]) -> Provenance:
    """Read a record; KeyError, TypeError or ValueError for what `as_record` did not write."""
    return Provenance(
        made_at=datetime.fromisoformat(record["made_at"]),
        examples=tuple(map(int, record["examples"])),
        letters=int(record["letters"]),
        standing=_standing(record["standing"]),
        of_builtin=_standing(record["of_builtin"]),
        libraries={str(name): str(version) for name, version in record["libraries"].items()},
    )


def _standing(record: Mapping[str, Any]) -> Standing:
    return Standing(
        frozen=str(record["frozen"]),
        letters=int(record["letters"]),
        told=tuple(_told(each) for each in record["told"]),
        lost=_ids(record["lost"]),
        wrong_hand_overs=_ids(record["wrong_hand_overs"]),
        wrong_acts=_ids(record["wrong_acts"]),
        decided_alone=int(record["decided_alone"]),
    )


def _told(record: Mapping[str, Any]) -> Told:
    return Told(label=Label(record["label"]), right=int(record["right"]), of=int(record["of"]))


def _ids(listed: list[str]) -> tuple[str, ...]:
    return tuple(map(str, listed))
