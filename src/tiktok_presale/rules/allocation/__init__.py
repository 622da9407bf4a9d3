"""
Who gets the units of an arrival that does not suffice?

`share` them by first come, tier, pro rata or a lottery that anyone can `verify`.
"""

from __future__ import annotations

from tiktok_presale.rules.allocation.answers import Allocation, Allotment, Fill, Reason, Sharing
from tiktok_presale.rules.allocation.lottery import number, seal
from tiktok_presale.rules.allocation.sharing import queue, share
from tiktok_presale.rules.allocation.verifying import verify

__all__ = [
    "Allocation",
    "Allotment",
    "Fill",
    "Reason",
    "Sharing",
    "number",
    "queue",
    "seal",
    "share",
    "verify",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
