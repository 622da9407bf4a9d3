"""
Strategies for offers, and for their lives.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.facts.offers import Offer
from tiktok_presale.facts.plans import PaymentPlan
from tiktok_presale.rules.offers.life import OfferLife, decide, start
from tiktok_presale.rules.offers.table import Move
from tiktok_presale.strategies.domain import promises
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.simple import instants, money
from tiktok_presale.values.periods import Period

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["offer_lives", "offers", "sale_periods"]

_HOURS = (1, 24, 24 * 10, 24 * 30)
_UNITS = (1, 2, 10, 10_000)


def sale_periods() -> SearchStrategy[Period]:
    """
    Periods of an hour to thirty days; shrink to an hour at the first awkward instant.
    """
    return st.builds(_lasting, instants(), st.sampled_from(_HOURS))


def _lasting(opens: datetime, hours: int) -> Period:
    return Period(opens, opens + timedelta(hours=hours))


@st.composite
def _offers(draw: DrawFn) -> Offer:
    cap = draw(st.none() | st.sampled_from(_UNITS))
    goals = [units for units in _UNITS if cap is None or units <= cap]
    return Offer(
        id="of1",
        sku="sku",
        price=draw(money(least=1)),
        plan=PaymentPlan.full(),
        promise=draw(promises()),
        sale=draw(sale_periods()),
        cap=cap,
        per_buyer=draw(st.none() | st.sampled_from(_UNITS)),
        goal=draw(st.none() | st.sampled_from(goals)),
        badge=draw(st.sampled_from([None, True, False])),
        notice=draw(st.sampled_from([None, "soon"])),
    )


def offers() -> SearchStrategy[Offer]:
    """
    Offers paid in full, with and without limits; shrink to one of which little is known.
    """
    return _offers()


@st.composite
def _lives(draw: DrawFn) -> OfferLife:
    life = start(draw(offers()))
    at = life.offer.sale.opens - timedelta(hours=1)
    for move in draw(st.lists(st.sampled_from([Move.PUBLISH, *Move]), max_size=6)):
        units = 1 if move in {Move.SELL, Move.GIVE_BACK} else 0
        life = decide(life, move, at=at, units=units).life
        at += timedelta(hours=draw(st.sampled_from([0, 1, 300])))
    return life


def offer_lives() -> SearchStrategy[OfferLife]:
    """
    Offers after some moves, of which illegal ones have left no trace; shrink to drafts.
    """
    return _lives()
