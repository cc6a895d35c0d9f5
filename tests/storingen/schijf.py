"""A disk that is full for one process: every write beyond this many bytes of a file fails. Needs no rights."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager


@contextmanager
def vol(pids: Iterable[int] = (0,), *, vanaf: int = 0) -> Iterator[None]:
    """For these processes (0: this one), and again as it was."""
    eerst = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
    try:
        for pid, (_, hard) in eerst.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (vanaf, hard))
        yield
    finally:
        for pid, grens in eerst.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, grens)


def vol_in_kind(vanaf: int) -> Callable[[], None]:
    """For `preexec_fn`."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (vanaf, vanaf))
