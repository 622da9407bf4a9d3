"""
The same rules over columns: data frames, Arrow, DuckDB and Spark (extra: `frames`).
"""

from __future__ import annotations

from tiktok_presale.values.errors import MissingExtraError

try:
    import numpy as _numpy  # noqa: F401 - looked for, so that the error names the extra
    import pyarrow as _pyarrow  # noqa: F401
except ModuleNotFoundError as fault:
    raise MissingExtraError((fault.name or "").partition(".")[0], "frames") from None

from tiktok_presale.frames.asking import deadlines, overdue

__all__ = ["deadlines", "overdue"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
