"""
When does the tax of an order that is paid in parts fall due?
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tiktok_presale.facts.payments import Terms
from tiktok_presale.rules.payments.due_dates import parts_of
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["TaxPoint", "tax_points"]


class TaxPoint(StrEnum):
    """
    When tax falls due; the law of the seller's seat says so, and the caller knows it.
    """

    EACH_PAYMENT = "each_payment"
    LAST_PAYMENT = "last_payment"


def tax_points(
    terms: Terms, point: TaxPoint, *, included: Money | None = None
) -> tuple[Money, ...]:
    """
    How much tax falls due with each payment of the plan; together exactly the tax of the order.

    With each payment, the tax follows the goods and the shipping that the payment is for, net of
    the tax itself; minor units that do not divide go to the largest remainders.

    Args:
        terms: What was agreed.
        point: Whether tax falls due with each payment, or with the last one.
        included: The tax that the price holds already; the tax on top of the price where None.

    Raises:
        WrongTypeError: If *point* is no tax point.
        OutOfRangeError: If *included* is negative.
        CurrencyMismatchError: If *included* is in another currency than the terms.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import (CalendarDays, Earnest, OnRelease, PaymentPlan, ReleaseOn,
        ...                             Terms)
        >>> plan = PaymentPlan.with_deposit(Earnest(Money("50.00", "CNY")),
        ...                                 OnRelease(CalendarDays(3)))
        >>> terms = Terms(id="l1", offer="of1", sku="coat", units=1,
        ...               unit_price=Money("499.00", "CNY"), tax=Money("64.87", "CNY"),
        ...               promise=ReleaseOn(date(2026, 4, 1)), plan=plan, edition="tmall",
        ...               placed_at=datetime(2026, 3, 2, tzinfo=UTC))
        >>> tax_points(terms, TaxPoint.EACH_PAYMENT)
        (Money('6.50', 'CNY'), Money('58.37', 'CNY'))
    """
    check_kind("terms", terms, Terms, "Terms")
    check_kind("point", point, TaxPoint, "TaxPoint.EACH_PAYMENT or TaxPoint.LAST_PAYMENT")
    none = Money.from_minor(0, terms.unit_price.currency)
    tax = (terms.tax or none) if included is None else none + included
    if tax.minor < 0:
        raise OutOfRangeError("included", str(tax), "zero or more")
    nets = [_net(parts.items()) for _, parts in parts_of(terms)]
    if point is TaxPoint.LAST_PAYMENT or not any(nets):
        return (*(none for _ in nets[1:]), tax)
    return tax.split(nets)


def _net(parts: Iterable[tuple[str, Money]]) -> int:
    return sum((amount.minor for name, amount in parts if name != "tax"))
