"""
Limits on time, money and draws: is there room for so many more, and if not, when?
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from tiktok_presale.values.errors import CurrencyMismatchError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import in_zone, local_day
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.boxes import DrawLimits
    from tiktok_presale.facts.draws import PaidDraws

__all__ = ["limited"]

_DAY = timedelta(days=1)


def limited(
    price: Money,
    limits: DrawLimits,
    zone: ZoneInfo,
    at: datetime,
    past: tuple[PaidDraws, ...],
    draws: int,
) -> Iterator[Finding]:
    """
    What each limit says about so many draws more.

    Args:
        price: What one draw costs.
        limits: The limits that the seller set.
        zone: The zone in which days and hours are read.
        at: The instant of the draws.
        past: This buyer's earlier draws.
        draws: How many more are wanted.
    """
    for one in past:
        if one.paid.currency != price.currency:
            raise CurrencyMismatchError(price.currency, one.paid.currency)
    today, period = local_day(at, zone), limits.period.count
    days = [local_day(one.at, zone) for one in past]
    if limits.draws is not None:
        counts = tuple(zip(days, (one.count for one in past), strict=True))
        limit = _Limit(limits.draws, 1, period, counts)
        most, total = Range.at_most(limits.draws, unit="draws"), limit.used(today) + draws
        yield _within("boxes.draws", "limits.draws", total, most, limit.remedies(today, draws))
    if limits.spend is not None:
        sums = tuple(zip(days, (one.paid.minor for one in past), strict=True))
        limit = _Limit(limits.spend.minor, price.minor, period, sums)
        cost = Money.from_minor(limit.used(today) + draws * price.minor, price.currency)
        most_money, ways = Range.at_most(limits.spend), limit.remedies(today, draws)
        yield _within("boxes.spend", "limits.spend", cost, most_money, ways)
    if limits.opens is not None and limits.closes is not None:
        clock = in_zone(at, zone).time()
        opens, closes = f"{limits.opens:%H:%M}", f"{limits.closes:%H:%M}"
        outcome = Outcome.PASS if limits.open_at(clock) else Outcome.FAIL
        ways = () if outcome is Outcome.PASS else (Remedy("draw_at", {"clock": opens}),)
        hours = {"opens": opens, "closes": closes}
        yield Finding(
            outcome, "boxes.hours", "limits.hours", f"{clock:%H:%M}", None, ways, None, hours
        )


def _within(
    code: str, rule: str, total: object, limit: Range[Any], remedies: tuple[Remedy, ...]
) -> Finding:
    if total in limit:
        return Finding(Outcome.PASS, code, rule, total, limit)
    return Finding(Outcome.FAIL, code, rule, total, limit, remedies)


class _Limit(NamedTuple):
    """
    The most that may be counted in a period: draws, or minor units of money.
    """

    most: int
    each: int
    period: int
    past: tuple[tuple[date, int], ...]

    def used(self, on: date) -> int:
        """
        What is counted in the period that ends with a day.
        """
        first = on - self.period * _DAY
        return sum(counted for day, counted in self.past if first < day <= on)

    def remedies(self, today: date, draws: int) -> tuple[Remedy, ...]:
        """
        How many draws there is room for now; and from which day on for all, or for as many as ever.
        """
        room, ever = (self.most - self.used(today)) // self.each, self.most // self.each
        found = [Remedy("draw_at_most", {"draws": room})] if room > 0 else []
        later = min(draws, ever)
        if later > max(room, 0):
            # Nothing of today is counted any more once a whole period has gone by.
            after = (today + days * _DAY for days in range(1, self.period + 1))
            on = next(day for day in after if self.used(day) + later * self.each <= self.most)
            found.append(Remedy("draw_from", {"draws": later, "on": on}))
        return tuple(found)
