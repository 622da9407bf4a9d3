"""
Lead times, arrivals, and the answers that stand on them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs

from tiktok_presale.facts.arrivals import Arrival, LognormalSlip, NormalSlip, SlipHistory
from tiktok_presale.facts.lead_times import LeadTimes
from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.facts.waiting import WaitingCosts
from tiktok_presale.rules.planning.foresight.answers import Breach, Breaches, Hurry, Prospect
from tiktok_presale.rules.planning.promises.plans import PromiseDay, WindowPlan
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.estimates import Estimate, Interval
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import Event

SEEN = LeadTimes([9, 11], [4, 6], paired=True)
COSTS = WaitingCosts(price=Money("30.00", "USD"), profit=Money("9.00", "USD"), lost="0.01")
HISTORY = SlipHistory([0, 3])
NORMAL = NormalSlip(1, 2)
LOGNORMAL = LognormalSlip(2, 0.5)
ARRIVAL = Arrival("b1", ["o1"], stated=date(2026, 2, 1), slip=HISTORY)
CHANCE = Estimate(0.04, Interval(0.01, 0.09, 0.95), samples=100, method="clopper_pearson")
DAY = PromiseDay(days=CalendarDays(11), late=CHANCE, held=0.08)
PLAN = WindowPlan(
    edition="th@2026-01-01",
    event=Event.DISPATCH,
    target=0.1,
    level=0.95,
    cautious=True,
    days=CalendarDays(11),
    promise=ShipWithin(CalendarDays(11)),
    needed=CalendarDays(11),
    table=(DAY,),
    cheapest=None,
    grounds=Grounds({}),
)
ROW = Breach(
    order_id="o1",
    prospect=Prospect.OPEN,
    arrivals=("b1",),
    last_day=date(2026, 2, 3),
    chance=CHANCE,
    likely_by=date(2026, 2, 4),
    charges=(Money("0.32", "USD"),),
    at_stake=(),
    finding=Finding(Outcome.PASS, "breach.settled", "", params={"order": "o1"}),
)
HURRY = Hurry(arrival_id="b1", late=0.5, charges=(), at_stake=())
BREACHES = Breaches(
    edition="th@2026-01-01",
    at=datetime(2026, 1, 10, tzinfo=UTC),
    level=0.95,
    orders=(ROW,),
    late_counts=(0.96, 0.04),
    charges=(Money("0.32", "USD"),),
    charges_spread=(Money("1.57", "USD"),),
    at_stake=(),
    at_stake_spread=(),
    hurry=(HURRY,),
    grounds=Grounds({}),
)

PAIRS = (
    (SEEN, attrs.evolve(SEEN, paired=False)),
    (COSTS, attrs.evolve(COSTS, buyers=1)),
    (HISTORY, SlipHistory([])),
    (NORMAL, attrs.evolve(NORMAL, deviation=3)),
    (LOGNORMAL, attrs.evolve(LOGNORMAL, spread=0.6)),
    (ARRIVAL, attrs.evolve(ARRIVAL, arrived=True)),
    (DAY, attrs.evolve(DAY, held=0.09)),
    (PLAN, attrs.evolve(PLAN, cautious=False)),
    (ROW, attrs.evolve(ROW, prospect=Prospect.LATE)),
    (HURRY, attrs.evolve(HURRY, late=0.4)),
    (BREACHES, attrs.evolve(BREACHES, hurry=())),
)
