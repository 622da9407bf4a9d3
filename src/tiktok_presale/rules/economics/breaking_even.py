"""
At which value of an input does a sale break even, or earn what is asked of it?

Without rounding, profit is a straight line in every input but the wait, so its zero can be told
exactly. Rounded to whole units and minor units it is a staircase along that line; the answer is
the last step that still earns enough, found where line and staircase can differ at all.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.rules.economics import units
from tiktok_presale.rules.economics.inputs import (
    Input,
    InputValue,
    as_said,
    at_step,
    least,
    limit_of,
    most,
    read,
    value_of,
    with_,
)
from tiktok_presale.rules.economics.lines import profit_of
from tiktok_presale.rules.economics.outcomes import check_case
from tiktok_presale.values.checks import check_kind, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tiktok_presale.facts.cases import SaleCase

__all__ = ["BreakEven", "break_even", "break_evens"]

# Five lines of a profit and loss are rounded, each by less than a minor unit.
_ROUNDED = 5
# How many steps are looked at one by one, where rounding makes a loss follow on a profit and a
# profit on a loss. Where there are more, one step is a fraction of a minor unit, or of a return.
_NEAR = 500


@final
@attrs.frozen
class BreakEven(Value):
    """
    From where on, or up to where, an input earns what is asked for.

    Args:
        input: The input.
        given: What it is in the case.
        target: The profit that is asked for; zero for breaking even.
        at: The last value that earns it; None where every value does, or none.
        beyond: The next value, a step further, which does not.
        exact: Where profit is the target if nothing is rounded: money in minor units, units, days
            or a share.
        finding: The answer with its reason.
    """

    input: Input
    given: InputValue
    target: Money
    at: InputValue | None
    beyond: InputValue | None
    exact: Fraction | None
    finding: Finding

    @property
    def reached(self) -> bool:
        """
        Whether the case as it is given earns the target.
        """
        return self.finding.outcome is Outcome.PASS

    def explain(self, language: str = "en") -> str:
        """
        The answer as a sentence.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return self.finding.explain(language)

    def __str__(self) -> str:
        return self.explain()


def break_even(case: SaleCase, input: str, *, target: Money | None = None) -> BreakEven:  # noqa: A002 - what the field calls it
    """
    The value of one input at which a sale stops, or starts, to earn what is asked of it.

    All other inputs stay as they are. The wait is looked at from day 0 on, and the first change is
    told; a return rate that is asked for holds however long buyers wait.

    Args:
        case: The facts of the sale.
        input: Which input, a member of `Input` or its name.
        target: The profit that is asked for; zero if left out.

    Raises:
        CurrencyMismatchError: If *target* is in another currency.
        WrongTypeError: If *case* is no sale case, or *input* no input.

    Examples:
        >>> from tiktok_presale import CostSheet, Money, ReturnCurve, SaleCase
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"),
        ...                   clearance="0.30")
        >>> case = SaleCase(sheet=sheet, sold=10_000, returns=ReturnCurve.flat("0.4"))
        >>> found = break_even(case, "return_rate")
        >>> found.at, found.beyond, found.exact
        (Fraction(8571, 10000), Fraction(2143, 2500), Fraction(6, 7))
    """
    check_case(case)
    which = member_of("input", input, Input)
    goal = Money(0, case.currency) if target is None else target
    check_kind("target", goal, Money, "Money")
    if goal.currency != case.currency:
        raise CurrencyMismatchError(case.currency, goal.currency)
    return _Search(case, which, goal).answer()


def break_evens(
    case: SaleCase, inputs: Iterable[str] = tuple(Input), *, target: Money | None = None
) -> tuple[BreakEven, ...]:
    """
    `break_even` for several inputs, for all of them if none is named.
    """
    return tuple(break_even(case, one, target=target) for one in inputs)


