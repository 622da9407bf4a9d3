"""
Sample answers about arrivals that are shared and promises that stand on supply.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs

from rules.making import own_policy
from tiktok_presale.facts.claims import Claim, Commitment
from tiktok_presale.facts.supply import Batch, BatchState, Supply
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import allocation, supply
from tiktok_presale.rules.allocation import Fill, Sharing
from tiktok_presale.values.calendars import MON_TO_FRI, BusinessCalendar
from tiktok_presale.values.days import BusinessDays, CalendarDays

CODED = {"_unsure": ("finding", 0)}

AT = datetime(2026, 1, 10, tzinfo=UTC)
TODAY = AT.date()
CLAIMS = [
    Claim(f"o{n}", units, at=datetime(2026, 1, n, tzinfo=UTC))
    for n, units in enumerate((5, 3, 1, 9), start=1)
]
ONE_DAY = CalendarDays(1)
YEAR = BusinessCalendar("demo", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 12, 31))


def _batch(name, units, days, state=BatchState.CONFIRMED):
    arrives = None if days is None else TODAY + timedelta(days=days)
    return Batch(name, "tea", units, arrives=arrives, state=state)


def _allocations():
    for units in (0, 6, 20):
        for fill in Fill:
            for by in Sharing:
                seed = "seed" if by is Sharing.LOTTERY else None
                yield allocation.share(units, CLAIMS, by=by, fill=fill, seed=seed)
    yield allocation.share(1, CLAIMS, by=Sharing.PRO_RATA)


def _verifications():
    drawn = allocation.share(6, CLAIMS, by=Sharing.LOTTERY, seed="seed")
    yield from allocation.verify(drawn)
    yield from allocation.verify(drawn, seed="seed")
    yield from allocation.verify(drawn, seed="seed", seal=allocation.seal("seed"))
    yield from allocation.verify(drawn, seed="other", seal=allocation.seal("seed"))
    first = allocation.share(6, CLAIMS, by=Sharing.FIRST_COME)
    wrong = [attrs.evolve(one, granted=0) for one in first.allotments]
    yield from allocation.verify(attrs.evolve(first, allotments=tuple(wrong)))
    named = attrs.evolve(first.allotments[0], number="1")
    others = first.allotments[1:]
    yield from allocation.verify(attrs.evolve(first, allotments=(named, *others)))


def _plans():
    promised = [Commitment(claim, "tea", by=TODAY + timedelta(days=20)) for claim in CLAIMS]
    promised[2] = attrs.evolve(promised[2], by=None)
    old = Supply([_batch("b1", 18, 15)])
    for new in (
        Supply([_batch("b1", 18, 10)]),
        Supply([_batch("b1", 8, 15), _batch("b2", 12, 30), _batch("b3", 1, None)]),
        Supply([_batch("b1", 8, 15)]),
        Supply([_batch("b1", 18, 15)]),
    ):
        yield supply.repromise(promised, old, new, at=AT, handling=ONE_DAY)


def _promises():
    th = Policy.in_force("th", on=TODAY)
    us = Policy.in_force("us", on=date(2026, 3, 1))
    some = Supply([_batch("b1", 5, 5, BatchState.PLANNED), _batch("b2", 5, 40)])
    doubtful = Supply([_batch("b1", 5, None), _batch("b2", 5, -1), _batch("b3", 5, 30)])
    far = Supply([Batch("b4", "tea", 9, arrives=date.max), *some.batches])
    for policy in (None, th, us):
        for units in (2, 8, 12):
            for by in (None, TODAY + timedelta(days=10), TODAY + timedelta(days=90)):
                for given in (some, doubtful, far):
                    yield supply.promise(
                        "tea", units, given, at=AT, handling=ONE_DAY, policy=policy, by=by
                    )
    beyond = some.with_batch(Batch("b4", "tea", 9, arrives=date(2027, 3, 1)))
    yield supply.promise("tea", 12, beyond, at=AT, handling=BusinessDays(1), calendar=YEAR)
    window = '{ min = 3, max = 9, unit = "business_days" }'
    no_week = own_policy({"window.days": window})
    yield supply.promise("tea", 2, some, at=AT, handling=ONE_DAY, policy=no_week)


def _modes():
    for units, days, sold in (
        (5, 9, True),
        (5, 9, False),
        (5, 9, None),
        (0, 9, True),
        (5, None, True),
    ):
        given = Supply([_batch("b1", units, days)])
        yield supply.mode("tea", given, at=AT, handling=ONE_DAY, sold_before=sold)


def findings():
    """
    Give every reason with which an arrival is shared, verified, planned and promised.
    """
    found = [one for shared in _allocations() for one in shared.findings]
    found += _verifications()
    found += [one for plan in _plans() for one in plan.findings]
    found += [one for made in _promises() for one in made.findings]
    found += [one for mode in _modes() for one in mode.findings]
    for slips in ([0, 1, 2], [0] * 20):
        found.append(supply.likely(TODAY, slips, share=Decimal("0.9")).finding)
    return found
