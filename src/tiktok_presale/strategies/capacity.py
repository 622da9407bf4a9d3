"""
Strategies for capacity: scopes, limits, waves, requests, and ledgers with a past.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.facts.holds import Hold, HoldState, Line, Request
from tiktok_presale.facts.limits import EACH, Limit, Scope, Wave
from tiktok_presale.rules.capacity import Ledger, WaitingList, commit, hold, join, release
from tiktok_presale.strategies.engine import st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "holds",
    "ledgers",
    "lines",
    "requests",
    "scopes",
    "unit_limits",
    "waiting_lists",
    "waves",
]

_SKUS = ("s1", "s2")
_BUYERS = ("b1", "b2")
_CHANNELS = ("c1", "c2")
_MARKETS = ("th", "vn")
_OPENS = datetime(2026, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@st.composite
def scopes(draw: DrawFn, waves: Sequence[str] = ()) -> Scope:
    """
    Scopes of every kind, for each buyer among them; shrink to the whole sale.
    """
    return Scope(
        market=draw(st.none() | st.sampled_from(_MARKETS)),
        channel=draw(st.none() | st.sampled_from(_CHANNELS)),
        sku=draw(st.none() | st.sampled_from(_SKUS)),
        wave=draw(st.sampled_from((None, *waves))),
        buyer=draw(st.sampled_from((None, EACH, *_BUYERS))),
    )


def unit_limits(most: int = 20) -> SearchStrategy[Limit]:
    """
    Limits of up to *most* units, soft ones among them; shrink to none on the whole sale.
    """
    units = st.none() | st.integers(0, most)
    return st.builds(Limit, scopes(), units, soft=st.booleans())


@st.composite
def waves(draw: DrawFn, most: int = 3) -> tuple[Wave, ...]:
    """
    Up to *most* waves that follow each other, with gaps and without; shrink to none.
    """
    found: list[Wave] = []
    opens = _OPENS
    for number in range(draw(st.integers(0, most))):
        lasts = draw(st.none() | st.integers(0, 60))
        closes = None if lasts is None else opens + lasts * _MINUTE
        found.append(
            Wave(
                name=f"w{number + 1}",
                units=draw(st.integers(0, 20)),
                opens=opens,
                closes=closes,
                carries_over=draw(st.booleans()),
            )
        )
        last = opens if closes is None else closes
        opens = last + timedelta(seconds=1) + draw(st.sampled_from((0, 10, 60))) * _MINUTE
    return tuple(found)


def lines() -> SearchStrategy[tuple[Line, ...]]:
    """
    One to three lines, two of one SKU among them; shrink to one unit.
    """
    line = st.builds(Line, st.sampled_from(_SKUS), st.integers(1, 5))
    return st.lists(line, min_size=1, max_size=3).map(tuple)


def requests() -> SearchStrategy[Request]:
    """
    Requests that tell their market, channel and buyer; shrink to one unit for the first buyer.
    """
    return st.builds(
        Request,
        lines(),
        market=st.sampled_from(_MARKETS),
        channel=st.sampled_from(_CHANNELS),
        buyer=st.sampled_from(_BUYERS),
    )


@st.composite
def ledgers(draw: DrawFn, most: int = 4) -> Ledger:
    """
    Ledgers after up to *most* requests, some paid and some given back; shrink to no limit at all.
    """
    some = draw(st.lists(unit_limits(), max_size=2, unique_by=lambda limit: limit.scope))
    ledger, at = Ledger(limits=some, waves=draw(waves(2))), _OPENS
    asked = st.tuples(requests(), st.integers(0, 30), st.sampled_from(("held", "paid", "back")))
    for number, (request, minutes, becomes) in enumerate(draw(st.lists(asked, max_size=most))):
        key, at = f"k{number}", at + minutes * _MINUTE
        ledger = hold(ledger, request, key=key, at=at, expires=20 * _MINUTE).ledger
        if becomes == "paid":
            ledger = commit(ledger, key, key=f"p{number}", at=at).ledger
        if becomes == "back":
            ledger = release(ledger, key, key=f"r{number}", at=at).ledger
    return ledger


@st.composite
def holds(draw: DrawFn) -> Hold:
    """
    Holds in every state; shrink to one unit for the first buyer.
    """
    lasts = draw(st.integers(1, 60)) * _MINUTE
    state = draw(st.sampled_from(HoldState))
    return Hold(key="k1", request=draw(requests()), state=state, expires=_OPENS + lasts)


@st.composite
def waiting_lists(draw: DrawFn, most: int = 4) -> WaitingList:
    """
    Waiting lists of up to *most* requests; shrink to an empty one.
    """
    waiting = WaitingList()
    for number, request in enumerate(draw(st.lists(requests(), max_size=most))):
        waiting = join(waiting, request, key=f"w{number}", at=_OPENS).waiting
    return waiting
