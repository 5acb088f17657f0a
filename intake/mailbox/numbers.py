"""Numbers: where copies lie, how many messages are asked for at once, how long a pause is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

LONGEST_PAUSE_SECONDS = 300.0
MOST_DOUBLINGS = 9  # 2**9 s is longer than the longest pause


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Where copies lie, by their old number; nothing is known without UIDPLUS (RFC 4315)."""

    uid_validity: int | None = None
    new_uids: Mapping[int, int] = field(default_factory=dict)


def read_copied(answers: Sequence[bytes | None]) -> Copied:
    """Read `COPYUID` answers such as `1729 304,319:320 3956:3958`."""
    uid_validity = None
    new_uids: dict[int, int] = {}
    for answer in answers:
        match (answer or b"").decode("ascii", "replace").split():
            case [validity, old, new]:
                uid_validity = int(validity)
                new_uids |= zip(_numbers(old), _numbers(new), strict=False)
    return Copied(uid_validity=uid_validity, new_uids=new_uids)


def _numbers(uid_set: str) -> Iterator[int]:
    """Count out `319:320,325`; a range may stand the wrong way round."""
    for part in uid_set.split(","):
        ends = sorted(int(end) for end in part.split(":"))
        yield from range(ends[0], ends[-1] + 1)


def batches(
    sizes: Mapping[int, int], *, batch_bytes: int, batch_count: int
) -> Iterator[tuple[int, ...]]:
    """Part messages so that none but a single larger one asks for more than `batch_bytes`."""
    batch: list[int] = []
    filled = 0
    for uid, size in sizes.items():
        if batch and (filled + size > batch_bytes or len(batch) >= batch_count):
            yield tuple(batch)
            batch, filled = [], 0
        batch.append(uid)
        filled += size
    if batch:
        yield tuple(batch)


def in_parts(uids: Sequence[int], length: int) -> Iterator[tuple[int, ...]]:
    """Part a long list of numbers, since servers limit the length of a command."""
    for start in range(0, len(uids), length):
        yield tuple(uids[start : start + length])


def pause_after(failures: int, jitter: float) -> float:
    """Return the seconds to wait after so many failures: 1 s, doubling up to 5 minutes.

    `jitter` in 0..1 takes up to half of it away, so that not all clients come back at once.
    """
    longest = min(2.0 ** min(failures - 1, MOST_DOUBLINGS), LONGEST_PAUSE_SECONDS)
    return longest * (1 - min(max(jitter, 0.0), 1.0) / 2)
