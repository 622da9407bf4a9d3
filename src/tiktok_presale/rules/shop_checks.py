"""
One shop before the criteria of a policy, one after the other.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

import attrs

from tiktok_presale.facts.metrics import METRICS, Metric
from tiktok_presale.facts.shops import Shop, metric_of
from tiktok_presale.rules.arguments import check_policy, check_product
from tiktok_presale.rules.remedies import clean_on, metric_remedies
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.errors import UnknownMetricError
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.facts.history import ShopHistory
    from tiktok_presale.facts.shops import Product
    from tiktok_presale.policy.figures import Gap
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import Criterion
    from tiktok_presale.values.days import PastDays
    from tiktok_presale.values.vocabulary import ApplicationStage

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
    check_kind("shop", shop, Shop, "a Shop; write Shop(id='s1')")
    check_policy(policy)
    check_product(product)
    check_aware("at", at)
    check_kind("kind", kind, OrderKind, "an OrderKind")
    criteria = policy.criteria
    _refuse_unknown_metrics(shop, product, policy)
    asked = [
        (path, criterion)
        for path, criterion in criteria.items()
        if kind in criterion.kinds and _binds(criterion, shop, product)
    ]
    judging = Judging(shop, product, _in_zone(history, policy), policy, at)
    findings = [judging.finding(path, criterion) for path, criterion in asked]
    findings += [
        of_gap(gap, granted=shop.preorder_feature is True) for gap in gaps_for(policy, kind)
    ]
    if product is None:
        findings += of_products(policy, kind, shop.stage)
    if not findings:
        findings.append(Finding(Outcome.UNKNOWN, "no_rule", "eligibility", kind))
    return Decision("eligibility", policy.edition, at, tuple(findings))


def _in_zone(history: ShopHistory | None, policy: Policy) -> ShopHistory | None:
    """
    The history with its days read in the market's zone, where the caller named none.
    """
    if history is None or history.zone is not None:
        return history
    return attrs.evolve(history, zone=policy.pack.zone)


def gaps_for(policy: Policy, kind: OrderKind) -> tuple[Gap, ...]:
    """
    The criteria whose figures are not published.
    """
    if kind is not OrderKind.PRE_ORDER:
        return ()
    return tuple(gap for gap in policy.gaps if gap.path.startswith("eligibility."))


def of_gap(gap: Gap, *, granted: bool) -> Finding:
    """
    A rule whose figure is not published: only the platform can tell, and it has where it granted.
    """
    outcome = Outcome.PASS if granted else Outcome.UNKNOWN
    params = {"name": gap.path.rpartition(".")[2]}
    remedies = () if granted else (Remedy("tell", {"name": "preorder_feature"}),)
    return Finding(outcome, "gap", gap.path, None, None, remedies, gap.source, params)


def of_products(
    policy: Policy, kind: OrderKind, stage: ApplicationStage | None
) -> tuple[Finding, ...]:
    """
    What products will be asked, where none is at hand.
    """
    unasked = {
        path: criterion.fact
        for path, criterion in policy.criteria.items()
        if criterion.subject == "product" and kind in criterion.kinds and at_stage(criterion, stage)
    }
    if not unasked:
        return ()
    source = policy.source(next(iter(unasked)))
    names = tuple(dict.fromkeys(unasked.values()))
    return (Finding(Outcome.ADVICE, "product", "eligibility", None, names, (), source),)


def known_metrics(policy: Policy) -> frozenset[str]:
    """
    The metrics that a rule knows by name.
    """
    asked = (criterion for criterion in policy.criteria.values() if criterion.is_metric)
    return frozenset({*METRICS, *(criterion.fact for criterion in asked)})


def _refuse_unknown_metrics(shop: Shop, product: Product | None, policy: Policy) -> None:
    known = known_metrics(policy)
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
    return at_stage(criterion, shop.stage)


def at_stage(criterion: Criterion, stage: ApplicationStage | None) -> bool:
    """
    Whether a criterion binds a shop at a stage, or one that does not say where it stands.
    """
    return not criterion.stages or stage is None or stage in criterion.stages


class Judging:
    """
    One shop at one instant, before one criterion after the other.
    """

    shop: Shop
    product: Product | None
    history: ShopHistory | None
    policy: Policy
    at: datetime

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
        given = self._metric(criterion) if criterion.is_metric else self._fact(criterion)
        counted = self._counted(criterion) if given is None else None
        actual = given if counted is None else self._from_history(criterion, *counted)
        outcome, remedies = self._judged(criterion, actual)
        if outcome is Outcome.FAIL and counted is not None:
            remedies = self._dated(criterion, *counted)
        return on_criterion(self.policy, path, outcome, actual, remedies)

    def _judged(self, criterion: Criterion, actual: object) -> tuple[Outcome, tuple[Remedy, ...]]:
        accepts = criterion.accepts
        if actual is None or not isinstance(accepts, Range):
            return judged_fact(criterion, actual)
        if accepted(accepts, actual):
            return Outcome.PASS, ()
        return Outcome.FAIL, metric_remedies(actual, accepts, self._counts_from(criterion))

    def _fact(self, criterion: Criterion) -> object:
        subject = self.product if criterion.subject == "product" else self.shop
        return getattr(subject, criterion.fact)

    def _metric(self, criterion: Criterion) -> Metric | None:
        return metric_of(
            self.product if criterion.subject == "product" else self.shop, criterion.fact
        )

    def _counted(self, criterion: Criterion) -> tuple[ShopHistory, PastDays] | None:
        """
        The history and the cohort from which a metric can be computed; None where it cannot.
        """
        known = criterion.is_metric and criterion.fact in _FROM_HISTORY
        if not known or criterion.subject == "product":
            return None
        if self.history is None or criterion.cohort is None:
            return None
        if not self.history.reaches(criterion.cohort, at=self.at):
            return None
        return self.history, criterion.cohort

    def _counts_from(self, criterion: Criterion) -> date | None:
        """
        The first day on which an order of today counts in the cohort.
        """
        if criterion.cohort is None or not criterion.cohort.first:
            return None
        return local_day(self.at, self.policy.zone) + timedelta(days=criterion.cohort.first)

    def _from_history(self, criterion: Criterion, history: ShopHistory, cohort: PastDays) -> Metric:
        kind, fault, by_number = _FROM_HISTORY[criterion.fact]
        rate = history.cancellation_rate(cohort, at=self.at, kind=kind, seller_fault=fault)
        return rate.count if by_number else rate

    def _dated(
        self, criterion: Criterion, history: ShopHistory, cohort: PastDays
    ) -> tuple[Remedy, ...]:
        """
        The remedies that a history gives: good orders by the day they count, and a day to wait for.

        Good orders of today enter a lagged cohort days later, when others have left it. How many
        it takes is therefore counted for that day.
        """
        accepts = cast("Range[Any]", criterion.accepts)
        kind, fault, by_number = _FROM_HISTORY[criterion.fact]
        past = history.cancellations(at=self.at, kind=kind, seller_fault=fault)

        def seen_from(day: date) -> Rate:
            bad = [cancelled for placed, cancelled in past if cohort.contains(placed, before=day)]
            return Rate(sum(bad), len(bad))

        def passes(day: date) -> bool:
            rate = seen_from(day)
            return accepted(accepts, rate.count if by_number else rate)

        today = history.day_of(self.at)
        counted = today + timedelta(days=cohort.first)
        remedies: tuple[Remedy, ...] = ()
        if not by_number and not passes(counted):
            remedies = metric_remedies(seen_from(counted), accepts, counted)
        clean = clean_on(cohort, today, passes)
        return remedies if clean is None else (*remedies, Remedy("wait_until", {"on": clean}))


def on_criterion(
    policy: Policy,
    path: str,
    outcome: Outcome,
    actual: object,
    remedies: tuple[Remedy, ...],
) -> Finding:
    """
    The reason that one criterion gives.
    """
    figure = policy.figure(path)
    criterion: Criterion = figure.value  # type: ignore[assignment]
    params: dict[str, object] = {"name": criterion.fact, "subject": criterion.subject}
    if criterion.cohort is not None:
        params["cohort"] = criterion.cohort
    if figure.platform is not None:
        params["platform"] = figure.platform.value.accepts  # type: ignore[attr-defined]
    code = "metric" if criterion.is_metric else "fact"
    return Finding(outcome, code, path, actual, criterion.accepts, remedies, figure.source, params)


def judged_fact(criterion: Criterion, actual: object) -> tuple[Outcome, tuple[Remedy, ...]]:
    """
    What a criterion comes to where nothing is known, or where it asks for no range.
    """
    accepts = cast("OneOf | bool", criterion.accepts)
    if actual is None:
        return Outcome.UNKNOWN, (Remedy("tell", {"name": criterion.fact}),)
    if actual is accepts if isinstance(accepts, bool) else actual in accepts:
        return Outcome.PASS, ()
    return Outcome.FAIL, (Remedy("become", {"name": criterion.fact, "limit": accepts}),)


def accepted(accepts: Range[Any], actual: object) -> bool:
    """
    Whether a range holds a metric; a rate over no orders breaks no limit.
    """
    return (isinstance(actual, Rate) and not actual.total) or actual in accepts
