"""
May a deposit be of this size, and what does a larger one mean?
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.plans import Advance
from tiktok_presale.policy.buyer_terms import DepositBand, DepositSize
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from tiktok_presale.facts.plans import Deposit
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy

__all__ = ["coupon_findings", "effect_findings", "size_findings"]


def size_findings(amount: Money, price: Money, policy: Policy) -> Iterator[Finding]:
    """
    The deposit against the market's bands and steps, each figure by itself.
    """
    for figure in policy.every("deposit.size"):
        size = cast("DepositSize", figure.value)
        band = next((band for band in size.bands if price in band.over), None)
        if band is None:
            yield _no_band(price, size, figure)
        else:
            yield from _in_band(amount, price, band, figure)


def _no_band(price: Money, size: DepositSize, figure: Figure) -> Finding:
    """
    A price at which no deposit is offered; the remedy is the least price at which one is.
    """
    lows = [band.over.low for band in size.bands if band.over.too_low(price)]
    least = min((low for low in lows if low is not None), default=None)
    remedies = () if least is None else (Remedy("price_from", {"price": least}),)
    bands = tuple(band.over for band in size.bands)
    return Finding(
        Outcome.FAIL, "deposit.price", figure.path, price, bands, remedies, figure.source
    )


def _in_band(amount: Money, price: Money, band: DepositBand, figure: Figure) -> Iterator[Finding]:
    step = cast("DepositSize", figure.value).step
    low, high = _ends(price, band)
    limit = _between(low, high, price.currency)
    # The nearest sum that both the band and the step allow, where there is one.
    unit = 1 if step is None else step.minor
    lowest, highest = -(-low // unit) * unit, high // unit * unit
    nearest = min(max(amount.minor, lowest), highest) // unit * unit
    remedies: tuple[Remedy, ...] = ()
    if lowest <= highest:
        remedies = (Remedy("deposit_of", {"amount": Money.from_minor(nearest, price.currency)}),)
    if low <= amount.minor <= high:
        yield Finding(Outcome.PASS, "deposit.size", figure.path, amount, limit, (), figure.source)
    else:
        yield Finding(
            Outcome.FAIL, "deposit.size", figure.path, amount, limit, remedies, figure.source
        )
    if step is None:
        return
    if amount.minor % unit == 0:
        yield Finding(Outcome.PASS, "deposit.step", figure.path, amount, step, (), figure.source)
    else:
        yield Finding(
            Outcome.FAIL, "deposit.step", figure.path, amount, step, remedies, figure.source
        )


def _ends(price: Money, band: DepositBand) -> tuple[int, int]:
    """
    The least and the greatest sum that a band allows at a price, in minor units.
    """
    share = band.share
    low = price.minor * Fraction(share.low or 0)
    least = floor(low) + 1 if share.low_open else ceil(low)
    if band.least is not None:
        least = max(least, band.least.minor)
    if share.high is None:
        return least, price.minor
    high = price.minor * Fraction(share.high)
    return least, ceil(high) - 1 if share.high_open else floor(high)


def _between(low: int, high: int, currency: str) -> Range[Money] | None:
    """
    The sums that are allowed; None where the price leaves none.
    """
    if low > high:
        return None
    return Range.between(Money.from_minor(low, currency), Money.from_minor(high, currency))


def effect_findings(
    deposit: Deposit, amount: Money, agreed: Money, policy: Policy
) -> Iterator[Finding]:
    """
    The deposit against the ceiling of the law (Civil Code 586), or that it has no such effect.

    A larger deposit is lawful, but what lies above the ceiling is plain advance payment: that is
    told with the sum that counts. Without a figure that says what the excess means, it fails.
    """
    if isinstance(deposit, Advance):
        figure = next(iter(policy.every("deposit.payer_default")), None)
        source = None if figure is None else figure.source
        yield Finding(
            Outcome.ADVICE, "deposit.advance", "deposit.payer_default", amount, source=source
        )
        return
    told = any(figure.value == "no_effect" for figure in policy.every("deposit.excess"))
    for figure in policy.every("deposit.ceiling"):
        share = cast("Range[Decimal]", figure.value)
        if share.high is None:
            continue
        most = agreed.times(Fraction(share.high), rounding=Rounding.DOWN)
        outcome = Outcome.PASS
        remedies: tuple[Remedy, ...] = ()
        if amount > most:
            outcome = Outcome.ADVICE if told else Outcome.FAIL
            remedies = (Remedy("deposit_of", {"amount": most}),)
        yield Finding(
            outcome,
            "deposit.ceiling",
            figure.path,
            amount,
            most,
            remedies,
            figure.source,
            {"share": share, "price": agreed},
        )


def coupon_findings(coupons: bool | None, policy: Policy) -> Iterator[Finding]:  # noqa: FBT001 - a fact, and the rule's only one
    """
    Whether coupons may be used on the deposit, where a figure speaks of it.
    """
    for figure in policy.every("deposit.coupons"):
        outcome = Outcome.PASS
        remedies: tuple[Remedy, ...] = ()
        if not figure.value and coupons is None:
            outcome, remedies = Outcome.UNKNOWN, (Remedy("tell", {"name": "coupons"}),)
        elif not figure.value and coupons:
            outcome, remedies = Outcome.FAIL, (Remedy("no_coupons"),)
        yield Finding(
            outcome, "deposit.coupons", figure.path, coupons, figure.value, remedies, figure.source
        )
