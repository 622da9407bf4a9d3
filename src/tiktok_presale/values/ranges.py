"""
What is allowed: a range whose ends are open, closed or absent, and a set of names.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Generic, TypeVar, final

import attrs

from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours
from tiktok_presale.values.errors import OutOfRangeError, UnitMismatchError, WrongTypeError
from tiktok_presale.values.rates import Rate, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["OneOf", "Range", "percentage"]

T = TypeVar("T")
U = TypeVar("U")

_DAYS = (CalendarDays, BusinessDays, Hours)


def _comparable(value: object) -> object:
    """
    The form in which numbers of different exact types compare.

    Raises:
        WrongTypeError: If *value* is a float, which is never exact.
    """
    if isinstance(value, Rate):
        return value.value
    if isinstance(value, Decimal):
        return Fraction(value)
    if isinstance(value, float | bool):
        raise WrongTypeError("value", "an exact number", type(value).__name__)
    return value


def _unit(value: object) -> str:
    """
    What *value* counts, for telling whether two values can be compared.
    """
    return "number" if isinstance(value, int | Decimal | Fraction | Rate) else type(value).__name__


@final
@attrs.frozen(repr=False)
class Range(Value, Generic[T]):
    """
    The values between two ends, each of them closed, open or absent.

    Build it by what it says: `between`, `at_least`, `at_most`, `above`, `below`. "At least 4.5"
    holds 4.5 itself; "strictly below 10 %" does not hold 10 %.

    Args:
        low: The lower end, or None.
        high: The upper end, or None.
        low_open: Whether *low* itself is outside.
        high_open: Whether *high* itself is outside.
        unit: What the numbers are: "share" prints as a percentage, any other word as itself.

    Raises:
        OutOfRangeError: If the range is empty.
        UnitMismatchError: If the ends, or a value asked for, have different units.

    Examples:
        >>> days = Range.between(CalendarDays(3), CalendarDays(15))
        >>> str(days), CalendarDays(20) in days
        ('3 to 15 calendar days', False)
        >>> limit = Range.below(Decimal("0.10"), unit="share")
        >>> str(limit), Rate(10, 100) in limit
        ('below 10 %', False)
    """

    low: T | None = None
    high: T | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""

    def __attrs_post_init__(self) -> None:
        """
        Refuse a range that nothing can lie in.
        """
        low, high = _comparable(self.low), _comparable(self.high)
        if self.low is None or self.high is None:
            return
        self._same_unit(self.low, self.high)
        if low > high or (low == high and (self.low_open or self.high_open)):  # type: ignore[operator]
            raise OutOfRangeError("high", str(self.high), f"above low ({self.low})")

    @staticmethod
    def between(low: U, high: U, *, unit: str = "") -> Range[U]:
        """
        From *low* to *high*, both included.
        """
        return Range(low, high, unit=unit)

    @staticmethod
    def at_least(low: U, *, unit: str = "") -> Range[U]:
        """
        *low* or more.
        """
        return Range(low=low, unit=unit)

    @staticmethod
    def at_most(high: U, *, unit: str = "") -> Range[U]:
        """
        *high* or less.
        """
        return Range(high=high, unit=unit)

    @staticmethod
    def above(low: U, *, unit: str = "") -> Range[U]:
        """
        More than *low*.
        """
        return Range(low=low, low_open=True, unit=unit)

    @staticmethod
    def below(high: U, *, unit: str = "") -> Range[U]:
        """
        Less than *high*.
        """
        return Range(high=high, high_open=True, unit=unit)

    def too_low(self, value: object) -> bool:
        """
        Whether *value* lies under the range.
        """
        if self.low is None:
            return False
        self._same_unit(value, self.low)
        have, low = _comparable(value), _comparable(self.low)
        return have < low or (self.low_open and have == low)  # type: ignore[operator]

    def too_high(self, value: object) -> bool:
        """
        Whether *value* lies over the range.
        """
        if self.high is None:
            return False
        self._same_unit(value, self.high)
        have, high = _comparable(value), _comparable(self.high)
        return have > high or (self.high_open and have == high)  # type: ignore[operator]

    def __contains__(self, value: object) -> bool:
        return not self.too_low(value) and not self.too_high(value)

    def inside(self, other: Range[T]) -> bool:
        """
        Whether every value of this range lies in *other* too.

        Raises:
            UnitMismatchError: If the two have different units.
        """
        for mine in (self.low, self.high):
            for theirs in (other.low, other.high):
                if mine is not None and theirs is not None:
                    self._same_unit(mine, theirs)
        return self._low_inside(other) and self._high_inside(other)

    def _low_inside(self, other: Range[T]) -> bool:
        if other.low is None or self.low is None:
            return other.low is None
        mine, theirs = _comparable(self.low), _comparable(other.low)
        return mine > theirs or (  # type: ignore[operator]
            mine == theirs and (self.low_open or not other.low_open)
        )

    def _high_inside(self, other: Range[T]) -> bool:
        if other.high is None or self.high is None:
            return other.high is None
        mine, theirs = _comparable(self.high), _comparable(other.high)
        return mine < theirs or (  # type: ignore[operator]
            mine == theirs and (self.high_open or not other.high_open)
        )

    @staticmethod
    def _same_unit(value: object, end: object) -> None:
        if _unit(value) != _unit(end):
            raise UnitMismatchError(_unit(value), _unit(end))

    def __str__(self) -> str:
        if self.low is not None and self.high is not None:
            if self.low == self.high:
                return self._words(self.high)
            return self._between(self.low, self.high)
        if self.low is not None:
            return f"{'above' if self.low_open else 'at least'} {self._words(self.low)}"
        if self.high is not None:
            return f"{'below' if self.high_open else 'at most'} {self._words(self.high)}"
        return "anything"

    def _between(self, low: T, high: T) -> str:
        start = f"{low.count:,}" if isinstance(low, _DAYS) else self._words(low, bare=True)
        if self.low_open or self.high_open:
            left, right = ("above" * self.low_open), ("below" * self.high_open)
            return f"{left or 'at least'} {start} and {right or 'at most'} {self._words(high)}"
        return f"{start} to {self._words(high)}"

    def _words(self, value: object, *, bare: bool = False) -> str:
        if self.unit == "share" and isinstance(value, Decimal | int | Fraction):
            return percent(Fraction(value))
        text = f"{value:,}" if isinstance(value, int | Decimal) else str(value)
        return text if bare or not self.unit else f"{text} {self.unit}"

    def __repr__(self) -> str:
        ends = [f"low={self.low!r}"] * (self.low is not None)
        ends += [f"high={self.high!r}"] * (self.high is not None)
        ends += ["low_open=True"] * self.low_open + ["high_open=True"] * self.high_open
        ends += [f"unit={self.unit!r}"] * bool(self.unit)
        return f"Range({', '.join(ends)})"


def _names(value: Iterable[str]) -> tuple[str, ...]:
    """
    Read names; a bare text would be taken letter by letter, so it is refused.
    """
    if isinstance(value, str):
        raise WrongTypeError("names", "several names, as in ('CN', 'HK')", "a bare text")
    return tuple(value)


@final
@attrs.frozen
class OneOf(Value):
    """
    A set of names of which one must, or must not, be given.

    Args:
        names: The names, in the order of the source.
        excluded: True if these are the ones that must not be given.

    Examples:
        >>> "HK" in OneOf(("CN", "HK"))
        True
        >>> str(OneOf(("cherry", "plum"), excluded=True))
        'none of cherry, plum'
    """

    names: tuple[str, ...] = attrs.field(converter=_names)
    excluded: bool = False

    def __contains__(self, name: object) -> bool:
        return (name in self.names) is not self.excluded

    def inside(self, other: OneOf) -> bool:
        """
        Whether everything allowed here is allowed by *other* too.
        """
        mine, theirs = set(self.names), set(other.names)
        if self.excluded:
            return other.excluded and mine >= theirs
        return not (mine & theirs) if other.excluded else mine <= theirs

    def __str__(self) -> str:
        return ("none of " if self.excluded else "") + (
            ", ".join(self.names) if self.excluded else " or ".join(self.names)
        )


def percentage(share: Fraction | Decimal | int) -> Range[Fraction]:
    """
    One share in the form that texts write as a percentage.

    Examples:
        >>> str(percentage(Decimal("0.125")))
        '12.5 %'
    """
    exact = Fraction(share)
    return Range.between(exact, exact, unit="share")
