"""
What figures about the buyer's money and rights say, and how each is read from a file.
"""

from datetime import date, time
from decimal import Decimal

import pytest

from rules.making import FIGURE, HEAD, own_policy
from tiktok_presale import BusinessDays, CalendarDays, Hours, Minutes, Money, OneOf, Policy, Range
from tiktok_presale.errors import PackError, WrongTypeError
from tiktok_presale.policy.buyer_terms import (
    AnswerTime,
    DelayTerm,
    DepositBand,
    DepositSize,
    Duty,
    RefundTime,
)
from tiktok_presale.policy.reader import parse_pack
from tiktok_presale.values.text import say
from tiktok_presale.values.vocabulary import Weekday

TENTH = Range.between(Decimal("0.10"), Decimal("0.20"), unit="share")
CHEAP = Range.below(Money("500", "CNY"))

WORDS = [
    (DepositBand(Range(), TENTH), "10 % to 20 %", "10%至20%"),
    (
        DepositBand(CHEAP, TENTH, Money("10", "CNY")),
        "10 % to 20 %, at least 10.00 CNY where the price is below 500.00 CNY",
        "10%至20%，最低10.00 CNY（价格低于500.00 CNY）",
    ),
    (
        DepositSize((DepositBand(Range(), TENTH),), Money("10", "CNY")),
        "10 % to 20 %, a multiple of 10.00 CNY",
        "10%至20%，且为10.00 CNY的整数倍",
    ),
    (RefundTime(BusinessDays(7)), "7 business days", "7个工作日"),
    (RefundTime(words="without_undue_delay"), "without undue delay", "不得无故拖延"),
    (
        DelayTerm("consent", CalendarDays(30)),
        "silence means consent to a delay of at most 30 calendar days",
        "不作答视为同意延期（延期不超过30个自然日）",
    ),
    (
        DelayTerm("cancel", shipped_within=CalendarDays(30)),
        (
            "silence means cancellation, unless shipped within 30 calendar days after the missed"
            " date"
        ),
        "不作答视为取消订单，除非在原定日期后30个自然日内发货",
    ),
    (AnswerTime(Hours(24), "cancelled"), "24 hours; unanswered it is cancelled", None),
    (AnswerTime(BusinessDays(1)), "1 business day", "1个工作日"),
    (
        AnswerTime(weekday=Weekday.MON, at=time(12)),
        "until Mon 12:00",
        "周一12:00前",
    ),
    (Duty("platform", "before_sale"), "the platform, before the sale", "平台，开售前"),
    (
        Duty("seller", "after_payment", CalendarDays(7), ("amount", "delivery_time")),
        "the seller, after the payment, within 7 calendar days: amount, delivery time",
        "卖家，付款后，7个自然日内：金额、交付时间",
    ),
]


@pytest.mark.parametrize(("term", "english", "chinese"), WORDS)
def test_words(term, english, chinese):
    """
    Each is said in both languages, and printed in English.
    """
    assert english == term.in_words("en") == str(term)
    assert chinese is None or chinese == say(term, "zh")


def test_unanswered_in_chinese():
    """
    What silence brings is told in Chinese too.
    """
    assert "24小时；逾期未答视为已取消" == AnswerTime(Hours(24), "cancelled").in_words("zh")


READ = [
    ("payment.renewed", "true", True),
    ("payment.pay_within", "{ minutes = 30 }", Minutes(30)),
    ("payment.pay_within", '{ days = 48, unit = "hours" }', Hours(48)),
    ("payment.plans", '{ one_of = ["full"] }', OneOf(("full",))),
    ("blind_box.barred_goods", '{ none_of = ["toxic"] }', OneOf(("toxic",), excluded=True)),
    ("blind_box.disclose", '["odds", "kind"]', ("odds", "kind")),
    ("blind_box.age", "{ min = 8 }", Range.at_least(Decimal(8), unit="years")),
    (
        "blind_box.price",
        '{ at_most = { amount = "100", currency = "USD" } }',
        Range.at_most(Money("100", "USD")),
    ),
    (
        "deposit.size",
        '{ currency = "USD", bands = [{ max = 0.2, least = "10", price_from = "50" }],step = "5" }',
        DepositSize(
            (
                DepositBand(
                    Range.at_least(Money("50", "USD")),
                    Range.at_most(Decimal("0.2"), unit="share"),
                    Money("10", "USD"),
                ),
            ),
            Money("5", "USD"),
        ),
    ),
    (
        "refund.within.not_shipped",
        '{ days = 7, unit = "business_days" }',
        RefundTime(BusinessDays(7)),
    ),
    ("refund.within.x", '{ words = "one_billing_cycle" }', RefundTime(words="one_billing_cycle")),
    (
        "delay.first_short",
        '{ silence = "consent", at_most_days = 30 }',
        DelayTerm("consent", CalendarDays(30)),
    ),
    (
        "delay.first_long",
        '{ silence = "cancel", shipped_within_days = 30 }',
        DelayTerm("cancel", shipped_within=CalendarDays(30)),
    ),
    (
        "complaints.cancellation",
        '{ days = 24, unit = "hours", silence = "cancelled" }',
        AnswerTime(Hours(24), "cancelled"),
    ),
    (
        "complaints.chat_weekend",
        '{ weekday = "mon", at = "12:00" }',
        AnswerTime(weekday=Weekday.MON, at=time(12)),
    ),
    (
        "duties.notice",
        '{ who = "seller", stage = "before_sale", items = ["a"] }',
        Duty("seller", "before_sale", None, ("a",)),
    ),
]


@pytest.mark.parametrize(("path", "written", "value"), READ)
def test_read(path, written, value):
    """
    What a file says comes out as the value it means.
    """
    assert value == own_policy({path: written}).figure(path).value


