"""
Answers of the capacity ledger and the waiting list, with every code that they can have.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tiktok_presale import (
    EACH,
    Confidence,
    Decision,
    Finding,
    Hold,
    Ledger,
    Limit,
    Outcome,
    Scope,
    Source,
    Wave,
    capacity,
)
from tiktok_presale.rules.capacity import HoldState, Request, WaitingList
from tiktok_presale.values.periods import Period

CODED = {
    "_of_hold": ("finding", 1),
    "_units_moved": ("finding", 0),
    "_waiting_decision": ("finding", 2),
    "_nobody_finding": ("finding", 0),
}

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE
TOTAL, RED, EACH_BUYER = Scope(), Scope(sku="r1"), Scope(buyer=EACH)
WAVE = Wave(name="w1", units=4, opens=AT, closes=AT + HOUR, carries_over=False)


def _ledger(*limits, total=9, **fields):
    return Ledger(limits=[Limit(TOTAL, total), *limits], **fields)


def _hold(ledger, key="k1", lines=None, at=AT, expires=15 * MINUTE, access=None, **names):
    request = Request(lines or {"r1": 2}, **names)
    return capacity.hold(ledger, request, key=key, at=at, expires=expires, access=access)


def _holds():
    """
    Holds that are given and refused, for every reason.
    """
    findings = (Finding(Outcome.FAIL, "waiting.behind", "access"),)
    refused = Decision("waiting", "own limits", AT, findings)
    sale = Period(AT, AT + HOUR)
    old = Hold(key="k1", request=Request({"r1": 1}), state=HoldState.COMMITTED)
    every = Limit(Scope(market="th", channel="c1", buyer=EACH, sku="r1"), 3)
    return [
        _hold(_ledger(Limit(RED, None), Limit(EACH_BUYER, 2)), buyer="b1"),
        _hold(_ledger(Limit(RED, 1), total=0)),
        _hold(Ledger(limits=[Limit(RED, 1, soft=True)])),
        _hold(Ledger(limits=[Limit(RED, 1)]), lines={"r2": 1}),
        _hold(_ledger(every)),
        _hold(_ledger(every), market="th", channel="c1", buyer="b1"),
        _hold(_ledger(waves=[WAVE])),
        _hold(_ledger(waves=[WAVE]), at=AT - HOUR),
        _hold(_ledger(waves=[WAVE]), at=AT - HOUR, wave="w1"),
        _hold(_ledger(sale=sale)),
        _hold(_ledger(sale=sale), at=AT - HOUR),
        _hold(_ledger(sale=sale), at=AT + 2 * HOUR),
        _hold(_ledger(pay_by=AT + MINUTE)),
        _hold(_ledger(), expires=AT),
        _hold(_ledger(holds=[old])),
        _hold(_ledger(), access=refused),
        _hold(_ledger(), access=Decision("waiting", "own limits", AT, ())),
        _hold(_ledger(), access=_hold(_ledger()).decision),
    ]


def _lives():
    """
    What becomes of a hold, and what cannot.
    """
    ledger = _hold(_ledger()).ledger
    paid = capacity.commit(ledger, "k1", key="p1", at=AT).ledger
    back = capacity.release(ledger, "k1", key="r1", at=AT).ledger
    closed = _hold(_ledger(pay_by=AT + HOUR)).ledger
    late = {"key": "p1", "at": AT + HOUR}
    return [
        capacity.commit(ledger, "k1", key="p1", at=AT),
        capacity.commit(paid, "k1", key="p1", at=AT),
        capacity.commit(paid, "k1", key="p2", at=AT),
        capacity.commit(paid, "k1", key="k1", at=AT),
        capacity.commit(back, "k1", key="p1", at=AT),
        capacity.commit(ledger, "k9", key="p1", at=AT),
        capacity.commit(ledger, "k1", **late),
        capacity.release(ledger, "k1", **late),
        capacity.release(ledger, "k1", key="r1", at=AT),
        capacity.release(ledger, "k1", key="r1", at=AT, lines={"r1": 3}),
        capacity.extend(ledger, "k1", key="x1", at=AT, expires=HOUR),
        capacity.extend(ledger, "k1", key="x1", at=AT, expires=MINUTE),
        capacity.extend(closed, "k1", key="x1", at=AT, expires=2 * HOUR),
    ]


def _unpaid():
    """
    A hold that outlives payment, as after the seller moved its end.
    """
    held = _hold(_ledger(), expires=2 * HOUR).ledger
    ledger = Ledger(limits=held.limits, holds=held.holds, pay_by=AT + HOUR)
    return [capacity.commit(ledger, "k1", key="p1", at=AT + HOUR + MINUTE)]


def _sellers():
    """
    What the seller does to capacity.
    """
    ledger = _hold(_ledger()).ledger
    back = capacity.withdraw(ledger, TOTAL, 5, key="w1", at=AT)
    return [
        back,
        capacity.withdraw(ledger, TOTAL, 8, key="w1", at=AT),
        capacity.withdraw(ledger, RED, 1, key="w1", at=AT),
        capacity.restore(back.ledger, TOTAL, 5, key="u1", at=AT),
        capacity.restore(back.ledger, TOTAL, 6, key="u1", at=AT),
        capacity.set_limit(ledger, Limit(TOTAL, 2), key="s1", at=AT),
        capacity.set_limit(ledger, Limit(TOTAL, 1), key="s1", at=AT),
        capacity.set_limit(ledger, Limit(TOTAL, None), key="s1", at=AT),
        capacity.set_limit(ledger, Limit(EACH_BUYER, 1), key="s1", at=AT),
    ]


def _waiting():
    """
    The waiting list.
    """
    request = Request({"r1": 2}, buyer="b1")
    joined = capacity.join(WaitingList(), request, key="b1", at=AT)
    both = capacity.join(joined.waiting, request, key="b2", at=AT).waiting
    ledger = _ledger()
    offered = capacity.offer(both, ledger, key="o1", at=AT, expires=HOUR)
    nobody = capacity.offer(both, _ledger(Limit(RED, 1)), key="o1", at=AT, expires=HOUR)
    answers = [
        joined,
        capacity.join(both, request, key="b1", at=AT),
        capacity.join(both, Request({"r1": 1}), key="b1", at=AT),
        capacity.leave(both, "b1", at=AT),
        capacity.leave(both, "b9", at=AT),
        capacity.leave(offered.waiting, "b1", at=AT),
        offered,
        nobody,
    ]
    passed = [decision for _, decision in nobody.passed_over]
    return [answer.decision for answer in answers] + passed


def decisions():
    """
    Give an answer for every code and outcome.
    """
    house = Source("House rule 7", "", date(2026, 1, 1), Confidence.HIGH)
    share = Decimal("0.1")
    listings = [
        capacity.listing_limits(100, share, house, planned=planned).decision
        for planned in (None, 11)
    ]
    answers = [*_holds(), *_lives(), *_unpaid(), *_sellers()]
    return [answer.decision for answer in answers] + _waiting() + listings
