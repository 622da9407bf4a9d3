"""
How the time of an order was moved.
"""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import DelayHistory, DelayNotice, Period
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.strategies import delay_histories, instants
from tiktok_presale.values.instants import utc

DUE = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
TOLD = datetime(2026, 2, 20, 12, tzinfo=UTC)
NEW = date(2026, 3, 20)
DAY = timedelta(days=1)
HISTORY = DelayHistory(due=DUE)


class TestNotice:
    """
    One notice of delay.
    """

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"told_at": TOLD.replace(tzinfo=None)}, NaiveTimeError),
            ({"told_at": NEW}, WrongTypeError),
            ({"new_date": DUE}, WrongTypeError),
            ({"new_date": "2026-03-20"}, WrongTypeError),
            ({"consented_at": DUE.replace(tzinfo=None)}, NaiveTimeError),
            ({"consented_at": TOLD - DAY}, OutOfRangeError),
        ],
        ids=["naive", "a day", "an instant", "text", "naive consent", "early consent"],
    )
    def test_impossible(self, fields, error):
        """
        A notice that cannot have been given does not exist.
        """
        with pytest.raises(error):
            DelayNotice(**{"told_at": TOLD, "new_date": NEW, **fields})

    def test_consent_at_once(self):
        """
        A buyer may say yes in the instant in which the notice goes out.
        """
        assert TOLD == DelayNotice(told_at=TOLD, new_date=NEW, consented_at=TOLD).consented_at

    @pytest.mark.parametrize(
        ("new_date", "words"),
        [
            (NEW, "told at 2026-02-20 12:00:00+00:00: 2026-03-20"),
            (None, "told at 2026-02-20 12:00:00+00:00: no date"),
        ],
    )
    def test_words(self, new_date, words):
        """
        A notice reads as when it was told, and what.
        """
        assert words == str(DelayNotice(told_at=TOLD, new_date=new_date))


class TestHistory:
    """
    Notices follow on one another.
    """

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"due": DUE.replace(tzinfo=None)}, NaiveTimeError),
            ({"notices": 3}, WrongTypeError),
            ({"notices": ["soon"]}, WrongTypeError),
            ({"added": DUE}, WrongTypeError),
            ({"essential": None}, WrongTypeError),
            ({"shipped_at": DUE.replace(tzinfo=None)}, NaiveTimeError),
            ({"delivered_at": NEW}, WrongTypeError),
            ({"cancelled_at": NEW}, WrongTypeError),
            ({"refused_at": NEW}, WrongTypeError),
        ],
        ids=str,
    )
    def test_impossible(self, fields, error):
        """
        A history that makes no sense does not exist.
        """
        with pytest.raises(error):
            DelayHistory(**{"due": DUE, **fields})

    def test_order(self):
        """
        A notice comes after the one before it, and after the consent to that one.
        """
        told = HISTORY.with_notice(TOLD, NEW)

        with pytest.raises(OutOfRangeError, match="notices"):
            told.with_notice(TOLD - DAY, NEW)
        with pytest.raises(OutOfRangeError, match="notices"):
            told.with_consent(TOLD + DAY).with_notice(TOLD, NEW)
        assert 2 == len(told.with_notice(TOLD, NEW).notices)
        assert 2 == len(told.with_consent(TOLD + DAY).with_notice(TOLD + DAY, None).notices)

    def test_consent_is_to_the_newest(self):
        """
        What the buyer says is said of the newest notice.
        """
        told = HISTORY.with_notice(TOLD, NEW).with_notice(TOLD + DAY, None)
        found = told.with_consent(TOLD + 2 * DAY)

        assert [None, TOLD + 2 * DAY] == [notice.consented_at for notice in found.notices]

    def test_nothing_to_consent_to(self):
        """
        Without a notice there is nothing to say yes to.
        """
        with pytest.raises(OutOfRangeError, match="after a notice"):
            HISTORY.with_consent(TOLD)

    def test_a_list_is_taken(self):
        """
        Notices may come in a list; they are kept in a tuple.
        """
        notice = DelayNotice(told_at=TOLD, new_date=NEW)

        assert (notice,) == DelayHistory(due=DUE, notices=[notice]).notices


class TestSeen:
    """
    What happens later has not happened yet.
    """

    def test_notices_and_consents(self):
        """
        A notice is seen from its instant on, its consent from its own.
        """
        history = HISTORY.with_notice(TOLD, NEW).with_consent(TOLD + DAY)
        second = timedelta(seconds=1)

        assert history.seen(TOLD - second) == HISTORY
        assert history.seen(TOLD + DAY - second) == HISTORY.with_notice(TOLD, NEW)
        assert history.seen(TOLD + DAY) == history

    @pytest.mark.parametrize("name", ["shipped_at", "delivered_at", "cancelled_at", "refused_at"])
    def test_what_happened(self, name):
        """
        Each thing that happened is seen from its instant on.
        """
        history = attrs.evolve(HISTORY, **{name: DUE})

        assert history.seen(DUE) == history
        assert history.seen(DUE - DAY) == HISTORY

    def test_added(self):
        """
        An added period is seen from the instant in which it was set.
        """
        history = attrs.evolve(HISTORY, added=Period(DUE, DUE + DAY))

        assert history.seen(DUE) == history
        assert history.seen(DUE - DAY) == HISTORY

    def test_naive(self):
        """
        An instant without a zone is none.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            HISTORY.seen(DUE.replace(tzinfo=None))

    @given(delay_histories(), instants(), instants())
    def test_twice(self, history, first, second):
        """
        Seeing what was seen earlier shows no more, and no less.
        """
        early, late = sorted((first, second), key=utc)

        assert (
            history.seen(early) == history.seen(late).seen(early) == history.seen(early).seen(late)
        )

    @given(st.data())
    def test_everything_in_the_end(self, data):
        """
        In the end all is seen.
        """
        history = data.draw(delay_histories())

        assert history == history.seen(datetime(2100, 1, 1, tzinfo=UTC))
