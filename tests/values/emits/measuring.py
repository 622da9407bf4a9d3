"""
Sample answers of measuring, put together without the mathematics.
"""

from __future__ import annotations

from math import inf

import attrs

from tiktok_presale.facts.measurements import Counted, Measure, Rated, Sampled, Spent
from tiktok_presale.rules.measuring import judging
from tiktok_presale.rules.measuring.comparing import Comparison, Ends
from tiktok_presale.rules.measuring.lifting import answer
from tiktok_presale.values.findings import Decision
from tiktok_presale.values.money import Money
from values.pairs.measuring import NEEDED

EURO = Money("1.00", "EUR")
GROUPS = (Rated(3, 100), Counted(9, 7), Spent(EURO, 4), Sampled([1]))
RATIOS = (None, Ends(1.3, 1.1, 1.5, "koopman"), Ends(0.8, 0.6, 1.2, "koopman"))
OPEN = Ends(inf, 1.2, inf, "koopman")


def _answers():
    for measure in Measure:
        needed = attrs.evolve(NEEDED, measure=measure)
        for group in GROUPS:
            for ratio in (*RATIOS, OPEN):
                found = Comparison(ratio, ratio if ratio is not OPEN else None)
                yield answer(group, group, found, 0.95, needed, [], {}, randomised=None)
    short = [judging.too_few("control", Sampled([1]), 2)]
    for randomised in (True, False, None):
        found = Comparison(None, None)
        yield answer(Sampled([1]), Sampled([]), found, 0.95, None, short, {}, randomised=randomised)


def decisions():
    """
    Give answers of every kind, and what claims can lack.
    """
    claims = [judging.missing(name) for name in judging.TOLD]
    claims += [judging.looked(times) for times in (1, 5)]
    claims += [
        judging.figure(stated, *ends)
        for stated in (0.28, 0.9)
        for ends in ((0.1, 0.5), (0.1, None), (None, None))
    ]
    found = [lift.decision for lift in _answers()]
    return [*found, Decision("lift_claim", "", None, tuple(claims))]
