"""
Which quantities to order on which days, exactly: a shortest path over days and units ordered.

Wagner and Whitin's recursion (1958), with least quantities, multiples and a largest quantity. It
knows nothing of shops: numbers in, numbers out.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Lots", "best_lots", "cost_of"]


class Lots(NamedTuple):
    """
    When units are needed, and what an order may be.

    Args:
        due: Units in all that must be ordered by each day.
        known: Units in all that may be ordered on each day; at least those that are due.
        gaps: The days from each day to the next.
        least: The least units of an order, a multiple of *multiple*.
        most: The most units of an order; None without a limit.
        multiple: Orders are for multiples of so many.
        order_cost: What an order costs, in minor units.
        loss: What each unit costs that is not needed in the end, in minor units.
    """

    due: tuple[int, ...]
    known: tuple[int, ...]
    gaps: tuple[int, ...]
    least: int
    most: int | None
    multiple: int
    order_cost: int
    loss: int


def best_lots(lots: Lots) -> tuple[int, ...]:
    """
    The units to order on each day: fewest unit-days late, then least cost, then latest.

    An order is for what is known and not yet ordered, rounded up to the least that can be ordered:
    never for more.
    """
    return _Search(lots).found()


def cost_of(lots: Lots, quantities: tuple[int, ...]) -> tuple[int, int]:
    """
    The unit-days late, and the cost in minor units, of ordering so many units on each day.
    """
    late = ordered = 0
    for due, gap, units in zip(lots.due, lots.gaps, quantities, strict=True):
        ordered += units
        late += gap * max(due - ordered, 0)
    placed = sum(1 for units in quantities if units)
    surplus = ordered - max(lots.due, default=0)
    return late, placed * lots.order_cost + surplus * lots.loss


class _Search:
    """
    The least cost of having ordered so many units by each day; units are counted in multiples.
    """

    def __init__(self, lots: Lots) -> None:
        self.lots = lots
        self.least: int = lots.least // lots.multiple
        self.most: int | None = None if lots.most is None else lots.most // lots.multiple
        self.known: list[int] = [-(-units // lots.multiple) for units in lots.known]
        most = max(self.known, default=0) + self.least
        # Three costs in one number, the worse ones in front: unit-days late, money, unit-days
        # early. Each weight is above all that the costs behind it can come to.
        days, units = sum(lots.gaps), most * lots.multiple
        self.money: int = days * units + 1
        cost = len(lots.due) * lots.order_cost + units * lots.loss
        self.late: int = self.money * (cost + 1)

    def found(self) -> tuple[int, ...]:
        """
        The units of each day, read back from the end of the cheapest path.
        """
        # Only what some orders lead to, which is little where the least order is large.
        costs = {0: 0}
        origins = list[dict[int, int]]()
        for day in range(len(self.lots.due)):
            costs, origin = self._ordered(costs, day)
            origins.append(origin)
            self._spent(costs, day)
        at = self._end(costs)
        quantities = list[int]()
        for origin in reversed(origins):
            before = origin.get(at, at)
            quantities.append((at - before) * self.lots.multiple)
            at = before
        return tuple(reversed(quantities))

    def _end(self, costs: dict[int, int]) -> int:
        """
        The best state at the end: all that is due is ordered, and what is over has its loss.
        """
        lots, needed = self.lots, max(self.lots.due, default=0)
        ends = [
            (cost + self.money * lots.loss * (state * lots.multiple - needed), state)
            for state, cost in costs.items()
            if state * lots.multiple >= needed
        ]
        return min(ends)[1]

    def _ordered(self, costs: dict[int, int], day: int) -> tuple[dict[int, int], dict[int, int]]:
        """
        The costs after an order may have been placed, and where each state came from.
        """
        found, origin = costs.copy(), dict[int, int]()
        price = self.money * self.lots.order_cost
        for state, before in self._orders(costs, day):
            cost, old = costs.get(before), found.get(state)
            if cost is not None and (old is None or cost + price < old):
                found[state], origin[state] = cost + price, before
        return found, origin

    def _orders(self, costs: dict[int, int], day: int) -> Iterator[tuple[int, int]]:
        """
        For each state, the cheapest state from which one order of this day leads to it.
        """
        known, window = self.known[day], deque[int]()
        for state in range(self.least, known + self.least):
            before = state - self.least
            if state > known:
                # Beyond what is known only the least order leads.
                yield state, before
                continue
            cost = costs.get(before)
            if cost is not None:
                while window and costs[window[-1]] >= cost:
                    window.pop()
                window.append(before)
            while self.most is not None and window and window[0] < state - self.most:
                window.popleft()
            if window:
                yield state, window[0]

    def _spent(self, costs: dict[int, int], day: int) -> None:
        """
        Add what a day costs, until the next one, for units that are late and units that are early.
        """
        gap, due, multiple = self.lots.gaps[day], self.lots.due[day], self.lots.multiple
        for state, cost in costs.items():
            over = state * multiple - due
            costs[state] = cost + gap * (over if over >= 0 else -over * self.late)
