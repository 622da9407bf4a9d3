"""
Strategies for demand: past periods and forecasts.
"""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

from tiktok_presale.facts.demand import Demand, DemandForecast, DemandQuantiles, Sold
from tiktok_presale.strategies.engine import st

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["demand_forecasts", "demand_quantiles", "demands", "sold_periods"]


@st.composite
def sold_periods(
    draw: DrawFn, most: int = 500, shares: SearchStrategy[Fraction] | None = None
) -> Sold:
    """
    Periods that sold up to *most* units, some of them out; shrink to one without a sale.

    Args:
        draw: Given by Hypothesis.
        most: The most units that one sold.
        shares: How much of a usual period they were; a whole one if not given.
    """
    units = draw(st.integers(0, most))
    sold_out = draw(st.booleans())
    after = (
        draw(st.none() | st.fractions(Fraction(1, 10), 1, max_denominator=10)) if sold_out else None
    )
    share = Fraction(1) if shares is None else draw(shares)
    return Sold(units, sold_out=sold_out, share=share, sold_out_after=after)


def demands(
    most: int = 500, *, least_periods: int = 0, most_periods: int = 8
) -> SearchStrategy[Demand]:
    """
    Several past periods; shrink to as few as there may be, without a sale.

    Args:
        most: The most units that one period sold.
        least_periods: The fewest periods.
        most_periods: The most periods.
    """
    periods = st.lists(sold_periods(most), min_size=least_periods, max_size=most_periods)
    return st.builds(Demand, periods)


@st.composite
def demand_forecasts(draw: DrawFn, most: int = 500) -> DemandForecast:
    """
    Forecasts from steady to wild; shrink to one unit that independent buyers ask for.
    """
    mean = draw(st.integers(1, most))
    wider = draw(st.sampled_from([1, 2, 5, 20]))
    return DemandForecast(mean=mean, spread=wider * sqrt(mean))


@st.composite
def demand_quantiles(draw: DrawFn, most: int = 500) -> DemandQuantiles:
    """
    Two or three quantiles; shrink to nothing with one chance in ten, and one unit with nine.
    """
    low = draw(st.integers(0, most - 1))
    high = draw(st.integers(low + 1, most))
    points = {"0.1": low, "0.9": high}
    if draw(st.booleans()):
        points["0.5"] = draw(st.integers(low, high))
    return DemandQuantiles(points)
