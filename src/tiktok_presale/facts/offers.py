"""
One SKU put on presale: its price, plan, promise, sale period, limits, audience, badge and notice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.audience_algebra import check_audience
from tiktok_presale.facts.audiences import Audience
from tiktok_presale.facts.boxes import BlindBox
from tiktok_presale.facts.early_access import EarlyAccess
from tiktok_presale.facts.limits import EACH, Limit, Scope
from tiktok_presale.facts.plans import PaymentPlan
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.checks import check_int, check_text, check_yes_no, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.money import Money
from tiktok_presale.values.periods import Period
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Offer"]

_UNITS = ("cap", "per_buyer", "goal")


def _limits(value: object) -> tuple[Limit, ...]:
    given = cast("Iterable[object]", value) if isinstance(value, Iterable) else (value,)
    limits: list[Limit] = []
    for limit in given:
        if not isinstance(limit, Limit):
            raise WrongTypeError("limits", "several Limit(scope, units)", type(limit).__name__)
        limits.append(limit)
    return tuple(limits)


@final
@attrs.frozen(kw_only=True)
class Offer(Value):
    """
    An offer as its seller plans it; what is left out counts as unknown, never as good.

    An offer is a plan: nothing in it says whether it is allowed (`offers.check`), or in which state
    it is (`offers.state`). Change it with `attrs.evolve`; orders keep the terms they were placed
    under.

    Args:
        id: The offer's id.
        sku: What is sold.
        price: The price of one unit.
        plan: How one unit is paid.
        promise: When it will be dispatched.
        sale: From when until when it is sold.
        kind: How the goods come about.
        category: The goods category, as the market's pack names it.
        cap: The most units that are sold in all; None where nobody says.
        per_buyer: The most units that one buyer gets, over all orders.
        limits: Further limits, by market, channel, SKU or wave; `all_limits` is what a capacity
            ledger starts from.
        goal: The least units for the presale to take place at all; all or nothing.
        audience: Who may buy: an audience, or audiences with the instants from which they may.
        badge: Whether the product page carries the presale badge (F2).
        notice: The notice on the product page (F9).
        box: The blind box, where the goods are drawn.
        coupons: Whether coupons can be used on the deposit.

    Raises:
        OutOfRangeError: If a number of units is below 1, the price is nothing, or the goal lies
            above the cap.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import CalendarDays
        >>> offer = Offer(id="of1", sku="hoodie", price=Money("39.90", "USD"),
        ...               plan=PaymentPlan.full(), promise=ShipWithin(CalendarDays(10)),
        ...               sale=Period(datetime(2026, 1, 1, tzinfo=UTC),
        ...                           datetime(2026, 1, 9, tzinfo=UTC)), cap=500)
        >>> offer.badge is None
        True
    """

    id: str
    sku: str
    price: Money = attrs.field(validator=instance("Money", Money))
    plan: PaymentPlan = attrs.field(validator=instance("a PaymentPlan", PaymentPlan))
    promise: Promise = attrs.field(
        validator=instance("ShipWithin or ReleaseOn", ShipWithin, ReleaseOn)
    )
    sale: Period = attrs.field(validator=instance("a Period", Period))
    kind: OrderKind = attrs.field(
        default=OrderKind.PRE_ORDER, validator=instance("an OrderKind", OrderKind)
    )
    category: str | None = None
    cap: int | None = None
    per_buyer: int | None = None
    limits: tuple[Limit, ...] = attrs.field(default=(), converter=_limits)
    goal: int | None = None
    audience: Audience | EarlyAccess | None = None
    badge: bool | None = None
    notice: str | None = None
    box: BlindBox | None = attrs.field(
        default=None, validator=instance("a BlindBox", BlindBox, type(None))
    )
    coupons: bool | None = None

    def __attrs_post_init__(self) -> None:
        """
        Check every field once, and that they fit together.
        """
        for name in ("id", "sku"):
            check_text(name, getattr(self, name))
        for name in ("category", "notice"):
            check_text(name, getattr(self, name), optional=True)
        for name in ("badge", "coupons"):
            check_yes_no(name, getattr(self, name))
        for name in _UNITS:
            if getattr(self, name) is not None:
                check_int(name, getattr(self, name), minimum=1)
        if self.price.minor <= 0:
            raise OutOfRangeError("price", str(self.price), "above zero")
        if not isinstance(self.audience, EarlyAccess | None):
            check_audience("audience", self.audience)
        scopes = [limit.scope for limit in self.all_limits]
        if len(set(scopes)) != len(scopes):
            raise OutOfRangeError("limits", "two for one scope", "one limit for each scope")
        if self.cap is not None and self.goal is not None and self.goal > self.cap:
            raise OutOfRangeError("goal", str(self.goal), f"at most the cap, {self.cap}")

    @property
    def all_limits(self) -> tuple[Limit, ...]:
        """
        The cap, the limit of each buyer and the further limits, as a ledger takes them.
        """
        own = () if self.cap is None else (Limit(Scope(), self.cap),)
        each = () if self.per_buyer is None else (Limit(Scope(buyer=EACH), self.per_buyer),)
        return (*own, *each, *self.limits)

    @property
    def release(self) -> date | None:
        """
        The release date, where the promise names one.
        """
        return self.promise.on if isinstance(self.promise, ReleaseOn) else None
