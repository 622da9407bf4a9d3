"""
What can be said of the dispatch of one order: when, until when it is in time, and with what chance.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale import numerics
from tiktok_presale.rules import deadlines
from tiktok_presale.rules.planning.foresight.answers import Prospect
from tiktok_presale.rules.planning.foresight.arriving import Expected, last_of
from tiktok_presale.values.estimates import Estimate, Interval, as_share
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day, utc
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.vocabulary import Event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from tiktok_presale.facts.orders import Order
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.deadlines import Deadline, Deadlines
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Outlook", "chance_of", "finding_of", "likely_by", "outlook_of"]

_NOWHERE: Mapping[int, Fraction] = {}


class Outlook(NamedTuple):
    """
    What can be said of one order.

    Args:
        order: The order.
        prospect: What can be said of it.
        waits: The arrivals it waits for, as far as they are known; the number of all is *arrivals*.
        due: The deadline; None where none is known.
        last: The last day in time, as an ordinal.
        days: The chance of each day of dispatch; empty where nothing is known of them.
        reason: Why nothing can be said, or that nothing need be said.
        arrivals: The ids of all arrivals it waits for.
    """

    order: Order
    prospect: Prospect
    arrivals: tuple[str, ...] = ()
    waits: tuple[Expected, ...] = ()
    due: datetime | None = None
    last: int = 0
    days: Mapping[int, Fraction] = _NOWHERE
    reason: Finding | None = None

    def late(self, days: Mapping[int, Fraction] | None = None) -> Fraction:
        """
        The chance that it is late: as it is, or on other *days*.
        """
        given = self.days if days is None else days
        known = (chance for day, chance in given.items() if day > self.last)
        return Fraction(1) if self.prospect is Prospect.LATE else sum(known, Fraction(0))


def outlook_of(
    order: Order,
    arrivals: Sequence[str],
    known: Mapping[str, Expected],
    policy: Policy,
    calendar: BusinessCalendar | None,
    at: datetime,
) -> Outlook:
    """
    What can be said of one order that waits for some *arrivals*, of which some are *known*.
    """
    dues = deadlines.of(order, policy, calendar=calendar)
    duty = _duty(dues)
    if _settled(order, Event.DISPATCH if duty is None else duty.event, at):
        return Outlook(order, Prospect.SETTLED, tuple(arrivals))
    if duty is None or duty.due is None:
        return Outlook(order, Prospect.UNKNOWN, tuple(arrivals), reason=_no_deadline(order, dues))
    due, last = duty.due, local_day(duty.due, policy.zone).toordinal()
    today = local_day(at, policy.zone).toordinal()
    waits = tuple(known[one] for one in arrivals if one in known)
    told = Outlook(order, Prospect.OPEN, tuple(arrivals), waits, due, last)
    if waits and len(waits) == len(arrivals):
        told = told._replace(days=last_of(waits))
    elif today > last:
        # It is late whatever comes; what it costs is counted as of today, the least it can be.
        told = told._replace(days={today: Fraction(1)}, waits=())
    else:
        return told._replace(prospect=Prospect.UNKNOWN, reason=_no_estimate(order))
    return told._replace(prospect=Prospect.LATE) if today > last else told


def _duty(dues: Deadlines) -> Deadline | None:
    """
    The deadline that is missed first; where a market has none, the one that cancels the order.
    """
    for some in ((dues.dispatch, dues.collection), (dues.auto_cancel,)):
        dated = [(utc(one.due), n, one) for n, one in enumerate(some) if one.due is not None]
        if dated:
            return min(dated)[-1]
    return None


def _settled(order: Order, event: Event, at: datetime) -> bool:
    """
    Whether it cannot become late any more, or not through the seller.
    """
    cancelled = order.cancelled_at is not None and utc(order.cancelled_at) <= utc(at)
    free = order.held or not order.shipped_by_seller
    return cancelled or free or order.happened(event, by=at)


def _no_deadline(order: Order, dues: Deadlines) -> Finding:
    params = {"order": order.id}
    return Finding(
        Outcome.UNKNOWN, "breach.no_deadline", dues.dispatch.rule, None, None, params=params
    )


def _no_estimate(order: Order) -> Finding:
    remedies = (Remedy("tell_arrival", {"order": order.id}),)
    params = {"order": order.id}
    return Finding(Outcome.UNKNOWN, "breach.no_estimate", "", None, None, remedies, params=params)


def chance_of(outlook: Outlook, level: float) -> Estimate | None:
    """
    The chance that an order is late, with its interval.

    Of several arrivals each has its own interval, so sure that all of them hold together at the
    level (Bonferroni); an order is late if any of them is.
    """
    if outlook.prospect is Prospect.UNKNOWN:
        return None
    if outlook.prospect is not Prospect.OPEN:
        sure = 1.0 if outlook.prospect is Prospect.LATE else 0.0
        return Estimate(sure, Interval(sure, sure, level), samples=0, method="certain")
    each = 1 - (1 - level) / len(outlook.waits)
    low = high = 1.0
    for one in outlook.waits:
        left, right = _interval(one, outlook.last, each)
        low, high = low * (1 - left), high * (1 - right)
    seen = [one.samples for one in outlook.waits if one.samples]
    method = "clopper_pearson" if seen else "given"
    chance = float(outlook.late())
    # Products round differently from sums; the interval holds what it is an interval of.
    ends = Interval(min(1 - low, chance), max(1 - high, chance), level)
    return Estimate(chance, ends, samples=min(seen, default=0), method=method)


def _interval(one: Expected, last: int, level: float) -> tuple[float, float]:
    late = one.later_than(last)
    if not one.samples:
        return float(late), float(late)
    return numerics.proportions.exact_interval(int(late * one.samples), one.samples, level)


def likely_by(outlook: Outlook, level: float) -> int | None:
    """
    The first day by which it can be dispatched with a chance of at least *level*.
    """
    by = Fraction(0)
    for day in sorted(outlook.days):
        by += outlook.days[day]
        if by >= Fraction(str(level)):
            return day
    return None


def finding_of(
    outlook: Outlook, chance: Estimate | None, likely: date | None, notify: float
) -> Finding:
    """
    The reason: late already, likely late so that the buyer should hear of it, in time, or unknown.
    """
    order = outlook.order.id
    if outlook.reason is not None or chance is None:
        return outlook.reason or _no_estimate(outlook.order)
    params = {"order": order, "due": outlook.due, "likely": likely}
    limit = Range.below(as_share(notify), unit="share")
    if outlook.prospect is Prospect.SETTLED:
        return Finding(Outcome.PASS, "breach.settled", "", None, None, params={"order": order})
    remedies = tuple[Remedy, ...]()
    if likely is not None and chance.value >= notify:
        remedies = (Remedy("notice_of_delay", {"order": order, "on": likely}),)
    share = as_share(chance.value)
    if outlook.prospect is Prospect.LATE:
        return Finding(Outcome.FAIL, "breach.late", "", share, limit, remedies, params=params)
    outcome = Outcome.ADVICE if chance.value >= notify else Outcome.PASS
    return Finding(outcome, "breach.chance", "", share, limit, remedies, params=params)
