"""
Claims are found in texts, in English and Chinese, however they are written.
"""

import time
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    DeadlineClaim,
    DiscountClaim,
    DispatchClaim,
    Money,
    OddsClaim,
    PriceClaim,
    StockClaim,
    StockForm,
    content,
)
from tiktok_presale.errors import NaiveTimeError, WrongTypeError
from tiktok_presale.rules.content.normalising import normalise
from tiktok_presale.rules.content.words import Topic, compiled

BANGKOK = ZoneInfo("Asia/Bangkok")
AT = datetime(2026, 2, 10, 12, tzinfo=BANGKOK)


def claims(text, *, currency="THB", at=AT, zone=BANGKOK):
    """
    The claims of a text, said at noon on 10 February 2026 in Bangkok.
    """
    found = content.claims_in(text, at=at, zone=zone, currency=currency)
    return list(dict.fromkeys(one.claim for one in found))


def left(units=None):
    """
    The claim that so many are left.
    """
    return StockClaim(StockForm.LEFT, units)


def in_all(units=None):
    """
    The claim that there are so many in all.
    """
    return StockClaim(StockForm.IN_ALL, units)


# "only 100 left" in full width.
WIDE = "".join("\u3000" if one == " " else chr(ord(one) + 0xFEE0) for one in "only 100 left")
HAND = StockClaim(StockForm.ON_HAND)


def ships(days):
    """
    The claim that it ships within so many days.
    """
    return DispatchClaim(CalendarDays(days))


def costs(amount, currency="THB"):
    """
    The claim that it costs so much.
    """
    return PriceClaim(Money(amount, currency))


