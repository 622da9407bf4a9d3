"""
What is known of demand: what past periods sold, or a forecast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING, TypeAlias, cast, final

import attrs

from tiktok_presale.values.checks import check_int, check_kind, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import check_chance, check_number
from tiktok_presale.values.exact import exact

if TYPE_CHECKING:
    from typing import Any

    from tiktok_presale.values.exact import Exact

__all__ = ["MOST_UNITS", "AnyDemand", "Demand", "DemandForecast", "DemandQuantiles", "Sold"]


# More than anybody sells, and few enough to reckon with.
MOST_UNITS = 10**12


def _check_units(argument: str, value: object) -> int:
    if (units := check_int(argument, value)) > MOST_UNITS:
        raise OutOfRangeError(argument, "more than anybody sells", f"at most {MOST_UNITS:,}")
    return units


def _units(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    _check_units(attribute.name, value)


def _share(value: Exact) -> Fraction:
    return exact("share", value)


def _after(value: Exact | None) -> Fraction | None:
    return None if value is None else exact("sold_out_after", value)


def _above_zero(_: object, attribute: attrs.Attribute[Any], value: Fraction) -> None:
    if value <= 0:
        raise OutOfRangeError(attribute.name, str(value), "above 0")


@final
@attrs.frozen
class Sold(Value):
    """
    What was sold in one period, and whether anything was left at its end.

    A period that sold out only says that at least so much was asked for. Where it is known when the
    last unit went, the time behind it is left out instead, and nothing is lost.

    Args:
        units: Units sold.
        sold_out: Whether nothing was left, so that more may have been asked for.
        share: How much of a usual period this one was; of a sale that runs, how much of the whole
            sale's demand usually falls into it.
        sold_out_after: The part of the period after which the last unit was sold.

    Raises:
        OutOfRangeError: If a number is impossible, or *sold_out_after* is given for a period that
            did not sell out.

    Examples:
        >>> Sold(90, sold_out=True).at_least, Sold(90, sold_out=True, sold_out_after="0.4").at_least
        (True, False)
    """

    units: int = attrs.field(validator=_units)
    sold_out: bool = attrs.field(
        default=False, validator=instance("True or False", bool), kw_only=True
    )
    share: Fraction = attrs.field(
        default=Fraction(1), converter=_share, validator=_above_zero, kw_only=True
    )
    sold_out_after: Fraction | None = attrs.field(default=None, converter=_after, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a moment of selling out where nothing sold out, or outside the period.
        """
        after = self.sold_out_after
        if after is not None and not (self.sold_out and 0 < after <= 1):
            expected = "above 0 and at most 1, of a period with sold_out=True"
            raise OutOfRangeError("sold_out_after", str(after), expected)

    @property
    def at_least(self) -> bool:
        """
        Whether all that is known of demand is that it was no smaller than what was sold.
        """
        return self.sold_out and self.sold_out_after is None

    @property
    def exposure(self) -> Fraction:
        """
        How much of a usual period the goods could be bought in.
        """
        return self.share if self.sold_out_after is None else self.share * self.sold_out_after


def _periods(value: Iterable[Sold]) -> tuple[Sold, ...]:
    if not isinstance(cast("object", value), Iterable):
        raise WrongTypeError("periods", "several Sold", type(value).__name__)
    found = tuple(value)
    for one in found:
        check_kind("periods", one, Sold, "of Sold; write Sold(120)")
    return found


@final
@attrs.frozen
class Demand(Value):
    """
    What past periods sold, the oldest first. A period is as long as the presale that is planned.

    Args:
        periods: One `Sold` for each period.

    Examples:
        >>> Demand([Sold(120), Sold(90, sold_out=True)]).last
        Sold(units=90, sold_out=True, share=Fraction(1, 1), sold_out_after=None)
    """

    periods: tuple[Sold, ...] = attrs.field(converter=_periods)

    @staticmethod
    def of(*units: int) -> Demand:
        """
        Periods of which none sold out.

        Examples:
            >>> len(Demand.of(120, 80, 150, 95).periods)
            4
        """
        return Demand(tuple(Sold(one) for one in units))

    @property
    def last(self) -> Sold | None:
        """
        The last period; None where there is none.
        """
        return self.periods[-1] if self.periods else None


