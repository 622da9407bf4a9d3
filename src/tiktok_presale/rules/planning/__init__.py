"""
What should be decided before a presale, and what each recommendation stands on?

`schedule` goes back from an occasion to the days of a sale, `purchases` says what to order of the
maker, and when, for the pre-orders that were paid.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.purchasing import purchases
from tiktok_presale.rules.planning.scheduling import schedule

__all__ = ["purchases", "schedule"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