class _Search:
    """
    The search for one input of one case.
    """

    def __init__(self, case: SaleCase, which: Input, goal: Money) -> None:
        self.case, self.which, self.goal = case, which, goal
        self.low, self.high = least(case, which), most(case, which)

    def answer(self) -> BreakEven:
        found = self._by_days() if self.which is Input.WAIT else self._on_line()
        reached = profit_of(self.case) >= self.goal.minor
        if found is None:
            code = "break_even.always" if reached else "break_even.never"
            return self._told(Finding(_outcome(reached), code, _RULE, params=self._params()))
        good, bad, exact = found
        limit = limit_of(self.which, self._value(good), upper=bad > good)
        ways = () if reached else (Remedy("break_even", {"name": self.which.value, "to": limit}),)
        given = as_said(self.which, read(self.case, self.which))
        finding = Finding(
            _outcome(reached), "break_even", _RULE, given, limit, ways, None, self._params()
        )
        return self._told(finding, self._value(good), self._value(bad), exact)

    def _params(self) -> dict[str, object]:
        return {"name": self.which.value, "target": self.goal}

    def _told(
        self,
        finding: Finding,
        at: InputValue | None = None,
        beyond: InputValue | None = None,
        exact: Fraction | None = None,
    ) -> BreakEven:
        given = read(self.case, self.which)
        return BreakEven(self.which, given, self.goal, at, beyond, exact, finding)

    def _value(self, step: int) -> InputValue:
        return at_step(self.case, self.which, step)

    def _at(self, step: int) -> SaleCase:
        return with_(self.case, self.which, self._value(step))

    def _earns(self, step: int) -> bool:
        return profit_of(self._at(step)) >= self.goal.minor

    def _line(self, step: int) -> Fraction:
        """
        How much the profit of a step is above the target if no amount is rounded.
        """
        case = self._at(step)
        parts = self.which in {Input.SOLD, Input.RETURN_RATE, Input.WAIT}
        returned = case.return_rate * case.sold if parts else Fraction(case.returned)
        return _unrounded(case, returned) - self.goal.minor

    def _on_line(self) -> tuple[int, int, Fraction] | None:
        """
        The last step that earns the target, the next one, and where the line is at zero.
        """
        if self.high is not None and self.high <= self.low:
            return None
        start = self._line(self.low)
        slope = self._line(self.low + 1) - start
        if not slope:
            return None
        zero = self.low - start / slope
        off = self._off(slope)
        sides = (ceil(zero + off), floor(zero - off))
        good, bad = (self._inside(side) for side in (sides if slope > 0 else sides[::-1]))
        edge = self._edge(good, bad)
        return None if edge is None else (*edge, value_of(self.which, zero))

    def _off(self, slope: Fraction) -> Fraction:
        """
        How many steps off its line the staircase can be.
        """
        returns = 0 if self.which not in {Input.SOLD, Input.RETURN_RATE} else 1
        sheet = self.case.sheet
        swing = returns * abs(units.kept(sheet) - units.returned(sheet))
        return (_ROUNDED + swing) / abs(slope)

    def _inside(self, step: int) -> int:
        step = max(step, self.low)
        return step if self.high is None else min(step, self.high)

    def _edge(self, good: int, bad: int) -> tuple[int, int] | None:
        """
        Two neighbours between *good* and *bad*, of which the one nearer to *good* earns enough.
        """
        way = 1 if bad > good else -1
        near = range(good, bad + way, way)[:_NEAR]
        first = next((step for step in near if self._earns(step)), None)
        if first is None:
            return None
        last = first
        for step in range(first + way, near[-1] + way, way):
            if not self._earns(step):
                return last, step
            last = step
        return None if self._earns(bad) else _bisected(self._earns, last, bad)

    def _by_days(self) -> tuple[int, int, Fraction] | None:
        """
        The first change along the wait: between two points of the curve profit goes one way.
        """
        days = sorted({0, *(day for day, _ in self.case.returns.points)})
        earns = self._earns(0)
        for start, end in pairwise(days):
            if self._earns(end) is not earns:
                good, bad = (start, end) if earns else (end, start)
                above = self._line(start)
                zero = start - above * (end - start) / (self._line(end) - above)
                return *_bisected(self._earns, good, bad), zero
        return None


_RULE = "economics.break_even"


def _outcome(reached: bool) -> Outcome:  # noqa: FBT001 - the one thing it is about
    return Outcome.PASS if reached else Outcome.FAIL


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
