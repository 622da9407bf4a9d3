"""
Pairs of the values of access: buyers, audiences, early access and its answers.
"""

from datetime import UTC, datetime, timedelta

from tiktok_presale import access
from tiktok_presale.facts.audiences import (
    AllOf,
    AnyOf,
    CustomerBefore,
    CustomerFor,
    Everyone,
    HasCode,
    InRegion,
    Ladder,
    LevelAtLeast,
    LevelIn,
    Not,
)
from tiktok_presale.facts.benefits import BenefitChange, BenefitEffect
from tiktok_presale.facts.buyers import Buyer, Membership
from tiktok_presale.facts.early_access import EarlyAccess, Opening
from tiktok_presale.values.days import CalendarDays

AT = datetime(2026, 1, 20, tzinfo=UTC)
TERM = Membership(level="gold", since=AT, until=AT + timedelta(days=365), paid=True)
LADDER = Ladder(("silver", "gold"))
GOLD = LevelIn("gold")
SALE = EarlyAccess({GOLD: AT, Everyone(): AT + timedelta(days=2)})

PAIRS = (
    (TERM, Membership(level="gold", since=AT)),
    (Buyer(id="b1", memberships=(TERM,), codes=("A",)), Buyer(id="b1", memberships=())),
    (LADDER, Ladder(("gold", "silver"))),
    (Everyone(), GOLD),  # it has no fields, so all of its kind are equal
    (GOLD, LevelIn("silver")),
    (LADDER.at_least("gold"), LevelAtLeast("silver", LADDER)),
    (CustomerBefore(AT), CustomerBefore(AT + timedelta(seconds=1))),
    (CustomerFor(CalendarDays(90), "UTC"), CustomerFor(CalendarDays(90), "Asia/Shanghai")),
    (HasCode("A"), HasCode("A", any_case=True)),
    (InRegion("CN"), InRegion("HK")),
    (AllOf((GOLD, InRegion("CN"))), AllOf((GOLD, InRegion("HK")))),
    (AnyOf((GOLD, InRegion("CN"))), AnyOf((GOLD, InRegion("HK")))),
    (Not(GOLD), Not(Everyone())),
    (Opening(GOLD, AT), Opening(Everyone(), AT)),
    (SALE, EarlyAccess({GOLD: AT}, ends=AT + timedelta(days=9))),
    (
        BenefitChange(effect=BenefitEffect.CUT, starts_at=AT, agreed=False),
        BenefitChange(effect=BenefitEffect.GAIN, starts_at=AT),
    ),
    (
        access.opens_for(Buyer(id="b1", level="gold"), SALE),
        access.opens_for(Buyer(id="b1"), SALE),
    ),
)
