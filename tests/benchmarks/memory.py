"""
How much memory some work takes at its peak.

Linux keeps the highest resident size of a process and lets the process set it back, so that the
peak of one piece of work can be told apart from what came before. Elsewhere only the rise of the
highest size ever is known, which is too little where something before it took more.
"""

import contextlib
import ctypes
import gc
import resource
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

STATUS = Path("/proc/self/status")
RESET = Path("/proc/self/clear_refs")


def resident() -> int:
    """
    Bytes of memory in use now; the highest ever where the system does not tell.
    """
    return of_status(STATUS, "VmRSS") if STATUS.exists() else highest()


def highest() -> int:
    """
    Bytes of memory in use at the highest, since the start or since it was set back.
    """
    if STATUS.exists():
        return of_status(STATUS, "VmHWM")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def of_status(status: Path, name: str) -> int:
    """
    A line of what Linux tells of a process, in bytes.
    """
    text = status.read_text(encoding="ascii")
    return int(text.partition(f"{name}:")[2].split()[0]) * 1024


def give_back() -> None:
    """
    Return to the system what is free already, so that using it again is seen.
    """
    gc.collect()
    arrow = sys.modules.get("pyarrow")
    if arrow is not None:
        arrow.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


class Peak:
    """
    What the work of a `with` block takes at its peak, beyond what was in use before.
    """

    bytes: int = 0

    def __enter__(self) -> Self:
        """
        Remember what is in use.
        """
        give_back()
        with contextlib.suppress(OSError):
            RESET.write_text("5", encoding="ascii")
        self._before = resident()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """
        Look at the peak.
        """
        self.bytes = max(0, highest() - self._before)
