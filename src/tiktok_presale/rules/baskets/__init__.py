"""
May goods with different dates stand in one basket, and what does each way of doing it mean?

`options` works out four ways: one order in which each line keeps its date, no such basket, an order
for each date, and everything together on the last date. Each says when what leaves, what the
parcels cost, what is to be paid when, and what speaks against it.
"""

from __future__ import annotations

from tiktok_presale.rules.baskets.choices import BasketChoice, BasketParcel, Mix
from tiktok_presale.rules.baskets.options import options

__all__ = ["BasketChoice", "BasketParcel", "Mix", "options"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
