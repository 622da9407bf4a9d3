"""
What tests of capacity share: ledgers and commands in one line.
"""

from datetime import UTC, datetime, timedelta

from tiktok_presale import EACH, Ledger, Limit, Scope, Wave, capacity
from tiktok_presale.rules.capacity import Request

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TOTAL = Scope()
RED = Scope(sku="red")
BUYER = Scope(buyer=EACH)


def a_ledger(total=10, *more, **fields):
    """
    A ledger with a limit on the whole sale, and others.
    """
    first = [] if total is None else [Limit(TOTAL, total)]
    return Ledger(limits=[*first, *more], **fields)


def take(ledger, key, lines=None, *, at=NOON, expires=15 * MINUTE, access=None, **names):
    """
    Hold units, one red one where nothing else is said.
    """
    request = Request({"red": 1} if lines is None else lines, **names)
    return capacity.hold(ledger, request, key=key, at=at, expires=expires, access=access)


def taken(ledger, *keys, **fields):
    """
    The ledger after holds of one red unit each, all of which are allowed.
    """
    for key in keys:
        answer = take(ledger, key, **fields)
        assert answer.allowed, str(answer)
        ledger = answer.ledger
    return ledger


def sold(ledger, *keys, at=NOON, **fields):
    """
    The ledger after sales of one red unit each.
    """
    for key in keys:
        held = taken(ledger, key, at=at, **fields)
        ledger = capacity.commit(held, key, key=f"pay {key}", at=at).ledger
    return ledger


def codes(decision, outcome="failures"):
    """
    The codes of a decision's failures, or of what is unknown.
    """
    return [finding.code for finding in getattr(decision, outcome)]


def two_waves(first=3, second=5, *, carries_over=True, gap=timedelta(0)):
    """
    A wave at noon, and one an hour later (and a gap where one is asked for).
    """
    closes = None if not gap else NOON + 59 * MINUTE
    return (
        Wave(name="w1", units=first, opens=NOON, closes=closes, carries_over=carries_over),
        Wave(name="w2", units=second, opens=NOON + 60 * MINUTE + gap, carries_over=False),
    )
