"""
Strategies for buyers, audiences and sales that open to some earlier than to others.

All draw from few levels, codes and regions, so that a buyer often belongs to an audience.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tiktok_presale.facts.audiences import (
    AllOf,
    AnyOf,
    Audience,
    CustomerBefore,
    CustomerFor,
    Everyone,
    HasCode,
    InRegion,
    Ladder,
    LevelIn,
    Not,
)
from tiktok_presale.facts.benefits import BenefitChange, BenefitEffect
from tiktok_presale.facts.buyers import Buyer, Membership
from tiktok_presale.facts.early_access import EarlyAccess, JudgedAt, Opening
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.pool import ZONES
from tiktok_presale.strategies.simple import calendar_days, instants
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from datetime import datetime

    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "audiences",
    "benefit_changes",
    "buyers",
    "early_accesses",
    "memberships",
    "simple_audiences",
]

# A season that is short enough for terms, openings and ends to meet.
_FIRST: Final = date(2026, 3, 1)
_LAST: Final = date(2026, 4, 15)
_LADDER: Final = Ladder(("silver", "gold", "diamond"))
# The last one stands on no ladder.
_LEVELS: Final = (*_LADDER.levels, "friend")
_CODES: Final = ("SPRING", "spring", "VIP-1")
_REGIONS: Final = ("CN", "CN-GD", "HK", "US", "US-CA", "US-NY")


def _times() -> SearchStrategy[datetime]:
    return instants(_FIRST, _LAST)


@st.composite
def memberships(draw: DrawFn) -> Membership:
    """
    Levels with their time in one season, with or without an end; shrink to silver without one.
    """
    since = draw(_times())
    length = draw(st.none() | st.integers(1, 60 * 24))
    return Membership(
        level=draw(st.sampled_from(_LEVELS)),
        since=since,
        until=None if length is None else utc(since) + timedelta(hours=length),
        paid=draw(st.none() | st.booleans()),
    )


@st.composite
def buyers(draw: DrawFn) -> Buyer:
    """
    Buyers of whom anything may be unknown; shrink to one of whom nothing is known.
    """
    level = draw(st.none() | st.sampled_from(_LEVELS))
    terms = None if level else draw(st.none() | st.lists(memberships(), max_size=3))
    since = draw(st.none() | _times())
    return Buyer(
        id=draw(st.text("abc123", min_size=1, max_size=6)),
        level=level,
        memberships=terms,
        customer_since=since,
        has_bought=draw(st.sampled_from([None, True] if since else [None, True, False])),
        codes=draw(st.none() | st.frozensets(st.sampled_from(_CODES))),
        region=draw(st.none() | st.sampled_from(_REGIONS)),
        age=draw(st.none() | st.integers(6, 90)),
        guardian_consent=draw(st.none() | st.booleans()),
    )


def simple_audiences() -> SearchStrategy[Audience]:
    """
    Audiences without parts; shrink to everyone.
    """
    return st.one_of(
        st.just(Everyone()),
        st.builds(LevelIn, st.frozensets(st.sampled_from(_LEVELS), min_size=1)),
        st.sampled_from(_LADDER.levels).map(_LADDER.at_least),
        st.builds(CustomerBefore, _times()),
        st.builds(CustomerFor, calendar_days(most=40), st.sampled_from(ZONES)),
        st.builds(HasCode, st.frozensets(st.sampled_from(_CODES), min_size=1), st.booleans()),
        st.builds(InRegion, st.frozensets(st.sampled_from(_REGIONS), min_size=1)),
    )


def audiences(most: int = 8) -> SearchStrategy[Audience]:
    """
    Audiences of any form, of about *most* simple ones; shrink to everyone.
    """

    def grown(parts: SearchStrategy[Audience]) -> SearchStrategy[Audience]:
        several = st.lists(parts, min_size=1, max_size=3)
        return st.one_of(
            st.builds(Not, parts), st.builds(AllOf, several), st.builds(AnyOf, several)
        )

    return st.recursive(simple_audiences(), grown, max_leaves=most)


@st.composite
def early_accesses(draw: DrawFn) -> EarlyAccess:
    """
    Sales with one to four openings, with or without an end; shrink to one that opens to everyone.
    """
    openings = draw(st.lists(st.builds(Opening, audiences(4), _times()), min_size=1, max_size=4))
    last = max(utc(one.at) for one in openings)
    length = draw(st.none() | st.integers(1, 20 * 24))
    return EarlyAccess(
        openings,
        ends=None if length is None else last + timedelta(hours=length),
        judged_at=draw(st.sampled_from(JudgedAt)),
    )


def benefit_changes() -> SearchStrategy[BenefitChange]:
    """
    Changes of a member benefit in the same season; shrink to a cut at its first instant.
    """
    return st.builds(
        BenefitChange,
        effect=st.sampled_from(BenefitEffect),
        starts_at=_times(),
        announced_at=st.none() | _times(),
        agreed=st.none() | st.booleans(),
    )
