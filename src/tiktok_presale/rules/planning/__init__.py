"""
What should be sold, how many of it, from when to when, and what is likely to go wrong?

`hits` ranks products by what they are expected to bring. It needs the extra `planning`.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.ranking import hits
from tiktok_presale.rules.planning.ranks import CommonRate, Hit, Hits, Why

__all__ = ["CommonRate", "Hit", "Hits", "Why", "hits"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
