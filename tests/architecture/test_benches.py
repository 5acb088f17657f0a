"""The measurements run by hand; each must still find what it measures."""

from importlib import import_module
from pathlib import Path

import pytest

BENCHES = sorted(path.stem for path in (Path(__file__).parents[2] / "bench").glob("[a-z]*.py"))
NEEDS = {"fuzz": "atheris"}
"""What is not installed with everything else."""


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_finds_what_it_measures(name: str) -> None:
    """A name that was moved is missed here, not when somebody wants a figure."""
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])

    assert import_module(f"bench.{name}")
