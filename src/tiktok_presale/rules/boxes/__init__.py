"""
Blind boxes: may this box be sold, may this buyer draw, what are the odds, was the draw fair?
"""

from __future__ import annotations

from tiktok_presale.rules.boxes.chances import chance_within, effective_odds, expected_draws
from tiktok_presale.rules.boxes.drawing import commit, draw, draw_all, sheet
from tiktok_presale.rules.boxes.next_draw import current_odds
from tiktok_presale.rules.boxes.verification import Verification, verify

__all__ = [
    "Verification",
    "chance_within",
    "commit",
    "current_odds",
    "draw",
    "draw_all",
    "effective_odds",
    "expected_draws",
    "sheet",
    "verify",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