FAULTS = [
    ("payment.renewed", '"yes"', "payment.renewed[0].value: must be true or false, not 'yes'"),
    (
        "blind_box.disclose",
        '["odds", "odds"]',
        (
            "blind_box.disclose[0].value: must be a list of words, none of them twice, "
            "not ['odds', 'odds']"
        ),
    ),
    (
        "blind_box.disclose",
        "[]",
        "blind_box.disclose[0].value: must be a list of words, none of them twice, not []",
    ),
    ("payment.plans", "{ }", "payment.plans[0].value.one_of: is missing"),
    (
        "refund.within.x",
        '{ days = 7, unit = "hours", words = "one_billing_cycle" }',
        "refund.within.x[0].value: must give either days with a unit, or words",
    ),
    (
        "refund.within.x",
        "{ }",
        "refund.within.x[0].value: must give either days with a unit, or words",
    ),
    ("delay.later", "{ }", "delay.later[0].value.silence: is missing"),
    (
        "complaints.chat",
        '{ weekday = "mon" }',
        "complaints.chat[0].value: must give either days with a unit, or a weekday with a time",
    ),
    ("duties.x", '{ who = "seller" }', "duties.x[0].value.stage: is missing"),
    (
        "refund.within.x",
        "{ minutes = 7 }",
        "refund.within.x[0].value: must give either days with a unit, or words",
    ),
    ("payment.pay_within", "{ minutes = -1 }", "payment.pay_within[0].value.minutes: must be zero"),
    ("payment.pay_within", "{ }", "payment.pay_within[0].value.unit: is missing"),
    (
        "deposit.size",
        '{ currency = "USD" }',
        "deposit.size[0].value.bands: must be a list of tables with a share each",
    ),
    (
        "deposit.size",
        "{ bands = [{ max = 0.2 }] }",
        "deposit.size[0].value.currency: is missing",
    ),
    (
        "deposit.size",
        '{ currency = "USD", step = "x", bands = [{ max = 0.2 }] }',
        "deposit.size[0].value.step: ",
    ),
    (
        "deposit.size",
        '{ currency = "USD", bands = [{ min = 0.2, max = 0.1 }] }',
        "deposit.size[0].value.bands[0]: ",
    ),
    (
        "deposit.size",
        '{ currency = "USD", bands = [{ max = 20 }] }',
        "deposit.size: from 2025-01-01 gives a share above 1; 10 % is 0.10",
    ),
    (
        "deposit.size",
        '{ currency = "CNY", bands = [{ max = 0.2, least = "10" }] }',
        "deposit.size: from 2025-01-01 compares prices with CNY; the pack is in USD",
    ),
    (
        "deposit.size",
        (
            '{ currency = "USD", bands = [{ max = 0.2, price_below = "50" }, '
            '{ max = 0.1, price_from = "40" }] }'
        ),
        "deposit.size: from 2025-01-01 has bands that overlap",
    ),
    ("deposit.ceiling", "{ at_most = 20 }", "deposit.ceiling: from 2025-01-01 gives a share above"),
]


@pytest.mark.parametrize(("path", "written", "fault"), FAULTS)
def test_faults(path, written, fault):
    """
    What cannot be meant is refused behind its path.
    """
    text = HEAD.format(zone="UTC", currency="USD") + FIGURE.format(path=path, value=written)
    with pytest.raises(PackError) as caught:
        parse_pack(text.encode(), "own.toml")

    assert any(found.startswith(fault) for found in caught.value.faults), caught.value.faults


DAY = date(2026, 3, 2)
US, LAW = Policy.in_force("us", on=DAY), Policy.in_force("law-us", on=DAY)
CHINA = Policy.in_force("law-cn", on=DAY)


class TestWithLaw:
    """
    A market's policy together with the law it stands under.
    """

    def test_edition_names_both(self):
        """
        The edition tells which law was looked at.
        """
        assert "us@2026-03-02+law-us@2015-01-01" == US.with_law(LAW).edition

    def test_each_speaks_for_itself(self):
        """
        The market's own figure comes first, then that of each law; nothing is merged.
        """
        tmall = Policy.in_force("tmall", on=DAY)
        both = tmall.with_law(CHINA, LAW)

        assert (
            tmall.figure("deposit.payer_default"),
            CHINA.figure("deposit.payer_default"),
        ) == both.every("deposit.payer_default")
        assert (LAW.figure("delay.default"),) == both.every("delay.default")
        assert () == both.every("no.such")
        assert both.find("delay.default") is None

    def test_everything_under(self):
        """
        All duties of market and law are listed with their names.
        """
        ours = Policy.in_force("cross-border", on=DAY).with_law(CHINA)
        names = [name for name, _ in ours.everything_under("duties")]

        assert ["badge", "notice"] == names[:2]
        assert {"claims_kept", "contract_on_order", "deliver_as_promised"} < set(names[2:])

    def test_same_law_twice(self):
        """
        A law that is added twice is there once, and brings no laws of its own.
        """
        twice = US.with_law(LAW).with_law(LAW, CHINA.with_law(LAW))

        assert (LAW, CHINA) == twice.laws
        assert US == US.with_law()

    def test_platform_without_law(self):
        """
        The platform's own rules are those without any law.
        """
        assert US == US.with_law(LAW).platform

    @pytest.mark.parametrize("law", ["law-us", None, LAW.pack], ids=["name", "none", "pack"])
    def test_no_policy(self, law):
        """
        Only a policy is a law.
        """
        with pytest.raises(WrongTypeError, match=r"Policy\.in_force"):
            US.with_law(law)
