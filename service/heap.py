"""How the daemon's memory is kept flat: no object was ever kept, but the gaps between them grew."""

import ctypes

ONE_FOR_ALL_THREADS = (-8, 1)
"""M_ARENA_MAX of glibc's mallopt(3): else each thread has a heap of its own, up to eight a core.

Rounds wander from thread to thread, so each heap grows to the largest round, and what one has free
helps no other. Threads of Python take turns anyhow.
"""
LARGE = (-3, 1 << 20)
"""M_MMAP_THRESHOLD: what is larger is a mapping of its own and goes back as soon as it is let go.

Else that bound rises with the largest block that was ever let go, to 32 MiB: after one large mail
such blocks lie in the heap, and stay.
"""


def keep_heap_small() -> bool:
    """Tell glibc so; False where the C library is another. Call it before any thread starts."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return all(mallopt(*setting) for setting in (ONE_FOR_ALL_THREADS, LARGE))
