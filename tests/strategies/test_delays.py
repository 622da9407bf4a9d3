"""
Strategies for delays draw what can be, and reach what is awkward.
"""

from datetime import UTC, datetime

from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from tiktok_presale.facts.delays import DelayHistory, DelayNotice
from tiktok_presale.strategies import (
    delay_histories,
    delay_notices,
    delays_in_days,
    instants,
    new_dates,
    zones,
)

DUE = datetime(2026, 3, 1, tzinfo=UTC)
FEW = settings(
    max_examples=2_000,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)


def reached(strategy, condition):
    """
    The smallest value that a strategy reaches with a condition.
    """
    return find(strategy, condition, settings=FEW)


class TestShrinking:
    """
    Each strategy shrinks to what its docstring says.
    """

    def test_simplest(self):
        """
        Two days, no date, a notice of no date at that time, and nothing told at all.
        """

        def always(_):
            return True

        notice = reached(delay_notices(DUE), always)

        assert 2 == reached(delays_in_days(), always)
        assert reached(new_dates(DUE), always) is None
        assert DelayNotice(told_at=DUE, new_date=None) == notice
        assert DelayHistory(due=DUE) == reached(delay_histories(DUE), always)


class TestReached:
    """
    What tests need is drawn.
    """

    def test_edges(self):
        """
        Delays of 30 and 31 days, and none that is too long.
        """
        assert 30 == reached(delays_in_days(), lambda days: days == 30)
        assert 31 == reached(delays_in_days(), lambda days: days == 31)
        assert 5 == reached(delays_in_days(5), lambda days: days == 5)

    def test_histories(self):
        """
        Three notices, a consent, an end of each kind, and an added period.
        """
        for condition in (
            lambda history: len(history.notices) == 3,
            lambda history: any(notice.consented_at for notice in history.notices),
            lambda history: any(notice.new_date is None for notice in history.notices),
            lambda history: history.shipped_at and history.cancelled_at,
            lambda history: history.refused_at or history.delivered_at,
            lambda history: history.added and history.essential,
        ):
            assert condition(reached(delay_histories(DUE), condition))

    @given(delay_histories(most=1, ended=False))
    def test_arguments(self, history):
        """
        There are no more notices than asked for, and nothing has ended where it is not to.
        """
        ends = ("shipped_at", "delivered_at", "cancelled_at", "refused_at")

        assert 1 >= len(history.notices)
        assert not any(getattr(history, name) for name in ends)

    @given(instants(), zones(), st.data())
    def test_dates_are_delays_everywhere(self, due, zone, data):
        """
        A new date is later than the due day in every zone.
        """
        new = data.draw(new_dates(due))

        assert new is None or due.astimezone(zone).date() < new

    @given(delay_notices())
    def test_notices(self, notice):
        """
        A notice alone has a date or none, and a consent or none.
        """
        assert isinstance(notice, DelayNotice)
