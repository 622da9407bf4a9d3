"""
How many units may be sold?
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.metrics import lies_in
from tiktok_presale.facts.shops import metric_of
from tiktok_presale.rules.arguments import check_policy, check_shop
from tiktok_presale.values.checks import check_int
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tiktok_presale.facts.metrics import Metric
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import StepTerm
    from tiktok_presale.values.sources import Source

__all__ = ["check", "recommended"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__


_RECOMMENDED = "caps.recommended"


def recommended(historical_sales: int, policy: Policy) -> Range[int]:
    """
    The volume that is recommended for a presale, from past sales (F19).

    Both ends are rounded inwards, so that every whole number in the range keeps the share.

    Args:
        historical_sales: Units sold in the past period that the sale is compared with.
        policy: The rules in force.

    Raises:
        UnknownFigureError: If the edition recommends no share.
        OutOfRangeError: If *historical_sales* is negative.

    Examples:
        >>> from datetime import date
        >>> from tiktok_presale import Policy
        >>> print(recommended(10_000, Policy.in_force("cross-border", on=date(2025, 6, 1))))
        5,000 to 7,000 units
    """
    check_policy(policy)
    check_int("historical_sales", historical_sales)
    share = cast("Range[Decimal]", policy.figure(_RECOMMENDED).value)
    high = floor(historical_sales * Fraction(1 if share.high is None else share.high))
    low = min(ceil(historical_sales * Fraction(share.low or 0)), high)
    return Range.between(low, high, unit="units")


def check(  # noqa: PLR0913 - each limit needs another fact, and all are keywords
    planned: int,
    policy: Policy,
    *,
    at: datetime | None = None,
    history: int | None = None,
    per_day: int | None = None,
    shop: Shop | None = None,
    best_daily: int | None = None,
) -> Decision:
    """
    Whether a planned volume may be sold, with every reason.

    More than the recommended share of past sales fails; less is allowed with advice. Limits on
    orders a day are checked against *per_day*.

    Args:
        planned: Units that are to be offered.
        policy: The rules in force.
        at: The instant for which it is asked; kept in the decision.
        history: Units sold in the past period that the sale is compared with.
        per_day: Orders a day that are expected at most.
        shop: The shop, whose tier, seller type and metrics decide some limits.
        best_daily: The shop's best daily average of orders over the policy's base period.

    Raises:
        OutOfRangeError: If a number is negative.

    Examples:
        >>> from datetime import date
        >>> from tiktok_presale import Policy
        >>> policy = Policy.in_force("cross-border", on=date(2025, 6, 1))
        >>> decision = check(8_000, policy, history=10_000)
        >>> decision.allowed, decision.failures[0].remedy.params["units"]
        (False, 7000)
    """
    check_policy(policy)
    check_shop(shop)
    check_int("planned", planned)
    for name, number in (("history", history), ("per_day", per_day), ("best_daily", best_daily)):
        if number is not None:
            check_int(name, number)
    findings = [
        _share(planned, policy, history),
        _daily(policy, per_day, shop),
        _after_lateness(policy, per_day, shop, best_daily),
    ]
    if findings[-1] is None:
        # Only where no share is known does a limit remain whose size nobody gives.
        findings += _limits_of_unknown_size(policy, shop)
    given = tuple(found for found in findings if found is not None)
    # No cap that the library knows is no permission either.
    none = Finding(Outcome.UNKNOWN, "caps.none", "caps", planned)
    return Decision("caps", policy.edition, at, given or (none,))


def _share(planned: int, policy: Policy, history: int | None) -> Finding | None:
    figure = policy.find(_RECOMMENDED)
    if figure is None:
        return None
    code = "caps.recommended"
    if history is None:
        remedies = (Remedy("tell", {"name": "history"}),)
        return Finding(
            Outcome.UNKNOWN, code, figure.path, planned, figure.value, remedies, figure.source
        )
    band = recommended(history, policy)
    if planned in band:
        return Finding(Outcome.PASS, code, figure.path, planned, band, (), figure.source)
    outcome, remedy = Outcome.ADVICE, Remedy("offer_at_least", {"units": band.low})
    if band.too_high(planned):
        outcome, remedy = Outcome.FAIL, Remedy("offer_at_most", {"units": band.high})
    return Finding(outcome, code, figure.path, planned, band, (remedy,), figure.source)


def _daily(policy: Policy, per_day: int | None, shop: Shop | None) -> Finding | None:
    """
    The step of a new shop's daily orders, by its tier.
    """
    steps = policy.under("caps.daily_orders")
    if not steps:
        return None
    code, tier = "caps.daily_orders", None if shop is None else shop.tier
    if tier == "established":
        return None
    figure = steps.get(tier or "", next(iter(steps.values())))
    if tier not in steps or per_day is None:
        name = "tier" if tier not in steps else "per_day"
        remedies = (Remedy("tell", {"name": name}),)
        return Finding(
            Outcome.UNKNOWN, code, code, per_day, OneOf(tuple(steps)), remedies, figure.source
        )
    limit = Range.at_most(int(str(figure.value)), unit="orders")
    return _daily_finding(code, figure.path, per_day, limit, figure.source)


def _after_lateness(
    policy: Policy, per_day: int | None, shop: Shop | None, best_daily: int | None
) -> Finding | None:
    """
    The cap that lateness puts on a shop's orders a day.
    """
    cap, figure = policy.lateness_cap, policy.find("caps.after_lateness")
    if cap is None or figure is None:
        return None
    seller = None if shop is None else shop.seller_type
    if cap.seller_type is not None and seller not in {None, cap.seller_type}:
        return None
    code, source = "caps.after_lateness", figure.source
    rate = metric_of(shop, cap.measure)
    share = None if rate is None else _share_of(rate, cap.bands)
    params: dict[str, object] = {"name": cap.measure}
    if rate is not None and share is None:
        if not _not_lifted(rate, cap.lifted_below):
            return Finding(Outcome.PASS, code, figure.path, rate, None, (), source, params)
        # Below the bands, and not yet low enough for a cap that is in force to be lifted.
        lifted = Range.below(cap.lifted_below, unit="share")
        return Finding(Outcome.ADVICE, code, figure.path, rate, lifted, (), source, params)
    if share is None or best_daily is None or per_day is None:
        needed = {cap.measure: rate, "best_daily": best_daily, "per_day": per_day}
        missing = next(name for name, given in needed.items() if given is None)
        remedies = (Remedy("tell", {"name": missing}),)
        return Finding(Outcome.UNKNOWN, code, figure.path, rate, None, remedies, source, params)
    limit = Range.at_most(floor(best_daily * Fraction(share)), unit="orders")
    return _daily_finding(code, figure.path, per_day, limit, source)


def _not_lifted(rate: Metric, lifted_below: Decimal | None) -> bool:
    if lifted_below is None or (isinstance(rate, Rate) and not rate.total):
        return False
    return rate not in Range.below(lifted_below)


def _limits_of_unknown_size(policy: Policy, shop: Shop | None) -> Iterator[Finding]:
    """
    Steps that limit orders to a number which no source gives.
    """
    for figure in policy.under("enforcement.steps").values():
        step = cast("StepTerm", figure.value)
        if step.effect != "order_limit":
            continue
        rate = metric_of(shop, step.measure)
        outcome = Outcome.PASS
        if shop is None:
            outcome = Outcome.ADVICE  # not looked at: the question was about a volume, not a shop
        elif rate is None or lies_in(rate, step.reached_in):
            outcome = Outcome.UNKNOWN
        remedies = (Remedy("tell", {"name": step.measure}),) if rate is None else ()
        params = {"name": step.measure}
        yield Finding(
            outcome,
            "caps.limited",
            figure.path,
            rate,
            step.reached_in,
            remedies,
            figure.source,
            params,
        )


def _share_of(rate: Metric, bands: tuple[tuple[Range[Decimal], Decimal], ...]) -> Decimal | None:
    return next((share for over, share in bands if lies_in(rate, over)), None)


def _daily_finding(
    code: str, path: str, per_day: int, limit: Range[int], source: Source
) -> Finding:
    good = per_day in limit
    remedies = () if good else (Remedy("orders_a_day_at_most", {"orders": limit.high}),)
    outcome = Outcome.PASS if good else Outcome.FAIL
    return Finding(outcome, code, path, per_day, limit, remedies, source)
