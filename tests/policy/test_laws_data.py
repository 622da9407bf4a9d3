"""
The law packs and the figures beside them, with the sources' own numbers.
"""

from datetime import date
from decimal import Decimal

import pytest

from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    Confidence,
    Hours,
    Minutes,
    Money,
    OneOf,
    Policy,
    Range,
)
from tiktok_presale.policy.buyer_terms import AnswerTime, DelayTerm, DepositBand, RefundTime

D = Decimal
DAY = "2026-11-23"


def value(market, path, on=DAY):
    """
    Give what a market or law says at a path on a day.
    """
    return Policy.in_force(market, on=date.fromisoformat(on)).figure(path).value


@pytest.mark.parametrize(
    ("market", "path", "wanted"),
    [
        ("law-us", "delay.default", CalendarDays(30)),
        ("law-us", "delay.with_credit", CalendarDays(50)),
        ("law-us", "delay.first_short", DelayTerm("consent", CalendarDays(30))),
        ("law-us", "delay.first_long", DelayTerm("cancel", shipped_within=CalendarDays(30))),
        ("law-us", "delay.later", DelayTerm("cancel")),
        ("law-us", "refund.within.not_shipped", RefundTime(BusinessDays(7))),
        ("law-us", "refund.within.store_credit", RefundTime(words="one_billing_cycle")),
        ("law-eu", "delay.default", CalendarDays(30)),
        ("law-eu", "refund.within.withdrawal", RefundTime(CalendarDays(14))),
        ("law-eu", "refund.within.not_shipped", RefundTime(words="without_undue_delay")),
        ("law-eu", "withdrawal.days", CalendarDays(14)),
        ("law-eu", "withdrawal.not_for", OneOf(("made_to_order",))),
        ("law-uk", "delay.default", CalendarDays(30)),
        ("law-uk", "withdrawal.days", CalendarDays(14)),
        ("law-uk", "delay.ends_at_once", OneOf(("refused", "essential_time"))),
        ("law-cn", "deposit.ceiling", Range.at_most(D("0.20"), unit="share")),
        ("law-cn", "deposit.taker_default", "returned_double"),
        ("law-cn", "withdrawal.days", CalendarDays(7)),
        ("law-cn", "refund.interest", True),
        ("law-cn", "blind_box.age", Range.at_least(D(8), unit="years")),
        ("law-cn", "blind_box.price_in.shanghai", Range.at_most(Money("200", "CNY"))),
        ("law-jp", "withdrawal.days", CalendarDays(8)),
        ("us", "blind_box.price", Range.at_most(Money("100", "USD"))),
        ("us", "payment.plans", OneOf(("authorised",))),
        ("us", "complaints.chat", AnswerTime(Hours(24))),
        ("th", "complaints.cancellation", AnswerTime(Hours(24), "cancelled")),
        ("th", "complaints.chat", AnswerTime(Hours(12))),
        ("vn", "complaints.return", AnswerTime(BusinessDays(1), "approved")),
        ("vn", "returns.window", CalendarDays(15)),
        ("id", "complaints.cancellation", AnswerTime(Hours(48))),
        ("id", "complaints.preorder_cancellation", AnswerTime(CalendarDays(2))),
        ("id", "complaints.return", AnswerTime(Hours(48), "approved")),
        ("cross-border", "complaints.cancellation", AnswerTime(Hours(48), "cancelled")),
        ("cross-border", "payment.pay_within", Hours(48)),
        ("tmall", "payment.pay_within", Minutes(30)),
        ("douyin", "deposit.coupons", False),
        ("sg", "blind_box.invited", OneOf(("cross_border",))),
    ],
)
def test_figures(market, path, wanted):
    """
    The figure at the path is that of the page.
    """
    assert wanted == value(market, path)


def test_brief():
    """
    F1, F27 and F28: deposit or full price, an answer within 48 hours, full refund and ban.
    """
    policy = Policy.in_force("cross-border", on=date(2025, 6, 1))
    answer = policy.figure("complaints.complaint")

    assert OneOf(("deposit", "full")) == policy.figure("payment.plans").value
    assert AnswerTime(Hours(48)) == answer.value
    assert Confidence.LOW is answer.source.confidence
    assert OneOf(("full_refund", "permanent_ban")) == policy.figure("complaints.remedies").value


def test_tmall_618_of_2023():
    """
    Below 500: 10 to 20 %, at least 10; below 1,000 at least 50; from there 100; never over 20 %.
    """
    size = value("tmall", "deposit.size")
    fifth = Range.at_most(D("0.20"), unit="share")

    assert Money("10", "CNY") == size.step
    assert (
        DepositBand(
            Range(Money("50", "CNY"), Money("500", "CNY"), high_open=True),
            Range.between(D("0.10"), D("0.20"), unit="share"),
            Money("10", "CNY"),
        ),
        DepositBand(
            Range(Money("500", "CNY"), Money("1000", "CNY"), high_open=True),
            fifth,
            Money("50", "CNY"),
        ),
        DepositBand(Range.at_least(Money("1000", "CNY")), fifth, Money("100", "CNY")),
    ) == size.bands


def test_douyin_deposit():
    """
    5 to 20 % of any price, from the page of 2024-09-23 on.
    """
    (band,) = value("douyin", "deposit.size").bands

    assert Range.between(D("0.05"), D("0.20"), unit="share") == band.share
    assert Policy.in_force("douyin", on=date(2024, 9, 22)).find("deposit.size") is None


def test_tmall_before_its_rule_on_deposits():
    """
    Before 2022-04-06 the pack says nothing on who loses a deposit.
    """
    assert Policy.in_force("tmall", on=date(2022, 4, 5)).find("deposit.ends") is None
    assert "balance_paid" == value("tmall", "deposit.ends", "2022-04-06")


@pytest.mark.parametrize(
    ("law", "path", "first"),
    [
        ("law-cn", "deposit.ceiling", "2021-01-01"),
        ("law-cn", "members.benefits_kept", "2026-02-01"),
        ("law-cn", "duties.contract_on_order", "2019-01-01"),
        ("law-cn", "blind_box.age", "2023-06-15"),
        ("law-eu", "delay.default", "2014-06-13"),
        ("law-uk", "delay.default", "2015-10-01"),
    ],
)
def test_in_force_from(law, path, first):
    """
    A law holds from the day that its source states.
    """
    assert (
        date.fromisoformat(first) == Policy.in_force(law, on=date(2026, 11, 23)).figure(path).since
    )
