"""Never two, never none: a sample of every family of faults; `make bench-faults` runs them all."""

import os
import random
from collections.abc import Iterator

import pytest

from tests.faults.kinds import KINDS, Kind
from tests.faults.points import POINTS, holder_of
from tests.faults.trials import FaultBench, a_fault_bench

pytestmark = [
    pytest.mark.server("dovecot"),
    pytest.mark.slow,
    pytest.mark.skipif(
        "KRM_FAULTS" not in os.environ,
        reason="it wants a machine that does nothing else: make test-faults",
    ),
]

SEED = int(os.environ.get("KRM_FAULT_SEED", "1"))
FAMILIES: tuple[tuple[str, int], ...] = (
    ("killed: ", 2),
    ("killed at any time", 1),
    ("two at work", 1),
    ("a letter kills", 1),
    ("SMTP: ", 2),
    ("IMAP: ", 1),
    ("letters again", 1),
    ("folder ", 1),
    ("message vanishes", 1),
    ("clock ", 1),
    ("summer time", 1),
    ("disk full", 1),
    ("database locked", 1),
)
"""Begin or end of the name, and how many of the kinds that have it are tried."""


def belongs(kind: Kind, piece: str) -> bool:
    """Say whether a kind's name begins or ends so."""
    return kind.name.startswith(piece) or kind.name.endswith(piece)


def a_sample(seed: int) -> Iterator[Kind]:
    """Draw kinds of each family; what lasts long is left to `make bench-faults`."""
    chance = random.Random(seed)  # noqa: S311  (no secret: which faults are tried)
    for piece, count in FAMILIES:
        family = [kind for kind in KINDS if belongs(kind, piece)]
        quick = [kind for kind in family if not kind.is_slow] or family
        yield from chance.sample(quick, count)


@pytest.fixture(scope="module")
def fault_bench() -> Iterator[FaultBench]:
    """Start the servers once."""
    with a_fault_bench(kills=3) as bench:
        yield bench


@pytest.mark.parametrize("kind", tuple(a_sample(SEED)), ids=lambda kind: kind.name)
def test_r1_r15_nothing_is_lost_or_done_twice(fault_bench: FaultBench, kind: Kind) -> None:
    """The fault strikes; all letters are answered for once, and nothing waits for ever."""
    trial = fault_bench.run(kind, SEED)

    assert trial.faults > 0, "the fault did not strike"
    assert trial.is_good, f"{trial.verdict}\n{trial.log}"


def test_every_point_at_which_the_process_is_killed_is_in_the_program() -> None:
    """A function that was renamed would leave its point untried."""
    for point in POINTS:
        holder, name = holder_of(point)
        assert callable(getattr(holder, name)), point.name

    assert len({point.name for point in POINTS}) == len(POINTS)


def test_every_family_of_faults_is_sampled() -> None:
    """Each kind but those that the memory is too short for belongs to a family."""
    others = [kind.name for kind in KINDS if not any(belongs(kind, piece) for piece, _ in FAMILIES)]

    assert others == ["memory short"]
