"""
What a figure says, in words of both languages.
"""

from datetime import time
from decimal import Decimal

import pytest

from tiktok_presale import BusinessDays, CalendarDays, Money, PastDays
from tiktok_presale.errors import UnknownLanguageError
from tiktok_presale.policy.terms import (
    Band,
    ChargeTerm,
    Condition,
    Criterion,
    DeadlineTerm,
    LatenessCap,
    MetricLimit,
    ServiceFee,
    StepTerm,
)
from tiktok_presale.values.money import Rounding
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.vocabulary import Anchor, Base, Event, Payee, Trigger

FEW = Range.at_most(Decimal("0.04"), unit="share")
MANY = Range.above(Decimal("0.10"), unit="share")
CHEAP = Range.below(Money("300.00", "CNY"))
FLAT = Band(Range(), flat=Money("5.00", "USD"))
SHARE = Band(CHEAP, None, Decimal("0.3"), Money("5.00", "CNY"), Money("500.00", "CNY"))
LATE = Condition("late_dispatch_rate", MANY)

WORDS = [
    (Criterion("shop", "invited", is_metric=False, accepts=True), "yes", "是"),
    (Criterion("shop", "rating", is_metric=True, accepts=FEW), "at most 4 %", "不高于4%"),
    (
        DeadlineTerm(Event.DISPATCH, Anchor.PAID, promise=True),
        "dispatch within the days promised after the payment",
        "自付款时间起承诺天数内发货",
    ),
    (
        DeadlineTerm(
            Event.DELIVERY,
            Anchor.RELEASE,
            BusinessDays(2),
            promise=True,
            cut_off=time(14),
            ends=time(18),
            zone="Asia/Bangkok",
        ),
        (
            "delivery within the days promised + 2 business days after the release, cut-off 14:00,"
            " until 18:00:00 (Asia/Bangkok)"
        ),
        "自发售时间起承诺天数 + 2个工作日内送达，截单时间14:00，截至当日18:00:00（Asia/Bangkok）",
    ),
    (LATE, "the late dispatch rate is above 10 %", "延迟发货率高于10%"),
    (FLAT, "5.00 USD", "5.00 USD"),
    (
        SHARE,
        "30 %, at least 5.00 CNY, at most 500.00 CNY where the price is below 300.00 CNY",
        "30%，最低5.00 CNY，最高500.00 CNY（价格低于300.00 CNY）",
    ),
    (
        ChargeTerm(Trigger.CANCELLED, Payee.BUYER, (FLAT,)),
        "5.00 USD to the buyer when cancelled",
        "已取消时向买家支付5.00 USD",
    ),
    (
        ChargeTerm(
            Trigger.LATE_COLLECTION,
            Payee.PLATFORM,
            (FLAT, FLAT),
            when=LATE,
            every=CalendarDays(1),
        ),
        (
            "5.00 USD; 5.00 USD to the platform when collected late per 1 calendar day,"
            " if the late dispatch rate is above 10 %"
        ),
        "揽收逾期时向平台支付5.00 USD；5.00 USD，每1个自然日计一次，条件为延迟发货率高于10%",
    ),
    (
        ServiceFee(
            Decimal("0.0214"), Base.ITEMS, (), charged_on_cancelled=None, rounding=Rounding.HALF_UP
        ),
        "2.14 % of the items",
        "商品金额的2.14%",
    ),
    (
        ServiceFee(
            Decimal("0.02"), Base.UNIT, (), charged_on_cancelled=False, rounding=Rounding.HALF_UP
        ),
        "2 % of the price of each unit, not on cancelled orders",
        "商品单价的2%，已取消订单不收取",
    ),
    (MetricLimit(FEW), "at most 4 %", "不高于4%"),
    (
        MetricLimit(FEW, PastDays(1, 30)),
        f"at most 4 % over {PastDays(1, 30)}",
        "不高于4%（统计此前第1至第30天）",
    ),
    (
        StepTerm("late_dispatch_rate", MANY, "order_limit"),
        "late dispatch rate above 10 %: orders are limited",
        "延迟发货率高于10%：限制单量",
    ),
    (
        StepTerm("violation_points", Range.at_least(12), "listing_ban", CalendarDays(7)),
        "violation points at least 12: no new listings (7 calendar days)",
        "违规积分不低于12：禁止上架（7个自然日）",
    ),
    (
        LatenessCap(
            "late_dispatch_rate", CalendarDays(28), ((FEW, Decimal("0.5")), (MANY, Decimal("0.3")))
        ),
        (
            "share of the best daily average of 28 calendar days: 50 % where the late dispatch rate"
            " is at most 4 %; 30 % where the late dispatch rate is above 10 %"
        ),
        "占28个自然日最高日均单量的比例：延迟发货率不高于4%时为50%；延迟发货率高于10%时为30%",
    ),
]


@pytest.mark.parametrize(("term", "english", "chinese"), WORDS)
def test_words(term, english, chinese):
    """
    Each is said in both languages, and printed in English.
    """
    assert (english, chinese) == (term.in_words("en"), term.in_words("zh"))
    assert english == str(term)


def test_unknown_language():
    """
    A language without a catalogue is refused.
    """
    with pytest.raises(UnknownLanguageError):
        LATE.in_words("fr")
