"""
What does lateness cost? `assess` one order, or make a `statement` over many.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.rules.arguments import check_calendar, check_policy, check_promise, check_shop
from tiktok_presale.rules.assessment import assess
from tiktok_presale.rules.charges import Bill, Charge
from tiktok_presale.rules.statement import Statement, statement
from tiktok_presale.rules.states import Assessment, State
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_kind, check_text
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.compiled.orders import Assessor

__all__ = [
    "Assessment",
    "Bill",
    "Charge",
    "State",
    "Statement",
    "assess",
    "compiled",
    "statement",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__


_DAY = timedelta(hours=24)


def compiled(  # noqa: PLR0913 - what an answer depends on, each by its name
    policy: Policy,
    *,
    kind: OrderKind,
    first: date,
    last: date,
    promise: Promise | None = None,
    region: str | None = None,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    soon: timedelta = _DAY,
) -> Assessor:
    """
    The deadlines and charges of a policy, compiled once for order after order.

    Its `assess(order, at=at)` gives what `assess` gives, far sooner; what an assessment says beyond
    state, lateness and charges is made when it is first read. Keep what this returns.

    Args:
        policy: The rules in force when the orders were placed.
        kind: The kind of order.
        first: The first day on which the clocks of the orders start.
        last: The last day of them; for orders outside, the rule itself is asked.
        promise: What the seller promised.
        region: The region that orders ship from, where the working week depends on it.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.
        soon: How long before its deadline an order counts as due soon.

    Raises:
        OutOfRangeError: If *last* lies before *first*, or a day outside 1900 to 2299.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import CalendarDays, Money, Order, OrderKind, Policy, ShipWithin
        >>> bangkok, promise = ZoneInfo("Asia/Bangkok"), ShipWithin(CalendarDays(15))
        >>> assessor = compiled(Policy.in_force("th", on=date(2026, 1, 2)), promise=promise,
        ...                     kind=OrderKind.PRE_ORDER,
        ...                     first=date(2026, 1, 1), last=date(2026, 12, 31))
        >>> order = Order(id="o1", kind=OrderKind.PRE_ORDER, total=Money("899.00", "THB"),
        ...               placed_at=datetime(2026, 1, 1, 9, tzinfo=bangkok), promise=promise)
        >>> late = assessor.assess(order, at=datetime(2026, 1, 20, tzinfo=bangkok))
        >>> late.state.value, str(late.due), str(late.exposure)
        ('cancellable', '2026-01-16 23:59:59+07:00', '899.00 THB')
    """
    from tiktok_presale.rules.compiled.orders import Assessor  # noqa: PLC0415 - one order needs none
    from tiktok_presale.rules.deadline_tables.tables import check_span  # noqa: PLC0415 - the same

    check_policy(policy)
    check_shop(shop)
    check_kind("kind", kind, OrderKind, "an OrderKind")
    check_kind("soon", soon, timedelta, "a timedelta")
    check_text("region", region, optional=True)
    if promise is not None:
        check_promise(promise)
    check_calendar(calendar)
    check_span(first, last)
    return Assessor(
        policy=policy,
        kind=kind,
        promise=promise,
        region=region,
        shop=shop,
        calendar=calendar,
        soon=soon,
        first=first,
        last=last,
    )
