"""
At which value of an input does a sale break even, or earn what is asked of it?
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.rules.economics.inputs import (
    Input,
    InputValue,
    as_said,
    at_step,
    limit_of,
    read,
    value_of,
)
from tiktok_presale.rules.economics.lines import profit_of
from tiktok_presale.rules.economics.outcomes import check_case
from tiktok_presale.rules.economics.searching import Search
from tiktok_presale.values.checks import check_kind, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.facts.cases import SaleCase

__all__ = ["BreakEven", "break_even", "break_evens"]

_RULE = "economics.break_even"


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
            or a share; None where there is no such place.
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
    reached = profit_of(case) >= goal.minor
    outcome = Outcome.PASS if reached else Outcome.FAIL
    given, params = read(case, which), {"name": which.word, "target": goal}
    found = Search(case, which, goal.minor).crossing()
    if found is None:
        code = "break_even.always" if reached else "break_even.never"
        finding = Finding(outcome, code, _RULE, params=params)
        return BreakEven(which, given, goal, None, None, None, finding)
    at, beyond = (at_step(case, which, step) for step in (found.good, found.bad))
    limit = limit_of(which, at, upper=found.bad > found.good)
    ways = () if reached else (Remedy("break_even", {"name": which.word, "to": limit}),)
    finding = Finding(
        outcome, "break_even", _RULE, as_said(which, given), limit, ways, None, params
    )
    zero = None if found.zero is None else value_of(which, found.zero)
    return BreakEven(which, given, goal, at, beyond, zero, finding)


def break_evens(
    case: SaleCase, inputs: Iterable[str] = tuple(Input), *, target: Money | None = None
) -> tuple[BreakEven, ...]:
    """
    `break_even` for several inputs, for all of them if none is named.
    """
    return tuple(break_even(case, one, target=target) for one in inputs)
