"""
When is an order due, compiled by day: one small table of instants for one order and for millions.

For one edition, kind and promise a deadline depends only on the day of its anchor and on which side
of the cut-off it falls. So the rule is asked once for each day, and the answers are looked up.
"""

from __future__ import annotations

from tiktok_presale.rules.deadline_tables.grids import Grid
from tiktok_presale.rules.deadline_tables.tables import DeadlineTable

__all__ = ["DeadlineTable", "Grid"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
