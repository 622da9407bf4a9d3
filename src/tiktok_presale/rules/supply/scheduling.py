"""
Every promise laid against the supply: who is dispatched when, before and after a change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tiktok_presale.facts.claims import Commitment
from tiktok_presale.facts.supply import Supply
from tiktok_presale.rules.allocation.answers import Sharing
from tiktok_presale.rules.allocation.sharing import queue as queue_of
from tiktok_presale.rules.supply.plans import Plan, Planned, Standing
from tiktok_presale.rules.supply.ready import clock_of, ready_batches
from tiktok_presale.rules.supply.shelf import Shelf
from tiktok_presale.rules.supply.turns import filled, placed
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.supply.ready import Ready
    from tiktok_presale.rules.supply.shelf import Held
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import BusinessDays, CalendarDays

__all__ = ["checked", "repromise", "schedule"]


def schedule(  # noqa: PLR0913 - how days are counted is four keywords, as everywhere here
    commitments: Iterable[Commitment],
    supply: Supply,
    *,
    at: datetime,
    handling: CalendarDays | BusinessDays,
    calendar: BusinessCalendar | None = None,
    policy: Policy | None = None,
    queue: Sharing = Sharing.FIRST_COME,
) -> Plan:
    """
    Which promises a supply can keep, on which day each order can go, and who is left without.

    A promise is kept if it can be while all those before it in the queue are. Orders whose promise
    cannot be kept come next, in the order of the queue, each on the first day that breaks no
    promise. Only then are orders brought forward, in the order of the queue.

    Args:
        commitments: What was promised and is still to be dispatched, one for each order and SKU.
        supply: The batches.
        at: The instant of asking. Its day is read in the market's zone, in its own zone where no
            policy is given.
        handling: The days from the arrival of a batch, which is day 0, to dispatch.
        calendar: The business calendar; the policy's own where none is given.
        policy: The rules whose zone and calendar are meant.
        queue: By first come or by tier.

    Raises:
        WrongTypeError: If an argument has another type, or business days have no calendar.
        OutOfRangeError: If an order has two commitments of one SKU, or *queue* is no queue.
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If no source names the market's working week.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import Batch, CalendarDays, Claim
        >>> at = datetime(2026, 1, 10, tzinfo=UTC)
        >>> claim = Claim("o1", 2, at=datetime(2026, 1, 1, tzinfo=UTC))
        >>> plan = schedule([Commitment(claim, "tea", by=date(2026, 1, 16))],
        ...                 Supply([Batch("b1", "tea", 5, arrives=date(2026, 1, 20))]),
        ...                 at=at, handling=CalendarDays(1))
        >>> print(plan.orders[0].finding)
        order o1 can be dispatched on 2026-01-21, later than promised (2026-01-16); to change it, \
