"""
Strategies for occasions and for the terms of makers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts import occasions as named
from tiktok_presale.facts.occasions import Occasion
from tiktok_presale.facts.purchase_terms import PurchaseTerms
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.simple import calendar_days, dates
from tiktok_presale.values.money import Money
from tiktok_presale.values.months import Months

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["months", "occasions", "purchase_terms"]

_NAMED = tuple(one for one in vars(named).values() if isinstance(one, Occasion))


def months(most: int = 24) -> SearchStrategy[Months]:
    """
    Up to *most* months; shrink to none.
    """
    return st.builds(Months, st.integers(0, most))


def occasions() -> SearchStrategy[Occasion]:
    """
    Named days, fixed days, weekdays of a month, listed days; shrink to Valentine's Day.
    """
    weekdays = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
    month, shift = st.integers(1, 12), st.integers(-40, 40)
    fixed = st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format, month, st.integers(1, 29))
    fixed |= st.just("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
    nth = st.sampled_from([1, 2, 3, 4, -1])
    floating = st.builds("FREQ=YEARLY;BYMONTH={};BYDAY={}{}".format, month, nth, weekdays)
    easter = st.builds("FREQ=YEARLY;BYEASTER={}".format, st.integers(-50, 50))
    return (
        st.sampled_from(_NAMED)
        | st.builds(Occasion, st.just("own"), fixed | floating | easter, shift)
        | st.builds(Occasion, st.just("listed"), days=st.lists(dates(), min_size=1, max_size=4))
    )


@st.composite
def purchase_terms(draw: DrawFn, currency: str = "USD") -> PurchaseTerms:
    """
    Terms of makers with least quantities, multiples and capacities; shrink to free ones.
    """
    cost = draw(st.integers(0, 5_000))
    multiple, minimum = draw(st.integers(1, 6)), draw(st.integers(1, 30))
    smallest = -(-minimum // multiple) * multiple
    return PurchaseTerms(
        unit_cost=Money.from_minor(cost, currency),
        order_cost=Money.from_minor(draw(st.integers(0, 20_000)), currency),
        salvage=Money.from_minor(draw(st.integers(0, cost)), currency),
        minimum=minimum,
        multiple=multiple,
        capacity=draw(st.none() | st.integers(smallest, smallest + 40)),
        lead_time=draw(calendar_days(most=30)),
    )
