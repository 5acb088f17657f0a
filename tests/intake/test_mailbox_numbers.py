"""Message numbers: what the server tells of copies, how many are asked for, when to try again."""

import pytest

from intake.mailbox.mailbox import pause_after
from intake.mailbox.numbers import Copied, batches, in_parts, read_copied


@pytest.mark.parametrize(
    ("answers", "copied"),
    [
        ([None], Copied()),
        ([b"1729 304 3956"], Copied(uid_validity=1729, new_uids={304: 3956})),
        (
            [b"1729 304,319:321 3956:3959"],
            Copied(uid_validity=1729, new_uids={304: 3956, 319: 3957, 320: 3958, 321: 3959}),
        ),
        ([b"7 3:2 9:8"], Copied(uid_validity=7, new_uids={2: 8, 3: 9})),
        ([b"7 1 8", b"7 2 9"], Copied(uid_validity=7, new_uids={1: 8, 2: 9})),
    ],
)
def test_new_numbers_are_read_from_copyuid(answers: list[bytes | None], copied: Copied) -> None:
    """RFC 4315: the two sets are in the same order; a range may be the wrong way round."""
    assert read_copied(answers) == copied


def test_a_batch_is_bounded_in_bytes_and_in_number() -> None:
    """A message larger than the bound comes alone, and none is left out."""
    sizes = {1: 40, 2: 60, 3: 1, 4: 500, 5: 1, 6: 1, 7: 1, 8: 1}

    parted = list(batches(sizes, batch_bytes=100, batch_count=3))

    assert parted == [(1, 2), (3,), (4,), (5, 6, 7), (8,)]


def test_nothing_to_fetch_is_no_batch() -> None:
    """An empty folder asks nothing of the server."""
    assert list(batches({}, batch_bytes=100, batch_count=3)) == []


def test_long_lists_are_parted() -> None:
    """Servers bound the length of a command line."""
    assert list(in_parts([1, 2, 3, 4, 5], 2)) == [(1, 2), (3, 4), (5,)]


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 1.0), (2, 2.0), (3, 4.0), (9, 256.0), (10, 300.0), (5000, 300.0)]
)
def test_the_pause_doubles_up_to_five_minutes(failures: int, seconds: float) -> None:
    """A short hiccup costs a second; a long outage does not fill the server's log."""
    assert pause_after(failures, 0.0) == seconds


def test_jitter_takes_up_to_half_of_the_pause_away() -> None:
    """After an outage all clients do not come back in the same second."""
    assert pause_after(4, 1.0) == 4.0
    assert pause_after(4, 0.5) == 6.0
