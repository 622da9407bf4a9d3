"""
What lateness means for the shop: the limits of a rate, the points it earns, the steps it reaches.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast, final

from tiktok_presale.facts.metrics import Metric, lies_in
from tiktok_presale.facts.shops import Shop, metric_of
from tiktok_presale.policy.policy import Policy
from tiktok_presale.policy.terms import MetricLimit, StepTerm
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from tiktok_presale.policy.figures import Figure

__all__ = ["consequences"]

_LATE_RATE = "late_dispatch_rate"


def consequences(
    policy: Policy, shop: Shop | None, rate: Rate, *, late: bool
) -> tuple[Finding, ...]:
    """
    What rates mean for a shop: limits, points, and the steps that are reached.

    Args:
        policy: The policy whose thresholds the rates are measured against.
        shop: The shop, for steps that depend on its metrics.
        rate: How many of its orders were late; it counts where the shop states no such rate itself.
        late: Whether any order was late at all.
    """
    meaning = _Meaning(policy, shop, rate)
    return (*meaning.limits(), *(meaning.points() if late else ()), *meaning.steps())


@final
class _Meaning:
    """
    One shop's rates against one policy.
    """

    def __init__(self, policy: Policy, shop: Shop | None, rate: Rate) -> None:
        self._policy, self._shop, self._rate = policy, shop, rate

    def _metric(self, name: str) -> Metric | None:
        """
        A metric as the shop states it; the late dispatch rate as its orders give it otherwise.
        """
        given = metric_of(self._shop, name)
        if given is not None or name != _LATE_RATE:
            return given
        return self._rate if self._rate.total else None

    def limits(self) -> Iterator[Finding]:
        """
        The range in which the rate must, or should, stay.
        """
        for level, bad in (("limit", Outcome.FAIL), ("advised", Outcome.ADVICE)):
            figure = self._policy.find(f"metrics.{_LATE_RATE}.{level}")
            if figure is not None:
                limit = cast("MetricLimit", figure.value)
                yield _against(figure, self._metric(_LATE_RATE), limit, bad)

    def points(self) -> Iterator[Finding]:
        """
        The points that a high late dispatch rate earns; from which rate on, no source says.
        """
        figure = self._policy.find(f"enforcement.points.{_LATE_RATE}")
        if figure is not None:
            rate = self._metric(_LATE_RATE)
            yield Finding(
                Outcome.ADVICE, "points", figure.path, rate, figure.value, (), figure.source
            )

    def steps(self) -> Iterator[Finding]:
        """
        What the platform does to a shop whose measure reaches a threshold.
        """
        for figure in self._policy.under("enforcement.steps").values():
            step = cast("StepTerm", figure.value)
            actual = self._metric(step.measure)
            params = {"name": step.measure, "effect": step.effect, "lasts": step.lasts}
            if actual is None:
                outcome = Outcome.UNKNOWN
            else:
                outcome = Outcome.FAIL if lies_in(actual, step.reached_in) else Outcome.PASS
            yield Finding(
                outcome, "step", figure.path, actual, step.reached_in, (), figure.source, params
            )


def _against(figure: Figure, actual: Metric | None, limit: MetricLimit, bad: Outcome) -> Finding:
    params = {"name": _LATE_RATE, "subject": "shop"}
    if actual is None:
        outcome = Outcome.UNKNOWN
    else:
        outcome = Outcome.PASS if actual in limit.accepts else bad
    return Finding(outcome, "metric", figure.path, actual, limit.accepts, (), figure.source, params)
