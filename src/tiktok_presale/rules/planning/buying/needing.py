"""
What paid pre-orders ask of a maker: units, and the last day on which they can be ordered.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import attrs

from tiktok_presale.rules.planning.buying.lot_sizing import Lots
from tiktok_presale.rules.planning.spans import after, last_start
from tiktok_presale.values.errors import CalendarCoverageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.facts.claims import Commitment
    from tiktok_presale.facts.purchase_terms import PurchaseTerms
    from tiktok_presale.rules.supply.ready import Clock, Ready
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Asking", "Need", "candidate_days", "lots_of"]

_FAR = date.max


class Need(NamedTuple):
    """
    What one pre-order asks for.

    Args:
        commitment: The pre-order and its promise.
        paid: The day from which it can be ordered for; today for one that was paid before.
        last: The last day on which it can be ordered so that the promise is kept; None where the
            promise is not known, or its days cannot be counted.
        by: The day up to which goods that come anyway are waited for: the promised one, or the
            first on which goods ordered at once could go, where the promise is lost.
    """

    commitment: Commitment
    paid: date
    last: date | None
    by: date

    @property
    def lost(self) -> bool:
        """
        Whether the promise cannot be kept by ordering for it.
        """
        return self.last is not None and self.last < self.paid

    @property
    def when(self) -> date:
        """
        The last day on which it should be ordered: at once, where its promise cannot wait.
        """
        return self.paid if self.last is None else max(self.last, self.paid)


class _Sort(NamedTuple):
    """
    What pre-orders have in common that are alike to the maker.
    """

    by: date
    paid: date
    when: date


@attrs.frozen(kw_only=True)
class Asking:
    """
    Everything that decides what is ordered.
    """

    needs: tuple[Need, ...]
    ready: tuple[Ready, ...]
    terms: PurchaseTerms
    clock: Clock
    factory: BusinessCalendar | None
    cancelled: Fraction

    def arrival(self, ordered: date) -> date:
        """
        The day on which goods are in that are ordered on a day.
        """
        return after(ordered, self.terms.lead_time, self.factory)

    def dispatch(self, ordered: date) -> date:
        """
        The day on which goods can be dispatched that are ordered on a day.
        """
        return self.clock.dispatch(self.arrival(ordered))

    def with_terms(self, terms: PurchaseTerms) -> Asking:
        """
        The same pre-orders, asked of a maker with other terms.
        """
        other = attrs.evolve(self, terms=terms)
        return other.with_needs((one.commitment, one.paid) for one in self.needs)

    def with_needs(self, paid: Iterable[tuple[Commitment, date]]) -> Asking:
        """
        The same maker, asked for other pre-orders, each with the day on which it was paid.
        """
        pairs = tuple(paid)
        last = {by: self.last_order(by) for by in {one.by for one, _ in pairs}}
        needs = (self._need(one, day, last[one.by]) for one, day in pairs)
        return attrs.evolve(self, needs=tuple(needs))

    def _need(self, one: Commitment, paid: date, last: date | None) -> Need:
        by = one.by or _FAR
        if last is not None and last < paid:
            by = max(by, self._at_once(paid))
        return Need(one, paid, last, by)

    def _at_once(self, paid: date) -> date:
        """
        The first day on which goods could go that are ordered as soon as they are paid.
        """
        try:
            return self.dispatch(paid)
        except (CalendarCoverageError, OverflowError):
            return _FAR

    def last_order(self, by: date | None) -> date | None:
        """
        The last day on which goods can be ordered that must be dispatched by a day.
        """
        if by is None:
            return None
        try:
            goods = last_start(by, self.clock.handling, self.clock.calendar)
            return last_start(goods, self.terms.lead_time, self.factory)
        except (CalendarCoverageError, OverflowError):
            return None

    def kept(self, units: int) -> int:
        """
        How many of so many units are not cancelled; rounded up, so that none is missing.
        """
        return ceil((1 - self.cancelled) * units)

    @property
    def sold(self) -> int:
        """
        All units that were paid.
        """
        return sum(one.commitment.units for one in self.needs)

    @property
    def missing(self) -> int:
        """
        The units that must be ordered, beside those that come anyway.
        """
        return self._missing(_sorted(self.needs))

    def by_day(self, days: Iterable[date]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """
        For each day, the units that must be ordered by then, and those that may be.
        """
        sorts, due, known = _sorted(self.needs), list[int](), list[int]()
        for day in days:
            due.append(self._missing({s: n for s, n in sorts.items() if s.when <= day}))
            known.append(self._missing({s: n for s, n in sorts.items() if s.paid <= day}))
        return tuple(due), tuple(known)

    def _missing(self, sorts: dict[_Sort, int]) -> int:
        """
        The widest gap between what is promised and what comes, over all promised days.

        What comes after a promised day does not help it.
        """
        widest = sold = came = at = 0
        by_day = Counter[date]()
        for sort, units in sorts.items():
            by_day[sort.by] += units
        for by in sorted(by_day):
            sold += by_day[by]
            while at < len(self.ready) and self.ready[at].on <= by:
                came += self.ready[at].batch.units
                at += 1
            widest = max(widest, self.kept(sold) - came)
        return widest


def _sorted(needs: Iterable[Need]) -> dict[_Sort, int]:
    found = Counter[_Sort]()
    for one in needs:
        found[_Sort(one.by, one.paid, one.when)] += one.commitment.units
    return dict(found)


def candidate_days(asking: Asking) -> tuple[date, ...]:
    """
    The days on which an order can be best.

    An order that waits for the next day on which one is needed, or paid, is no worse, unless the
    maker takes no more on that day: then orders stand before it and behind it, day by day.
    """
    today = asking.clock.today
    marked = {today, *(one.when for one in asking.needs), *(one.paid for one in asking.needs)}
    if asking.terms.capacity is not None:
        # Two orders on days that follow one another are more than one order can be for, or they
        # would be one; but for the last of them, which may round up what is known.
        orders = 2 * -(-asking.missing // (asking.terms.largest or 1)) + 3
        first, last = today.toordinal(), min(max(marked).toordinal() + orders, _FAR.toordinal())
        marked = {
            date.fromordinal(number)
            for day in {one.toordinal() for one in marked}
            for number in range(max(day - orders, first), min(day + orders, last) + 1)
        }
    return tuple(sorted(marked))


def lots_of(asking: Asking, days: tuple[date, ...]) -> Lots:
    """
    The same as numbers.
    """
    due, known = asking.by_day(days)
    gaps = [(later - day).days for day, later in pairwise(days)]
    terms = asking.terms
    return Lots(
        due=due,
        known=known,
        gaps=(*gaps, 1),
        least=terms.smallest,
        most=terms.largest,
        multiple=terms.multiple,
        order_cost=terms.order_cost.minor,
        loss=terms.loss.minor,
    )
