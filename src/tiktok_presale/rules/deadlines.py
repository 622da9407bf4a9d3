"""
When is this order due?
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.orders import Order
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.counting import Counting
from tiktok_presale.rules.delivered import DeliveredFirst
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.instants import utc
from tiktok_presale.values.sources import Source
from tiktok_presale.values.vocabulary import DeadlineName, Event

if TYPE_CHECKING:
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import DeadlineTerm
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Deadline", "Deadlines", "of"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__


_SECOND = timedelta(seconds=1)

# What satisfies a deadline that only the platform sent, without any figure of ours.
EVENTS = {
    DeadlineName.DISPATCH: Event.DISPATCH,
    DeadlineName.COLLECTION: Event.COLLECTION,
    DeadlineName.AUTO_CANCEL: Event.DISPATCH,
    DeadlineName.AUTO_CANCEL_UNCOLLECTED: Event.COLLECTION,
    DeadlineName.DELIVERY: Event.DELIVERY,
}


@final
@attrs.frozen(kw_only=True)
class Deadline(DeliveredFirst, Value):
    """
    One deadline of one order: what the rules say, what the platform said, and which of them counts.

    Args:
        name: Which deadline it is.
        event: What must have happened by then.
        computed: What the policy gives, in the market's zone; None where it gives nothing.
        delivered: What the platform sent with the order, in the market's zone.
        rule: The dotted path of the figure.
        source: Where the figure comes from.
        missing: Why nothing could be computed, where that is so.
    """

    name: DeadlineName
    event: Event
    computed: datetime | None = None
    delivered: datetime | None = None
    rule: str
    source: Source | None = None
    missing: Finding | None = None

    def met_at(self, instant: datetime) -> bool:
        """
        Whether something that happened at *instant* was in time.

        The due second counts in full: a parcel handed over at 23:59:59.5 is in time.
        """
        return self.due is None or utc(instant) < utc(self.due) + _SECOND


@final
@attrs.frozen(kw_only=True)
class Deadlines(Value):
    """
    All deadlines of one order under one edition.
    """

    order_id: str
    edition: str
    dispatch: Deadline
    collection: Deadline
    auto_cancel: Deadline
    auto_cancel_uncollected: Deadline
    delivery: Deadline

    def get(self, name: DeadlineName) -> Deadline:
        """
        The deadline of that name.
        """
        found: Deadline = getattr(self, DeadlineName(name).value)
        return found

    def all(self) -> tuple[Deadline, ...]:
        """
        All five, in the order in which they fall due.
        """
        return (
            self.dispatch,
            self.collection,
            self.auto_cancel,
            self.auto_cancel_uncollected,
            self.delivery,
        )


def of(order: Order, policy: Policy, *, calendar: BusinessCalendar | None = None) -> Deadlines:
    """
    The deadlines of an order: late dispatch, collection, the two auto-cancels and delivery.

    Deadlines that the platform sent win over computed ones, and both are kept. Where nothing can be
    computed (no figure, no anchor yet, holidays not known), `missing` says why.

    Args:
        order: The order.
        policy: The rules in force when it was placed.
        calendar: A business calendar to use instead of the market's own.

    Raises:
        WrongTypeError: If *order* is no order.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import CalendarDays, Money, OrderKind, Policy, ShipWithin
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> order = Order(id="o1", kind=OrderKind.PRE_ORDER, total=Money("899.00", "THB"),
        ...               placed_at=datetime(2026, 1, 1, 9, tzinfo=ZoneInfo("Asia/Bangkok")),
        ...               promise=ShipWithin(CalendarDays(15)))
        >>> print(of(order, th).dispatch.due)
        2026-01-16 23:59:59+07:00
    """
    check_kind("order", order, Order, "an Order")
    check_policy(policy)
    counting = Counting(order, policy, calendar)
    return Deadlines(
        order_id=order.id,
        edition=policy.edition,
        **{
            name.value: _deadline(order, policy, counting, name, rule, figure)
            for name, rule, figure in policy.deadline_figures(order.kind)
        },
    )


def _deadline(
    order: Order,
    policy: Policy,
    counting: Counting,
    name: DeadlineName,
    rule: str,
    figure: Figure | None,
) -> Deadline:
    """
    One deadline, computed and delivered.
    """
    term = None if figure is None else cast("DeadlineTerm", figure.value)
    delivered = order.delivered.get(name)
    computed, missing = counting.computed(term, name, rule)
    return Deadline(
        name=name,
        # The platform's own deadline is about the event that its field names, whatever our
        # figure looks at: the US pack counts the scan, the delivered ship-by time the label.
        event=EVENTS[name] if term is None or delivered is not None else term.event,
        computed=computed,
        delivered=None if delivered is None else delivered.astimezone(policy.zone),
        rule=rule,
        source=None if figure is None else figure.source,
        missing=missing,
    )
