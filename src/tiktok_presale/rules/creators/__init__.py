"""
Which creators fit these goods, and on which terms does it pay?

`match` holds one creator to every limit and reckons what a video would bring, `rank` puts many in
order, `deal` says from how many units on an agreement pays, and `choose` takes those that together
earn most under a budget and a cap.
"""

from __future__ import annotations

from tiktok_presale.rules.creators.choices import Candidate, ChosenCreator, CreatorChoice, LeftOut
from tiktok_presale.rules.creators.choosing import choose
from tiktok_presale.rules.creators.dealing import deal
from tiktok_presale.rules.creators.deals import Deal
from tiktok_presale.rules.creators.expecting import EarningsLine
from tiktok_presale.rules.creators.matches import Match, ScorePart
from tiktok_presale.rules.creators.matching import match
from tiktok_presale.rules.creators.ranking import CreatorRanking, rank
from tiktok_presale.rules.creators.spans import Basis

__all__ = [
    "Basis",
    "Candidate",
    "ChosenCreator",
    "CreatorChoice",
    "CreatorRanking",
    "Deal",
    "EarningsLine",
    "LeftOut",
    "Match",
    "ScorePart",
    "choose",
    "deal",
    "match",
    "rank",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
