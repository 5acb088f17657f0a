"""The soak's judgement of memory: what fills up once is no leak, what grows on is one."""

import pytest

from bench.soak import Hour, is_flat


def a_day(*megabytes: float) -> list[Hour]:
    """Return the hours of a day of which memory alone matters."""
    return [
        Hour(hour=number, megabytes=each, arrived=0, waiting=0, delivered=0, faults=0)
        for number, each in enumerate(megabytes, 1)
    ]


@pytest.mark.parametrize(
    "megabytes",
    [
        pytest.param((150, 155, 160, 162, 163, 163, 163, 163), id="caches fill up, then nothing"),
        pytest.param((160, 160, 160, 160, 160, 161, 160, 161), id="nothing but noise"),
    ],
)
def test_a_day_that_levels_off_is_flat(megabytes: tuple[float, ...]) -> None:
    """Caches have bounds; nobody sees them fill in the second half of the day."""
    assert is_flat(a_day(*megabytes))


@pytest.mark.parametrize(
    "megabytes",
    [
        pytest.param((150, 155, 160, 163, 166, 168, 170, 172), id="slowly, without an end"),
        pytest.param((150, 155, 160, 172, 178, 178, 178, 178), id="much, though only once"),
    ],
)
def test_a_day_that_grows_on_or_much_is_not_flat(megabytes: tuple[float, ...]) -> None:
    """Both would have passed with one bound over the whole day, wide enough for warming up."""
    assert not is_flat(a_day(*megabytes))
