"""
The reasons behind a compiled verdict, made when somebody reads them.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, cast

from tiktok_presale.rules.shop_checks import (
    Judging,
    accepted,
    gaps_for,
    judged_fact,
    of_gap,
    of_products,
    on_criterion,
)
from tiktok_presale.values.findings import Finding, OpenFinding, Outcome, Remedy
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.vocabulary import ApplicationStage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any, TypeAlias

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.compiled.conditions import Condition
    from tiktok_presale.values.vocabulary import OrderKind

    Maker: TypeAlias = Callable[[Shop, datetime], Finding]

__all__ = ["reasons_for"]

_FAIL, _PASS = Outcome.FAIL, Outcome.PASS


def reasons_for(
    conditions: list[Condition], policy: Policy, kind: OrderKind
) -> Callable[[Shop, datetime], tuple[Finding, ...]]:
    """
    What makes the findings of a shop at an instant, in the order of `eligibility.check`.
    """
    makers = [_maker(one, policy) for one in conditions]
    bound = [one.criterion.stages for one in conditions]
    gaps = gaps_for(policy, kind)
    # What hangs on the stage and the grant alone: which makers are asked, and what they add to.
    asked = {
        (stage, grant): (
            [
                make
                for stages, make in zip(bound, makers, strict=True)
                if not stages or stage is None or stage in stages
            ],
            [
                *(of_gap(gap, granted=grant is True) for gap in gaps),
                *of_products(policy, kind, stage),
            ],
        )
        for stage in (None, *ApplicationStage)
        for grant in (True, False, None)
    }

    often = asked[None, None]

    def reasons(shop: Shop, at: datetime) -> tuple[Finding, ...]:
        stage, grant = shop.stage, shop.preorder_feature
        # A tuple of names of an enumeration is slow to look up, and most shops name none.
        makers, further = often if stage is None and grant is None else asked[stage, grant]
        found: list[Finding] = []
        for make in makers:
            found.append(make(shop, at))  # noqa: PERF401 - that would be a call more
        return (*found, *further)

    return reasons


def _maker(condition: Condition, policy: Policy) -> Maker:
    """
    What makes one criterion's finding.
    """
    return (_of_metric if condition.criterion.is_metric else _of_fact)(condition, policy)


def _of_fact(condition: Condition, policy: Policy) -> Maker:
    """
    A fact has few values: the finding of each that the criterion names is made beforehand.
    """
    criterion, given_by = condition.criterion, attrgetter(condition.criterion.fact)
    accepts = criterion.accepts

    def pattern(actual: object) -> Finding:
        outcome, remedies = judged_fact(criterion, actual)
        return on_criterion(policy, condition.path, outcome, actual, remedies)

    named = accepts.names if isinstance(accepts, OneOf) else (True, False)
    ready = {actual: pattern(actual) for actual in (None, *named)}
    other = pattern("")

    def make(shop: Shop, at: datetime) -> Finding:
        del at
        given = given_by(shop)
        found = ready.get(given)
        return _with_actual(other, given) if found is None else found

    return make


def _of_metric(condition: Condition, policy: Policy) -> Maker:
    path, criterion = condition.path, condition.criterion
    name, accepts = criterion.fact, cast("Range[Any]", criterion.accepts)

    def pattern(outcome: Outcome, remedies: tuple[Remedy, ...] = ()) -> Finding:
        return on_criterion(policy, path, outcome, None, remedies)

    unknown = pattern(*judged_fact(criterion, None))
    passes = pattern(Outcome.PASS)
    too_high = pattern(Outcome.FAIL, (Remedy("lower_to", {"limit": accepts}),))
    too_low = pattern(Outcome.FAIL, (Remedy("raise_to", {"limit": accepts}),))
    code, limit, source, params = passes.code, passes.limit, passes.source, passes.params
    lower, higher = too_high.remedies, too_low.remedies
    high, high_open, low, low_open = accepts.high, accepts.high_open, accepts.low, accepts.low_open

    def make(shop: Shop, at: datetime) -> Finding:
        # A `get` of our own would be a call more than that of the dictionary.
        given = shop.metrics._items.get(name)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        if given is None:
            return unknown
        if type(given) is Rate:
            if accepted(accepts, given):
                return _with_actual(passes, given)
            # How many good orders it takes hangs on the counts, and on the day of asking.
            return Judging(shop, None, None, policy, at).finding(path, criterion)
        finding = OpenFinding()
        if high is not None and (given >= high if high_open else given > high):
            finding.outcome, finding.remedies = _FAIL, lower
        elif low is not None and (given <= low if low_open else given < low):
            finding.outcome, finding.remedies = _FAIL, higher
        else:
            finding.outcome, finding.remedies = _PASS, ()
        finding.code = code
        finding.rule = path
        finding.actual = given
        finding.limit = limit
        finding.source = source
        finding.params = params
        finding.__class__ = Finding  # type: ignore[assignment]
        return finding  # type: ignore[return-value]

    return make


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
