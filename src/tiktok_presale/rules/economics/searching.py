"""
Where profit passes a target as one input moves.

Without rounding, profit is a straight line in every input but the wait, so its zero can be told
exactly. Rounded to whole units and minor units it is a staircase along that line, and the step is
looked for where line and staircase can be on different sides of the target.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale.rules.economics import units
from tiktok_presale.rules.economics.inputs import (
    Input,
    at_step,
    least,
    most,
    read,
    steps_of,
    with_,
)
from tiktok_presale.rules.economics.lines import profit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.facts.cases import SaleCase

__all__ = ["Crossing", "Search"]

# Five lines of a profit and loss are rounded, each by less than a minor unit.
_ROUNDED = 5
# How many steps are looked at one by one, where rounding can make a loss follow on a profit and a
# profit on a loss. Where there are more, a step is a small fraction of a minor unit or of a return.
_NEAR = 500
# Inputs that decide how many come back; in the line, parts of units come back too.
_RETURNING = frozenset({Input.SOLD, Input.RETURN_RATE, Input.WAIT})


class Crossing(NamedTuple):
    """
    Two neighbouring steps on both sides of a target.

    Attributes:
        good: The last step that reaches it.
        bad: The next one, which does not.
        zero: Where the line is at the target, in steps; None where it runs along it.
    """

    good: int
    bad: int
    zero: Fraction | None


class Search:
    """
    The search for one input of one case.

    Args:
        case: The case.
        which: The input.
        goal: The profit to reach, in minor units.
    """

    case: SaleCase
    which: Input
    goal: int
    low: int
    high: int | None

    def __init__(self, case: SaleCase, which: Input, goal: int) -> None:
        self.case, self.which, self.goal = case, which, goal
        self.low, self.high = least(case, which), most(case, which)

    def crossing(self) -> Crossing | None:
        """
        Where the target is passed; None where every step reaches it, or none does.
        """
        found = self._by_days() if self.which is Input.WAIT else self._on_line()
        return self._by_rounding() if found is None else found

    def _by_rounding(self) -> Crossing | None:
        """
        A change that is due to rounding alone, between what is given and an end of the range.
        """
        own = self._inside(floor(steps_of(read(self.case, self.which))))
        earns = self._earns(own)
        for end in (self.low, self.high):
            if end is not None and self._earns(end) is not earns:
                good, bad = (own, end) if earns else (end, own)
                return Crossing(*_bisected(self._earns, good, bad), None)
        return None

    def _at(self, step: int) -> SaleCase:
        return with_(self.case, self.which, at_step(self.case, self.which, step))

    def _earns(self, step: int) -> bool:
        return profit_of(self._at(step)) >= self.goal

    def _line(self, step: int) -> Fraction:
        """
        How much the profit of a step is above the target if nothing is rounded.
        """
        case = self._at(step)
        parts = self.which in _RETURNING
        returned = case.return_rate * case.sold if parts else Fraction(case.returned)
        return _unrounded(case, returned) - self.goal

    def _on_line(self) -> Crossing | None:
        if self.high is not None and self.high <= self.low:
            return None
        start = self._line(self.low)
        slope = self._line(self.low + 1) - start
        if not slope:
            return None
        zero = self.low - start / slope
        off = self._off(slope)
        above, under = self._inside(ceil(zero + off)), self._inside(floor(zero - off))
        edge = self._edge(above, under) if slope > 0 else self._edge(under, above)
        return None if edge is None else Crossing(*edge, zero)

    def _off(self, slope: Fraction) -> Fraction:
        """
        How many steps off its line the staircase can be.
        """
        sheet = self.case.sheet
        swing = abs(units.kept(sheet) - units.returned(sheet)) if self.which in _RETURNING else 0
        return (_ROUNDED + swing) / abs(slope)

    def _inside(self, step: int) -> int:
        step = max(step, self.low)
        return step if self.high is None else min(step, self.high)

    def _edge(self, good: int, bad: int) -> tuple[int, int] | None:
        """
        Two neighbours between *good* and *bad*, the one nearer to *good* being the last to earn it.
        """
        way = 1 if bad > good else -1
        near = range(good, bad + way, way)[:_NEAR]
        last = next((step for step in near if self._earns(step)), None)
        if last is None:
            return None
        for step in range(last + way, near[-1] + way, way):
            if not self._earns(step):
                return last, step
            last = step
        return None if self._earns(bad) else _bisected(self._earns, last, bad)

    def _by_days(self) -> Crossing | None:
        """
        The first change along the wait: between two points of the curve profit goes one way.
        """
        days = sorted({0, *(day for day, _ in self.case.returns.points)})
        earns = self._earns(0)
        for start, end in pairwise(days):
            if self._earns(end) is not earns:
                good, bad = (start, end) if earns else (end, start)
                above = self._line(start)
                rise = self._line(end) - above
                zero = start - above * (end - start) / rise if rise else None
                return Crossing(*_bisected(self._earns, good, bad), zero)
        return None


def _unrounded(case: SaleCase, returned: Fraction) -> Fraction:
    """
    The profit of a case in minor units, of which no line is rounded.
    """
    sheet, early = case.sheet, case.early
    cash = Fraction(0) if early is None else early.share * early.worth * sheet.price.minor
    return (
        (case.sold - returned) * units.kept(sheet)
        + returned * units.returned(sheet)
        + case.left_over * units.unsold(sheet)
        + case.sold * cash
        - sheet.slot_fee.minor
        - case.overdue.minor
    )


def _bisected(earns: Callable[[int], bool], good: int, bad: int) -> tuple[int, int]:
    """
    Two neighbours, one of which earns enough and the other does not.
    """
    while abs(bad - good) > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if earns(middle) else (good, middle)
    return good, bad
