"""
Policies compiled for shop after shop and order after order.
"""

from __future__ import annotations

from datetime import date

from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import eligibility, overdue
from tiktok_presale.values.vocabulary import OrderKind

TH = Policy.in_force("th", on=date(2026, 1, 2))
FIRST = date(2026, 1, 1)

PAIRS = (
    (eligibility.compiled(TH), eligibility.compiled(TH, kind=OrderKind.STANDARD)),
    (
        overdue.compiled(TH, kind=OrderKind.STANDARD, first=FIRST, last=date(2026, 1, 5)),
        overdue.compiled(TH, kind=OrderKind.STANDARD, first=FIRST, last=date(2026, 1, 6)),
    ),
)
