"""
How many units to put on presale?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.demand import Demand
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.rules.planning.volumes.expecting import expect
from tiktok_presale.rules.planning.volumes.terms import CapTerms
from tiktok_presale.rules.planning.volumes.weighing import weighed
from tiktok_presale.values.checks import check_int
from tiktok_presale.values.errors import WrongTypeError

if TYPE_CHECKING:
    from datetime import datetime
    from fractions import Fraction

    from tiktok_presale.facts.cost_sheets import CostSheet
    from tiktok_presale.facts.demand import AnyDemand
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.planning.volumes.answers import Cap
    from tiktok_presale.rules.planning.volumes.terms import Made
    from tiktok_presale.values.exact import Exact
    from tiktok_presale.values.money import Money

__all__ = ["cap"]


def cap(  # noqa: PLR0913 - each limit and each assumption is an argument, and all are keywords
    demand: AnyDemand,
    sheet: CostSheet,
    policy: Policy | None = None,
    *,
    made: Made | str,
    returns: ReturnCurve,
    wait: int | None = None,
    history: int | None = None,
    capacity: int | None = None,
    budget: Money | None = None,
    idle: Money | None = None,
    shop: Shop | None = None,
    best_daily: int | None = None,
    sale_days: int | None = None,
    busiest_day: Exact | None = None,
    units_per_order: int = 1,
    keep_least: bool = True,
    least_periods: int = 4,
    usual: float = 0.5,
    level: float = 0.9,
    beyond: float = 0.001,
    step: Exact = "0.1",
    at: datetime | None = None,
) -> Cap:
    """
    How many units to put on presale, by the critical ratio, within every limit that is known.

    One more unit is worth offering as long as the chance that it is sold, times what a sold one
    earns, makes up for the chance that it is not, times what one too many costs. That makes the
    optimum the number that demand stays within with the chance `earned / (earned + lost)`. Then
    come the limits: the recommended share of past sales (F19), the platform's orders a day,
    capacity and budget. Each is told with what it costs in expected profit.

    Args:
        demand: Past periods as long as this sale, or a forecast.
        sheet: What a unit brings and costs.
        policy: The rules in force; without one, only the seller's own limits count.
        made: "before" the orders come, so that what is not sold is left over and cleared; or
            "after", so that nothing is made that nobody ordered.
        returns: The share of units that come back, by the days that buyers wait.
        wait: The days that buyers wait; may be left out if the share is the same for all.
        history: Units sold in the past period that the sale is compared with; those of the last of
            the past periods if not told.
        capacity: The units that can be made in time.
        budget: What may be spent before the orders come, slot fee and all.
        idle: With made="after": what a unit of reserved material or production costs if nobody
            orders it; nothing if not told.
        shop: The shop, whose tier, seller type and metrics decide some limits.
        best_daily: The shop's best daily average of orders over the policy's base period.
        sale_days: The days on which the sale is open, to reckon orders a day.
        busiest_day: The share of all orders that falls on the busiest day; the same each day if not
            told.
        units_per_order: Units in one order.
        keep_least: Whether the lower end of the recommended share is kept too, where less would
            earn more.
        least_periods: Fewer past periods than this are not taken for enough.
        usual: The variation of the rate between periods (standard deviation over mean) that is
            taken for middling before anything is seen.
        level: The chance of the intervals.
        beyond: The chance with which demand may exceed the optimum at any rate: where a unit too
            many costs nothing, the optimum would otherwise have no end.
        step: By how much inputs are changed for the sensitivity; zero asks for none.
        at: The instant for which it is asked; kept in the answer.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If a number is impossible.
        CurrencyMismatchError: If an amount is not in the currency of the sheet.
        MissingExtraError: If the extra `planning` is not installed.

    Examples:
        >>> from tiktok_presale import CostSheet, Demand, Money, ReturnCurve
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"),
        ...                   clearance="0.30")
        >>> found = cap(Demand.of(120, 80, 150, 95), sheet, made="before",
        ...             returns=ReturnCurve.flat("0.1"), capacity=150)
        >>> found.ratio, found.optimum, found.units
        (Fraction(53, 63), 157, 150)
        >>> [(bound.code, str(bound.cost)) for bound in found.binding]
        [('capacity', '...')]
    """
    terms = CapTerms(
        sheet=sheet,
        policy=policy,
        made=made,
        returns=_rate(returns, wait),
        history=_history(history, demand),
        capacity=capacity,
        budget=budget,
        idle=idle,
        shop=shop,
        best_daily=best_daily,
        sale_days=sale_days,
        busiest_day=busiest_day,
        units_per_order=units_per_order,
        keep_least=keep_least,
        least_periods=least_periods,
        usual=usual,
        level=level,
        beyond=beyond,
        step=step,
        at=at,
    )
    expected, told = expect(
        demand, least_periods=terms.least_periods, usual=terms.usual, level=terms.level
    )
    return weighed(expected, terms, told, demand)


def _rate(returns: object, wait: int | None) -> Fraction:
    if not isinstance(returns, ReturnCurve):
        expected = "a ReturnCurve; write ReturnCurve.flat('0.1')"
        raise WrongTypeError("returns", expected, type(returns).__name__)
    if wait is not None:
        return returns.after(check_int("wait", wait))
    if len({rate for _, rate in returns.points}) > 1:
        raise WrongTypeError("wait", "the days that buyers wait, which returns depend on", "None")
    return returns.after(0)


def _history(history: int | None, demand: object) -> int | None:
    if history is None and isinstance(demand, Demand) and demand.last is not None:
        return demand.last.units
    return history
