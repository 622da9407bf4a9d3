"""
How many days should be promised? `planning.window`.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.promises.plans import PromiseDay, WindowPlan
from tiktok_presale.rules.planning.promises.promising import window

__all__ = ["PromiseDay", "WindowPlan", "window"]
