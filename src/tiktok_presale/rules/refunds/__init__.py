"""
What is given back when an order ends, by whose fault, and by when?

The door to the rules on refunds: `due` divides what was paid into what goes back, what is kept and
what no rule decides, each part with the rule behind it.
"""

from __future__ import annotations

from tiktok_presale.rules.refunds.answers import Fate, Refund, RefundLine
from tiktok_presale.rules.refunds.due import due

__all__ = ["Fate", "Refund", "RefundLine", "due"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
