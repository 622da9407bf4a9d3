"""
What should be promised, and what will come of what was promised?

`window` finds the shortest promise that keeps the chance of lateness under a target.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.promising import window
from tiktok_presale.rules.planning.window_plans import PromiseDay, WindowPlan

__all__ = ["PromiseDay", "WindowPlan", "window"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
