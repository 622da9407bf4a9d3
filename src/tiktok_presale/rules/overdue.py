"""
What does lateness cost? `assess` one order, or make a `statement` over many.
"""

from __future__ import annotations

from tiktok_presale.rules.assessment import assess, compiled
from tiktok_presale.rules.charges import Bill, Charge
from tiktok_presale.rules.statement import Statement, statement
from tiktok_presale.rules.states import Assessment, State

__all__ = [
    "Assessment",
    "Bill",
    "Charge",
    "State",
    "Statement",
    "assess",
    "compiled",
    "statement",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
