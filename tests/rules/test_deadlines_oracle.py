"""
Deadlines against a second implementation: numpy's business days, and plain date arithmetic.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings

from tiktok_presale import BusinessDays, Hours, ReleaseOn, ShipWithin, deadlines
from tiktok_presale.strategies import judged_orders

np = pytest.importorskip("numpy")

# Working weeks and the years in which holidays are known, written out again.
FEDERAL = sorted(holidays.US(years=range(2021, 2036)))
VIETNAM = [
    *("2024-01-01", "2024-02-08", "2024-02-09", "2024-02-10", "2024-02-12", "2024-02-13"),
    *("2024-02-14", "2024-04-18", "2024-04-29", "2024-04-30", "2024-05-01", "2024-09-02"),
    *("2024-09-03", "2025-01-01", "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30"),
    *("2025-01-31", "2025-02-01", "2025-04-07", "2025-04-30", "2025-05-01", "2025-05-02"),
    *("2025-09-01", "2025-09-02", "2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18"),
    *("2026-02-19", "2026-02-20", "2026-04-27", "2026-04-30", "2026-05-01", "2026-08-31"),
    *("2026-09-01", "2026-09-02", "2026-11-24"),
]
CALENDARS = {
    "us": (np.busdaycalendar("1111100", FEDERAL), 2035),
    "vn": (np.busdaycalendar("1111110", VIETNAM), 2026),
}


class NotKnownError(Exception):
    """
    The second implementation cannot tell either.
    """


def counted(day, kind, count, market):
    """
    The day that lies *count* days of a kind after *day*.
    """
    if kind is not BusinessDays:
        return day + timedelta(days=count)
    if market not in CALENDARS:
        raise NotKnownError
    calendar, last = CALENDARS[market]
    roll = "backward" if count else "forward"
    found = np.busday_offset(day, count, roll=roll, busdaycal=calendar).astype(date)
    if found.year > last or day.year > last:
        raise NotKnownError
    return found


def last_second(day, zone):
    """
    The last second of a local day, found by halving the hours around midnight.
    """
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    inside, outside = int(noon.timestamp()), int(noon.timestamp()) + 36 * 3600
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if datetime.fromtimestamp(middle, zone).date() <= day:
            inside = middle
        else:
            outside = middle
    return inside


def anchored(order, term, policy):
    """
    The second at which the clock of a term starts.
    """
    if term.anchor == "awaiting_shipment" and order.awaiting_shipment_at is None:
        hold = policy.find("deadlines.pending_hold")
        if hold is None:
            raise NotKnownError
        return order.placed_at.timestamp() + 3600 * hold.value.count
    times = {
        "placed": order.placed_at,
        "paid": order.paid_at,
        "balance_paid": order.balance_paid_at,
        "awaiting_shipment": order.awaiting_shipment_at,
    }
    if times[term.anchor] is None:
        raise NotKnownError
    return times[term.anchor].timestamp()


def due_day(order, name, policy):
    """
    The day of a deadline that is counted in days.
    """
    term, market = policy.deadline(order.kind, name), policy.market
    zone = ZoneInfo(term.zone or policy.pack.zone)
    if term.anchor == "release":
        if not isinstance(order.promise, ReleaseOn):
            raise NotKnownError
        day = order.promise.on
    elif term.anchor == "dispatch_deadline":
        try:
            day = due_day(order, "dispatch", policy)
        except NotKnownError:
            if order.delivered.dispatch is None:
                raise
            day = order.delivered.dispatch.astimezone(zone).date()
    else:
        start = datetime.fromtimestamp(anchored(order, term, policy), zone)
        day = start.date()
        if term.cut_off is not None:
            first = counted(day, BusinessDays, 0, market)
            late = first == day and start.time() >= term.cut_off
            day = counted(day, BusinessDays, 1, market) if late else first
    if term.promise:
        if not isinstance(order.promise, ShipWithin):
            raise NotKnownError
        promised = order.promise.days
        day = counted(day, type(promised), promised.count, market)
    if term.add.count or not term.promise:
        day = counted(day, type(term.add), term.add.count, market)
    return day


def second_opinion(order, name, policy):
    """
    The deadline in seconds since 1970, or None where it cannot be told.
    """
    term = policy.deadline(order.kind, name)
    if term is None:
        return None
    try:
        if isinstance(term.add, Hours):
            return anchored(order, term, policy) + 3600 * term.add.count
        return last_second(due_day(order, name, policy), ZoneInfo(term.zone or policy.pack.zone))
    except NotKnownError:
        return None


class TestEveryMarket:
    """
    Every deadline of every edition equals what a second implementation gives.
    """

    @settings(max_examples=2 * settings.default.max_examples)
    @given(judged_orders())
    def test_all_markets(self, judged):
        """
        Orders of all kinds, placed at awkward instants.
        """
        order, policy = judged

        for due in deadlines.of(order, policy).all():
            expected = second_opinion(order, due.name, policy)
            found = None if due.computed is None else due.computed.timestamp()

            assert expected == found, due.rule

    @settings(max_examples=2 * settings.default.max_examples)
    @given(judged_orders(["us", "vn"]))
    def test_business_days(self, judged):
        """
        The two markets whose deadlines are counted in business days, more often.
        """
        order, policy = judged

        for due in deadlines.of(order, policy).all():
            expected = second_opinion(order, due.name, policy)
            found = None if due.computed is None else due.computed.astimezone(UTC).timestamp()

            assert expected == found, due.rule
