"""
Pairs of values about offers.
"""

import attrs

from rules.making import in_force
from rules.offering import CLOSES, DAY, OPENS, an_offer
from tiktok_presale import Money, offers
from tiktok_presale.rules.offers import (
    Feed,
    Label,
    Move,
    OfferEvent,
    Phase,
)

TH = in_force("th", 2026, 2, 1)
OFFER = an_offer()
DRAFT = offers.start(OFFER)
SHOWN = offers.decide(DRAFT, Move.PUBLISH, at=OPENS - DAY)
PLACED = offers.place(SHOWN.life, TH, at=OPENS, id="l1")
FEED = Feed(
    availability="PreOrder",
    merchant="preorder",
    available_from=None,
    price=Money("9", "USD"),
    valid_from=OPENS,
    valid_through=CLOSES,
)

PAIRS = (
    (OFFER, an_offer(cap=5)),
    (Label(Phase.DURING, True, "a", None), Label(Phase.AFTER, False, "a", None)),  # noqa: FBT003
    (FEED, attrs.evolve(FEED, merchant="backorder")),
    (OfferEvent(Move.SELL, OPENS, 1), OfferEvent(Move.SELL, OPENS, 2)),
    (DRAFT, SHOWN.life),
    (SHOWN, offers.decide(DRAFT, Move.CLOSE, at=OPENS)),
    (
        offers.revise(SHOWN.life, OFFER, TH, at=OPENS),
        offers.revise(SHOWN.life, an_offer(sku="x"), TH, at=OPENS),
    ),
    (PLACED, offers.place(DRAFT, TH, at=OPENS, id="l1")),
)
