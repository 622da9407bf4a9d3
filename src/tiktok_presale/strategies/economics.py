"""
Strategies for what a sale brings and costs.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.facts.cases import EarlyCash, SaleCase, Scenario
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.facts.stock_years import StockYear
from tiktok_presale.strategies.engine import st
from tiktok_presale.values.money import Money, Rounding

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "cost_sheets",
    "early_cash",
    "return_curves",
    "sale_cases",
    "scenarios",
    "stock_years",
]

_MOST = 100_000


def _shares() -> SearchStrategy[Fraction]:
    """
    Shares, among them those that no decimal writes; shrink to nothing.
    """
    return st.builds(Fraction, st.integers(0, 60), st.just(60)) | st.sampled_from(
        [Fraction(0), Fraction(1), Fraction(214, 10_000)]
    )


def _amounts(currency: str, least: int = 0) -> SearchStrategy[Money]:
    return st.integers(least, _MOST).map(lambda minor: Money.from_minor(minor, currency))


@st.composite
def cost_sheets(draw: DrawFn, currency: str = "USD") -> CostSheet:
    """
    Cost sheets in one currency, with profit and with loss; shrink to a price and nothing else.
    """
    amounts, shares = _amounts(currency), _shares()
    return CostSheet(
        price=draw(_amounts(currency, 1)),
        unit_cost=draw(amounts),
        commission=draw(shares),
        platform_fee=draw(shares),
        freight_out=draw(amounts),
        freight_back=draw(amounts),
        handling=draw(amounts),
        clearance=draw(shares),
        slot_fee=draw(amounts),
        fees_kept=draw(st.booleans()),
    )


def return_curves(days: int = 60) -> SearchStrategy[ReturnCurve]:
    """
    Shares that come back within some days, rising and falling; shrink to nothing at all.

    Args:
        days: The last day of a point.
    """
    points = st.dictionaries(st.integers(0, days), _shares(), min_size=1, max_size=5)
    return points.map(ReturnCurve)


def early_cash() -> SearchStrategy[EarlyCash]:
    """
    Money that comes up to a year too early or too late; shrinks to none.
    """
    return st.builds(
        EarlyCash,
        share=_shares(),
        days=st.integers(-366, 366),
        yearly_rate=_shares(),
        year=st.sampled_from([365, 360, 366]),
    )


@st.composite
def sale_cases(draw: DrawFn, currency: str = "USD", most: int = 1_000) -> SaleCase:
    """
    Cases of up to *most* units, on presale and from stock; shrink to nothing sold.
    """
    sold = draw(st.integers(0, most))
    left = draw(st.none() | st.integers(0, most))
    return SaleCase(
        sheet=draw(cost_sheets(currency)),
        sold=sold,
        made=None if left is None else sold + left,
        returns=draw(return_curves()),
        wait=draw(st.integers(0, 70)),
        overdue=draw(_amounts(currency)),
        early=draw(st.none() | early_cash()),
        rounding=draw(st.sampled_from(Rounding)),
    )


def scenarios(currency: str = "USD", most: int = 1_000) -> SearchStrategy[Scenario]:
    """
    Cases with a name and a weight; shrink to nothing sold, of weight one.

    Args:
        currency: The currency of every amount.
        most: The most units that are sold, and the most that are left over.
    """
    weights = st.integers(1, 9) | st.builds(Fraction, st.integers(1, 9), st.integers(1, 7))
    return st.builds(
        Scenario, st.text("abc123", min_size=1, max_size=6), sale_cases(currency, most), weights
    )


@st.composite
def stock_years(draw: DrawFn, currency: str = "USD") -> StockYear:
    """
    Years of keeping stock; shrink to one turn of nothing.
    """
    turns = st.builds(Fraction, st.integers(1, 24), st.integers(1, 5))
    amounts = _amounts(currency)
    return StockYear(cost_of_sales=draw(amounts), turns=draw(turns), waste=draw(amounts))