tell the buyer of order o1 about the delay to 2026-01-21.
    """
    clock = clock_of(at, handling, calendar, policy)
    lines = checked(commitments, supply, queue)
    orders, unsure = list[Planned](), list[Finding]()
    for sku, line in lines.items():
        ready, doubts = ready_batches(sku, supply, clock)
        orders += _planned(line, ready, None)
        unsure += doubts
    return Plan(tuple(orders), tuple(unsure))


def repromise(  # noqa: PLR0913 - as `schedule`, with two supplies
    commitments: Iterable[Commitment],
    old: Supply,
    new: Supply,
    *,
    at: datetime,
    handling: CalendarDays | BusinessDays,
    calendar: BusinessCalendar | None = None,
    policy: Policy | None = None,
    queue: Sharing = Sharing.FIRST_COME,
) -> Plan:
    """
    What a change of the supply does to every promise.

    A batch that moves, shrinks, splits or appears is told by the two supplies. Promises that stood
    before come first, in the order of the queue; then those that were late already keep their days;
    then the others are served as `schedule` does. So nobody loses by a change that is only for the
    better, and nobody is put behind a promise without a finding that says so.

    Args:
        commitments: What was promised and is still to be dispatched, one for each order and SKU.
        old: The batches as they were before.
        new: The batches as they are now.
        at: The instant of asking, for both supplies.
        handling: The days from the arrival of a batch, which is day 0, to dispatch.
        calendar: The business calendar; the policy's own where none is given.
        policy: The rules whose zone and calendar are meant.
        queue: By first come or by tier.

    Raises:
        WrongTypeError: If an argument has another type, or business days have no calendar.
        OutOfRangeError: If an order has two commitments of one SKU, or *queue* is no queue.
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If no source names the market's working week.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import Batch, CalendarDays, Claim
        >>> at = datetime(2026, 1, 10, tzinfo=UTC)
        >>> claim = Claim("o1", 2, at=datetime(2026, 1, 1, tzinfo=UTC))
        >>> old = Supply([Batch("b1", "tea", 5, arrives=date(2026, 1, 15))])
        >>> new = old.with_batch(Batch("b1", "tea", 5, arrives=date(2026, 1, 12)))
        >>> plan = repromise([Commitment(claim, "tea", by=date(2026, 1, 16))], old, new,
        ...                  at=at, handling=CalendarDays(1))
        >>> print(plan.orders[0].standing, plan.orders[0].was, plan.orders[0].day)
        earlier 2026-01-16 2026-01-13
    """
    clock = clock_of(at, handling, calendar, policy)
    check_kind("old", old, Supply, "a Supply")
    lines = checked(commitments, new, queue)
    orders, unsure = list[Planned](), list[Finding]()
    for sku, line in lines.items():
        believed, _ = ready_batches(sku, old, clock, believed=True)
        before = placed(line, Shelf(believed), None)
        ready, doubts = ready_batches(sku, new, clock)
        orders += _planned(line, ready, before)
        unsure += doubts
    return Plan(tuple(orders), tuple(unsure))


def checked(
    commitments: Iterable[Commitment], supply: Supply, queue: Sharing
) -> dict[str, tuple[Commitment, ...]]:
    """
    The commitments of each SKU in the order of the queue.
    """
    check_kind("supply", supply, Supply, "a Supply")
    if queue not in {Sharing.FIRST_COME, Sharing.TIER}:
        raise OutOfRangeError("queue", str(queue), "Sharing.FIRST_COME or Sharing.TIER")
    by_sku = dict[str, list[Commitment]]()
    check_kind("commitments", commitments, Iterable, "several, a Commitment each, in a list")
    for one in commitments:
        check_kind("commitments", one, Commitment, "a Commitment each")
        by_sku.setdefault(one.sku, []).append(one)
    return {sku: _lined_up(by_sku[sku], queue) for sku in sorted(by_sku)}


def _lined_up(commitments: Sequence[Commitment], queue: Sharing) -> tuple[Commitment, ...]:
    line = queue_of((one.claim for one in commitments), by=queue)
    of_order = {one.order_id: one for one in commitments}
    return tuple(of_order[claim.order_id] for claim in line)


def _planned(
    line: Sequence[Commitment],
    ready: Sequence[Ready],
    before: Mapping[str, Held] | None,
) -> Iterator[Planned]:
    """
    Lay one SKU's orders against its batches.
    """
    held = placed(line, Shelf(ready), before)
    sources = filled(held, [one.order_id for one in line], ready)
    for one in line:
        got, had = held.get(one.order_id), (before or {}).get(one.order_id)
        was = had.on if had is not None and had.units == one.units else None
        yield Planned(
            commitment=one,
            standing=_standing(one, got, was),
            day=None if got is None else got.on,
            sources=sources.get(one.order_id, ()),
            was=was,
        )


def _standing(one: Commitment, got: Held | None, was: date | None) -> Standing:
    if got is None or got.units < one.units:
        return Standing.SHORT
    if one.by is None:
        return Standing.UNKNOWN
    if got.on > one.by:
        return Standing.LATER
    return Standing.EARLIER if was is not None and got.on < was else Standing.KEPT
