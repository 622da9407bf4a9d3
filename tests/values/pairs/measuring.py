"""
Pairs of the values of measuring, made without the mathematics.
"""

from __future__ import annotations

from datetime import date

import attrs

from tiktok_presale.facts.lift_claims import LiftClaim
from tiktok_presale.facts.measurements import (
    Counted,
    CountedDaily,
    Measure,
    Rated,
    Sampled,
    Spent,
    SpentDaily,
    Summarised,
)
from tiktok_presale.rules.measuring import JudgedClaim, Look, LookPlan, SampleSize
from tiktok_presale.rules.measuring.comparing import Comparison, Ends
from tiktok_presale.rules.measuring.lifting import answer
from tiktok_presale.rules.measuring.looking import Boundary
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money

FEW, MANY = Rated(300, 10_000), Rated(384, 10_000)
TEN = Money("10.00", "USD")
CLAIM = LiftClaim(
    says="click-through up 28 %",
    measure="rate",
    lift=0.28,
    compared=("new pictures", "old pictures"),
    period=(date(2026, 1, 1), date(2026, 1, 31)),
    control=FEW,
    treatment=MANY,
    randomised=True,
    looks=1,
)
NEEDED = SampleSize(
    measure=Measure.RATE,
    lift=0.28,
    control=7_348,
    treatment=7_348,
    level=0.95,
    power=0.8,
    grounds=Grounds(
        {"measure": Measure.RATE, "base": 0.03, "lift": 0.28},
        (Bound("available", 10_000, binds=True),),
        (Sensitivity("lift", 0.28, 0.14, 27_648),),
    ),
)
FOUND = Comparison(Ends(1.28, 1.1036, 1.4847, "koopman"), Ends(0.0084, 0.0034, 0.0135, "newcombe"))
LIFT = answer(
    FEW,
    MANY,
    FOUND,
    0.95,
    None,
    [],
    {"control": FEW, "treatment": MANY, "randomised": True},
    randomised=True,
)
LOOKS = (Look(0.5, 2.797, 0.9948, 0.0052), Look(1.0, 1.977, 0.952, 0.0448))
PLAN = LookPlan(
    boundary=Boundary.OBRIEN_FLEMING,
    level=0.95,
    power=0.8,
    looks=LOOKS,
    inflation=1.0078,
    naive=0.0831,
)
JUDGED = JudgedClaim(claim=CLAIM, lift=LIFT, needed=NEEDED, decision=LIFT.decision)

PAIRS = (
    (FEW, MANY),
    (Sampled([TEN]), Sampled([10])),
    (Summarised(400, 31.5, 324), Summarised(400, 31.5, 324, currency="USD")),
    (Counted(270, 14), Counted(270, 28)),
    (CountedDaily([12, 9]), CountedDaily([9, 12])),
    (Spent(TEN, 3), Spent(TEN, 4)),
    (SpentDaily([(TEN, 3)]), SpentDaily([(TEN, 3), (TEN, 4)])),
    (CLAIM, attrs.evolve(CLAIM, randomised=None)),
    (NEEDED, attrs.evolve(NEEDED, power=0.9)),
    (LIFT, attrs.evolve(LIFT, relative=None)),
    LOOKS,
    (PLAN, attrs.evolve(PLAN, boundary=Boundary.POCOCK)),
    (JUDGED, attrs.evolve(JUDGED, lift=None)),
)
