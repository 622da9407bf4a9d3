"""
What can be promised of what is to arrive, and what becomes of promises when a batch moves?

`promise` covers a new order, `schedule` covers all that were promised, `repromise` says what a
change of the supply does to each, `mode` says how an SKU can be sold now, and `likely` turns past
slips of batches into days to count on.
"""

from __future__ import annotations

from tiktok_presale.rules.supply.likely import Likely, likely
from tiktok_presale.rules.supply.modes import SaleMode, mode
from tiktok_presale.rules.supply.plans import FromBatch, Plan, Planned, Standing
from tiktok_presale.rules.supply.promised import commitment_of
from tiktok_presale.rules.supply.promising import Available, SupplyPromise, available, promise
from tiktok_presale.rules.supply.scheduling import repromise, schedule

__all__ = [
    "Available",
    "FromBatch",
    "Likely",
    "Plan",
    "Planned",
    "SaleMode",
    "Standing",
    "SupplyPromise",
    "available",
    "commitment_of",
    "likely",
    "mode",
    "promise",
    "repromise",
    "schedule",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
