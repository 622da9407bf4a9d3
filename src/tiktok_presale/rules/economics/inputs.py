"""
The numbers that a case can be asked about: how each is read, and put in another's place.

Every input moves in steps: money in minor units, units and days in whole ones, shares in hundredths
of a per cent. A step is counted from zero, so that a search goes over whole numbers.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.values.checks import check_int
from tiktok_presale.values.errors import CurrencyMismatchError, WrongTypeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from typing import Any

    from tiktok_presale.facts.cases import SaleCase

__all__ = [
    "Input",
    "InputValue",
    "as_said",
    "at_step",
    "checked",
    "least",
    "limit_of",
    "most",
    "read",
    "steps_of",
    "value_of",
    "with_",
]

# A unit of money, a number of units or days, or a share.
InputValue: TypeAlias = Money | Fraction | int

SHARE_STEP: Final = Fraction(1, 10_000)


class Input(StrEnum):
    """
    A number of a case that a break-even or a scenario can be asked for.
    """

    PRICE = "price"
    UNIT_COST = "unit_cost"
    COMMISSION = "commission"
    PLATFORM_FEE = "platform_fee"
    FREIGHT_OUT = "freight_out"
    FREIGHT_BACK = "freight_back"
    HANDLING = "handling"
    CLEARANCE = "clearance"
    SLOT_FEE = "slot_fee"
    RETURN_RATE = "return_rate"
    SOLD = "sold"
    MADE = "made"
    WAIT = "wait"
    OVERDUE = "overdue"

    @property
    def word(self) -> str:
        """
        The name under which texts know it; other topics mean other things by some of these.
        """
        return _WORDS.get(self, self.value)


_WORDS = {
    Input.UNIT_COST: "cost_to_make",
    Input.HANDLING: "return_handling",
    Input.CLEARANCE: "clearance_share",
    Input.MADE: "units_made",
}
_SHARES = frozenset({Input.COMMISSION, Input.PLATFORM_FEE, Input.CLEARANCE, Input.RETURN_RATE})
_COUNTS = {Input.SOLD: "units", Input.MADE: "units", Input.WAIT: "days"}
_OF_CASE = {Input.SOLD: "sold", Input.WAIT: "wait", Input.OVERDUE: "overdue"}


def read(case: SaleCase, which: Input) -> InputValue:
    """
    What an input is in a case.
    """
    if which is Input.MADE:
        return case.produced
    found: InputValue
    if which is Input.RETURN_RATE or which in _OF_CASE:
        found = getattr(case, which.value)
    else:
        found = getattr(case.sheet, which.value)
    return found


def checked(case: SaleCase, which: Input, value: object) -> InputValue:
    """
    A value given for an input, in the type that the input has.

    Raises:
        CurrencyMismatchError: If it is money of another currency.
        FloatMoneyError: If it is a float.
        WrongTypeError: If it is of another type.
    """
    if which in _SHARES:
        return exact(which.value, value)
    if which in _COUNTS:
        return check_int(which.value, value)
    if not isinstance(value, Money):
        raise WrongTypeError(which.value, "Money", type(value).__name__)
    if value.currency != case.currency:
        raise CurrencyMismatchError(case.currency, value.currency)
    return value


def with_(case: SaleCase, which: Input, value: InputValue) -> SaleCase:
    """
    The case with another value of one input; the return rate then no longer depends on the wait.
    """
    if which is Input.RETURN_RATE:
        return attrs.evolve(case, returns=ReturnCurve.flat(exact("return_rate", value)))
    change: dict[str, Any] = {which.value: value}
    if which is Input.MADE or which in _OF_CASE:
        return attrs.evolve(case, **change)
    return attrs.evolve(case, sheet=attrs.evolve(case.sheet, **change))


def at_step(case: SaleCase, which: Input, step: int) -> InputValue:
    """
    The value of an input so many steps above zero.
    """
    if which in _SHARES:
        return step * SHARE_STEP
    return step if which in _COUNTS else Money.from_minor(step, case.currency)


def value_of(which: Input, step: Fraction) -> Fraction:
    """
    The number that lies so many steps above zero: minor units, units, days or a share.
    """
    return step * SHARE_STEP if which in _SHARES else step


def steps_of(value: InputValue) -> Fraction:
    """
    How many steps above zero a value is; a share may lie between two.
    """
    if isinstance(value, Money):
        return Fraction(value.minor)
    return value / SHARE_STEP if isinstance(value, Fraction) else Fraction(value)


def least(case: SaleCase, which: Input) -> int:
    """
    The first step that an input can take.
    """
    if which is Input.MADE:
        return case.sold
    return 1 if which is Input.PRICE else 0


def most(case: SaleCase, which: Input) -> int | None:
    """
    The last step that an input can take; None where there is none.

    Beyond its last point a curve stays as it is, and a longer wait changes nothing.
    """
    if which in _SHARES:
        return int(1 / SHARE_STEP)
    if which is Input.WAIT:
        return case.returns.points[-1][0]
    return case.made if which is Input.SOLD else None


def as_said(which: Input, value: InputValue) -> object:
    """
    The value in the form that texts write with its unit.
    """
    if isinstance(value, Money):
        return value
    return Range.between(value, value, unit="share" if which in _SHARES else _COUNTS[which])


def limit_of(which: Input, value: InputValue, *, upper: bool) -> Range[InputValue]:
    """
    The values up to that one, or from it on.
    """
    unit = "share" if which in _SHARES else _COUNTS.get(which, "")
    return Range.at_most(value, unit=unit) if upper else Range.at_least(value, unit=unit)