ONE = [
    ("Only 100 left!", left(100)),
    ("only three pieces left", left(3)),
    ("just 1,200 units remaining", left(1_200)),
    ("Last 20 pieces", left(20)),
    ("only one hundred left", left(100)),
    ("a dozen left", left(12)),
    ("just two thousand units", left(2_000)),
    ("stock is running low", left()),
    ("还有10台", left(10)),
    ("只有100件！", left(100)),
    ("只有100个名额", left(100)),
    ("库存只剩100", left(100)),
    ("剩余库存：100件", left(100)),
    ("100 pieces only", in_all(100)),
    ("数量有限", in_all()),
    ("库存有限", in_all()),
    ("50 hoodies left", left(50)),
    ("仅剩100件", left(100)),
    ("only \u0663 left", left(3)),
    ("僅剩１００件", left(100)),
    ("只剩下一百二十件", left(120)),
    ("最后两万件", left(20_000)),
    ("还剩10台", left(10)),
    ("库存仅 3 件", left(3)),
    ("仅剩二\u3007件", left(20)),
    ("Almost sold out", left()),
    ("即将售罄", left()),
    ("手慢无", left()),
    ("Limited to 500", in_all(500)),
    ("only 500 will ever be made", in_all(500)),
    ("限量500件", in_all(500)),
    ("Limited edition", in_all()),
    ("while stocks last", in_all()),
    ("限量发售", in_all()),
    ("售完即止", in_all()),
    ("In stock", HAND),
    ("it's in-stock and ready to ship", HAND),
    ("现货", HAND),
    ("現貨", HAND),
    ("库存充足", HAND),
    ("ships tomorrow", ships(1)),
    ("Shipped today", ships(0)),
    ("same-day dispatch", ships(0)),
    ("next-day shipping", ships(1)),
    ("ships in 3 days", ships(3)),
    ("ships within 7-10 days", ships(10)),
    ("dispatched within two weeks", ships(14)),
    ("ships in 48 hours", ships(2)),
    ("ships in 36 hours", ships(2)),
    ("5-day shipping", ships(5)),
    ("ships within 3 business days", DispatchClaim(BusinessDays(3))),
    ("明天发货", ships(1)),
    ("明天發貨", ships(1)),
    ("当天发货", ships(0)),
    ("48小时内发货", ships(2)),
    ("ships within 48h", ships(2)),
    ("24H内发货", ships(1)),
    ("ships Friday", DispatchClaim(date(2026, 2, 13))),
    ("周五发货", DispatchClaim(date(2026, 2, 13))),
    ("今天下单明天到", DispatchClaim(CalendarDays(1), arrives=True)),
    ("下单后3天内发货", ships(3)),
    ("7至10天内发货", ships(10)),
    ("付款后15天内陆续发货", ships(15)),
    ("三个工作日内发货", DispatchClaim(BusinessDays(3))),
    ("两周内发货", ships(14)),
    ("ships on 1 March 2026", DispatchClaim(date(2026, 3, 1))),
    ("released on 2026-03-01", DispatchClaim(date(2026, 3, 1))),
    ("3月1日起发货", DispatchClaim(date(2026, 3, 1))),
    ("arrives tomorrow", DispatchClaim(CalendarDays(1), arrives=True)),
    ("same-day delivery", DispatchClaim(CalendarDays(0), arrives=True)),
    ("delivered within 5 days", DispatchClaim(CalendarDays(5), arrives=True)),
    ("次日达", DispatchClaim(CalendarDays(1), arrives=True)),
    ("今天收到", DispatchClaim(CalendarDays(0), arrives=True)),
    ("3天内送达", DispatchClaim(CalendarDays(3), arrives=True)),
    ("limited time offer", DeadlineClaim()),
    ("summer saver, limited presale", DeadlineClaim()),
    ("flash sale", DeadlineClaim()),
    ("限时预售", DeadlineClaim()),
    ("限時優惠", DeadlineClaim()),
    ("30% off", DiscountClaim("0.3")),
    ("save 30 percent", DiscountClaim("0.3")),
    ("half price", DiscountClaim("0.5")),
    ("半价", DiscountClaim("0.5")),
    ("八折", DiscountClaim(Fraction(1, 5))),
    ("8.5折", DiscountClaim(Fraction(3, 20))),
    ("85折", DiscountClaim(Fraction(3, 20))),
    ("立减20%", DiscountClaim("0.2")),
    ("only ฿899", costs("899")),
    ("899.00 THB", costs("899")),
    ("THB 1,299", costs("1299")),
    ("1,299.50 baht", costs("1299.50")),
    ("899泰铢", costs("899")),
    ("$9.99", costs("9.99", "USD")),
    ("US$ 9.99", costs("9.99", "USD")),
    ("S$9.99", costs("9.99", "SGD")),
    ("€1.299,50", costs("1299.50", "EUR")),
    ("1.299.000₫", costs("1299000", "VND")),
    ("9,9 €", costs("9.90", "EUR")),
    ("￥59", costs("59", "CNY")),
    ("59元", costs("59", "CNY")),
    ("KWD 1.250", costs("1.250", "KWD")),
    ("guaranteed to win", OddsClaim()),
    ("必中隐藏款", OddsClaim()),
    ("10% chance", OddsClaim("1/10")),
    ("odds of 0.5%", OddsClaim("1/200")),
    ("1 in 144 boxes", OddsClaim("1/144")),
    ("odds are one in 20", OddsClaim("1/20")),
    ("概率为10%", OddsClaim("1/10")),
]

