"""
The same terms for another number of units, from the frozen price of one.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.plans import Line, Part, PaymentPlan
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.money import Money, Rounding

if TYPE_CHECKING:
    from tiktok_presale.facts.payments import Terms

__all__ = ["resized"]


def resized(terms: Terms, units: int, tax: Money | None = None) -> Terms | None:
    """
    The terms for *units* units: the price of one stays, fixed payments scale, shares stay shares.

    Sums are rounded down to a minor unit, and up to one where nothing would be left; the part for
    the rest takes what is left, so that the payments make the price again. Shipping and fees stay
    as they were agreed.

    Args:
        terms: The terms as they were frozen.
        units: How many units, one or more.
        tax: The tax on them; as it was agreed where nothing is said.

    Returns:
        The new terms; None where the payments of the plan would come to more than the price.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import CalendarDays, Earnest, OnRelease, ShipWithin, Terms
        >>> days = CalendarDays(3)
        >>> plan = PaymentPlan.with_deposit(Earnest(Money("100", "CNY")), OnRelease(days))
        >>> terms = Terms(id="l1", offer="o1", sku="s1", units=2, unit_price=Money("499", "CNY"),
        ...               plan=plan, promise=ShipWithin(days), edition="tmall@2023-05-29",
        ...               placed_at=datetime(2026, 6, 1, tzinfo=UTC))
        >>> resized(terms, 3).payments
        (Money('150.00', 'CNY'), Money('1347.00', 'CNY'))
    """
    tax = terms.tax if tax is None else tax
    if units == terms.units:
        return terms if tax == terms.tax else attrs.evolve(terms, tax=tax)
    factor = Fraction(units, terms.units)
    try:
        plan = PaymentPlan(tuple(_scaled(line, factor) for line in terms.plan.lines))
        return attrs.evolve(terms, units=units, plan=plan, tax=tax)
    except OutOfRangeError:
        return None


def _scaled(line: Line, factor: Fraction) -> Line:
    if not isinstance(line.amount, Money):
        return line
    amount = _some(line.amount.times(factor, rounding=Rounding.DOWN))
    if isinstance(line, Part) or line.worth is None:
        return attrs.evolve(line, amount=amount)
    worth = line.worth.times(factor, rounding=Rounding.DOWN)
    return attrs.evolve(line, amount=amount, worth=_some(worth))


def _some(money: Money) -> Money:
    return max(money, Money.from_minor(1, money.currency))
