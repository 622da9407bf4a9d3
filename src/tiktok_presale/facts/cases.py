"""
One sale as a business case: what is sold and made, how long buyers wait, when their money comes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.values.amounts import check_amount
from tiktok_presale.values.checks import check_int, check_text, instance, member_of, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money, Rounding, round_fraction

if TYPE_CHECKING:
    from typing import Any

    from tiktok_presale.values.exact import Exact

__all__ = ["MOST_A_YEAR", "EarlyCash", "SaleCase", "Scenario"]

# Twice the amount, each year. What is above it is a percentage that was meant as a share: 12 for
# 0.12.
MOST_A_YEAR = 2


def _share(value: Exact) -> Fraction:
    return exact("share", value)


def _rate(value: Exact) -> Fraction:
    return exact("yearly_rate", value)


def _weight(value: Exact) -> Fraction:
    return exact("weight", value)


def _rounding(value: object) -> Rounding:
    return member_of("rounding", value, Rounding)


def _yearly(_: object, attribute: attrs.Attribute[Any], value: Fraction) -> None:
    if not 0 <= value <= MOST_A_YEAR:
        allowed = f"from 0 to {MOST_A_YEAR}; 12 % a year is '0.12'"
        raise OutOfRangeError(attribute.name, str(value), allowed)


def _in_whole(_: object, attribute: attrs.Attribute[Any], value: Fraction) -> None:
    if not 0 <= value <= 1:
        raise OutOfRangeError(attribute.name, str(value), "from 0 to 1; 30 % is '0.3'")


def _days(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """
    Refuse what is no whole number; one below zero is a number of days too late.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongTypeError(attribute.name, "a whole number (int)", type(value).__name__)


def _a_year(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    check_int(attribute.name, value, minimum=1)


@final
@attrs.frozen(kw_only=True)
class EarlyCash(Value):
    """
    Money that buyers pay earlier, or that reaches the seller later, than in a sale from stock.

    What it is worth is simple interest: the amount, for so many days, at a yearly rate. No source
    gives a rate, so it has no default.

    Args:
        share: The share of the price that comes at another time; 1 is the whole price.
        days: How many days earlier than it would; below zero where a platform holds it back.
        yearly_rate: What capital costs in a year: "0.12" is 12 %.
        year: How many days a year has.

    Raises:
        FloatMoneyError: If *share* or *yearly_rate* is a float.
        OutOfRangeError: If *share* is not from 0 to 1, the rate is below zero, or a year has no
            day.

    Examples:
        >>> EarlyCash(share="0.3", days=73, yearly_rate="0.10").worth
        Fraction(1, 50)
    """

    share: Fraction = attrs.field(converter=_share, validator=_in_whole)
    days: int = attrs.field(validator=_days)
    yearly_rate: Fraction = attrs.field(converter=_rate, validator=_yearly)
    year: int = attrs.field(default=365, validator=_a_year)

    @property
    def worth(self) -> Fraction:
        """
        What one unit of the money that comes early is worth; below zero if it comes late.
        """
        return self.yearly_rate * self.days / self.year


def _charges(case: Any, attribute: attrs.Attribute[Any], value: object) -> None:  # noqa: ANN401
    """
    Refuse what is no amount, a negative one, and one of another currency than the price.
    """
    check_amount(attribute.name, value, case.sheet.currency)


def _sheet(value: object) -> CostSheet:
    """
    Read the cost sheet before anything else: the charges are held against its currency.
    """
    if not isinstance(value, CostSheet):
        raise WrongTypeError("sheet", "a CostSheet", type(value).__name__)
    return value


def _nothing(case: Any) -> Money:  # noqa: ANN401 - a SaleCase in the making
    return Money(0, case.sheet.currency)


def _made(case: Any, _: object, value: object) -> None:  # noqa: ANN401 - a SaleCase in the making
    """
    Refuse to have made fewer units than were sold.
    """
    if value is not None and check_int("made", value) < case.sold:
        raise OutOfRangeError("made", str(value), f"at least what is sold ({case.sold})")


@final
@attrs.frozen(kw_only=True)
class SaleCase(Value):
    """
    One sale of one SKU, on presale or from stock: all that its profit and loss depends on.

    Args:
        sheet: What one unit brings and costs.
        sold: How many units are sold and dispatched.
        made: How many are made or bought; None where exactly as many as are sold (sell, then
            make). What is not sold of them is cleared.
        returns: The share that comes back, by the days of waiting.
        wait: How many days buyers wait.
        overdue: What lateness costs; see `economics.charged`.
        early: Money that comes earlier or later than in a sale from stock, if any does.
        rounding: How a part of a unit that comes back, and a part of a minor unit, is rounded.

    Raises:
        CurrencyMismatchError: If *overdue* is not in the currency of the price.
        OutOfRangeError: If fewer are made than sold, or an amount or number is negative.

    Examples:
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
        >>> case = SaleCase(sheet=sheet, sold=10_000, wait=45,
        ...                 returns=ReturnCurve({7: "0.10", 45: "0.40"}))
        >>> case.return_rate, case.returned, case.kept, case.left_over
        (Fraction(2, 5), 4000, 6000, 0)
    """

    sheet: CostSheet = attrs.field(converter=_sheet)
    sold: int = attrs.field(validator=whole)
    made: int | None = attrs.field(default=None, validator=_made)
    returns: ReturnCurve = attrs.field(
        default=ReturnCurve.flat(0), validator=instance("a ReturnCurve", ReturnCurve)
    )
    wait: int = attrs.field(default=0, validator=whole)
    overdue: Money = attrs.field(
        default=attrs.Factory(_nothing, takes_self=True), validator=_charges
    )
    early: EarlyCash | None = attrs.field(
        default=None, validator=instance("EarlyCash or None", EarlyCash, type(None))
    )
    rounding: Rounding = attrs.field(default=Rounding.HALF_EVEN, converter=_rounding)

    @property
    def currency(self) -> str:
        """
        The currency of every amount.
        """
        return self.sheet.currency

    @property
    def produced(self) -> int:
        """
        How many units are made or bought.
        """
        return self.sold if self.made is None else self.made

    @property
    def left_over(self) -> int:
        """
        How many units are made and never sold.
        """
        return self.produced - self.sold

    @property
    def return_rate(self) -> Fraction:
        """
        The share that comes back after the days that buyers wait.
        """
        return self.returns.after(self.wait)

    @property
    def returned(self) -> int:
        """
        How many whole units come back.
        """
        return round_fraction(self.return_rate * self.sold, self.rounding)

    @property
    def kept(self) -> int:
        """
        How many units buyers keep.
        """
        return self.sold - self.returned


def _likely(_: object, attribute: attrs.Attribute[Any], value: Fraction) -> None:
    if value <= 0:
        raise OutOfRangeError(attribute.name, str(value), "above zero")


def _name(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    check_text(attribute.name, value)


@final
@attrs.frozen
class Scenario(Value):
    """
    A case that may come true, and how much weight it has beside others.

    Args:
        name: What it is called.
        case: What then happens.
        weight: Its weight; weights need not add up to one.

    Raises:
        FloatMoneyError: If *weight* is a float.
        OutOfRangeError: If *weight* is not above zero.
    """

    name: str = attrs.field(validator=_name)
    case: SaleCase = attrs.field(validator=instance("a SaleCase", SaleCase))
    weight: Fraction = attrs.field(default=Fraction(1), converter=_weight, validator=_likely)
