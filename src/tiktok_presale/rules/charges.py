"""
What a missed deadline costs: charges, their sum, and how rates, bands and periods give an amount.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.closed import Value
from tiktok_presale.values.money import Money
from tiktok_presale.values.sources import Source
from tiktok_presale.values.vocabulary import Base, Payee

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.facts.orders import Order
    from tiktok_presale.policy.terms import Band, ChargeTerm

__all__ = ["Bill", "Charge", "amount_of", "periods"]


class _ChargeParts:
    """
    The slots of a charge, apart from the class that freezes them: see `charge_of`.
    """

    __slots__ = ("__weakref__", "amount", "code", "order_id", "payee", "rule", "source")
    amount: Money
    code: str
    order_id: str
    payee: Payee
    rule: str
    source: Source | None


@final
@attrs.frozen
class Charge(_ChargeParts, Value):
    """
    One amount that lateness costs.

    Args:
        code: What it is for, such as "return_freight" or "refund".
        rule: The dotted path of the figure.
        amount: How much.
        payee: Who receives it.
        source: Where the figure comes from; None for the buyer's own money going back.
        order_id: The order it is charged on.
    """

    code: str
    rule: str
    amount: Money
    payee: Payee
    source: Source | None
    order_id: str


class _OpenCharge(_ChargeParts):
    """
    A charge before it is frozen; it never leaves `charge_of`.
    """

    __slots__ = ()


def charge_of(
    code: str, path: str, amount: Money, payee: Payee, source: Source | None, order: Order
) -> Charge:
    """
    What the figure at *path* comes to for an order, from parts that are known to be right.

    An open class takes its parts at a fifth of the price of a frozen one.
    """
    charge = _OpenCharge()
    charge.code = code
    charge.rule = path
    charge.amount = amount
    charge.payee = payee
    charge.source = source
    charge.order_id = order.id
    charge.__class__ = Charge  # type: ignore[assignment]
    return charge  # type: ignore[return-value]


class _BillParts:
    """
    The slot of a bill, apart from the class that freezes it: see `bill_of`.
    """

    __slots__ = ("__weakref__", "lines")
    lines: tuple[Charge, ...]


@final
@attrs.frozen
class Bill(_BillParts, Value):
    """
    Charges, and what they come to in each currency.

    Examples:
        >>> fee = Charge("late_dispatch", "overdue.charges.late_dispatch", Money("5.00", "USD"),
        ...              Payee.PLATFORM, None, "o1")
        >>> Bill((fee, fee)).total("USD")
        Money('10.00', 'USD')
    """

    lines: tuple[Charge, ...] = attrs.field(default=(), converter=tuple[Charge, ...])

    @property
    def totals(self) -> tuple[Money, ...]:
        """
        One sum for each currency, by currency code.
        """
        return tuple(
            self.total(code) for code in sorted({line.amount.currency for line in self.lines})
        )

    def total(self, currency: str) -> Money:
        """
        What the charges come to in one currency; zero where there are none.
        """
        return Money.sum((c.amount for c in self.lines if c.amount.currency == currency), currency)

    def by_code(self) -> dict[str, tuple[Money, ...]]:
        """
        The sums for each kind of charge.
        """
        codes = dict.fromkeys(line.code for line in self.lines)
        return {
            code: Bill(tuple(line for line in self.lines if line.code == code)).totals
            for code in codes
        }

    def __add__(self, other: Bill) -> Bill:
        if not isinstance(other, Bill):
            return NotImplemented
        return Bill(self.lines + other.lines)

    @classmethod
    def of(cls, bills: Iterable[Bill]) -> Bill:
        """
        All charges of several bills.
        """
        return cls(tuple(line for bill in bills for line in bill.lines))

    def __str__(self) -> str:
        return " + ".join(map(str, self.totals)) or "nothing"


class _OpenBill(_BillParts):
    """
    A bill before it is frozen; it never leaves `bill_of`.
    """

    __slots__ = ()


def bill_of(lines: tuple[Charge, ...]) -> Bill:
    """
    The bill of charges that are known to be right.
    """
    bill = _OpenBill()
    bill.lines = lines
    bill.__class__ = Bill  # type: ignore[assignment]
    return bill  # type: ignore[return-value]


def periods(late_by: timedelta, term: ChargeTerm) -> Fraction | int:
    """
    How many times a charge is made for a delay.

    A charge without a period is made once. A begun period counts in full ("whole"), not at all
    ("none"), or by its share ("share"), as the term says; one second late is a begun period.
    """
    if term.every is None:
        return 1
    exact = Fraction(late_by // timedelta(microseconds=1), _microseconds(term.every.count))
    if term.part_period == "share":
        return exact
    return ceil(exact) if term.part_period == "whole" else int(exact)


def _microseconds(days: int) -> int:
    return days * 86_400 * 10**6


def amount_of(term: ChargeTerm, order: Order, late_by: timedelta) -> Money | None:
    """
    What a term charges for one order; None where no band holds the price.

    Raises:
        CurrencyMismatchError: If the term's sums are in another currency than the price they
            are compared with.
    """
    times = periods(late_by, term)
    if term.base is not Base.UNIT:
        return _of_one(term, order.total if term.base is Base.ORDER else order.goods, times)
    units = order.unit_prices or (order.goods,)
    amounts = [found for unit in units if (found := _of_one(term, unit, times)) is not None]
    return Money.sum(amounts, amounts[0].currency) if amounts else None


def _of_one(term: ChargeTerm, base: Money, times: Fraction | int) -> Money | None:
    band = next((band for band in term.bands if base in band.over), None)
    return None if band is None else _banded(band, term, base, times)


def _banded(band: Band, term: ChargeTerm, base: Money, times: Fraction | int) -> Money:
    if band.flat is not None:
        amount = band.flat if times == 1 else band.flat.times(times, rounding=term.rounding)
    else:
        rate = band.rate or 0
        exact = rate if times == 1 else Fraction(rate) * times
        amount = base.times(exact, rounding=term.rounding)
    if band.floor is not None and amount < band.floor and times:
        amount = band.floor
    if band.ceiling is not None and amount > band.ceiling:
        amount = band.ceiling
    return amount
