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
        number: The criterion's own, at the end of all names that belong to it.
        path: The criterion's path.
        criterion: The criterion.
        given: The local name of what the shop gives.
        assignment: The line that looks it up.
        quickly: The same, raising KeyError where a metric is not given.
        too_high: The expression that is true where a number lies above a range. For a rate it
            raises TypeError: whether that lies in a range is left to the rule.
        too_low: The same of the lower end.
        breaks: The expression that is true where a fact or a number fails. It too raises TypeError.
        fails: The expression that is true where the criterion fails.
        lacks: The expression that is true where the shop does not say.
        names: The values that the expressions name.
    """

    number: int
    path: str
    criterion: Criterion
    given: str
    assignment: str
    quickly: str
    too_high: str
    too_low: str
    breaks: str
    fails: str
    lacks: str
    names: dict[str, Any]


def condition_of(number: int, path: str, criterion: Criterion) -> Condition | None:
    """
    A shop's criterion written out; None where it asks for something that only the rule can judge.
    """
    given, names = f"given{number}", dict[str, Any]()
    too_high = too_low = "False"
    if criterion.is_metric:
        accepts = cast("Range[Any]", criterion.accepts)
        if not all(isinstance(end, Decimal | int | None) for end in (accepts.low, accepts.high)):
            return None
        names |= {f"name{number}": criterion.fact, "Rate": Rate}
        names |= {f"low{number}": accepts.low, f"high{number}": accepts.high}
        names[f"outside{number}"] = _judging(accepts)
        assignment = f"{given} = metrics.get(name{number})"
        quickly = f"{given} = metrics[name{number}]"
        if accepts.high is not None:
            too_high = f"{given} {'>=' if accepts.high_open else '>'} high{number}"
        if accepts.low is not None:
            too_low = f"{given} {'<=' if accepts.low_open else '<'} low{number}"
        breaks = f"({too_high} or {too_low})"
        fails = f"(outside{number}({given}) if type({given}) is Rate else {breaks})"
    else:
        assignment = quickly = f"{given} = shop.{criterion.fact}"
        fails = _other(number, cast("OneOf | bool", criterion.accepts), names)
        breaks = f"({given} is not None and {fails})"
    lacks = f"{given} is None"
    fails = f"({given} is not None and {fails})"
    if criterion.stages:
        names[f"stages{number}"] = frozenset(criterion.stages)
        bound = f"(shop.stage is None or shop.stage in stages{number})"
        lacks, fails, breaks = (f"({bound} and {one})" for one in (lacks, fails, breaks))
    return Condition(
        number=number,
        path=path,
        criterion=criterion,
        given=given,
        assignment=assignment,
        quickly=quickly,
        too_high=too_high,
        too_low=too_low,
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


def _judging(accepts: Range[Any]) -> Callable[[object], bool]:
    def outside(given: object) -> bool:
        return not accepted(accepts, given)

    return outside