ENDS = [
    ("Today only", "2026-02-10 00:00", "2026-02-11 00:00"),
    ("ends tonight", "2026-02-10 00:00", "2026-02-11 00:00"),
    ("last day", "2026-02-10 00:00", "2026-02-11 00:00"),
    ("今日截止", "2026-02-10 00:00", "2026-02-11 00:00"),
    ("仅限今天", "2026-02-10 00:00", "2026-02-11 00:00"),
    ("最后一天", "2026-02-10 00:00", "2026-02-11 00:00"),
    ("ends tomorrow", "2026-02-11 00:00", "2026-02-12 00:00"),
    ("明晚结束", "2026-02-11 00:00", "2026-02-12 00:00"),
    ("last chance", "2026-02-10 00:00", "2026-02-11 12:00"),
    ("最后机会", "2026-02-10 00:00", "2026-02-11 12:00"),
    ("ends in 3 hours", "2026-02-10 14:00", "2026-02-10 15:59:59"),
    ("only 3 days left", "2026-02-12 12:00", "2026-02-14 11:59:59"),
    ("还剩3小时", "2026-02-10 14:00", "2026-02-10 15:59:59"),
    ("3天后截止", "2026-02-12 12:00", "2026-02-14 11:59:59"),
    ("最后1小时", "2026-02-10 12:00", "2026-02-10 13:59:59"),
    ("ends on 20 February", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("until Feb 20th, 2026", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("ends 2026-02-20 at 19:00", "2026-02-20 19:00", "2026-02-20 19:00:59"),
    ("ends 20 February 2026 at 7 pm", "2026-02-20 19:00", "2026-02-20 19:00:59"),
    ("ends at 19:00 on 20 February", "2026-02-20 19:00", "2026-02-20 19:00:59"),
    ("ends at 19:00", "2026-02-10 19:00", "2026-02-10 19:00:59"),
    ("ends at 12:30 am", "2026-02-10 00:30", "2026-02-10 00:30:59"),
    ("2月20日19点截止", "2026-02-20 19:00", "2026-02-20 19:00:59"),
    ("2026年2月20日晚7点30分截止", "2026-02-20 19:30", "2026-02-20 19:30:59"),
    ("截止2月20日", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("2月20日24:00截止", "2026-02-20 23:59", "2026-02-21 00:00:59"),
    ("ends at midnight on 20 February", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("ends 5 January", "2026-01-05 00:00", "2026-01-06 00:00"),
    ("48-hour countdown", "2026-02-12 11:00", "2026-02-12 12:59:59"),
    ("for 48 hours only", "2026-02-12 11:00", "2026-02-12 12:59:59"),
    ("a 2-day sale", "2026-02-11 12:00", "2026-02-13 11:59:59"),
    ("ends in 48h", "2026-02-12 11:00", "2026-02-12 12:59:59"),
    ("限时48小时", "2026-02-12 11:00", "2026-02-12 12:59:59"),
    ("４８小时倒计时", "2026-02-12 11:00", "2026-02-12 12:59:59"),
    ("距结束还有3天", "2026-02-12 12:00", "2026-02-14 11:59:59"),
    ("还有3天截止", "2026-02-12 12:00", "2026-02-14 11:59:59"),
    ("Last day: 20 February", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("the last day to order is Feb 20", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("Tomorrow is the last day", "2026-02-11 00:00", "2026-02-12 00:00"),
    ("last day tomorrow", "2026-02-11 00:00", "2026-02-12 00:00"),
    ("明天是最后一天", "2026-02-11 00:00", "2026-02-12 00:00"),
    ("Deadline: Feb 20", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("ends 20/02/2026", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("ends 02/20/2026", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("ends 20.02.2026", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("ends 2/20", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("ends 02/02/2026", "2026-02-02 00:00", "2026-02-03 00:00"),
    ("ends Friday", "2026-02-13 00:00", "2026-02-14 00:00"),
    ("ends this Tuesday", "2026-02-10 00:00", "2026-02-11 00:00"),
    ("until Sunday at 8pm", "2026-02-15 20:00", "2026-02-15 20:00:59"),
    ("本周五截止", "2026-02-13 00:00", "2026-02-14 00:00"),
    ("星期天晚上8点结束", "2026-02-15 20:00", "2026-02-15 20:00:59"),
    ("截止日期：2月20日", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("二月二十日截止", "2026-02-20 00:00", "2026-02-21 00:00"),
    ("今晚12点截止", "2026-02-10 23:59", "2026-02-11 00:00:59"),
    ("今晚零点截止", "2026-02-10 23:59", "2026-02-11 00:00:59"),
    ("明晚8点结束", "2026-02-11 20:00", "2026-02-11 20:00:59"),
    ("2月20日晚12点截止", "2026-02-20 23:59", "2026-02-21 00:00:59"),
    ("ends 5 July", "2026-07-05 00:00", "2026-07-06 00:00"),
]

NOTHING = [
    "",
    "Hear that crunch?",
    "not in stock yet",
    "It isn't in stock",
    "ships once in stock",
    "非现货",
    "没有现货",
    "不是现货",
    "it never ships today",
    "limited to 2 per customer",
    "每人限购2件",
    "TOP 10 kitchen tools",
    "three speeds, two blades",
    "turn left after 2 seconds",
    "等到1月9日发货前",
    "每天都能用",
    "two buttons on the left",
    "the only one on your left",
    "I used it for the last 3 days",
    "open Monday through Friday",
    "只有3个按钮",
    "还有两个口袋",
    "周一到周五",
    "库存100天",
]


class TestFound:
    """
    Each kind of claim is found and read.
    """

    @pytest.mark.parametrize(("text", "claim"), ONE, ids=[text for text, _ in ONE])
    def test_one(self, text, claim):
        """
        The words make that claim and no other.
        """
        assert [claim] == claims(text, currency="THB")

    @pytest.mark.parametrize(("text", "opens", "closes"), ENDS, ids=[row[0] for row in ENDS])
    def test_ends(self, text, opens, closes):
        """
        An end of a sale is a stretch of time, by the clocks of the market.
        """
        (claim,) = claims(text)

        assert opens == f"{claim.ends.opens.astimezone(BANGKOK):%Y-%m-%d %H:%M}"
        assert datetime.fromisoformat(closes).replace(tzinfo=BANGKOK) == claim.ends.closes

    @pytest.mark.parametrize("text", NOTHING)
    def test_nothing(self, text):
        """
        Words that claim nothing, or deny it, give nothing that could be wrong.
        """
        kept = [one for one in claims(text) if not isinstance(one, DispatchClaim | None)]

        assert [] == kept

    def test_a_new_year(self):
        """
        A day without a year lies in the year in which it is nearest ahead.
        """
        december = datetime(2026, 12, 20, 12, tzinfo=BANGKOK)

        assert date(2027, 1, 5) == claims("ends 5 January", at=december)[0].ends.opens.date()

    @pytest.mark.parametrize(
        "text",
        [
            "ends 30 February",
            "ends at 25:10",
            "2月30日截止",
            "ends in 99,999,999 days",
            "140% off",
            "0 in 5: 0% chance",
            "$9.99999",
            "ships on 31 April",
            "ends 29 February",
            "ends 03/04/2026",
            "ends 31/31",
        ],
    )
    def test_unreadable(self, text):
        """
        A claim that makes no sense is found, and left unread.
        """
        assert None in claims(text)

    def test_leap_day(self):
        """
        29 February of a year that has none is unread; of the next leap year, when named, it is.
        """
        assert [None] == claims("ends 29 February 2027")
        assert date(2028, 2, 29) == claims("ends 29 February 2028")[0].ends.opens.date()

    @pytest.mark.parametrize(
        ("text", "currency", "meant"),
        [
            ("$5", "SGD", "SGD"),
            ("$5", "THB", "USD"),
            ("¥5", "JPY", "JPY"),
            ("¥5", "THB", "CNY"),
            ("5元", "HKD", "HKD"),
            ("5元", None, "CNY"),
        ],
    )
    def test_shared_signs(self, text, currency, meant):
        """
        A sign that several currencies share means that of the goods, where it can.
        """
        assert [costs("5", meant)] == claims(text, currency=currency)

    def test_clock_change(self):
        """
        A minute that comes twice is meant either time.
        """
        zone = ZoneInfo("America/New_York")
        (claim,) = claims("ends 1 November 2026 at 1:30", zone=zone)

        assert (
            3_659 == (claim.ends.closes.astimezone(UTC) - claim.ends.opens.astimezone(UTC)).seconds
        )

    def test_text_and_topic(self):
        """
        What was found keeps its words and its topic.
        """
        (found,) = content.claims_in("Yes: ONLY 100 LEFT!", at=AT, zone=BANGKOK)

        assert (Topic.LEFT, "ONLY 100 LEFT") == (found.topic, found.text)

    def test_arguments(self):
        """
        Text is text, and an instant has a zone.
        """
        with pytest.raises(WrongTypeError, match="text"):
            content.claims_in(None, at=AT, zone=BANGKOK)
        with pytest.raises(NaiveTimeError):
            content.claims_in("", at=datetime(2026, 1, 1), zone=BANGKOK)


class TestNormalised:
    """
    One form for text that can be written in many.
    """

    @pytest.mark.parametrize(
        ("written", "plain"),
        [
            (WIDE, "only 100 left"),
            ("on\u200bly 1\u206000 left", "only 100 left"),
            ("\u043enly 100 l\u0435ft", "only 100 left"),
            ("僅 剩 100 件", "仅剩100件"),
            ("a \n\t b", "a b"),
            ("only 3\ufe0f\u20e3 left", "only 3 left"),
            ("only \U0001f5253\U0001f525 left", "only 3 left"),
            ("仅剩\U0001f5253\U0001f525件", "仅剩3件"),
            ("only **3** left", "only 3 left"),
        ],
    )
    def test_examples(self, written, plain):
        """
        Width, invisible letters, look-alikes, traditional characters and spaces do not matter.
        """
        assert plain == normalise(written)

    @given(st.text(max_size=30))
    def test_settles(self, text):
        """
        Normalising again adds nothing, and no letter that is not seen is left.
        """
        once = normalise(text)

        assert len(normalise(once)) <= len(once)
        assert not set(once) & set("\u200b\n\t\x00")


WORDS = (
    *("only", "last", "ends", "in", "on", "at", "ships", "within", "1", "9", "99", "100", "%"),
    *("$", "THB", ".", ",", ":", "-", "/", "days", "hours", "left", "February", "not", "odds"),
    *("仅", "剩", "件", "月", "日", "天", "内", "发货", "截止", "折", "一", "百", "万", "点", "年"),
    *("元", "现货", "必中", "chance", "business", "2026"),
)


class TestAnyText:
    """
    Whatever is given, an answer comes, in time proportional to the text.
    """

    @given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
    def test_any_text(self, text):
        """
        No text makes the search fail, surrogates neither.
        """
        for one in content.claims_in(text, at=AT, zone=BANGKOK):
            assert one.text
            assert one.claim is None or str(one.claim)

    @given(
        st.lists(
            st.sampled_from(WORDS),
            max_size=12,
        ),
        st.sampled_from(["", " "]),
        st.sampled_from([AT, datetime(9998, 12, 31, tzinfo=UTC), datetime(2, 1, 1, tzinfo=UTC)]),
    )
    def test_words_in_any_order(self, words, between, at):
        """
        No combination of the words that are looked for makes the reading fail.
        """
        for one in content.claims_in(between.join(words), at=at, zone=BANGKOK):
            assert one.claim is None or one.claim.in_words("zh")

    @pytest.mark.parametrize(
        "piece",
        [
            "1",
            "1,",
            "only 1 ",
            "仅剩",
            "last ",
            "ends on ",
            "one a b c ",
            "9 January ",
            "一",
            "$1.",
            " ",
        ],
    )
    def test_time(self, piece):
        """
        Four times the text takes no more than some twelve times as long: no pattern runs away.
        """
        compiled()
        took = []
        for size in (5_000, 20_000):
            text = (piece * size)[:size]
            started = time.perf_counter()
            content.claims_in(text, at=AT, zone=BANGKOK)
            took.append(time.perf_counter() - started)

        assert took[1] < 12 * took[0] + 0.5
