"""
Sample answers about offers: every code with every outcome.
"""

from datetime import date

import attrs

from rules.making import in_force
from rules.offering import CLOSES, DAY, OPENS, an_offer
from tiktok_presale import (
    BlindBox,
    EarlyAccess,
    Everyone,
    LevelIn,
    Money,
    OddsTable,
    OrderKind,
    ReleaseOn,
    offers,
)
from tiktok_presale.rules.offers import Move

TH = in_force("th", 2026, 2, 1)
US = in_force("us", 2026, 2, 1)
BRIEF = in_force("cross-border", 2025, 6, 1)

CODED = {"_another_offer": ("finding", 0)}


def _checks():
    box = BlindBox(id="p1", odds=OddsTable.of({"bear": 1}), price=Money("120", "USD"))
    early = EarlyAccess({LevelIn("金卡"): OPENS - DAY, Everyone(): OPENS}, ends=CLOSES - DAY)
    usd = Money("30", "USD")
    yield offers.check(an_offer(cap=2, per_buyer=3), TH, at=OPENS)
    yield offers.check(
        an_offer(price=usd, box=box, audience=early, promise=ReleaseOn(date(2026, 2, 15))),
        US,
        at=CLOSES + DAY,
    )
    for badge in (True, False, None):
        for notice in (None, "尽快发货", "Pre-order: ships within 10 days"):
            for policy in (TH, BRIEF):
                yield offers.check(
                    an_offer(badge=badge, notice=notice, price=usd), policy, at=OPENS
                )


def _moves():
    life = offers.decide(offers.start(an_offer(cap=3, goal=3)), Move.PUBLISH, at=OPENS - DAY).life
    for move in Move:
        units = 2 if move in {Move.SELL, Move.GIVE_BACK} else 0
        for at in (OPENS - 2 * DAY, OPENS, CLOSES + DAY):
            yield offers.decide(life, move, at=at, units=units).decision
    sold = offers.decide(life, Move.SELL, at=OPENS, units=2).life
    yield offers.decide(sold, Move.SELL, at=OPENS, units=2).decision
    yield offers.decide(sold, Move.GIVE_BACK, at=OPENS, units=3).decision
    yield offers.decide(sold, Move.SETTLE, at=CLOSES + DAY).decision


def _orders():
    offer = an_offer(per_buyer=2, audience=LevelIn("金卡"))
    life = offers.decide(offers.start(offer), Move.PUBLISH, at=OPENS - DAY).life
    for bought in (None, 0, 2):
        yield offers.place(life, TH, at=OPENS, id="l1", bought=bought).decision


def _changes():
    offer = an_offer(promise=ReleaseOn(date(2026, 3, 1)), goal=2, cap=9)
    life = offers.decide(offers.start(offer, US), Move.PUBLISH, at=OPENS).life
    life = offers.decide(life, Move.SELL, at=OPENS, units=3).life
    changes = (
        {"promise": ReleaseOn(date(2026, 4, 1)), "kind": OrderKind.CUSTOM},
        {"cap": 2, "goal": None},
        {"goal": 5},
        {"id": "另一商品"},
        {"price": Money("1", "THB")},
        {"badge": False},
    )
    for change in changes:
        yield offers.revise(life, attrs.evolve(offer, **change), US, at=OPENS).decision
    dearer = attrs.evolve(offer, price=Money("1", "THB"))
    yield offers.revise(life, dearer, US, at=CLOSES + DAY).decision


def decisions():
    """
    Give decisions on offers, moves, orders and changes.
    """
    return [*_checks(), *_moves(), *_orders(), *_changes()]
