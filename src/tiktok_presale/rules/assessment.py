"""
One order at one instant: where it stands, what lateness has cost, what a cancellation would cost.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from tiktok_presale.facts.metrics import lies_in
from tiktok_presale.facts.orders import Order, Party, Stage
from tiktok_presale.facts.shops import metric_of
from tiktok_presale.rules import deadlines
from tiktok_presale.rules.arguments import check_shop
from tiktok_presale.rules.charges import Bill, Charge, amount_of, charge_of
from tiktok_presale.rules.deadlines import Deadline, Deadlines
from tiktok_presale.rules.states import Assessment, State
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import Base, Event, Payee, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import ChargeTerm

__all__ = ["assess"]

_DAY = timedelta(hours=24)
_SECOND = timedelta(seconds=1)
_NOT_LATE = timedelta(0)
_NO_BILL = Bill()
# When an event happened, whether it did at a time that nobody told, and whether it is done by now.
_Seen: TypeAlias = tuple[datetime | None, bool, bool]
_NOTHING_YET: dict[Event, _Seen] = dict.fromkeys(Event, (None, False, False))


def assess(
    order: Order,
    policy: Policy,
    *,
    at: datetime,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    soon: timedelta = _DAY,
) -> Assessment:
    """
    Where an order stands at an instant, and what its lateness costs.

    What happens after *at* has not happened yet. As *at* moves on, charges and lateness never fall,
    and the state never goes back from one event of the order to the next.

    Args:
        order: The order.
        policy: The rules in force when it was placed.
        at: The instant for which it is asked.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.
        soon: How long before its deadline an order counts as due soon.

    Raises:
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import CalendarDays, Money, OrderKind, Policy, ShipWithin
        >>> bangkok = ZoneInfo("Asia/Bangkok")
        >>> order = Order(id="o1", kind=OrderKind.PRE_ORDER, total=Money("899.00", "THB"),
        ...               placed_at=datetime(2026, 1, 1, 9, tzinfo=bangkok),
        ...               promise=ShipWithin(CalendarDays(15)))
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> late = assess(order, th, at=datetime(2026, 1, 20, tzinfo=bangkok))
        >>> late.state.value, str(late.exposure)
        ('cancellable', '899.00 THB')
    """
    check_shop(shop)
    check_aware("at", at)
    return _Assessing(
        order, policy, at, shop, deadlines.of(order, policy, calendar=calendar)
    ).result(soon)


class _Assessing:
    """
    One order at one instant, with what is known of its shop.
    """

    def __init__(
        self, order: Order, policy: Policy, at: datetime, shop: Shop | None, dues: Deadlines
    ) -> None:
        self.order, self.policy, self.at, self.shop, self.dues = order, policy, at, shop, dues
        self.now = utc(at)
        cancelled = order.cancelled_at
        self.cancelled = cancelled is not None and utc(cancelled) <= self.now
        # Nothing can become late once an order is cancelled.
        self.seen = utc(cancelled) if cancelled is not None and self.cancelled else self.now
        self.events = _seen(order, at)
        self.duties = self._duties()
        # What the seller cannot ship, the seller cannot be late with.
        self.free = order.held or not order.shipped_by_seller

    def result(self, soon: timedelta) -> Assessment:
        """
        Everything that can be said about the order.
        """
        late_by = max((self._late_by(due) for due in self.duties), default=_NOT_LATE)
        state, following = self._state(soon)
        charges, contingent, unknown = self._charges(self._missed())
        cancelling, may_cancel, unsure = self._charges({Trigger.CANCELLED: late_by})
        exposed = self._exposed(state, late_by)
        if state is State.CANCELLED and exposed:
            charges, contingent = charges + cancelling, contingent + may_cancel
            cancelling = may_cancel = _NO_BILL
        return Assessment(
            order_id=self.order.id,
            kind=self.order.kind,
            edition=self.policy.edition,
            at=self.at,
            state=state,
            deadlines=self.dues,
            next=following,
            late_by=late_by,
            counts=late_by > _NOT_LATE or self._dispatched(),
            charges=charges,
            contingent=contingent,
            exposure=self._refund() + charges + cancelling if exposed else _NO_BILL,
            service_fee=self._service_fee(),
            findings=(
                *unknown,
                *unsure,
                *self._other_edition(),
                *self._untold(),
                *self._unknown_fee(),
                *self._late_delivery(),
            ),
        )

    def _duties(self) -> tuple[Deadline, ...]:
        """
        The deadlines whose missing makes an order late.

        Where a market has none of its own, an order that may be cancelled for want of dispatch is
        late with it.
        """
        dues = self.dues
        own = tuple(due for due in (dues.dispatch, dues.collection) if due.due is not None)
        return own or (() if dues.auto_cancel.due is None else (dues.auto_cancel,))

    def _done(self, event: Event) -> bool:
        """
        Whether an event has happened; one that happened at a time nobody told counts as done.
        """
        _, untold, done = self.events[event]
        return untold or done

    def _dispatched(self) -> bool:
        return not self.free and any(self._done(due.event) for due in self.duties)

    def _late_by(self, deadline: Deadline) -> timedelta:
        """
        By how much one deadline was missed, as far as can be seen by now.
        """
        happened, untold, _ = self.events[deadline.event]
        due = deadline.due
        if self.free or untold or due is None:
            return _NOT_LATE  # an unknown time is no proof of lateness
        until = self.seen if happened is None or happened > self.seen else happened
        due = utc(due)
        return _NOT_LATE if until < due + _SECOND else until - due

    def _state(self, soon: timedelta) -> tuple[State, Deadline | None]:
        if self.cancelled:
            return State.CANCELLED, None
        if self.free:
            return (State.NOT_DUE if self.order.held else State.UNKNOWN), None
        open_cancels = [
            due
            for due in (self.dues.auto_cancel, self.dues.auto_cancel_uncollected)
            if due.due is not None and not self._done(due.event)
        ]
        for due in open_cancels:
            if not due.met_at(self.at):
                return State.CANCELLABLE, due
        # Once dispatched and collected in time, what is left is what may still cancel the order.
        left = [due for due in self.duties if not self._done(due.event)] or open_cancels
        ahead = sorted(left, key=lambda due: utc(due.due or self.at))
        if not ahead:
            return self._nothing_open(), None
        first = ahead[0]
        if not first.met_at(self.at):
            return State.LATE, first
        remaining = utc(first.due or self.at) - utc(self.at)
        return (State.DUE_SOON if remaining <= soon else State.NOT_DUE), first

    def _nothing_open(self) -> State:
        """
        The state of an order with no open deadline: done, or none known.

        A delivery deadline alone does not tell whether the seller has done their part.
        """
        known = any(due.due is not None for due in self.dues.all() if due is not self.dues.delivery)
        return State.MET if known or self._done(Event.DISPATCH) else State.UNKNOWN

    def _exposed(self, state: State, late_by: timedelta) -> bool:
        """
        Whether the buyer's money is at stake through lateness.

        An order that is done is not. One that is cancelled was lost to lateness if the platform or
        the seller cancelled it once it was late; what a buyer cancels was the buyer's wish.
        """
        if state is State.CANCELLED:
            return self.order.cancelled_by is not Party.BUYER and late_by > _NOT_LATE
        return state is not State.MET and not self.free

    def _missed(self) -> dict[Trigger, timedelta]:
        found = {
            Trigger.LATE: self._late_by(self.dues.dispatch),
            Trigger.LATE_COLLECTION: self._late_by(self.dues.collection),
        }
        return {trigger: late_by for trigger, late_by in found.items() if late_by}

    def _charges(self, missed: dict[Trigger, timedelta]) -> tuple[Bill, Bill, tuple[Finding, ...]]:
        """
        Charges that are due, those that hang on a metric nobody gave, and which metrics those are.
        """
        if not missed:
            return _NO_BILL, _NO_BILL, ()
        due: list[Charge] = []
        contingent: list[Charge] = []
        unknown: list[Finding] = []
        for path, term in self.policy.charges.items():
            if term.trigger not in missed or (term.kinds and self.order.kind not in term.kinds):
                continue
            amount = amount_of(term, self.order, missed[term.trigger])
            if not amount:
                continue
            source = self.policy.source(path)
            code = path.rpartition(".")[2]
            charge = charge_of(code, path, amount, term.payee, source, self.order)
            known = holds(term, self.shop)
            if known is None and term.when is not None:
                contingent.append(charge)
                limit, params = term.when.holds_in, {"name": term.when.metric}
                unknown.append(
                    Finding(Outcome.UNKNOWN, "charge.metric", path, None, limit, (), source, params)
                )
            elif known:
                due.append(charge)
        return Bill(tuple(due)), Bill(tuple(contingent)), tuple(unknown)

    def _refund(self) -> Bill:
        """
        The buyer's own money, which goes back in full when a late order is cancelled.

        Where nothing was paid, as with cash on delivery, it is the sale that is lost.
        """
        if not self.order.total:
            return _NO_BILL
        if self.order.paid is False:
            sale = Charge("sale", "order.total", self.order.total, Payee.BUYER, None, self.order.id)
            return Bill((sale,))
        figure = self.policy.find("overdue.refund")
        source = None if figure is None else figure.source
        return Bill(
            (
                Charge(
                    "refund", "overdue.refund", self.order.total, Payee.BUYER, source, self.order.id
                ),
            )
        )

    def _service_fee(self) -> Money | None:
        fee = self.policy.service_fee
        if fee is None or (fee.kinds and self.order.kind not in fee.kinds):
            return None
        if self.cancelled and not fee.charged_on_cancelled:
            return None
        base = self.order.total if fee.base is Base.ORDER else self.order.goods
        return base.times(fee.rate, rounding=fee.rounding)

    def _other_edition(self) -> Iterator[Finding]:
        """
        That the order was placed while other rules were in force than those it is judged by.
        """
        placed = self.policy.pack.day(self.order.placed_at)
        first, last = self.policy.span
        if not first <= placed <= last and self.policy.pack.orders_judged == "placed":
            yield Finding(
                Outcome.ADVICE, "edition", "orders_judged", placed, None, (), None, {"since": first}
            )

    def _untold(self) -> Iterator[Finding]:
        """
        That something happened at a time nobody told, so that its lateness cannot be judged.
        """
        for due in self.duties:
            if self.events[due.event][1] and not self.free:
                params = {"name": due.event.value}
                yield Finding(Outcome.UNKNOWN, "untold", due.rule, None, due.due, (), None, params)

    def _unknown_fee(self) -> Iterator[Finding]:
        """
        A fee of which no source says whether cancelled orders pay it.
        """
        fee, figure = self.policy.service_fee, self.policy.find("overdue.service_fee")
        if self.cancelled and fee is not None and figure and fee.charged_on_cancelled is None:
            yield Finding(
                Outcome.UNKNOWN, "service_fee", figure.path, None, fee.rate, (), figure.source
            )

    def _late_delivery(self) -> Iterator[Finding]:
        due = self.dues.delivery
        if due.due is None or self.cancelled or self.free or self.events[Event.DELIVERY][1]:
            return
        happened = self.order.time_of(Event.DELIVERY)
        until = self.at if happened is None or utc(happened) > self.now else happened
        if not due.met_at(until):
            yield Finding(Outcome.ADVICE, "delivery.late", due.rule, until, due.due, (), due.source)


def _seen(order: Order, at: datetime) -> dict[Event, _Seen]:
    """
    What is known of each event, in UTC.
    """
    told = order.dispatched_at or order.collected_at or order.delivered_at
    if told is None and order.stage is Stage.PLACED:
        return _NOTHING_YET
    times = {event: order.time_of(event) for event in Event}
    return {
        event: (
            None if time is None else utc(time),
            order.untold(event),
            order.happened(event, by=at),
        )
        for event, time in times.items()
    }


def holds(term: ChargeTerm, shop: Shop | None) -> bool | None:
    """
    Whether the condition of a charge holds; None where its metric is not known.
    """
    if term.when is None:
        return True
    metric = metric_of(shop, term.when.metric)
    return None if metric is None else lies_in(metric, term.when.holds_in)
