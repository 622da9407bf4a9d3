"""
What is ordered of the maker, and when? `planning.purchases`.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.buying.plans import LateOrder, Purchase, PurchasePlan
from tiktok_presale.rules.planning.buying.purchasing import purchases

__all__ = ["LateOrder", "Purchase", "PurchasePlan", "purchases"]
