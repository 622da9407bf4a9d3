"""
Laws of a shop's history.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import attrs
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import OrderKind, Rate, ShopHistory
from tiktok_presale.strategies import histories, instants, past_days
from tiktok_presale.values.instants import utc

KINDS = st.none() | st.sampled_from(OrderKind)


class TestRate:
    """
    A rate is taken over the orders of a cohort, as far as things had happened by then.
    """

    @given(histories(most=5), past_days(), instants(), KINDS, st.booleans())
    def test_against_a_count_by_hand(self, history, window, at, kind, fault):
        """
        It equals a count written out by hand over days in the history's zone.
        """
        zone = ZoneInfo(history.zone)
        today = at.astimezone(zone).date()
        total = count = 0
        for order in history.orders:
            ago = (today - order.placed_at.astimezone(zone).date()).days
            exists = order.placed_at.timestamp() <= at.timestamp()
            if not (exists and window.first <= ago <= window.last and kind in {None, order.kind}):
                continue
            total += 1
            gone = order.cancelled_at
            if gone is None or gone.timestamp() > at.timestamp():
                continue
            told, who = order.seller_fault, order.cancelled_by
            blamed = {"seller"} if order.held and order.paid is False else {"seller", "system"}
            sellers = told if told is not None else who in blamed
            count += sellers or not fault

        assert Rate(count, total) == history.cancellation_rate(
            window, at=at, kind=kind, seller_fault=fault
        )

    @given(histories(most=5), histories(most=5), past_days(), instants())
    def test_additive(self, one, two, window, at):
        """
        The rate of two histories together is the sum of their rates.
        """
        both = ShopHistory(one.orders + two.orders, zone=one.zone)
        two = ShopHistory(two.orders, zone=one.zone)

        assert one.cancellation_rate(window, at=at) + two.cancellation_rate(
            window, at=at
        ) == both.cancellation_rate(window, at=at)

    @given(histories(most=5), past_days(), instants(), st.randoms(use_true_random=False))
    def test_order_of_orders(self, history, window, at, random):
        """
        The order in which orders come does not matter.
        """
        mixed = list(history.orders)
        random.shuffle(mixed)

        assert history.cancellation_rate(window, at=at) == ShopHistory(
            mixed, zone=history.zone
        ).cancellation_rate(window, at=at)

    @given(histories(most=5), past_days(), instants())
    def test_fault_is_a_part(self, history, window, at):
        """
        Cancellations by the seller's fault are some of all cancellations of the same orders.
        """
        every = history.cancellation_rate(window, at=at)
        fault = history.cancellation_rate(window, at=at, seller_fault=True)

        assert every.total == fault.total
        assert fault.count <= every.count

    @given(histories(most=5), past_days(), instants())
    def test_same_instant_elsewhere(self, history, window, at):
        """
        The same instant in another zone gives the same answer.
        """
        assert history.cancellation_rate(window, at=at) == history.cancellation_rate(
            window, at=utc(at)
        )

    @given(histories(most=5), past_days(), instants())
    def test_days_of_the_asking(self, history, window, at):
        """
        Without a zone of its own, a history answers as one in the zone of the instant does.
        """
        bare = ShopHistory(history.orders)

        assert history.cohort(window, at=at) == bare.cohort(
            window, at=at.astimezone(ZoneInfo(history.zone))
        )

    @given(histories(most=5), past_days(), instants(), st.dates(max_value=date(2100, 1, 1)))
    def test_reach(self, history, window, at, since):
        """
        It reaches as far as its first complete day, or as orders show where nobody says that.
        """
        known = attrs.evolve(history, since=since)
        oldest = history.day_of(at) - timedelta(days=window.last)

        assert known.reaches(window, at=at) is (since <= oldest)
        assert history.reaches(window, at=at) is (len(history.cohort(window, at=at)) > 0)

    @given(histories(most=5), past_days(), instants())
    def test_windows_apart(self, history, window, at):
        """
        Every order that exists lies in exactly one of three windows: newer, inside, older.
        """
        existing = [o for o in history.orders if utc(o.placed_at) <= utc(at)]
        parts = [history.cohort(window, at=at)]
        if window.first:
            parts.append(history.cohort(type(window)(0, window.first - 1), at=at))
        parts.append(history.cohort(type(window)(window.last + 1, 4000), at=at))

        assert len(existing) == sum(map(len, parts))
