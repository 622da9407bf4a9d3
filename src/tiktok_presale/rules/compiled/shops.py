"""
May this shop open presale, asked of many shops: the criteria become one condition.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, final

import attrs

from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import eligibility
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
        return eligibility.check(shop, self.policy, at=at, kind=self.kind)


def _conditions(policy: Policy, kind: OrderKind) -> list[Condition] | None:
    """
    What every shop is asked, one condition for each criterion; None where it cannot be compiled.

    A policy that may ask a shop nothing at all has no condition to join, and is asked plainly.
    """
    asked = _asked(policy, kind)
    conditions = [condition_of(n, path, criterion) for n, (path, criterion) in enumerate(asked)]
    found = [condition for condition in conditions if condition is not None]
    gaps = eligibility.gaps_for(policy, kind)
    if len(found) < len(asked) or not (gaps or any(not one.criterion.stages for one in found)):
        return None
    return found


def _asked(policy: Policy, kind: OrderKind) -> list[tuple[str, Criterion]]:
    return [
        (path, criterion)
        for path, criterion in policy.criteria.items()
        if kind in criterion.kinds and criterion.subject == "shop"
    ]


# One function for each policy, written out: a loop over criteria would cost three times as much.
# Nothing of a policy's text gets in: all it names are numbered values and the fields of `Shop`.
_TEXT = """
def check(shop, *, at):
    if shop.__class__ is not Shop:
        return plainly(shop, at=at)
    if at is not seen[0]:
        seen[0] = check_aware("at", at)
    metrics = shop.metrics._items
    {given}
    decision = OpenDecision()
    if {holds}:
        decision.outcome = PASS
        decision.allowed = True
    elif ({partly}) and not known.issuperset(metrics):
        return plainly(shop, at=at)
    elif {fails}:
        decision.outcome = FAIL
        decision.allowed = False
    elif {lacks}:
        decision.outcome = UNKNOWN
        decision.allowed = False
    else:
        decision.outcome = PASS
        decision.allowed = True
    decision.question = "eligibility"
    decision.edition = edition
    decision.at = at
    decision.subject = shop
    decision.reasons_of = reasons_of
    decision.__class__ = Decision
    return decision
"""


def _compiled(conditions: list[Condition], checker: Checker, plainly: _Check) -> _Check:
    policy, kind = checker.policy, checker.kind
    metrics = [one.given for one in conditions if one.criterion.is_metric]
    holds = [one.holds for one in conditions]
    granted = ["shop.preorder_feature is True"] * bool(eligibility.gaps_for(policy, kind))
    text = _TEXT.format(
        given="\n    ".join(one.assignment for one in conditions) or "pass",
        holds=" and ".join([f"len(metrics) == {len(metrics)}", *granted, *holds]),
        # Where each metric that is asked for is there and no other, none is misspelt.
        partly=" or ".join([f"len(metrics) != {len(metrics)}", *(f"{m} is None" for m in metrics)]),
        fails=" or ".join(one.fails for one in conditions) or "False",
        lacks=" or ".join([*(one.lacks for one in conditions), *(f"not {one}" for one in granted)])
        or "False",
    )
    names: dict[str, Any] = {
        "Decision": Decision,
        "OpenDecision": OpenDecision,
        "Shop": Shop,
        "check_aware": check_aware,
        "edition": policy.edition,
        "known": eligibility.known_metrics(policy),
        "plainly": plainly,
        "reasons_of": reasons_for(conditions, policy, kind),
        "seen": [None],
        **{outcome.name: outcome for outcome in Outcome},
    }
    for condition in conditions:
        names.update(condition.names)
    exec(text, names)  # noqa: S102 - the text above and nothing else
    check: _Check = names["check"]
    return check
