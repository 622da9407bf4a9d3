"""
What one unit of a presale earns, by what becomes of it: kept, sent back, or never sold.

Everything here is exact, in minor units of the currency of the sheet, and nothing is rounded: who
adds up units rounds once, at the end. The slot fee is not in it, because it is paid once for a
whole presale.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.exact import exact

if TYPE_CHECKING:
    from tiktok_presale.values.exact import Exact

__all__ = ["check_sheet", "expected", "kept", "returned", "unsold"]


def check_sheet(sheet: object) -> None:
    """
    Refuse anything but a cost sheet.

    Raises:
        WrongTypeError: If it is none.
    """
    check_kind("sheet", sheet, CostSheet, "a CostSheet; write CostSheet(price=…, unit_cost=…)")


def kept(sheet: CostSheet) -> Fraction:
    """
    What a unit earns that the buyer keeps, in minor units.

    The price, less commission and platform fee, less the cost of making it and the freight out.

    Raises:
        WrongTypeError: If *sheet* is no cost sheet.

    Examples:
        >>> from tiktok_presale import CostSheet, Money
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"),
        ...                   commission="0.10", freight_out=Money("4.00", "USD"),
        ...                   freight_back=Money("4.00", "USD"), clearance="0.30")
        >>> kept(sheet), returned(sheet), unsold(sheet)
        (Fraction(1100, 1), Fraction(-1100, 1), Fraction(-300, 1))
    """
    check_sheet(sheet)
    return sheet.price.minor - _fees(sheet) - sheet.unit_cost.minor - sheet.freight_out.minor


def returned(sheet: CostSheet) -> Fraction:
    """
    What a unit earns that is sent back and refunded in full, in minor units; mostly a loss.

    What clearing it brings, less the cost of making it, freight both ways and handling, and less
    commission and platform fee where those are kept on refunded orders.

    Raises:
        WrongTypeError: If *sheet* is no cost sheet.
    """
    check_sheet(sheet)
    fees = _fees(sheet) if sheet.fees_kept else Fraction(0)
    freight = sheet.freight_out.minor + sheet.freight_back.minor
    return unsold(sheet) - freight - sheet.handling.minor - fees


def unsold(sheet: CostSheet) -> Fraction:
    """
    What a unit earns that was made and never sold, in minor units: clearing it, less its cost.

    Raises:
        WrongTypeError: If *sheet* is no cost sheet.
    """
    check_sheet(sheet)
    return sheet.clearance * sheet.price.minor - sheet.unit_cost.minor


def expected(sheet: CostSheet, return_rate: Exact) -> Fraction:
    """
    What a sold unit earns on average when so large a share is sent back, in minor units.

    Args:
        sheet: What a unit brings and costs.
        return_rate: The share that comes back, from 0 to 1: "0.4", a Decimal or a Fraction.

    Raises:
        FloatMoneyError: If *return_rate* is a float; write ``Fraction(rate)`` to take it as it is.
        OutOfRangeError: If it is not from 0 to 1.
        WrongTypeError: If *sheet* is no cost sheet.

    Examples:
        >>> from tiktok_presale import CostSheet, Money
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"),
        ...                   clearance="0.30")
        >>> expected(sheet, "0.4")
        Fraction(960, 1)
    """
    rate = exact("return_rate", return_rate)
    if not 0 <= rate <= 1:
        raise OutOfRangeError("return_rate", str(rate), "from 0 to 1; 40 % is '0.4'")
    return (1 - rate) * kept(sheet) + rate * returned(sheet)


def _fees(sheet: CostSheet) -> Fraction:
    """
    Commission and platform fee on one price.
    """
    return (sheet.commission + sheet.platform_fee) * sheet.price.minor
