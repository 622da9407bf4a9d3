"""
The first day that every limit allows and that keeps the target, and which limit made it so.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tiktok_presale.rules.planning.promises.allowed import allowed
from tiktok_presale.values.grounds import Bound, Sensitivity
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from tiktok_presale.rules.planning.promises.allowed import Limit
    from tiktok_presale.rules.planning.promises.lateness import Aim, Observed
    from tiktok_presale.values.days import BusinessDays, CalendarDays

__all__ = ["Choosing"]


class Choosing:
    """
    The days that can be promised, chosen under all limits and under all but one.
    """

    seen: Observed
    aim: Aim
    limits: tuple[Limit, ...]
    unit: type[CalendarDays | BusinessDays]
    reach: int
    within: Sequence[int]

    def __init__(
        self,
        seen: Observed,
        aim: Aim,
        limits: Sequence[Limit],
        unit: type[CalendarDays | BusinessDays],
    ) -> None:
        self.seen, self.aim, self.limits, self.unit = seen, aim, tuple(limits), unit
        ends = [end.count for limit in limits for end in limit.ends]
        self.reach = max([seen.longest, *ends])
        self.within = allowed(self.limits, unit, self.reach)

    @cached_property
    def days(self) -> int | None:
        """
        The shortest promise that is allowed and keeps the target.
        """
        return self.seen.shortest(self.within, self.aim)

    @cached_property
    def needed(self) -> int | None:
        """
        The shortest promise that keeps the target, whatever is allowed.
        """
        return self.seen.shortest(range(self.reach + 1), self.aim)

    def without(self, limit: Limit) -> int | None:
        """
        The shortest promise that keeps the target and every limit but one.
        """
        others = [one for one in self.limits if one is not limit]
        return self.seen.shortest(allowed(others, self.unit, self.reach), self.aim)

    def bounds(self, total: Callable[[int], Money | None]) -> tuple[Bound, ...]:
        """
        Every limit: whether it binds, and what it costs by the *total* cost of so many days.
        """
        first = self.within[0] if self.within else None
        shorter = [n for n in self.within if self.days is None or n < self.days]
        found = [
            Bound(
                "lead_target",
                _at_most(self.aim.target),
                first is not None and first != self.days,
                cost=self._saved(shorter, total),
            )
        ]
        for limit in self.limits:
            free = self.without(limit)
            binds = free != self.days
            cost = self._saved([free], total) if binds and free is not None else None
            found.append(
                Bound(
                    limit.code, limit.days, binds, cost=cost, rule=limit.rule, source=limit.source
                )
            )
        return tuple(found)

    def _saved(self, days: Sequence[int], total: Callable[[int], Money | None]) -> Money | None:
        """
        By how much the cheapest of some days is cheaper than the answer; zero if none is.
        """
        mine = None if self.days is None else total(self.days)
        theirs = [cost for cost in map(total, days) if cost is not None]
        if mine is None or not theirs:
            return None
        return max(mine - min(theirs), Money.from_minor(0, mine.currency))

    def sensitivity(self) -> tuple[Sensitivity, ...]:
        """
        The answer for half and twice the target, for one more slow observation, judged otherwise.
        """
        aim, given = self.aim, _at_most(self.aim.target)
        found = [
            Sensitivity("late_target", given, _at_most(other), self._other(target=other))
            for other in (aim.target / 2, aim.target * 2)
            if other < 1
        ]
        slower = self.seen.slower().shortest(self.within, aim)
        found.append(Sensitivity("slow_goods", 0, 1, self._in_days(slower)))
        other = self._other(cautious=not aim.cautious)
        found.append(Sensitivity("cautious", aim.cautious, not aim.cautious, other))
        return tuple(found)

    def _other(
        self, *, target: Fraction | None = None, cautious: bool | None = None
    ) -> CalendarDays | BusinessDays | None:
        aim = self.aim
        changed = aim._replace(
            target=aim.target if target is None else target,
            cautious=aim.cautious if cautious is None else cautious,
        )
        return self._in_days(self.seen.shortest(self.within, changed))

    def _in_days(self, count: int | None) -> CalendarDays | BusinessDays | None:
        return None if count is None else self.unit(count)


def _at_most(share: Fraction) -> Range[Fraction]:
    return Range.at_most(share, unit="share")
