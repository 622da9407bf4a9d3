"""
What a whole order book is expected to cost, and which arrival to hurry first.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale import numerics
from tiktok_presale.rules.planning.foresight.answers import Hurry
from tiktok_presale.rules.planning.foresight.arriving import last_of
from tiktok_presale.rules.planning.foresight.stakes import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tiktok_presale.numerics.blocks import Hits, Item
    from tiktok_presale.rules.planning.foresight.arriving import Expected
    from tiktok_presale.rules.planning.foresight.outlooks import Outlook
    from tiktok_presale.rules.planning.foresight.stakes import Costing, Kind
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.findings import Finding

__all__ = ["Book", "hurries"]


class Book:
    """
    The amounts of every order on every day, computed once.
    """

    def __init__(self, costing: Costing) -> None:
        self._costing = costing
        self._known: dict[tuple[str, int], Mapping[Kind, int]] = {}
        self.unsure: dict[Finding, None] = {}

    @property
    def calendar(self) -> BusinessCalendar | None:
        """
        The business calendar that was given.
        """
        return self._costing.calendar

    def amounts(self, outlook: Outlook, day: int) -> Mapping[Kind, int]:
        """
        What an order costs if it is dispatched on one day.
        """
        key = outlook.order.id, day
        if outlook.due is None or day <= outlook.last:
            return {}
        if key not in self._known:
            found = self._costing.stake(outlook.order, outlook.due, day - outlook.last)
            self._known[key] = found.amounts
            self.unsure.update(dict.fromkeys(found.findings))
        return self._known[key]

    def expected(self, outlook: Outlook, days: Mapping[int, Fraction]) -> dict[Kind, Fraction]:
        """
        What an order is expected to cost, exactly.
        """
        found: dict[Kind, Fraction] = {}
        for day, chance in days.items():
            for kind, minor in self.amounts(outlook, day).items():
                found[kind] = found.get(kind, Fraction(0)) + chance * minor
        return found

    def together(self, outlooks: Sequence[Outlook]) -> tuple[Hits, tuple[Kind, ...]]:
        """
        How many orders are late and what they cost, where those of one arrival are late together.
        """
        known = [one for one in outlooks if one.days]
        kinds = sorted(
            {kind for one in known for day in one.days for kind in self.amounts(one, day)}
        )
        sources: dict[str, Mapping[int, float]] = {}
        for one in known:
            for source in one.waits:
                sources[source.id] = {day: float(p) for day, p in source.days.items()}
        numbers = {name: number for number, name in enumerate(sources)}
        items: list[Item] = []
        today = [one for one in known if not one.waits]
        for one in known:
            places = [numbers[source.id] for source in one.waits] or [len(numbers)]
            items.append((places, self._teller(one, kinds)))
        # What is late whatever comes stands under a source that is here.
        here = [{max(one.days): 1.0 for one in today}] if today else []
        hits = numerics.blocks.together([*sources.values(), *here], items, len(kinds))
        return hits, tuple(kinds)

    def _teller(
        self, outlook: Outlook, kinds: Sequence[Kind]
    ) -> Callable[[int], tuple[bool, Sequence[float]]]:
        def tell(day: int) -> tuple[bool, Sequence[float]]:
            amounts = self.amounts(outlook, day)
            return day > outlook.last, [float(amounts.get(kind, 0)) for kind in kinds]

        return tell


def hurries(outlooks: Sequence[Outlook], book: Book) -> tuple[Hurry, ...]:
    """
    What each arrival saves if it comes as stated, the one that saves most first.

    Where amounts are in several currencies they cannot be put in order, and late orders decide.
    """
    arrivals = {source.id: source for one in outlooks for source in one.waits}
    waiting: dict[str, list[Outlook]] = {name: [] for name in arrivals}
    for one in outlooks:
        for source in one.waits:
            waiting[source.id].append(one)
    saved = [_saved(one, waiting[one.id], book) for one in arrivals.values()]
    kinds = {kind.currency for _, amounts, _ in saved for kind in amounts}
    one_currency = len(kinds) == 1

    def order(row: tuple[Fraction, Mapping[Kind, Fraction], str]) -> tuple[Fraction, Fraction, str]:
        late, amounts, name = row
        money = sum(amounts.values(), Fraction(0)) if one_currency else Fraction(0)
        return -money, -late, name

    return tuple(
        Hurry(
            arrival_id=name,
            late=float(late),
            charges=rounded(amounts, at_stake=False),
            at_stake=rounded(amounts, at_stake=True),
        )
        for late, amounts, name in sorted(saved, key=order)
        if late > 0 or any(one > 0 for one in amounts.values())
    )


def _saved(
    arrival: Expected, outlooks: Sequence[Outlook], book: Book
) -> tuple[Fraction, Mapping[Kind, Fraction], str]:
    """
    How many of the orders that wait for an arrival come in time with it, and what that saves.
    """
    late = Fraction(0)
    amounts: dict[Kind, Fraction] = {}
    sure = arrival._replace(days={arrival.stated: Fraction(1)})
    for one in outlooks:
        days = last_of(sure if source.id == arrival.id else source for source in one.waits)
        late += one.late() - one.late(days)
        before, after = book.expected(one, one.days), book.expected(one, days)
        for kind in before.keys() | after.keys():
            less = before.get(kind, Fraction(0)) - after.get(kind, Fraction(0))
            amounts[kind] = amounts.get(kind, Fraction(0)) + less
    return late, amounts, arrival.id
