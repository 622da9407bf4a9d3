"""
How is a presale paid: may a plan be offered, what is due when, what does a deposit bind?

The door to the rules on payments: `check` asks whether a plan may be offered, `schedule` and
`statement` say what is due when, `deposit_effect` what the law makes of a deposit, and
`tax_points` with which payment tax falls due.
"""

from __future__ import annotations

from tiktok_presale.rules.payments.due_dates import PaymentDue, schedule
from tiktok_presale.rules.payments.effects import DepositEffect, deposit_effect
from tiktok_presale.rules.payments.plans import check
from tiktok_presale.rules.payments.statements import PaymentStatement, statement
from tiktok_presale.rules.payments.tax_points import TaxPoint, tax_points

__all__ = [
    "DepositEffect",
    "PaymentDue",
    "PaymentStatement",
    "TaxPoint",
    "check",
    "deposit_effect",
    "schedule",
    "statement",
    "tax_points",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
