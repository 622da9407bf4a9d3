"""
One criterion for opening presale as two conditions on a shop: that it fails, that it cannot tell.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast, final

import attrs

from tiktok_presale.rules.shop_checks import accepted
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.policy.terms import Criterion

__all__ = ["Condition", "condition_of"]


@final
@attrs.frozen
class Condition:
    """
    A criterion written out as Python.

    Args:
        path: The criterion's path.
        criterion: The criterion.
        given: The local name of what the shop gives.
        assignment: The line that looks it up.
        quickly: The same, raising KeyError where a metric is not given.
        holds: The expression that is true for most that passes, and for nothing else. For a rate it
            raises TypeError: whether that lies in a range is left to the rule.
        breaks: The expression that is true where a fact or a number fails. It too raises TypeError.
        fails: The expression that is true where the criterion fails.
        lacks: The expression that is true where the shop does not say.
        names: The values that the expressions name.
    """

    path: str
    criterion: Criterion
    given: str
    assignment: str
    quickly: str
    holds: str
    breaks: str
    fails: str
    lacks: str
    names: dict[str, Any]


def condition_of(number: int, path: str, criterion: Criterion) -> Condition | None:
    """
    A shop's criterion written out; None where it asks for something that only the rule can judge.
    """
    given, names = f"given{number}", dict[str, Any]()
    if criterion.is_metric:
        names |= {f"name{number}": criterion.fact, "Rate": Rate}
        names[f"outside{number}"] = _judging(cast("Range[Any]", criterion.accepts))
        assignment = f"{given} = metrics.get(name{number})"
        other = _outside(number, cast("Range[Any]", criterion.accepts), names)
        quickly, holds, breaks = f"{given} = metrics[name{number}]", f"not {other}", other
        fails = f"(outside{number}({given}) if type({given}) is Rate else {other})"
    else:
        assignment = quickly = f"{given} = shop.{criterion.fact}"
        other = _other(number, cast("OneOf | bool", criterion.accepts), names)
        holds = _same(number, cast("OneOf | bool", criterion.accepts))
        fails = f"({other})"
        breaks = f"({given} is not None and {fails})"
    if other is None or breaks is None:
        return None
    lacks = f"{given} is None"
    fails = f"({given} is not None and {fails})"
    if criterion.stages:
        names[f"stages{number}"] = frozenset(criterion.stages)
        bound = f"(shop.stage is None or shop.stage in stages{number})"
        lacks, fails, breaks = (f"({bound} and {one})" for one in (lacks, fails, breaks))
    return Condition(
        path=path,
        criterion=criterion,
        given=given,
        assignment=assignment,
        quickly=quickly,
        holds=holds,
        breaks=breaks,
        fails=fails,
        lacks=lacks,
        names=names,
    )


def _other(number: int, accepts: OneOf | bool, names: dict[str, Any]) -> str:  # noqa: FBT001 - a criterion
    """
    That a fact is another than what is accepted.
    """
    if isinstance(accepts, bool):
        return f"given{number} is not {accepts}"
    names[f"names{number}"] = frozenset(accepts.names)
    return f"given{number} {'' if accepts.excluded else 'not '}in names{number}"


def _same(number: int, accepts: OneOf | bool) -> str:  # noqa: FBT001 - a criterion
    """
    That a fact is given and accepted.
    """
    if isinstance(accepts, bool):
        return f"given{number} is {accepts}"
    if accepts.excluded:
        return f"given{number} is not None and given{number} not in names{number}"
    return f"given{number} in names{number}"


def _outside(number: int, accepts: Range[Any], names: dict[str, Any]) -> str | None:
    """
    That an exact number lies outside of a range; None where only the range can tell.
    """
    tests = list[str]()
    for name, end, sign in (
        ("low", accepts.low, "<=" if accepts.low_open else "<"),
        ("high", accepts.high, ">=" if accepts.high_open else ">"),
    ):
        if end is not None and not isinstance(end, Decimal | int):
            return None
        if end is not None:
            names[f"{name}{number}"] = end
            tests.append(f"given{number} {sign} {name}{number}")
    return f"({' or '.join(tests)})"


def _judging(accepts: Range[Any]) -> Callable[[object], bool]:
    def outside(given: object) -> bool:
        return not accepted(accepts, given)

    return outside
