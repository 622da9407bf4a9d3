"""
Offers: may this one be published, what does its page say now, in which state is it?
"""

from __future__ import annotations

from tiktok_presale.rules.offers.checking import check
from tiktok_presale.rules.offers.labels import Feed, Label, Phase, feed, label, phase
from tiktok_presale.rules.offers.life import (
    OfferEvent,
    OfferLife,
    OfferStep,
    after,
    decide,
    evolve,
    replay,
    settle,
    start,
    state,
)
from tiktok_presale.rules.offers.placing import Placing, place
from tiktok_presale.rules.offers.revising import Revision, revise
from tiktok_presale.rules.offers.table import TABLE, Move, OfferState, diagram, moves_from

__all__ = [
    "TABLE",
    "Feed",
    "Label",
    "Move",
    "OfferEvent",
    "OfferLife",
    "OfferState",
    "OfferStep",
    "Phase",
    "Placing",
    "Revision",
    "after",
    "check",
    "decide",
    "diagram",
    "evolve",
    "feed",
    "label",
    "moves_from",
    "phase",
    "place",
    "replay",
    "revise",
    "settle",
    "start",
    "state",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
