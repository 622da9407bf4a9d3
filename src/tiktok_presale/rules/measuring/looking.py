"""
When may data be looked at before all of it is in, and how sure must it be then?
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale import numerics
from tiktok_presale.rules.measuring.answers import said_share
from tiktok_presale.rules.measuring.asking import SUREST, check_level, check_power
from tiktok_presale.values.checks import check_int, is_whole, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import check_number
from tiktok_presale.values.html import table_html
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

__all__ = ["Boundary", "Look", "LookPlan", "looks"]

_MOST = 50
# Looks that are nearer to each other are one look.
_APART = 0.001


@final
class Boundary(StrEnum):
    """
    How sure one must be at each look. The two of spending serve looks that are not known before.
    """

    OBRIEN_FLEMING = "obrien_fleming"
    POCOCK = "pocock"
    OBRIEN_FLEMING_SPENDING = "obrien_fleming_spending"
    POCOCK_SPENDING = "pocock_spending"


@final
@attrs.frozen
class Look(Value):
    """
    One look at the data of a plan.

    Args:
        share: The share of the whole sample that is in by then.
        critical: How many standard errors the difference must be away from none.
        level: The confidence to ask `lift` for at this look.
        alarm: The chance that this look is the first to raise a false alarm.
    """

    share: float
    critical: float
    level: float
    alarm: float


@final
@attrs.frozen(kw_only=True)
class LookPlan(Value):
    """
    Looks that together raise no more false alarms than one look of that level would.

    Args:
        boundary: How sure one must be at each.
        level: The confidence of all looks together.
        power: The chance of finding the difference that the plan is made for.
        looks: The looks, in order.
        inflation: How many times the sample of a single look the last one needs, for this power.
        naive: The chance of a false alarm, were each look judged at *level* by itself.
    """

    boundary: Boundary
    level: float
    power: float
    looks: tuple[Look, ...]
    inflation: float
    naive: float

    def units(self, single: int) -> tuple[int, ...]:
        """
        The observations of a group that are in at each look.

        Args:
            single: What the group would need with a single look, as `sample_size` says.

        Raises:
            OutOfRangeError: If *single* is not at least 1.
        """
        check_int("single", single, minimum=1)
        return tuple(ceil(single * self.inflation * look.share) for look in self.looks)

    def explain(self, language: str = "en") -> str:
        """
        The plan as lines of text, one for each look.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        head = message(
            language,
            "look_plan",
            level=said_share(self.level, language),
            naive=said_share(self.naive, language),
            inflation=round(self.inflation, 4),
        )
        return "\n".join((head, *self._lines(language)))

    def _lines(self, language: str) -> Iterator[str]:
        for number, look in enumerate(self.looks, start=1):
            yield message(
                language,
                "look_plan.look",
                number=number,
                share=said_share(look.share, language),
                critical=round(look.critical, 3),
            )

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The looks as a table, for notebooks.
        """
        rows = (
            (number, said_share(look.share, "en"), f"{look.critical:.3f}", f"{1 - look.level:.2g}")
            for number, look in enumerate(self.looks, start=1)
        )
        head = ("look", "share of the sample", "standard errors", "1 - level")
        return table_html(self.explain().partition("\n")[0], head, rows)


def looks(
    at: int | Iterable[float | Decimal],
    *,
    boundary: Boundary | str = Boundary.OBRIEN_FLEMING,
    level: float | Decimal = 0.95,
    power: float | Decimal = 0.8,
) -> LookPlan:
    """
    Looks at the data before all of it is in, without more false alarms.

    Args:
        at: How many looks, evenly spaced; or the share of the sample at each, rising to 1.
        boundary: How sure one must be at each.
        level: The confidence of all looks together.
        power: The chance of finding the difference, for which the sample is stretched.

    Raises:
        OutOfRangeError: If there is no look or too many, or the shares do not rise to 1, each by
            at least 0.001.

    Examples:
        >>> plan = looks(5)
        >>> [round(look.critical, 3) for look in plan.looks]
        [4.562, 3.226, 2.634, 2.281, 2.04]
        >>> round(plan.naive, 3)
        0.142
    """
    shares = _shares(at)
    kind = member_of("boundary", boundary, Boundary)
    sure = check_level(level)
    chance = check_power(power, sure)
    made = {
        Boundary.OBRIEN_FLEMING: numerics.sequential.obrien_fleming,
        Boundary.POCOCK: numerics.sequential.pocock,
        Boundary.OBRIEN_FLEMING_SPENDING: numerics.sequential.obrien_fleming_spending,
        Boundary.POCOCK_SPENDING: numerics.sequential.pocock_spending,
    }
    bounds = made[kind](shares, 1 - sure)
    alarms = numerics.sequential.crossings(shares, bounds)
    single = numerics.distributions.normal_quantile((1 + sure) / 2)
    return LookPlan(
        boundary=kind,
        level=sure,
        power=chance,
        looks=tuple(map(_look, shares, bounds, alarms)),
        inflation=numerics.sequential.inflation(shares, bounds, sure, chance),
        naive=sum(numerics.sequential.crossings(shares, [single] * len(shares))),
    )


def _look(share: float, bound: float, alarm: float) -> Look:
    away = 2 * numerics.distributions.normal_cdf(-bound)
    return Look(share, bound, min(1 - away, SUREST), alarm)


def _shares(at: object) -> list[float]:
    if is_whole(at):
        if not 1 <= at <= _MOST:
            raise OutOfRangeError("at", str(at), f"from 1 to {_MOST} looks")
        return [number / at for number in range(1, at + 1)]
    if isinstance(at, str) or not isinstance(at, Iterable):
        raise WrongTypeError("at", "a number of looks, or shares", type(at).__name__)
    shares = [check_number("at", one) for one in cast("Iterable[object]", at)]
    steps = zip([0.0, *shares], shares, strict=False)
    rising = all(after - before >= _APART for before, after in steps)
    if not rising or not shares or shares[-1] != 1 or len(shares) > _MOST:
        raise OutOfRangeError(
            "at", str(shares), f"up to {_MOST} shares from 0 to 1, {_APART} apart"
        )
    return shares
