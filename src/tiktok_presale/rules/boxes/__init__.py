"""
Blind boxes: may this box be sold, may this buyer draw, what are the odds, was the draw fair?
"""

from __future__ import annotations

from tiktok_presale.rules.boxes.buyers import may_draw
from tiktok_presale.rules.boxes.chances import chance_within, effective_odds, expected_draws
from tiktok_presale.rules.boxes.disclosing import disclosure
from tiktok_presale.rules.boxes.drawing import commit, draw, draw_all, sheet
from tiktok_presale.rules.boxes.market import check
from tiktok_presale.rules.boxes.next_draw import current_odds
from tiktok_presale.rules.boxes.returns import keep_records_until, may_return, may_reveal
from tiktok_presale.rules.boxes.verification import Verification, verify

__all__ = [
    "Verification",
    "chance_within",
    "check",
    "commit",
    "current_odds",
    "disclosure",
    "draw",
    "draw_all",
    "effective_odds",
    "expected_draws",
    "keep_records_until",
    "may_draw",
    "may_return",
    "may_reveal",
    "sheet",
    "verify",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
