"""
Pairs of the values of access: buyers, audiences, early access and its answers.
"""

from datetime import UTC, datetime, timedelta

from tiktok_presale.facts.buyers import Buyer, Membership

AT = datetime(2026, 1, 20, tzinfo=UTC)
TERM = Membership(level="gold", since=AT, until=AT + timedelta(days=365), paid=True)

PAIRS = (
    (TERM, Membership(level="gold", since=AT)),
    (Buyer(id="b1", memberships=(TERM,), codes=("A",)), Buyer(id="b1", memberships=())),
)
