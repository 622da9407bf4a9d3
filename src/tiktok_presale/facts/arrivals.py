"""
When goods are expected that orders wait for, and how far such expectations were off before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, final

import attrs

from tiktok_presale.facts.supply import Batch, BatchState
from tiktok_presale.values.checks import (
    check_day,
    check_kind,
    check_text,
    instance,
    is_whole,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import check_number

if TYPE_CHECKING:
    from typing import Any

__all__ = ["Arrival", "LognormalSlip", "NormalSlip", "Slip", "SlipHistory"]

_YEAR = 366
_SLIPS = "SlipHistory([0, 3]), NormalSlip(1, 2), LognormalSlip(2, 0.5) or None"


def _number(value: object) -> float:
    return check_number("value", value)


def _up_to_a_year(_: object, attribute: attrs.Attribute[Any], value: float) -> None:
    if not -_YEAR <= value <= _YEAR:
        raise OutOfRangeError(attribute.name, str(value), f"from -{_YEAR} to {_YEAR} days")


def _above_zero(_: object, attribute: attrs.Attribute[Any], value: float) -> None:
    if not 0 < value <= _YEAR:
        raise OutOfRangeError(attribute.name, str(value), f"above 0, at most {_YEAR}")


def _whole_days(value: Iterable[int]) -> tuple[int, ...]:
    """
    Read slips in any order; they stand by their size, so that equal histories are equal.
    """
    expected = "whole numbers of days, as in [0, 3, -1]"
    if not isinstance(value, Iterable):
        raise WrongTypeError("slips", expected, type(value).__name__)
    slips = tuple(value)
    for slip in slips:
        if not is_whole(slip):
            raise WrongTypeError("slips", expected, type(slip).__name__)
        if not -100 * _YEAR <= slip <= 100 * _YEAR:
            raise OutOfRangeError("slips", str(slip), "less than a hundred years")
    return tuple(sorted(slips))


@final
@attrs.frozen
class SlipHistory(Value):
    """
    How many days past arrivals came after the day that was stated for them.

    Args:
        slips: One for each; negative where it came early.

    Examples:
        >>> SlipHistory([0, 5, -1]).slips
        (-1, 0, 5)
    """

    slips: tuple[int, ...] = attrs.field(converter=_whole_days)


@final
@attrs.frozen
class NormalSlip(Value):
    """
    A slip that is taken to be normal: as often early as late around its mean.

    Args:
        mean: The mean number of days after the stated day.
        deviation: The standard deviation in days.
    """

    mean: float = attrs.field(converter=_number, validator=_up_to_a_year)
    deviation: float = attrs.field(converter=_number, validator=_above_zero)


@final
@attrs.frozen
class LognormalSlip(Value):
    """
    A slip that is taken to be lognormal: never early, mostly small, sometimes long.

    Args:
        median: The number of days after the stated day that is not exceeded in half of all cases.
        spread: The standard deviation of the logarithm of the days.
    """

    median: float = attrs.field(converter=_number, validator=_above_zero)
    spread: float = attrs.field(converter=_number)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a spread with which not even the year is known.
        """
        if not 0 < self.spread <= 2:  # noqa: PLR2004 - e^(2 × 2) is a factor of 55 either way
            raise OutOfRangeError("spread", str(self.spread), "above 0, at most 2")


Slip: TypeAlias = SlipHistory | NormalSlip | LognormalSlip


def _order_ids(value: Iterable[str]) -> tuple[str, ...]:
    """
    Read ids in any order, each once; a bare text would be taken letter by letter.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError("orders", "several ids, as in ['o1', 'o2']", type(value).__name__)
    ids = tuple(value)
    for one in ids:
        check_text("orders", one)
    return tuple(sorted(set(ids)))


@final
@attrs.frozen
class Arrival(Value):
    """
    Goods that come together, and the orders that wait for them.

    Args:
        id: The arrival's id, such as that of a batch.
        orders: The ids of the orders that cannot be dispatched before it; an order that waits for
            several arrivals stands under each of them.
        stated: The day that is stated for it; None where none is.
        slip: How far it may be off; None where nothing is known.
        arrived: Whether it is here already.

    Examples:
        >>> batch = Batch("b1", "tea", 100, arrives=date(2026, 2, 1))
        >>> Arrival.of(batch, ["o1", "o2"], slip=SlipHistory([0, 0, 4])).orders
        ('o1', 'o2')
    """

    id: str
    orders: tuple[str, ...] = attrs.field(converter=_order_ids)
    stated: date | None = attrs.field(default=None, kw_only=True)
    slip: Slip | None = attrs.field(
        default=None,
        kw_only=True,
        validator=instance(_SLIPS, SlipHistory, NormalSlip, LognormalSlip, type(None)),
    )
    arrived: bool = attrs.field(
        default=False, kw_only=True, validator=instance("True or False", bool)
    )

    def __attrs_post_init__(self) -> None:
        """
        Refuse an arrival without a name, and a day that is none.
        """
        check_text("id", self.id)
        if self.stated is not None:
            check_day("stated", self.stated)

    @classmethod
    def of(cls, batch: Batch, orders: Iterable[str], *, slip: Slip | None = None) -> Arrival:
        """
        The arrival of a batch.

        Raises:
            WrongTypeError: If *batch* is no batch.
        """
        check_kind("batch", batch, Batch, "a Batch")
        here = batch.state is BatchState.ARRIVED
        return cls(batch.id, orders, stated=batch.arrives, slip=slip, arrived=here)
