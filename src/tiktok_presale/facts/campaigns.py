"""
What creators are asked to sell, and on which terms they do.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.creators import amount_or_none, at_most_one, whole_or_none
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.facts.shops import Product
from tiktok_presale.values.checks import (
    aware_or_none,
    check_kind,
    check_text,
    instance,
    member_or_none,
    yes_no_or_none,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from typing import Any

    from tiktok_presale.values.exact import Exact

__all__ = ["Campaign", "Collaboration", "Content", "DealTerms", "TargetCollaboration"]


class Collaboration(StrEnum):
    """
    How a creator comes to promote a product.
    """

    OPEN = "open"
    """Any creator may take it."""
    TARGET = "target"
    """The seller has invited this one."""


class Content(StrEnum):
    """
    What a creator promotes with.
    """

    VIDEO = "video"
    LIVE = "live"


def _optional(kind: type, expected: str) -> Any:  # noqa: ANN401 - a validator of attrs
    def validate(_: object, field: attrs.Attribute[Any], value: object) -> None:
        if value is not None:
            check_kind(field.name, value, kind, expected)

    return validate


@final
@attrs.frozen(kw_only=True)
class Campaign(Value):
    """
    What creators are asked to sell: the goods, what a unit brings and costs, the wait, the cap.

    Args:
        product: The goods; their category decides which creators fit.
        sheet: What a unit brings and costs; None where not told.
        wait: The days that buyers wait for the presale.
        returns: The share that comes back, by the days waited.
        cap: The most units that may be sold in the presale.

    Examples:
        >>> from tiktok_presale import Money, Product
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
        >>> Campaign(product=Product(id="p1", category="beauty"), sheet=sheet, cap=5_000).wait
    """

    product: Product = attrs.field(validator=instance("a Product", Product))
    sheet: CostSheet | None = attrs.field(
        default=None, validator=_optional(CostSheet, "a CostSheet or None")
    )
    wait: int | None = attrs.field(default=None, validator=whole_or_none)
    returns: ReturnCurve | None = attrs.field(
        default=None, validator=_optional(ReturnCurve, "a ReturnCurve or None")
    )
    cap: int | None = attrs.field(default=None, validator=whole_or_none)

    @property
    def added_by_waiting(self) -> Fraction | None:
        """
        How much more comes back than without any wait; None where wait or curve is not told.
        """
        if self.returns is None or self.wait is None:
            return None
        return self.returns.after(self.wait) - self.returns.after(0)


def _commission(value: Exact) -> Fraction:
    return exact("commission", value)


def _collaboration(value: object) -> Collaboration | None:
    return member_or_none("collaboration", value, Collaboration)


def _content(value: object) -> Content | None:
    return member_or_none("content", value, Content)


@final
@attrs.frozen(kw_only=True)
class DealTerms(Value):
    """
    What a creator is to get: a share of what is sold, and perhaps a fee for the slot (F14).

    Args:
        commission: The share of the price.
        slot_fee: What is paid however much is sold; None for nothing.
        collaboration: Whether the creator was invited; None where not known.
        content: What the fee is paid for; None where not known.
        on_approval: Whether the fee is paid only once the content is approved; None if not known.

    Raises:
        OutOfRangeError: If the commission is not from 0 to 1, or the fee is negative.
        FloatMoneyError: If the commission is a float.

    Examples:
        >>> terms = DealTerms(commission="0.15", slot_fee=Money("300.00", "USD"))
        >>> terms.commission
        Fraction(3, 20)
    """

    commission: Fraction = attrs.field(converter=_commission, validator=at_most_one)
    slot_fee: Money | None = attrs.field(default=None, validator=amount_or_none)
    collaboration: Collaboration | None = attrs.field(default=None, converter=_collaboration)
    content: Content | None = attrs.field(default=None, converter=_content)
    on_approval: bool | None = attrs.field(default=None, validator=yes_no_or_none)


def _text(_: object, field: attrs.Attribute[Any], value: object) -> None:
    check_text(field.name, value)


@final
@attrs.frozen(kw_only=True)
class TargetCollaboration(Value):
    """
    A collaboration to which creators were invited.

    Args:
        id: Its id.
        name: What the seller calls it.
        starts_at: When it begins; None where not told.
        ends_at: When it ends; None where not told.
        invited: How many creators were invited; None where not told.
        products: How many products it is about; None where not told.

    Raises:
        OutOfRangeError: If it ends before it begins.
    """

    id: str = attrs.field(validator=_text)
    name: str | None = None
    starts_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    ends_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    invited: int | None = attrs.field(default=None, validator=whole_or_none)
    products: int | None = attrs.field(default=None, validator=whole_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Check the name, and refuse an end before the beginning.
        """
        check_text("name", self.name, optional=True)
        if self.starts_at and self.ends_at and utc(self.ends_at) < utc(self.starts_at):
            raise OutOfRangeError("ends_at", self.ends_at.isoformat(), "no earlier than starts_at")
