"""
Sample doubts about ranks of products.
"""

from __future__ import annotations

from tiktok_presale.facts.exposures import ExposureUnit, ProductRecord
from tiktok_presale.rules.planning.rankings import doubts


def findings():
    """
    Give every reason why products have no places, or places of which little should be believed.
    """
    ordered = [(ProductRecord(f"p{n}", 3, 100, category="mug"), 3) for n in range(6)]
    idle = [(ProductRecord(f"q{n}", 0, 100, category="lamp"), 0) for n in range(6)]
    never = [(ProductRecord("r", 0, 0), 0)]
    return [
        *doubts.missing(ordered, 9),
        *doubts.missing(idle, 5),
        *doubts.without_returns(2),
        *doubts.unseen(never),
        *doubts.more_than_seen([ProductRecord("s", 30, 20)], ExposureUnit.VIEWS),
        doubts.alike(30, None),
        doubts.alike(30, "mug"),
        *doubts.compared_with_all(ordered, [None], 20),
        *doubts.compared_with_all(idle, [None], 5),
    ]