def _number(value: object) -> float:
    return check_number("mean", value)


def _spread(value: object) -> float:
    return check_number("spread", value)


@final
@attrs.frozen(kw_only=True)
class DemandForecast(Value):
    """
    Demand as somebody expects it: the mean, and how far it may be off.

    Args:
        mean: What is expected on average, above zero.
        spread: The standard deviation; at least the square root of the mean, which is how far the
            number of buyers scatters who decide on their own.

    Raises:
        OutOfRangeError: If the mean is not above zero or the spread is too small.

    Examples:
        >>> DemandForecast(mean=100, spread=30).shape
        12.5
    """

    mean: float = attrs.field(converter=_number)
    spread: float = attrs.field(converter=_spread)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a mean that is not above zero and a spread below that of independent buyers.
        """
        if not 0 < self.mean <= MOST_UNITS:
            raise OutOfRangeError("mean", str(self.mean), f"above 0 and at most {MOST_UNITS:,}")
        # A spread typed to a few digits may fall short of the root by its last one.
        if self.spread < sqrt(self.mean) * (1 - 1e-3):
            least = f"at least {sqrt(self.mean):.4g}, the square root of the mean"
            raise OutOfRangeError("spread", str(self.spread), least)

    @property
    def shape(self) -> float:
        """
        The shape of the negative binomial distribution of that mean and spread.
        """
        beyond = self.spread**2 - self.mean
        # A shape so great that the counts are those of independent buyers.
        return min(self.mean**2 / beyond, 1e9) if beyond > 0 else 1e9


_PAIR = (tuple, list)
_FORM = "a mapping of chances to units, as in {'0.1': 60, '0.9': 180}"


def _is_mapping(given: object) -> bool:
    return isinstance(given, Mapping)


def _points(given: object) -> tuple[tuple[float, int], ...]:
    """
    Read points from a mapping of chances to units, or from pairs, in the order of the chances.
    """
    pairs: object = cast("Mapping[object, object]", given).items() if _is_mapping(given) else given
    if isinstance(pairs, str) or not isinstance(pairs, Iterable):
        raise WrongTypeError("points", _FORM, type(given).__name__)
    return tuple(sorted(_point(one) for one in cast("Iterable[object]", pairs)))


def _point(pair: object) -> tuple[float, int]:
    both: list[object] = list(cast("Iterable[object]", pair)) if isinstance(pair, _PAIR) else []
    if len(both) != len(("chance", "units")):
        raise WrongTypeError("points", _FORM, repr(both))
    return _chance(both[0]), _check_units("units", both[1])


def _chance(value: object) -> float:
    return check_chance("chance", float(exact("chance", value)) if type(value) is str else value)


@final
@attrs.frozen
class DemandQuantiles(Value):
    """
    Demand as somebody expects it: the number that it stays within, for two chances or more.

    Args:
        points: The chance, and the units that demand does not exceed with it.

    Raises:
        OutOfRangeError: If there are fewer than two points, or they do not rise together.

    Examples:
        >>> DemandQuantiles({"0.1": 60, "0.5": 100, "0.9": 180}).points
        ((0.1, 60), (0.5, 100), (0.9, 180))
    """

    points: tuple[tuple[float, int], ...] = attrs.field(converter=_points)

    def __attrs_post_init__(self) -> None:
        """
        Refuse what is no distribution.
        """
        units = [one for _, one in self.points]
        chances = {chance for chance, _ in self.points}
        if len(units) < len(("low", "high")) or len(chances) < len(units) or units[-1] == units[0]:
            raise OutOfRangeError("points", str(units), "two chances or more, and different units")
        if units != sorted(units):
            raise OutOfRangeError("points", str(units), "units that rise with the chance")


AnyDemand: TypeAlias = Demand | DemandForecast | DemandQuantiles
