"""
Has something changed, by how much, and is that more than chance?

`lift` compares a rate, a mean, a count or a cost between two groups. `sample_size` says beforehand
how much must be seen, `looks` when it may be looked at on the way, `anytime` answers at every
moment, and `claim` tells what a claim like "35 % more" lacks. Needs the extra `planning`.
"""

from __future__ import annotations

from tiktok_presale.rules.measuring.answers import Lift, SampleSize
from tiktok_presale.rules.measuring.claiming import JudgedClaim, claim
from tiktok_presale.rules.measuring.lifting import lift
from tiktok_presale.rules.measuring.looking import Boundary, Look, LookPlan, looks
from tiktok_presale.rules.measuring.sizing import sample_size
from tiktok_presale.rules.measuring.watching import anytime

__all__ = [
    "Boundary",
    "JudgedClaim",
    "Lift",
    "Look",
    "LookPlan",
    "SampleSize",
    "anytime",
    "claim",
    "lift",
    "looks",
    "sample_size",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
