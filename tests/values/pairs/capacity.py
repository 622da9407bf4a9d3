"""
Instances of the values of capacity, each with an unequal one.
"""

from datetime import UTC, datetime, timedelta

from tiktok_presale import EACH, Decision, Ledger, Limit, Scope, Wave, capacity
from tiktok_presale.rules.capacity import (
    AppliedKey,
    Hold,
    HoldState,
    LimitAdvice,
    Line,
    Request,
    Waiting,
    WaitingList,
)

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
LEDGER = Ledger(limits=[Limit(Scope(), 3), Limit(Scope(buyer=EACH), 2)])
REQUEST = Request([Line("r1", 1), Line("r1", 1)], buyer="b1")
HELD = capacity.hold(LEDGER, REQUEST, key="k1", at=AT, expires=QUARTER)
REFUSED = capacity.hold(HELD.ledger, REQUEST, key="k2", at=AT, expires=QUARTER)
JOINED = capacity.join(WaitingList(), Request({"r1": 1}, buyer="b2"), key="w1", at=AT)
NONE = Decision("capacity", "own limits", AT, ())

PAIRS = (
    (Scope(channel="c1", sku="r1"), Scope(channel="c1")),
    (Limit(Scope(), 5), Limit(Scope(), None)),
    (
        Wave(name="w1", units=5, opens=AT, carries_over=True),
        Wave(name="w1", units=5, opens=AT, carries_over=False),
    ),
    (Line("r1", 2), Line("r1")),
    (REQUEST, Request({"r1": 2}, buyer="b1")),
    (HELD.hold, Hold(key="k1", request=REQUEST, state=HoldState.COMMITTED)),
    (
        HELD.ledger.keys["k1"],
        AppliedKey(key="k1", command="commit", hold="k1", digest="d", at=AT),
    ),
    (HELD.ledger.balance(Scope(), at=AT), LEDGER.balance(Scope(), at=AT)),
    (HELD.ledger, LEDGER),
    (HELD, REFUSED),
    (
        LimitAdvice(limits=(Limit(Scope(), 5),), decision=NONE),
        LimitAdvice(limits=(), decision=NONE),
    ),
    (
        JOINED.entry,
        Waiting(key="w1", request=REQUEST, joined_at=AT, place=0),
    ),
    (JOINED.waiting, WaitingList()),
    (JOINED, capacity.leave(JOINED.waiting, "w9", at=AT)),
    (
        capacity.offer(JOINED.waiting, LEDGER, key="o1", at=AT, expires=QUARTER),
        capacity.offer(WaitingList(), LEDGER, key="o1", at=AT, expires=QUARTER),
    ),
)
