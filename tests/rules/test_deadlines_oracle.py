"""
Deadlines against a second implementation: numpy's business days, and plain date arithmetic.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.making import an_order, own_policy
from tiktok_presale import (
    BusinessDays,
    DeliveredDeadlines,
    Hours,
    OrderKind,
    ReleaseOn,
    ShipWithin,
    deadlines,
)
from tiktok_presale.strategies import dates, instants, judged_orders

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


def last_second(day, zone, ends):
    """
    The last second of a local day, found by halving the hours around midnight.

    Or, where a day ends earlier, the second at which clocks there show that time.
    """
    if (ends.hour, ends.minute, ends.second) != (23, 59, 59):
        return datetime(
            day.year, day.month, day.day, ends.hour, ends.minute, ends.second, tzinfo=zone
        ).timestamp()
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    inside, outside = int(noon.timestamp()), int(noon.timestamp()) + 36 * 3600
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if datetime.fromtimestamp(middle, zone).date() <= day:
            inside = middle
        else:
            outside = middle
    return inside


def first_second(day, zone):
    """
    The first second of a local day: the one after the last of the day before.
    """
    return last_second(day - timedelta(days=1), zone, time(23, 59, 59)) + 1


def anchored(order, term, policy):
    """
    The second at which the clock of a term starts.
    """
    if term.anchor == "release":
        if not isinstance(order.promise, ReleaseOn):
            raise NotKnownError
        own = order.promise.zone or term.zone or policy.pack.zone
        return first_second(order.promise.on, ZoneInfo(own))
    if term.anchor == "dispatch_deadline":
        # The platform's own dispatch deadline wins over ours, and carries what hangs on it.
        if order.delivered.dispatch is not None:
            return order.delivered.dispatch.timestamp()
        computed = second_opinion(order, "dispatch", policy)
        if computed is None:
            raise NotKnownError
        return computed
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
        start = anchored(order, term, policy)
        if isinstance(term.add, Hours):
            return start + 3600 * term.add.count
        return not_over(due_day(order, name, policy), start, term, policy)
    except NotKnownError:
        return None


def not_over(day, start, term, policy):
    """
    The end of a due day; of the next counted day where it was over when the clock started.

    The due second counts in full.
    """
    zone = ZoneInfo(term.zone or policy.pack.zone)
    due = last_second(day, zone, term.ends)
    if start < due + 1:
        return due
    return last_second(counted(day, type(term.add), 1, policy.market), zone, term.ends)


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


ENDS = ["00:00", "00:00:01", "01:30", "12:00", "14:00", "23:59", "23:59:59"]
ZONES = ["UTC", "America/Los_Angeles", "America/Santiago", "Pacific/Kiritimati"]


@st.composite
def early_ends(draw):
    """
    An order, and a policy of two deadlines that end at any hour in any zone, one on the other.
    """

    def term(anchor):
        ends, zone = draw(st.sampled_from(ENDS)), draw(st.sampled_from(ZONES))
        days = draw(st.integers(0, 2))
        return (
            f'{{ event = "dispatch", anchor = "{anchor}", days = {days},'
            f' unit = "calendar_days", ends = "{ends}", zone = "{zone}" }}'
        )

    anchor = draw(st.sampled_from(["placed", "release"]))
    figures = {
        "deadlines.custom.dispatch": term(anchor),
        "deadlines.custom.auto_cancel": term("dispatch_deadline"),
    }
    near = st.builds(
        lambda day, clock, zone, halves: (
            datetime.combine(day, time.fromisoformat(clock), tzinfo=ZoneInfo(zone)).astimezone(UTC)
            + timedelta(seconds=halves / 2)
        ),
        dates(),
        st.sampled_from(ENDS),
        st.sampled_from(ZONES),
        st.integers(-3, 3),
    )
    placed = draw(near | instants())
    order = an_order(
        kind=OrderKind.CUSTOM,
        placed_at=placed,
        promise=ReleaseOn(draw(dates()), draw(st.none() | st.sampled_from(ZONES))),
        delivered=DeliveredDeadlines(dispatch=draw(st.none() | near)),
    )
    return order, own_policy(figures, zone=draw(st.sampled_from(ZONES)))


class TestEarlyEnds:
    """
    A day that had ended when the clock started is not the due day; the next counted one is.
    """

    @settings(max_examples=2 * settings.default.max_examples)
    @given(early_ends())
    def test_any_hour(self, case):
        """
        At any hour, in any zone, from an order, a release or a dispatch deadline of either side.
        """
        order, policy = case
        found = deadlines.of(order, policy)

        for due in (found.dispatch, found.auto_cancel):
            assert second_opinion(order, due.name, policy) == due.computed.timestamp(), due.rule

    @settings(max_examples=2 * settings.default.max_examples)
    @given(early_ends())
    def test_not_before_the_anchor(self, case):
        """
        No due second is over when its clock starts, and none is later than it need be.
        """
        order, policy = case

        for name in ("dispatch", "auto_cancel"):
            term = policy.deadline(order.kind, name)
            due = deadlines.of(order, policy).get(name).computed.timestamp()
            start = anchored(order, term, policy)

            assert start < due + 1
            assert due < start + 86_400 * (term.add.count + 3)
