"""
The reasons behind a compiled verdict, made when somebody reads them.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast

import attrs

from tiktok_presale.rules.shop_checks import (
    Judging,
    accepted,
    at_stage,
    gaps_for,
    judged_fact,
    of_gap,
    of_products,
    on_criterion,
)
from tiktok_presale.values.findings import Finding, OpenFinding, Outcome, Remedy
from tiktok_presale.values.ranges import OneOf, Range

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import TypeAlias

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.compiled.conditions import Condition
    from tiktok_presale.values.rates import Rate
    from tiktok_presale.values.vocabulary import ApplicationStage, OrderKind

    Reasons: TypeAlias = Callable[[Shop, datetime], tuple[Finding, ...]]

__all__ = ["reasons_for"]


def reasons_for(conditions: list[Condition], policy: Policy, kind: OrderKind) -> Reasons:
    """
    What makes the findings of a shop at an instant, in the order of `eligibility.check`.
    """
    gaps = gaps_for(policy, kind)

    @cache
    def of(stage: ApplicationStage | None, grant: bool | None) -> Reasons:  # noqa: FBT001 - a fact
        bound = [one for one in conditions if at_stage(one.criterion, stage)]
        further = [
            *(of_gap(gap, granted=grant is True) for gap in gaps),
            *of_products(policy, kind, stage),
        ]
        return _written(bound, further, policy, {"stage": stage, "grant": grant, "of": of})

    return of(None, None)


# A function for each policy, written out as in `shops`: a call for each criterion would take twice
# as long. Most shops name neither a stage nor a grant; those that do have functions of their own.
_TEXT = """
def reasons(shop, at):
    if shop.stage is not stage or shop.preorder_feature is not grant:
        return of(shop.stage, shop.preorder_feature)(shop, at)
    metrics = shop.metrics._items
    {made}
    return ({found})
"""

# A fact has few values: the finding of each that the criterion names is made beforehand.
_OF_FACT = """
    {assignment}
    found{number} = ready{number}.get({given})
    if found{number} is None:
        found{number} = other{number}({given})
"""

# Only the number is the shop's own, and on which side of the range it lies.
_OF_METRIC = """
    {assignment}
    if {given} is None or type({given}) is Rate:
        found{number} = other{number}(shop, {given}, at)
    else:
        found{number} = OpenFinding()
        if {too_high}:
            found{number}.outcome = FAIL
            found{number}.remedies = lower{number}
        elif {too_low}:
            found{number}.outcome = FAIL
            found{number}.remedies = higher{number}
        else:
            found{number}.outcome = PASS
            found{number}.remedies = ()
        found{number}.code = "metric"
        found{number}.rule = path{number}
        found{number}.actual = {given}
        found{number}.limit = limit{number}
        found{number}.source = source{number}
        found{number}.params = params{number}
        found{number}.__class__ = Finding
"""


def _written(
    conditions: list[Condition], further: list[Finding], policy: Policy, names: dict[str, Any]
) -> Reasons:
    """
    What makes the findings of those criteria, and adds what is the same for every shop.
    """
    names |= {f"further{number}": finding for number, finding in enumerate(further)}
    names |= {"Finding": Finding, "OpenFinding": OpenFinding}
    names |= {"FAIL": Outcome.FAIL, "PASS": Outcome.PASS}
    made, found = "", [f"found{one.number}" for one in conditions]
    for one in conditions:
        text, own = (_of_metric if one.criterion.is_metric else _of_fact)(one, policy)
        made += text.format(**attrs.asdict(one, recurse=False))
        names |= one.names
        names |= {f"{name}{one.number}": value for name, value in own.items()}
    found += [f"further{number}" for number in range(len(further))]
    text = _TEXT.format(made=made, found="".join(f"{name}, " for name in found))
    exec(text, names)  # noqa: S102 - the texts above and nothing else
    reasons: Reasons = names["reasons"]
    return reasons


def _of_fact(condition: Condition, policy: Policy) -> tuple[str, dict[str, Any]]:
    """
    A fact, and what its text names.
    """
    criterion, accepts = condition.criterion, condition.criterion.accepts

    def of(actual: object) -> Finding:
        outcome, remedies = judged_fact(criterion, actual)
        return on_criterion(policy, condition.path, outcome, actual, remedies)

    named = accepts.names if isinstance(accepts, OneOf) else (True, False)
    return _OF_FACT, {
        "ready": {actual: of(actual) for actual in (None, *named)},
        "other": partial(_with_actual, of("")),
    }


def _of_metric(condition: Condition, policy: Policy) -> tuple[str, dict[str, Any]]:
    """
    A metric, and what its text names.
    """
    path, criterion = condition.path, condition.criterion
    accepts = cast("Range[Any]", criterion.accepts)
    outcome, remedies = judged_fact(criterion, None)
    unknown = on_criterion(policy, path, outcome, None, remedies)
    passes = on_criterion(policy, path, Outcome.PASS, None, ())

    def other(shop: Shop, given: Rate | None, at: datetime) -> Finding:
        if given is None:
            return unknown
        if accepted(accepts, given):
            return _with_actual(passes, given)
        # How many good orders it takes hangs on the counts, and on the day of asking.
        return Judging(shop, None, None, policy, at).finding(path, criterion)

    return _OF_METRIC, {
        "other": other,
        "lower": (Remedy("lower_to", {"limit": accepts}),),
        "higher": (Remedy("raise_to", {"limit": accepts}),),
        "path": path,
        "limit": accepts,
        "source": passes.source,
        "params": passes.params,
    }


def _with_actual(pattern: Finding, actual: object) -> Finding:
    """
    A finding like *pattern*, of another actual value.
    """
    finding = OpenFinding()
    finding.outcome = pattern.outcome
    finding.code = pattern.code
    finding.rule = pattern.rule
    finding.actual = actual
    finding.limit = pattern.limit
    finding.remedies = pattern.remedies
    finding.source = pattern.source
    finding.params = pattern.params
    finding.__class__ = Finding  # type: ignore[assignment]
    return finding  # type: ignore[return-value]
