"""
May this shop open presale, asked of many shops: the criteria become one condition.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, final

import attrs

from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import shop_checks
from tiktok_presale.rules.compiled.conditions import Condition, condition_of
from tiktok_presale.rules.compiled.reasons import reasons_for
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision, OpenDecision, Outcome
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.terms import Criterion

__all__ = ["Checker"]


class _Check(Protocol):
    def __call__(self, shop: Shop, *, at: datetime) -> Decision: ...


@final
@attrs.frozen
class Checker(Value):
    """
    One edition's criteria for opening presale, compiled for shop after shop.

    Make one with `eligibility.compiled` and keep it. What a product or a history adds is asked of
    `eligibility.check`.

    Args:
        policy: The rules in force.
        kind: What is to be opened.
    """

    policy: Policy
    kind: OrderKind

    @cached_property
    def check(self) -> _Check:
        """
        Whether a shop may open presale: `check(shop, at=at)` equals `eligibility.check`.

        The findings of the decision are made when they are first read.
        """
        conditions = _conditions(self.policy, self.kind)
        if conditions is None:
            return self._plainly
        return _compiled(conditions, self, self._plainly)

    def _plainly(self, shop: Shop, *, at: datetime) -> Decision:
        return shop_checks.check(shop, self.policy, at=at, kind=self.kind)


def _conditions(policy: Policy, kind: OrderKind) -> list[Condition] | None:
    """
    What every shop is asked, one condition for each criterion; None where it cannot be compiled.

    A policy that may ask a shop nothing at all has no condition to join, and is asked plainly.
    """
    asked = _asked(policy, kind)
    conditions = [condition_of(n, path, criterion) for n, (path, criterion) in enumerate(asked)]
    found = [condition for condition in conditions if condition is not None]
    gaps = shop_checks.gaps_for(policy, kind)
    if len(found) < len(asked) or not (gaps or any(not one.criterion.stages for one in found)):
        return None
    return found


def _asked(policy: Policy, kind: OrderKind) -> list[tuple[str, Criterion]]:
    return [
        (path, criterion)
        for path, criterion in policy.criteria.items()
        if kind in criterion.kinds and criterion.subject == "shop"
    ]


# Two functions for each policy, written out: a loop over criteria would cost three times as much.
# Nothing of a policy's text gets in: all it names are numbered values and the fields of `Shop`.
# The first knows the answer where each metric is given as a number, and no other; else it asks the
# second, which knows all answers but that of a shop with a misspelt metric. Most shops give no
# reason to refuse them, and are asked each thing once.
_TEXT = """
def check(shop, *, at):
    if type(shop) is not Shop:
        return plainly(shop, at=at)
    if at is not seen[0]:
        seen[0] = check_aware("at", at)
    metrics = shop.metrics._items
    try:
        {quick}
        if len(metrics) != {asked}:
            outcome = None
        elif {breaks}:
            outcome = FAIL
        else:
            outcome = UNKNOWN if {unsaid} else PASS
    except (KeyError, TypeError):
        # A metric is not given, or a rate, which is not compared like a number.
        outcome = None
    if outcome is None:
        outcome = judged(shop, metrics)
        if outcome is None:
            return plainly(shop, at=at)
    decision = OpenDecision()
    decision.outcome = outcome
    decision.allowed = outcome is PASS
    decision.question = "eligibility"
    decision.edition = edition
    decision.at = at
    decision.subject = shop
    decision.findings = reasons
    decision.__class__ = Decision
    return decision


def judged(shop, metrics):
    {given}
    if ({partly}) and not known.issuperset(metrics):
        return None
    if {fails}:
        return FAIL
    return UNKNOWN if {lacks} else PASS
"""


def _compiled(conditions: list[Condition], checker: Checker, plainly: _Check) -> _Check:
    policy, kind = checker.policy, checker.kind
    withheld = ["shop.preorder_feature is not True"] * bool(shop_checks.gaps_for(policy, kind))
    names: dict[str, Any] = {
        "Decision": Decision,
        "OpenDecision": OpenDecision,
        "Shop": Shop,
        "check_aware": check_aware,
        "edition": policy.edition,
        "known": shop_checks.known_metrics(policy),
        "plainly": plainly,
        "reasons": reasons_for(conditions, policy, kind),
        "seen": [None],
        **{outcome.name: outcome for outcome in Outcome},
    }
    for condition in conditions:
        names.update(condition.names)
    exec(_text(conditions, withheld), names)  # noqa: S102 - the text above and nothing else
    check: _Check = names["check"]
    return check


def _text(conditions: list[Condition], withheld: list[str]) -> str:
    metrics = [one.given for one in conditions if one.criterion.is_metric]
    # Two criteria may ask for one metric.
    asked = len({one.criterion.fact for one in conditions if one.criterion.is_metric})
    unsaid = [*(one.lacks for one in conditions if not one.criterion.is_metric), *withheld]
    lacks = [*(one.lacks for one in conditions), *withheld]
    return _TEXT.format(
        asked=asked,
        quick="\n        ".join(one.quickly for one in conditions) or "pass",
        breaks=" or ".join(one.breaks for one in conditions) or "False",
        unsaid=" or ".join(unsaid) or "False",
        given="\n    ".join(one.assignment for one in conditions) or "pass",
        # Where each metric that is asked for is there and no other, none is misspelt.
        partly=" or ".join([f"len(metrics) != {asked}", *(f"{m} is None" for m in metrics)]),
        fails=" or ".join(one.fails for one in conditions) or "False",
        lacks=" or ".join(lacks) or "False",
    )
