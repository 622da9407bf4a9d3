"""
On which days goods can come that are not here yet, and with which chances.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, exp, floor, log
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale import numerics
from tiktok_presale.facts.arrivals import LognormalSlip, NormalSlip, SlipHistory
from tiktok_presale.values.errors import CalendarCoverageError
from tiktok_presale.values.findings import Finding, Outcome, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from tiktok_presale.facts.arrivals import Arrival
    from tiktok_presale.rules.supply.ready import Clock

__all__ = ["Expected", "expected", "last_of", "slipped"]

_TAIL = 6  # standard deviations: one in a thousand million lies beyond
_NEVER = 1e-9
_HORIZON = 3 * 366


_HERE: Mapping[date, Fraction] = MappingProxyType({})


class Expected(NamedTuple):
    """
    The days on which the orders of one arrival can be dispatched, as ordinals, and their chances.

    Args:
        id: The arrival.
        days: The chance of each day; they add up to one.
        samples: How many past slips that stands on; 0 where the distribution was given.
        stated: The day if it comes as stated, or today where that has passed.
        comes: The chance of each day of arrival; none where the goods are here.
    """

    id: str
    days: Mapping[int, Fraction]
    samples: int
    stated: int
    comes: Mapping[date, Fraction] = _HERE

    def later_than(self, day: int) -> Fraction:
        """
        The chance of a dispatch after a day.
        """
        return sum((chance for at, chance in self.days.items() if at > day), Fraction(0))


def expected(arrival: Arrival, clock: Clock) -> Expected | Finding:
    """
    When the goods of an arrival can be dispatched, given that it is not here yet; or why unknown.
    """
    if arrival.arrived:
        return _dispatched(arrival, {clock.today: Fraction(1)}, 0, clock)
    if arrival.stated is None:
        return _doubt("breach.undated", arrival, _date(arrival))
    if arrival.slip is None or arrival.slip == SlipHistory(()):
        return _doubt("breach.no_slip", arrival, Remedy("tell_slips", {"batch": arrival.id}))
    # What has not come by today comes today or later: slips that are over are no longer possible.
    over = (clock.today - arrival.stated).days
    slips = _slips(arrival.slip, over)
    if not slips:
        return _doubt("breach.outrun", arrival, _date(arrival))
    samples = 0
    if isinstance(arrival.slip, SlipHistory):
        samples = sum(slip >= over for slip in arrival.slip.slips)
    try:
        days = {arrival.stated + timedelta(days=slip): chance for slip, chance in slips.items()}
    except OverflowError as error:
        return _doubt("breach.calendar", arrival, _date(arrival), problem=str(error))
    return _dispatched(arrival, days, samples, clock)


def _dispatched(
    arrival: Arrival, days: Mapping[date, Fraction], samples: int, clock: Clock
) -> Expected | Finding:
    """
    The days of dispatch that follow from days of arrival.
    """
    stated = clock.today
    if arrival.stated is not None and not arrival.arrived:
        stated = max(arrival.stated, clock.today)
    try:
        found = _ready(days, clock)
        first = clock.dispatch(stated).toordinal()
        # What lateness costs is asked on days beyond; the calendar must have them.
        (clock.dispatch(max(days)) + timedelta(days=_HORIZON)).toordinal()
    except (OverflowError, CalendarCoverageError) as error:
        return _doubt("breach.calendar", arrival, _date(arrival), problem=str(error))
    return Expected(arrival.id, found, samples, first, _HERE if arrival.arrived else days)


def _ready(days: Mapping[date, Fraction], clock: Clock) -> dict[int, Fraction]:
    found: dict[int, Fraction] = {}
    for day, chance in days.items():
        ready = clock.dispatch(day).toordinal()
        found[ready] = found.get(ready, Fraction(0)) + chance
    return found


def slipped(one: Expected, by: int, clock: Clock) -> Expected:
    """
    The same if it comes so many days later, or earlier but not before today; here is here.

    Raises:
        CalendarCoverageError: If that is beyond the calendar.
    """
    if not one.comes:
        return one
    days: dict[date, Fraction] = {}
    for day, chance in one.comes.items():
        moved = max(day + timedelta(days=by), clock.today)
        days[moved] = days.get(moved, Fraction(0)) + chance
    return one._replace(days=_ready(days, clock), comes=days)


def _slips(slip: SlipHistory | NormalSlip | LognormalSlip, over: int) -> dict[int, Fraction]:
    """
    The chance of each slip of at least so many days as have passed already; none if there is none.
    """
    if isinstance(slip, SlipHistory):
        counts = Counter(one for one in slip.slips if one >= over)
        total = counts.total()
        return {one: Fraction(count, total) for one, count in sorted(counts.items())}
    return _shared(_Curve(slip), over)


class _Curve:
    """
    A given distribution of slips in whole days: one that comes within a day has that day's number.
    """

    def __init__(self, slip: NormalSlip | LognormalSlip) -> None:
        self._slip = slip
        if isinstance(slip, NormalSlip):
            reach = _TAIL * slip.deviation
            self.low, self.high = floor(slip.mean - reach), ceil(slip.mean + reach)
        else:
            self.low, self.high = 1, ceil(slip.median * exp(_TAIL * slip.spread))

    def until(self, days: int) -> float:
        """
        The chance of a slip of at most so many days.
        """
        slip = self._slip
        if isinstance(slip, NormalSlip):
            return numerics.distributions.normal_cdf((days - slip.mean) / slip.deviation)
        if days <= 0:
            return 0.0
        return numerics.distributions.normal_cdf(log(days / slip.median) / slip.spread)


def _shared(curve: _Curve, over: int) -> dict[int, Fraction]:
    first = max(curve.low, over)
    left = 1 - curve.until(over - 1)
    last = min(curve.high, first + _HORIZON)
    if left < _NEVER or last < first:
        return {}
    # What lies beyond either end falls on it, so that nothing is lost.
    steps = [0.0, *(curve.until(day) - curve.until(over - 1) for day in range(first, last)), left]
    weights = [Fraction(high) - Fraction(low) for low, high in pairwise(accumulate(steps, max))]
    total = sum(weights, Fraction(0))
    days = range(first, last + 1)
    return {day: one / total for day, one in zip(days, weights, strict=True) if one}


def last_of(arrivals: Iterable[Expected]) -> dict[int, Fraction]:
    """
    The chance of each day on which the last of several independent arrivals allows dispatch.
    """
    known = [one.days for one in arrivals]
    if len(known) == 1:
        return dict(known[0])
    return dict(_last_of(known))


def _last_of(known: list[Mapping[int, Fraction]]) -> Iterator[tuple[int, Fraction]]:
    before = Fraction(0)
    for day in sorted({day for days in known for day in days}):
        by = Fraction(1)
        for days in known:
            by *= sum((chance for at, chance in days.items() if at <= day), Fraction(0))
        if by > before:
            yield day, by - before
        before = by


def _date(arrival: Arrival) -> Remedy:
    return Remedy("date_batch", {"batch": arrival.id})


def _doubt(code: str, arrival: Arrival, remedy: Remedy, **params: object) -> Finding:
    """
    Why nothing can be said of an arrival.
    """
    params = {"batch": arrival.id, **params}
    count, stated = len(arrival.orders), arrival.stated
    return Finding(Outcome.UNKNOWN, code, "", count, stated, (remedy,), params=params)
