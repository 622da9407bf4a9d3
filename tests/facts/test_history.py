"""
A shop's history: what had not happened by the instant of asking does not count.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.making import BANGKOK, an_order, utc_noon
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

    def test_zone_of_the_instant(self):
        """
        Without a zone of its own, a history reads days as the instant of asking does.
        """
        history = ShopHistory([an_order(placed_at=datetime(2025, 6, 22, 23, tzinfo=UTC))])
        window = PastDays(8, 37)

        assert history.zone is None
        assert 1 == len(history.cohort(window, at=AT))
        assert () == history.cohort(window, at=AT.astimezone(BANGKOK))

    @pytest.mark.parametrize(
        ("zone", "today"), [(None, date(2025, 7, 1)), ("UTC", date(2025, 6, 30))]
    )
    def test_day_of(self, zone, today):
        """
        The day of an instant is one of the history's zone, or of the instant's own without one.
        """
        history = ShopHistory([], zone=zone)
        at = datetime(2025, 7, 1, 1, tzinfo=BANGKOK)
        noon = datetime(2025, 6, 22, 12, tzinfo=UTC)

        assert today == history.day_of(at)
        assert date(2025, 6, 22) == history.day_of(at, of=noon)
        assert today == history.day_of(noon.replace(tzinfo=BANGKOK), of=at)

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


class TestReaches:
    """
    Whether the orders go back far enough for a window.
    """

    @pytest.mark.parametrize(
        ("since", "reaches"),
        [(date(2025, 5, 23), True), (date(2025, 5, 24), True), (date(2025, 5, 25), False)],
    )
    def test_since(self, since, reaches):
        """
        Day 37 before 30 June is 24 May: a history that starts on it reaches, one a day later not.
        """
        for orders in ([], [placed(9)]):
            history = ShopHistory(orders, since=since)

            assert reaches is history.reaches(PastDays(8, 37), at=AT)

    @pytest.mark.parametrize(("days_ago", "reaches"), [(7, False), (8, True), (37, True)])
    def test_not_said(self, days_ago, reaches):
        """
        Where nobody says since when, orders in the window are taken for all, none for a cut.
        """
        history = ShopHistory([placed(days_ago)])

        assert reaches is history.reaches(PastDays(8, 37), at=AT)
        assert not ShopHistory([]).reaches(PastDays(8, 37), at=AT)

    def test_day_of_the_zone(self):
        """
        The oldest day is counted from the day of asking in the history's zone.
        """
        at = datetime(2025, 6, 30, 18, tzinfo=UTC)  # 1 July in Bangkok
        since = date(2025, 5, 25)

        assert not ShopHistory([], zone="UTC", since=since).reaches(PastDays(8, 37), at=at)
        assert ShopHistory([], zone="Asia/Bangkok", since=since).reaches(PastDays(8, 37), at=at)


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
            ({"cancelled_by": Party.SYSTEM, "paid": False, "held": True}, 0),
            ({"cancelled_by": Party.SYSTEM, "paid": False}, 1),
            ({"cancelled_by": Party.SYSTEM, "paid": True, "held": True}, 1),
            ({"cancelled_by": Party.SELLER, "paid": False, "held": True}, 1),
        ],
        ids=[
            "seller",
            "system",
            "buyer",
            "nobody knows",
            "told to be",
            "told not to be",
            "never paid",
            "to be paid on delivery",
            "paid and on hold",
            "seller, never paid",
        ],
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

    @pytest.mark.parametrize("zone", [7, UTC], ids=repr)
    def test_zone_is_a_name(self, zone):
        """
        A zone is given by its name.
        """
        with pytest.raises(WrongTypeError, match="zone must be an IANA name"):
            ShopHistory([], zone=zone)

    @pytest.mark.parametrize("since", ["2025-01-01", AT], ids=repr)
    def test_since_is_a_day(self, since):
        """
        Since when the orders are complete is a day.
        """
        with pytest.raises(WrongTypeError, match="since must be a date"):
            ShopHistory([], since=since)
