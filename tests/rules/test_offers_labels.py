"""
What the page of an offer says at an instant, and what a merchant's feed.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.making import BANGKOK, SHANGHAI, in_force, own_policy
from rules.offering import CLOSES, DAY, OPENS, SECOND, an_offer
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    OrderKind,
    Period,
    ReleaseOn,
    ShipWithin,
    offers,
)
from tiktok_presale.errors import (
    NaiveTimeError,
    NoWorkingWeekError,
    OutOfRangeError,
    UnknownLanguageError,
    WrongTypeError,
)
from tiktok_presale.rules.offers import Phase

TH = in_force("th", 2026, 2, 1)
US = in_force("us", 2026, 2, 1)


class TestPhase:
    """
    Computed from the offer's own dates, with no state to forget to flip.
    """

    @pytest.mark.parametrize(
        ("at", "phase"),
        [
            (OPENS - SECOND, Phase.BEFORE),
            (OPENS, Phase.DURING),
            (CLOSES, Phase.DURING),
            (CLOSES + SECOND - timedelta(microseconds=1), Phase.DURING),
            (CLOSES + SECOND, Phase.AFTER),
        ],
    )
    def test_edges(self, at, phase):
        """
        Both ends of the sale belong to it, the closing second whole.
        """
        assert phase is offers.phase(an_offer(), at=at)

    def test_passed_date_still_labelled(self):
        """
        Acceptance vector: once the release date has come, nothing is labelled presale any more.
        """
        offer = an_offer(promise=ReleaseOn(date(2026, 2, 15)))
        midnight = datetime(2026, 2, 15, tzinfo=BANGKOK)

        shown = offers.label(offer, at=midnight, zone=BANGKOK)

        assert (Phase.AFTER, False, None) == (shown.phase, shown.badge, shown.notice)
        assert offers.label(offer, at=midnight - SECOND, zone=BANGKOK).badge

    def test_end_at_local_midnight_across_a_clock_change(self):
        """
        Acceptance vector: a sale to the end of 8 March in Los Angeles ends an hour earlier in UTC.
        """
        zone = ZoneInfo("America/Los_Angeles")
        sale = Period(
            datetime(2026, 3, 1, tzinfo=zone), datetime(2026, 3, 8, 23, 59, 59, tzinfo=zone)
        )
        end = datetime(2026, 3, 9, 7, tzinfo=UTC)  # 00:00 PDT; it would be 08:00 UTC in winter

        assert Phase.AFTER is offers.phase(an_offer(sale=sale), at=end)
        assert Phase.DURING is offers.phase(an_offer(sale=sale), at=end - SECOND)

    def test_release_in_the_promise_own_zone(self):
        """
        The zone of the seller's profile counts before any other.
        """
        offer = an_offer(promise=ReleaseOn(date(2026, 2, 15), zone="America/New_York"))
        at = datetime(2026, 2, 15, tzinfo=BANGKOK)

        assert Phase.DURING is offers.phase(offer, at=at, zone=BANGKOK)
        assert Phase.AFTER is offers.phase(offer, at=datetime(2026, 2, 15, 5, tzinfo=UTC))

    def test_sold_out(self):
        """
        With the cap reached it is sold out, and only while it is on sale.
        """
        offer = an_offer(cap=5)

        assert Phase.DURING is offers.phase(offer, at=OPENS, sold=4)
        assert Phase.SOLD_OUT is offers.phase(offer, at=OPENS, sold=5)
        assert Phase.AFTER is offers.phase(offer, at=CLOSES + DAY, sold=5)
        assert Phase.DURING is offers.phase(an_offer(), at=OPENS, sold=10**9)

    def test_bad_arguments(self):
        """
        A naive time, a negative number and anything but an offer are refused.
        """
        with pytest.raises(NaiveTimeError):
            offers.phase(an_offer(), at=datetime(2026, 2, 10))
        with pytest.raises(OutOfRangeError, match="sold"):
            offers.phase(an_offer(), at=OPENS, sold=-1)
        with pytest.raises(WrongTypeError, match="an Offer"):
            offers.phase("of1", at=OPENS)


class TestLabel:
    """
    F2 and F9: the badge, and the notice that goods are dispatched within X days.
    """

    def test_brief(self):
        """
        F9: 预售商品将在10天内发货, with the badge, while the offer is on sale.
        """
        shown = offers.label(an_offer(), at=OPENS, language="zh", zone=SHANGHAI)

        assert shown.badge
        assert "预售商品将在10天内发货" == shown.notice
        assert "预售中，2026-02-20 20:00:00+08:00截止" == shown.text == str(shown)

    @pytest.mark.parametrize(
        ("at", "sold", "english", "chinese"),
        [
            (
                OPENS - DAY,
                0,
                "Pre-order opens 2026-02-10 12:00:00+00:00",
                "预售将于2026-02-10 12:00:00+00:00开始",
            ),
            (
                OPENS,
                0,
                "Pre-order, until 2026-02-20 12:00:00+00:00",
                "预售中，2026-02-20 12:00:00+00:00截止",
            ),
            (OPENS, 5, "Pre-order sold out", "预售已售罄"),
            (CLOSES + DAY, 0, "Pre-order has ended", "预售已结束"),
        ],
    )
    def test_texts(self, at, sold, english, chinese):
        """
        Before, during and after, in both languages.
        """
        offer = an_offer(cap=5)

        assert english == offers.label(offer, at=at, sold=sold).text
        assert chinese == offers.label(offer, at=at, sold=sold, language="zh").text

    def test_no_notice_that_is_not_true(self):
        """
        Sold out or over, nobody can order, so nothing is said on dispatch.
        """
        offer = an_offer(cap=1)

        assert offers.label(offer, at=OPENS - DAY).notice
        assert offers.label(offer, at=OPENS, sold=1).notice is None
        assert offers.label(offer, at=CLOSES + DAY).notice is None

    def test_unknown_language(self):
        """
        A language without texts is refused.
        """
        with pytest.raises(UnknownLanguageError):
            offers.label(an_offer(), at=OPENS, language="fr")


class TestFeed:
    """
    The word of schema.org, and the date that it must carry.
    """

    @pytest.mark.parametrize(
        ("at", "sold", "word", "merchant", "day"),
        [
            (OPENS - DAY, 0, "PreSale", "out_of_stock", date(2026, 2, 20)),
            (OPENS, 0, "PreOrder", "preorder", date(2026, 2, 20)),
            (OPENS + DAY, 0, "PreOrder", "preorder", date(2026, 2, 21)),
            (OPENS, 5, "SoldOut", "out_of_stock", None),
            (CLOSES + DAY, 0, "OutOfStock", "out_of_stock", None),
        ],
    )
    def test_words(self, at, sold, word, merchant, day):
        """
        Pre-order always carries the day of dispatch; what is no pre-order carries none.
        """
        feed = offers.feed(an_offer(cap=5), TH, at=at, sold=sold)

        assert (word, merchant, day) == (feed.availability, feed.merchant, feed.available_from)
        assert f"https://schema.org/{word}" == feed.url
        assert (OPENS, CLOSES) == (feed.valid_from, feed.valid_through)

    def test_release_date(self):
        """
        A release date is the day itself.
        """
        offer = an_offer(promise=ReleaseOn(date(2026, 3, 1)))

        assert date(2026, 3, 1) == offers.feed(offer, US, at=OPENS).available_from

    def test_day_in_the_market_s_zone(self):
        """
        19:00 UTC is the next day in Bangkok, so the ten days end a day later.
        """
        at = datetime(2026, 2, 10, 19, tzinfo=UTC)

        assert date(2026, 2, 21) == offers.feed(an_offer(), TH, at=at).available_from

    def test_business_days(self):
        """
        Business days are counted in the market's calendar, or in one that is given.
        """
        offer = an_offer(promise=ShipWithin(BusinessDays(3)))
        friday = datetime(2026, 2, 13, 20, tzinfo=UTC)
        week = US.calendar()

        assert (
            date(2026, 2, 19) == offers.feed(offer, US, at=friday).available_from
        )  # 16 is a holiday
        assert date(2026, 2, 19) == offers.feed(offer, TH, at=friday, calendar=week).available_from
        with pytest.raises(NoWorkingWeekError):
            offers.feed(offer, TH, at=friday)

    def test_beyond_the_calendar(self):
        """
        Days that no calendar holds are refused.
        """
        offer = an_offer(promise=ShipWithin(CalendarDays(10**7)))

        with pytest.raises(OutOfRangeError, match="10000"):
            offers.feed(offer, TH, at=OPENS)

    @pytest.mark.parametrize(
        ("kind", "word"),
        [
            (OrderKind.STANDARD, "InStock"),
            (OrderKind.BACK_ORDER, "BackOrder"),
            (OrderKind.MADE_TO_ORDER, "MadeToOrder"),
            (OrderKind.CUSTOM, "MadeToOrder"),
        ],
    )
    def test_kinds(self, kind, word):
        """
        Other kinds of orders have words of their own.
        """
        policy = own_policy({"window.days": '{ min = 3, max = 15, unit = "calendar_days" }'})
        offer = an_offer(kind=kind, promise=ShipWithin(CalendarDays(5)))

        assert word == offers.feed(offer, policy, at=OPENS).availability
