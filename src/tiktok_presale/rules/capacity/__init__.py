"""
Who may still take units, and what has become of those that were taken?

A `Ledger` is one frozen value: limits on the whole sale, on markets, channels, SKUs, waves and
buyers, and every hold on them. A command gives an `Answer` with the next ledger and every reason.
available + held + committed + withdrawn = limit, at every scope, after any commands.

- `hold`, `extend`, `commit`, `release`, `settle`: the life of a hold.
- `withdraw`, `restore`, `set_limit`: what the seller does to capacity.
- `join`, `leave`, `offer`: the waiting list.
- `limits`, `listing_limits`: which limits to set.
- `rows`, `from_rows`: a ledger in a shop's own tables.
"""

from __future__ import annotations

from tiktok_presale.facts.holds import AppliedKey, Hold, HoldState, Line, Request
from tiktok_presale.facts.limits import EACH, Limit, Scope, Wave
from tiktok_presale.rules.capacity.advice import LimitAdvice, limits, listing_limits
from tiktok_presale.rules.capacity.holding import commit, extend, hold, release, settle
from tiktok_presale.rules.capacity.ledger import Balance, Ledger
from tiktok_presale.rules.capacity.limiting import restore, set_limit, withdraw
from tiktok_presale.rules.capacity.queueing import (
    Waiting,
    WaitingAnswer,
    WaitingList,
    WaitingState,
    join,
    leave,
)
from tiktok_presale.rules.capacity.tables import from_rows, rows
from tiktok_presale.rules.capacity.turns import Answer
from tiktok_presale.rules.capacity.waiting import OfferAnswer, offer

__all__ = [
    "EACH",
    "Answer",
    "AppliedKey",
    "Balance",
    "Hold",
    "HoldState",
    "Ledger",
    "Limit",
    "LimitAdvice",
    "Line",
    "OfferAnswer",
    "Request",
    "Scope",
    "Waiting",
    "WaitingAnswer",
    "WaitingList",
    "WaitingState",
    "Wave",
    "commit",
    "extend",
    "from_rows",
    "hold",
    "join",
    "leave",
    "limits",
    "listing_limits",
    "offer",
    "release",
    "restore",
    "rows",
    "set_limit",
    "settle",
    "withdraw",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
