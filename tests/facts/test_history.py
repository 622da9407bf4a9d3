"""
A shop's history: what had not happened by the instant of asking does not count.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.making import an_order, utc_noon
from tiktok_presale import OrderKind, Party, PastDays, Rate, ShopHistory
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

TODAY = date(2025, 6, 30)
AT = utc_noon(TODAY)


def placed(days_ago, **fields):
    """
    An order placed at noon so many days before the day of asking.
    """
    return an_order(placed_at=utc_noon(TODAY, days=-days_ago), id=f"d{days_ago}", **fields)


def cancelled(days_ago, **fields):
    """
    The same, cancelled an hour after it was placed.
    """
    gone = utc_noon(TODAY, days=-days_ago) + timedelta(hours=1)
    return placed(days_ago, cancelled_at=gone, **fields)


class TestCohort:
    """
    The orders created in a window of past days.
    """

    @pytest.mark.parametrize(
        ("days_ago", "inside"), [(7, False), (8, True), (20, True), (37, True), (38, False)]
    )
    def test_eight_to_thirty_seven_days_before(self, days_ago, inside):
        """
        Day 8 and day 37 are inside, their neighbours are not.
        """
        history = ShopHistory([placed(days_ago)])

        assert inside is bool(history.cohort(PastDays(8, 37), at=AT))

    def test_kind(self):
        """
        One kind alone, where it is asked for.
        """
        history = ShopHistory([placed(9), placed(10, kind=OrderKind.STANDARD)])

        assert 2 == len(history.cohort(PastDays(8, 37), at=AT))
        assert ["d9"] == [
            order.id for order in history.cohort(PastDays(8, 37), at=AT, kind=OrderKind.PRE_ORDER)
        ]

    @pytest.mark.parametrize(("zone", "inside"), [("UTC", True), ("Asia/Bangkok", False)])
    def test_zone_of_the_day(self, zone, inside):
        """
        A day is a day of the history's zone: 22 June 23:00 in UTC is 23 June in Bangkok.
        """
        late = an_order(placed_at=datetime(2025, 6, 22, 23, tzinfo=UTC))
        history = ShopHistory([late], zone=zone)

        assert inside is bool(history.cohort(PastDays(8, 37), at=AT))

    @pytest.mark.parametrize(("zone", "inside"), [("UTC", False), ("Asia/Bangkok", True)])
    def test_zone_of_the_asking(self, zone, inside):
        """
        The day of asking is one of that zone too: 30 June 18:00 in UTC is 1 July in Bangkok.
        """
        history = ShopHistory([placed(7)], zone=zone)

        assert inside is bool(history.cohort(PastDays(8, 37), at=AT + timedelta(hours=6)))

    def test_not_yet_placed(self):
        """
        An order that is placed later on the day of asking does not exist yet.
        """
        history = ShopHistory([an_order(placed_at=AT + timedelta(hours=1))])

        assert () == history.cohort(PastDays(0, 30), at=AT)
        assert 1 == len(history.cohort(PastDays(0, 30), at=AT + timedelta(hours=1)))

    def test_naive(self):
        """
        The instant of asking has a zone.
        """
        with pytest.raises(NaiveTimeError):
            ShopHistory([]).cohort(PastDays(0, 30), at=datetime(2025, 6, 30))


class TestCancellationRate:
    """
    The share of the cohort's orders that was cancelled by the instant of asking.
    """

    def test_counts(self):
        """
        25 of 1,000 are 2.5 %, as in F6's example, and are kept as counts.
        """
        good, bad = [placed(10)] * 975, [cancelled(10)] * 25

        assert Rate(25, 1000) == ShopHistory(good + bad).cancellation_rate(PastDays(1, 30), at=AT)

    def test_nothing_to_count(self):
        """
        No order at all is nothing to count, and no error.
        """
        assert Rate(0, 0) == ShopHistory([]).cancellation_rate(PastDays(1, 30), at=AT)

    def test_not_yet_cancelled(self):
        """
        An order that is cancelled later was not yet cancelled, and at that moment it is.
        """
        gone = AT + timedelta(minutes=1)
        history = ShopHistory([placed(10, cancelled_at=gone)])

        assert Rate(0, 1) == history.cancellation_rate(PastDays(1, 30), at=AT)
        assert Rate(1, 1) == history.cancellation_rate(PastDays(1, 30), at=gone)

    @pytest.mark.parametrize(
        ("fields", "count"),
        [
            ({"cancelled_by": Party.SELLER}, 1),
            ({"cancelled_by": Party.SYSTEM}, 1),
            ({"cancelled_by": Party.BUYER}, 0),
            ({}, 0),
            ({"cancelled_by": Party.BUYER, "seller_fault": True}, 1),
            ({"cancelled_by": Party.SYSTEM, "seller_fault": False}, 0),
        ],
        ids=["seller", "system", "buyer", "nobody knows", "told to be", "told not to be"],
    )
    def test_seller_fault(self, fields, count):
        """
        The seller's own and the system's cancellations count, unless the platform told otherwise.
        """
        history = ShopHistory([cancelled(10, **fields)])

        assert Rate(count, 1) == history.cancellation_rate(
            PastDays(1, 30), at=AT, seller_fault=True
        )

    def test_kind(self):
        """
        One kind alone, above and below the line.
        """
        history = ShopHistory([cancelled(9), cancelled(9, kind=OrderKind.STANDARD)])

        assert Rate(1, 1) == history.cancellation_rate(
            PastDays(1, 30), at=AT, kind=OrderKind.PRE_ORDER
        )


class TestCancellations:
    """
    For every order, its day and whether it was cancelled.
    """

    def test_days(self):
        """
        Days are read in the history's zone, orders of other kinds are left out.
        """
        late = an_order(placed_at=datetime(2025, 6, 22, 23, tzinfo=UTC), cancelled_at=AT)
        history = ShopHistory([late, placed(9, kind=OrderKind.CUSTOM)], zone="Asia/Bangkok")

        assert ((date(2025, 6, 23), True),) == history.cancellations(
            at=AT, kind=OrderKind.PRE_ORDER
        )

    def test_seller_fault(self):
        """
        Cancellations that are not the seller's count as orders that were not cancelled.
        """
        history = ShopHistory([cancelled(9, cancelled_by=Party.BUYER)])

        assert ((date(2025, 6, 21), False),) == history.cancellations(at=AT, seller_fault=True)


class TestBirth:
    """
    A history holds orders and a zone that exists.
    """

    def test_any_iterable(self):
        """
        The orders may come from anything that can be gone through once.
        """
        assert (placed(9),) == ShopHistory(order for order in [placed(9)]).orders

    @pytest.mark.parametrize("orders", [7, None], ids=repr)
    def test_no_list(self, orders):
        """
        What cannot be gone through is refused.
        """
        with pytest.raises(WrongTypeError, match="orders must be a list of orders"):
            ShopHistory(orders)

    def test_no_orders(self):
        """
        Neither are things that are no orders.
        """
        with pytest.raises(WrongTypeError, match="orders must be orders only"):
            ShopHistory([placed(9), "o2"])

    def test_unknown_zone(self):
        """
        A zone that does not exist is refused.
        """
        with pytest.raises(OutOfRangeError, match="Mars"):
            ShopHistory([], zone="Mars")
