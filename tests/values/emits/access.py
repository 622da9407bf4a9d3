"""
Answers of access: every reason, wanted and not.
"""

from datetime import UTC, date, datetime, timedelta

import attrs

from tiktok_presale import access
from tiktok_presale.facts.audiences import (
    CustomerBefore,
    CustomerFor,
    Everyone,
    HasCode,
    InRegion,
    Ladder,
    LevelIn,
)
from tiktok_presale.facts.benefits import BenefitChange, BenefitEffect
from tiktok_presale.facts.buyers import Buyer, Membership
from tiktok_presale.facts.early_access import EarlyAccess, JudgedAt
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.days import CalendarDays

CODED = {
    "_reason": ("finding", 0),
    "_untold": ("finding", 0),
    "_at_balance": ("finding", 0),
    "_benefit": ("finding", 0),
    "_broken": ("finding", 0),
}

AT = datetime(2026, 3, 20, tzinfo=UTC)
DAY = timedelta(days=1)
SIMPLE = (
    Everyone(),
    LevelIn(("金卡", "银卡")),
    Ladder(("银卡", "金卡")).at_least("金卡"),
    CustomerBefore(AT),
    CustomerFor(CalendarDays(30), "UTC"),
    HasCode("春"),
    InRegion(("HK", "CN-GD")),
)
BUYERS = (
    Buyer(id="b1"),
    Buyer(id="b2", level="金卡", customer_since=AT - 90 * DAY, codes=("春",), region="HK"),
    Buyer(id="b3", level="友", customer_since=AT - DAY, codes=(), region="CN"),
    Buyer(id="b4", memberships=(), customer_since=AT + DAY, region="JP"),
    Buyer(id="b5", level="银卡", has_bought=False, region="CN-GD"),
)
GOLD = LevelIn("金卡")
SALES = (
    EarlyAccess({GOLD: AT - DAY, Everyone(): AT + DAY}),
    EarlyAccess({GOLD: AT - DAY, Everyone(): AT + DAY}, judged_at=JudgedAt.BALANCE),
    EarlyAccess({GOLD: AT + DAY, Everyone(): AT + 2 * DAY}),
    EarlyAccess({GOLD: AT - DAY}),
    EarlyAccess({GOLD: AT + DAY}),
    EarlyAccess({GOLD: AT - 2 * DAY}, ends=AT - DAY),
)


def _checks():
    terms = [*SIMPLE, *(~one for one in SIMPLE), *SALES]
    return [access.check(buyer, one, at=AT) for buyer in BUYERS for one in terms]


def _kept():
    lost = [None, *(attrs.evolve(buyer, id="b2") for buyer in BUYERS)]
    return [
        access.kept(BUYERS[1], sale, placed_at=AT, at=AT + DAY, now=now)
        for sale in SALES
        for now in lost
    ]


def _changes():
    policies = [Policy.in_force("law-cn", on=date(year, 3, 1)) for year in (2024, 2026)]
    terms = [
        Membership(level="金卡", since=AT, until=until, paid=paid)
        for until in (None, AT + 9 * DAY)
        for paid in (None, True, False)
    ]
    changes = [
        BenefitChange(effect=effect, starts_at=AT + n * DAY, announced_at=told, agreed=agreed)
        for effect in BenefitEffect
        for n in (-1, 3, 12)
        for told in (None, AT, AT + 10 * DAY)
        for agreed in (None, True, False)
    ]
    return [
        access.benefit_change(term, change, policy, at=AT)
        for term in terms
        for change in changes
        for policy in policies
    ]


def decisions():
    """
    Give checks, kept rights and changes of benefits, over known and unknown facts.
    """
    return _checks() + _kept() + _changes()
