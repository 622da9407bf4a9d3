"""
A shop and a product, as far as rules ask about them.
"""

from __future__ import annotations

from typing import final

import attrs

from tiktok_presale.facts.metrics import Metric, metrics_map
from tiktok_presale.values.checks import check_text, check_yes_no, is_iso, member_or_none
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import ApplicationStage

__all__ = ["Product", "Shop", "metric_of"]


def _stage(value: object) -> ApplicationStage | None:
    return member_or_none("stage", value, ApplicationStage)


@final
@attrs.frozen(kw_only=True)
class Shop(Value):
    """
    What is known of a shop; whatever is left out counts as unknown, never as good.

    Args:
        id: The shop's own id.
        entity_region: ISO code of the region in which its legal entity is registered ("CN").
        seller_type: "local" or "cross_border", as the platform calls it.
        invited: Whether the platform has invited it to presale.
        account_manager: Whether it has an account manager at the platform.
        probation_over: Whether its probation as a new shop is finished.
        active: Whether it is open.
        preorder_feature: Whether it already holds the pre-order feature.
        tier: Its tier as a new shop ("beginner", "standard", "premium"), where the market limits
            orders a day by tier; "established" once it is no longer new.
        stage: Where it stands in applying for presale.
        metrics: Metrics by name: int, Decimal or `Rate`. Shares are fractions of one.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If a metric is impossible.

    Examples:
        >>> from decimal import Decimal
        >>> Shop(id="s1", entity_region="CN", metrics={"rating": Decimal("4.4")}).invited is None
        True
    """

    id: str
    entity_region: str | None = None
    seller_type: str | None = None
    invited: bool | None = None
    account_manager: bool | None = None
    probation_over: bool | None = None
    active: bool | None = None
    preorder_feature: bool | None = None
    tier: str | None = None
    stage: ApplicationStage | None = attrs.field(default=None, converter=_stage)
    metrics: FrozenMap[Metric] = attrs.field(factory=FrozenMap[Metric], converter=metrics_map)

    def __attrs_post_init__(self) -> None:
        """
        Check every field once.
        """
        check_text("id", self.id)
        for name in ("entity_region", "seller_type", "tier"):
            check_text(name, getattr(self, name), optional=True)
        for name in ("invited", "account_manager", "probation_over", "active", "preorder_feature"):
            check_yes_no(name, getattr(self, name))
        if self.entity_region is not None and not is_iso(self.entity_region):
            raise OutOfRangeError("entity_region", repr(self.entity_region), "a code such as 'CN'")
        if self.seller_type not in {None, "local", "cross_border"}:
            raise OutOfRangeError(
                "seller_type", repr(self.seller_type), "'local' or 'cross_border'"
            )


@final
@attrs.frozen(kw_only=True)
class Product(Value):
    """
    What is known of one product that is to go on presale.

    Args:
        id: The product's id.
        goods: What kind of goods it is, such as "customised" or "handmade".
        category: Its category, as the market's pack names it.
        new_listing: Whether it has never been listed before.
        fulfilled_by: "seller" or "platform".
        price: Its price.
        metrics: Metrics of this product alone.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If a metric is impossible.
    """

    id: str
    goods: str | None = None
    category: str | None = None
    new_listing: bool | None = None
    fulfilled_by: str | None = None
    price: Money | None = None
    metrics: FrozenMap[Metric] = attrs.field(factory=FrozenMap[Metric], converter=metrics_map)

    def __attrs_post_init__(self) -> None:
        """
        Check every field once.
        """
        check_text("id", self.id)
        for name in ("goods", "category", "fulfilled_by"):
            check_text(name, getattr(self, name), optional=True)
        check_yes_no("new_listing", self.new_listing)
        if self.price is not None and not isinstance(self.price, Money):
            raise WrongTypeError("price", "Money", type(self.price).__name__)


def metric_of(subject: Shop | Product | None, name: str) -> Metric | None:
    """
    A metric by its name; None where it, or the whole subject, was not given.
    """
    return None if subject is None else subject.metrics.get(name)
