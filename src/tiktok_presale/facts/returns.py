"""
How many buyers send goods back, as a function of how long they waited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.values.checks import check_int
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact

if TYPE_CHECKING:
    from tiktok_presale.values.exact import Exact

__all__ = ["ReturnCurve"]

_FORM = "a mapping of days to shares, as in {7: '0.10', 30: '0.40'}"
_PAIR = (tuple, list)


def _is_mapping(given: object) -> bool:
    return isinstance(given, Mapping)


def _points(
    given: Mapping[int, Exact] | Iterable[tuple[int, Exact]],
) -> tuple[tuple[int, Fraction], ...]:
    """
    Read points from a mapping of days to rates, or from pairs, in the order of the days.
    """
    pairs: object = cast("Mapping[int, Exact]", given).items() if _is_mapping(given) else given
    if isinstance(pairs, str) or not isinstance(pairs, Iterable):
        raise WrongTypeError("points", _FORM, type(given).__name__)
    return tuple(sorted(_point(pair) for pair in cast("Iterable[object]", pairs)))


def _point(pair: object) -> tuple[int, Fraction]:
    both: list[object] = list(cast("Iterable[object]", pair)) if isinstance(pair, _PAIR) else []
    if len(both) != len(("days", "rate")):
        raise WrongTypeError("points", _FORM, repr(both))
    return check_int("days", both[0]), exact("rate", both[1])


@final
@attrs.frozen
class ReturnCurve(Value):
    """
    The share of units that come back, by the days that buyers waited.

    Between two points it is a straight line; before the first and after the last it stays as it is
    there, because nothing is known beyond.

    Args:
        points: Days of waiting and the share that comes back, from 0 to 1.

    Raises:
        OutOfRangeError: If there is no point, a day comes twice, or a share is not from 0 to 1.

    Examples:
        >>> curve = ReturnCurve({7: "0.10", 15: "0.18", 30: "0.40"})
        >>> curve.after(11), curve.after(60)
        (Fraction(7, 50), Fraction(2, 5))
        >>> ReturnCurve.flat("0.4").after(12)
        Fraction(2, 5)
    """

    points: tuple[tuple[int, Fraction], ...] = attrs.field(converter=_points)

    def __attrs_post_init__(self) -> None:
        """
        Refuse what is no function of the days, or no share.
        """
        days = [day for day, _ in self.points]
        if not days or len(set(days)) != len(days):
            raise OutOfRangeError("points", str(days), "at least one point, each day once")
        for _, rate in self.points:
            if not 0 <= rate <= 1:
                raise OutOfRangeError("rate", str(rate), "from 0 to 1; 40 % is '0.4'")

    @staticmethod
    def flat(rate: Exact) -> ReturnCurve:
        """
        The same share however long buyers wait.
        """
        return ReturnCurve(((0, exact("rate", rate)),))

    def after(self, days: int) -> Fraction:
        """
        The share that comes back after so many days of waiting.

        Raises:
            WrongTypeError: If *days* is no whole number.
            OutOfRangeError: If it is negative.
        """
        check_int("days", days)
        before = [point for point in self.points if point[0] <= days]
        behind = [point for point in self.points if point[0] > days]
        if not before or not behind:
            return (before or behind)[-1 if before else 0][1]
        (left, low), (right, high) = before[-1], behind[0]
        return low + (high - low) * Fraction(days - left, right - left)
