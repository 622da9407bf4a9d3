"""
Pairs of answers about payments and refunds.
"""

from datetime import UTC, datetime

from rules.paying import LAWLESS, TMALL, agreed, cny, moved, paid
from tiktok_presale import AtPlacing, Earnest, Minutes, OnDispatch, PaymentPlan
from tiktok_presale.rules import payments, refunds

AT = datetime(2023, 6, 2, tzinfo=UTC)
DEPOSIT = agreed(plan=PaymentPlan.with_deposit(Earnest(cny("300")), OnDispatch()))
PAID = paid(DEPOSIT, moved("deposit", 300))
REFUND = refunds.due(PAID, "seller_cancelled", TMALL, at=AT)

PAIRS = (
    (
        payments.schedule(agreed(), TMALL)[0],
        payments.schedule(agreed(plan=PaymentPlan.full(AtPlacing(Minutes(5)))), TMALL)[0],
    ),
    (
        payments.statement([agreed()], TMALL, at=AT),
        payments.statement([], TMALL, at=AT),
    ),
    (
        payments.deposit_effect(DEPOSIT, TMALL),
        payments.deposit_effect(DEPOSIT, TMALL, paid=cny("100")),
    ),
    (REFUND, refunds.due(PAID, "seller_cancelled", LAWLESS, at=AT)),
    (REFUND.lines[0], refunds.due(PAID, "balance_lapsed", TMALL, at=AT).lines[0]),
)
