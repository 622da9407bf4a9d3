"""
May this shop open presale?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from tiktok_presale.facts.metrics import METRICS, Metric
from tiktok_presale.rules.remedies import clean_on, metric_remedies
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.errors import UnknownMetricError
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day, zone_of
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from tiktok_presale.facts.history import ShopHistory
    from tiktok_presale.facts.shops import Product, Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import Criterion
    from tiktok_presale.values.days import PastDays

__all__ = ["check"]

# The metrics that past orders give: the order kind they look at (None for all), whether only the
# seller's own fault counts, and whether the platform looks at the share or at the number.
_FROM_HISTORY: dict[str, tuple[OrderKind | None, bool, bool]] = {
    "cancellation_rate_30d": (None, False, False),
    "seller_fault_cancellation_rate": (None, True, False),
    "preorder_sfcr": (OrderKind.PRE_ORDER, True, False),
    "preorder_cancelled": (OrderKind.PRE_ORDER, False, True),
}


def check(
    shop: Shop,
    policy: Policy,
    *,
    at: datetime,
    product: Product | None = None,
    history: ShopHistory | None = None,
    kind: OrderKind = OrderKind.PRE_ORDER,
) -> Decision:
    """
    Whether a shop may open presale, with every reason.

    A metric that the shop states wins over one computed from its history, since it is the
    platform's own number. What neither gives is unknown, never passed over.

    Args:
        shop: What is known of the shop.
        policy: The rules in force at *at*.
        at: The instant for which it is asked.
        product: The product that is to go on presale; criteria on products bind only with one.
        history: Past orders, from which metrics and dates of remedy are computed.
        kind: What is to be opened: pre-orders, or one of its sister features.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        UnknownMetricError: If a metric is given that no rule knows; the nearest is offered.

    Examples:
        >>> from datetime import date, datetime
        >>> from decimal import Decimal
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import Policy, Shop
        >>> policy = Policy.in_force("cross-border", on=date(2025, 6, 1))
        >>> shop = Shop(id="s1", entity_region="CN", invited=True,
        ...             metrics={"rating": Decimal("4.4"), "cancellation_rate_30d": Rate(25, 1000)})
        >>> decision = check(shop, policy, at=datetime(2025, 6, 1, tzinfo=ZoneInfo("UTC")))
        >>> decision.allowed, [finding.rule for finding in decision.failures]
        (False, ['eligibility.rating', 'eligibility.cancellation_rate_30d'])
        >>> decision.failures[1].remedy.params["orders"]
        250
    """
    check_aware("at", at)
    criteria = policy.criteria
    _refuse_unknown_metrics(shop, product, criteria)
    asked = [
        (path, criterion)
        for path, criterion in criteria.items()
        if kind in criterion.kinds and _binds(criterion, shop, product)
    ]
    judging = _Judging(shop, product, history, policy, at)
    findings = [judging.finding(path, criterion) for path, criterion in asked]
    findings += [
        Finding(
            Outcome.ADVICE,
            "gap",
            gap.path,
            source=gap.source,
            params={"name": gap.path.rpartition(".")[2]},
        )
        for gap in policy.gaps
        if gap.path.startswith("eligibility.") and kind is OrderKind.PRE_ORDER
    ]
    return Decision("eligibility", policy.edition, at, tuple(findings))


def _refuse_unknown_metrics(
    shop: Shop, product: Product | None, criteria: dict[str, Criterion]
) -> None:
    known = {*METRICS, *(criterion.fact for criterion in criteria.values() if criterion.is_metric)}
    for name in [*shop.metrics, *(product.metrics if product else ())]:
        if name not in known:
            raise UnknownMetricError(name, tuple(sorted(known)))


def _binds(criterion: Criterion, shop: Shop, product: Product | None) -> bool:
    """
    Whether a criterion is asked at all.

    One that binds only at some stages is asked unless the shop says that it stands elsewhere:
    where the stage is not known, leaving it out would be a silent pass.
    """
    if criterion.subject == "product" and product is None:
        return False
    return not criterion.stages or shop.stage is None or shop.stage in criterion.stages


class _Judging:
    """
    One shop at one instant, before one criterion after the other.
    """

    def __init__(
        self,
        shop: Shop,
        product: Product | None,
        history: ShopHistory | None,
        policy: Policy,
        at: datetime,
    ) -> None:
        self.shop, self.product, self.history = shop, product, history
        self.policy, self.at = policy, at

    def finding(self, path: str, criterion: Criterion) -> Finding:
        """
        What one criterion says.
        """
        figure = self.policy.figure(path)
        given = self._metric(criterion) if criterion.is_metric else self._fact(criterion)
        counted = self._counted(criterion) if given is None else None
        actual = given if counted is None else self._from_history(criterion, *counted)
        code = "metric" if criterion.is_metric else "fact"
        params: dict[str, object] = {"name": criterion.fact, "subject": criterion.subject}
        if criterion.cohort is not None:
            params["cohort"] = criterion.cohort
        if figure.platform is not None:
            params["platform"] = figure.platform.value.accepts  # type: ignore[attr-defined]
        outcome, remedies = self._judged(criterion, actual)
        if outcome is Outcome.FAIL and counted is not None:
            remedies += self._wait(criterion, *counted)
        return Finding(
            outcome, code, path, actual, criterion.accepts, remedies, figure.source, params
        )

    def _judged(self, criterion: Criterion, actual: object) -> tuple[Outcome, tuple[Remedy, ...]]:
        accepts, name = criterion.accepts, criterion.fact
        if actual is None:
            return Outcome.UNKNOWN, (Remedy("tell", {"name": name}),)
        if isinstance(accepts, Range):
            if _accepts(accepts, actual):
                return Outcome.PASS, ()
            return Outcome.FAIL, metric_remedies(actual, accepts)
        if actual is accepts if isinstance(accepts, bool) else actual in accepts:
            return Outcome.PASS, ()
        return Outcome.FAIL, (Remedy("become", {"name": name, "limit": accepts}),)

    def _fact(self, criterion: Criterion) -> object:
        subject = self.product if criterion.subject == "product" else self.shop
        return getattr(subject, criterion.fact)

    def _metric(self, criterion: Criterion) -> Metric | None:
        subject = self.product if criterion.subject == "product" else self.shop
        return None if subject is None else subject.metrics.get(criterion.fact)

    def _counted(self, criterion: Criterion) -> tuple[ShopHistory, PastDays] | None:
        """
        The history and the cohort from which a metric can be computed; None where it cannot.
        """
        known = criterion.is_metric and criterion.fact in _FROM_HISTORY
        if not known or criterion.subject == "product":
            return None
        if self.history is None or criterion.cohort is None:
            return None
        return self.history, criterion.cohort

    def _from_history(self, criterion: Criterion, history: ShopHistory, cohort: PastDays) -> Metric:
        kind, fault, by_number = _FROM_HISTORY[criterion.fact]
        rate = history.cancellation_rate(cohort, at=self.at, kind=kind, seller_fault=fault)
        return rate.count if by_number else rate

    def _wait(
        self, criterion: Criterion, history: ShopHistory, cohort: PastDays
    ) -> tuple[Remedy, ...]:
        """
        From which day the cohort is clean if nothing else is cancelled.
        """
        kind, fault, by_number = _FROM_HISTORY[criterion.fact]
        past = history.cancellations(at=self.at, kind=kind, seller_fault=fault)

        def passes(day: date) -> bool:
            seen = [bad for placed, bad in past if cohort.contains(placed, before=day)]
            metric = sum(seen) if by_number else Rate(sum(seen), len(seen))
            return _accepts(cast("Range[Any]", criterion.accepts), metric)

        clean = clean_on(cohort, local_day(self.at, zone_of(history.zone)), passes)
        return () if clean is None else (Remedy("wait_until", {"on": clean}),)


def _accepts(accepts: Range[Any], actual: object) -> bool:
    """
    Whether a range holds a metric; a rate over no orders breaks no limit.
    """
    return (isinstance(actual, Rate) and not actual.total) or actual in accepts
