"""
Pairs of what figures about the buyer's money and rights say.
"""

from decimal import Decimal

from tiktok_presale.policy.buyer_terms import (
    AnswerTime,
    DelayTerm,
    DepositBand,
    DepositSize,
    Duty,
    RefundTime,
)
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range

SHARE = Range.at_most(Decimal("0.20"), unit="share")
BAND = DepositBand(Range(), SHARE)

PAIRS = (
    (AnswerTime(Hours(24), "cancelled"), AnswerTime(Hours(24))),
    (DelayTerm("consent", CalendarDays(30)), DelayTerm("cancel")),
    (BAND, DepositBand(Range(), SHARE, Money("10", "CNY"))),
    (DepositSize((BAND,)), DepositSize((BAND,), Money("10", "CNY"))),
    (Duty("seller", "before_sale"), Duty("platform", "before_sale")),
    (RefundTime(BusinessDays(7)), RefundTime(words="without_undue_delay")),
)
