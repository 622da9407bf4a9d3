"""
May this offer be published? Everything that is wrong with it, at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules import boxes, caps, eligibility, payments, protection, window
from tiktok_presale.rules.arguments import check_policy, check_product, check_shop
from tiktok_presale.rules.offers.crossing import crossed
from tiktok_presale.rules.offers.labels import check_offer
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.findings import Decision, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from tiktok_presale.facts.offers import Offer
    from tiktok_presale.facts.shops import Product, Shop
    from tiktok_presale.policy.policy import Policy

__all__ = ["check"]


def check(  # noqa: PLR0913 - each further fact brings in another question, and all are keywords
    offer: Offer,
    policy: Policy,
    *,
    at: datetime,
    shop: Shop | None = None,
    product: Product | None = None,
    history: int | None = None,
    region: str | None = None,
    told: Mapping[str, bool] | None = None,
) -> Decision:
    """
    Whether an offer may be published, with every reason.

    The promise, the payment plan, the box, the badge and the notice are each judged by their own
    rule, then the fields against one another: the balance window and the sale, the promise and the
    balance, the release and the sale, early access and the sale. A shop or a volume of past sales
    that is given is judged too.

    Args:
        offer: The offer as it is planned.
        policy: The rules in force at *at*, with the law they stand under where that counts.
        at: The instant of publication.
        shop: The shop, to ask whether it may open presale.
        product: The product, for the criteria on products.
        history: Units sold in the past period that the volume is compared with (F19).
        region: The part of the market in which a blind box is sold, as the policy names it.
        told: What else the page tells, by name, as `protection.checklist` takes it; the whole list
            is judged then, and only the badge and the notice otherwise.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        WrongTypeError: If an argument has another type.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import (CalendarDays, Money, Offer, PaymentPlan, Period, Policy,
        ...                             ShipWithin)
        >>> at = datetime(2026, 2, 1, tzinfo=UTC)
        >>> offer = Offer(id="of1", sku="hoodie", price=Money("899", "THB"), badge=True,
        ...               plan=PaymentPlan.full(), promise=ShipWithin(CalendarDays(20)),
        ...               sale=Period(datetime(2026, 1, 1, tzinfo=UTC),
        ...                           datetime(2026, 1, 9, tzinfo=UTC)))
        >>> decision = check(offer, Policy.in_force("th", on=at), at=at)
        >>> [finding.code for finding in decision.failures]
        ['window.days', 'offers.over']
    """
    check_offer(offer)
    check_policy(policy)
    check_shop(shop)
    check_product(product)
    check_aware("at", at)
    findings = [
        *window.check(
            offer.promise, policy, at=at, kind=offer.kind, category=offer.category
        ).findings,
        *payments.check(
            offer.plan,
            policy,
            price=offer.price,
            at=at,
            promise=offer.promise,
            sale=offer.sale,
            coupons=offer.coupons,
        ).findings,
        *_box(offer, policy, at, shop, region),
        *_shown(offer, policy, at, told),
        *crossed(offer, policy, at),
    ]
    if shop is not None:
        judged = eligibility.check(shop, policy, at=at, product=product, kind=offer.kind)
        findings += judged.findings
    if history is not None and offer.cap is not None:
        findings += caps.check(offer.cap, policy, at=at, history=history, shop=shop).findings
    return Decision("offer", policy.edition, at, tuple(findings))


def _shown(
    offer: Offer, policy: Policy, at: datetime, told: Mapping[str, bool] | None
) -> Iterator[Finding]:
    """
    What the page shows against what it must show: the badge (F2) and the notice (F9) at least.
    """
    listed = protection.checklist(
        policy,
        at=at,
        badge=offer.badge,
        promise=offer.promise,
        notice=offer.notice,
        plan=offer.plan,
        told=told,
    )
    always = {"duties.badge", "duties.notice"}
    yield from (one for one in listed.findings if told is not None or one.rule in always)


def _box(
    offer: Offer, policy: Policy, at: datetime, shop: Shop | None, region: str | None
) -> Iterator[Finding]:
    if offer.box is not None:
        yield from boxes.check(offer.box, policy, at=at, shop=shop, region=region).findings
