"""
What lateness costs: the charges of some rows, what hangs on a metric, and what is at stake.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from tiktok_presale.frames.exact_amounts import shared
from tiktok_presale.frames.parts import MOST
from tiktok_presale.frames.truths import Ints, Truth, both, either, inverse, some
from tiktok_presale.values.vocabulary import Base, DeadlineName, Trigger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tiktok_presale.frames.charge_lines import ChargeLine
    from tiktok_presale.frames.parts import Part
    from tiktok_presale.frames.state_kernels import States
    from tiktok_presale.policy.terms import Band, ChargeTerm
    from tiktok_presale.values.money import Money
    from tiktok_presale.values.ranges import Range

__all__ = ["Costs"]

_DAY = 86_400 * 10**6
_NAMES = {Trigger.LATE: DeadlineName.DISPATCH, Trigger.LATE_COLLECTION: DeadlineName.COLLECTION}


class Costs:
    """
    What the lateness of some rows has cost, and what it may cost yet.
    """

    def __init__(self, part: Part, states: States) -> None:
        self._part, self._states = part, states
        self._amounts: dict[str, Ints] = {}

    def goods(self) -> tuple[Ints, int]:
        """
        The price of the goods alone, or all that was paid where that is not known.
        """
        part = self._part
        present = part.present("items_total")
        if present is False:
            return part.amount("total")
        items, total = part.amount("items_total"), part.amount("total")
        if present is True:
            return items
        return np.where(present, items[0], total[0]), max(items[1], total[1])

    def line(self, line: ChargeLine) -> Ints:
        """
        What one charge comes to, whether its condition holds or not; zero where it is not made.
        """
        if line.path not in self._amounts:
            self._amounts[line.path] = self._line(line)
        return self._amounts[line.path]

    def _line(self, line: ChargeLine) -> Ints:
        part, missed = self._part, self._missed(line.trigger)
        if missed is False or line.odd:
            return np.zeros(part.rows, np.int64)
        base, most = part.amount("total") if line.term.base is Base.ORDER else self.goods()
        amounts = self._banded(line, base, most)
        if amounts.dtype == object:
            amounts = self._narrow(amounts, missed)
        narrow: Ints = amounts
        if missed is True:
            return narrow
        out = part.out.get("charges") if self._alone(line) else None
        return np.multiply(narrow, missed, out=part.ints() if out is None else out)

    def _alone(self, line: ChargeLine) -> bool:
        """
        Whether a charge is the only one, and so the answer itself.
        """
        lines, currency = self._part.program.lines, self._part.program.currency
        return lines == (line,) and line.holds and not line.contingent and line.currency == currency

    def _narrow(self, amounts: Any, missed: Truth) -> Ints:  # noqa: ANN401 - Python's integers
        """
        Amounts in 64 bits; rows whose amounts do not fit are judged one by one.
        """
        fits = (amounts <= MOST).astype(bool)
        self._part.set_aside(both(inverse(fits), missed))
        narrowed: Ints = np.where(fits, amounts, 0).astype(np.int64)
        return narrowed

    def _missed(self, trigger: Trigger) -> Truth:
        """
        Where a charge may fall due: a cancellation may come to any order.
        """
        return self._states.late(_NAMES[trigger]) if trigger in _NAMES else True

    def _late_by(self, trigger: Trigger) -> Ints:
        if trigger in _NAMES:
            return self._states.late_by(_NAMES[trigger])
        return self._states.most_late_by

    def _banded(self, line: ChargeLine, base: Ints, most: int) -> Any:  # noqa: ANN401 - as `shared`
        times = _times(line.term, self._late_by, self._part)
        first, *others = line.term.bands
        amounts, taken = times.amounts(first, line.term, base, most), _within(first.over, base)
        if taken is not True:
            amounts = amounts * taken
        for band in others:
            here = both(_within(band.over, base), inverse(taken))
            if some(here):
                amounts = amounts + times.amounts(band, line.term, base, most) * here
            taken = either(taken, here)
        return amounts

    def compare(self) -> None:
        """
        Have rows judged one by one whose prices cannot be compared with what they are charged.
        """
        for line in self._part.program.lines:
            if line.odd:
                self._part.set_aside(self._missed(line.trigger))

    def made(self, *triggers: Trigger, contingent: bool) -> Iterator[tuple[ChargeLine, Ints]]:
        """
        The charges that some triggers make, and what each comes to.
        """
        for line in self._part.program.lines:
            if line.trigger in triggers:
                amounts = self.line(line)
                if line.holds and line.contingent is contingent:
                    yield line, amounts

    def charges(self, *, contingent: bool = False) -> Iterator[tuple[ChargeLine, Ints]]:
        """
        What lateness has cost so far, charge by charge.
        """
        yield from self.made(Trigger.LATE, Trigger.LATE_COLLECTION, contingent=contingent)
        for line, amounts in self.made(Trigger.CANCELLED, contingent=contingent):
            yield line, amounts * self._states.lost

    def at_stake(self) -> Iterator[tuple[ChargeLine, Ints]]:
        """
        The charges that a cancellation would cost, or has cost.
        """
        exposed = self._states.exposed
        for line, amounts in self.made(
            Trigger.LATE, Trigger.LATE_COLLECTION, Trigger.CANCELLED, contingent=False
        ):
            yield line, amounts * exposed

    def refund(self) -> Ints:
        """
        The buyer's own money where it is at stake.
        """
        return self._part.amount("total")[0] * self._states.exposed

    def unclear(self) -> Ints:
        """
        How many charges hang on a metric that nobody gave.
        """
        count = np.zeros(self._part.rows, np.int64)
        for line in self._part.program.lines:
            if line.contingent:
                count += self.line(line) > 0
        return count

    def own(self, lines: Iterable[tuple[ChargeLine, Ints]]) -> tuple[Ints | None, Truth]:
        """
        The sum of charges in the orders' own currency, and where there are others beside it.
        """
        total: Ints | None = None
        foreign: Truth = False
        for line, amounts in lines:
            if line.currency != self._part.program.currency:
                foreign = either(foreign, amounts > 0)
            else:
                total = amounts if total is None else total + amounts
        return total, foreign

    def fee(self) -> tuple[Any, Truth]:
        """
        What the platform will take for presale, and where it takes anything.
        """
        fee, part = self._part.program.fee, self._part
        if fee is None:
            return 0, False
        cancelled = self._states.happened.cancelled
        known = True if fee.charged_on_cancelled else inverse(cancelled)
        base, most = part.amount("total") if fee.base is Base.ORDER else self.goods()
        amounts = shared(base, most, Fraction(fee.rate), fee.rounding, out=part.ints())
        return self._narrow(amounts, known) if amounts.dtype == object else amounts, known


class _Times:
    """
    How many times a charge is made for the delay of each row; once where `counts` is None.
    """

    def __init__(self, part: Part, counts: Ints | None, per: int = 1) -> None:
        self._part, self._counts, self._per = part, counts, per

    def amounts(self, band: Band, term: ChargeTerm, base: Ints, most: int) -> Any:  # noqa: ANN401 - as `shared`
        """
        What one band gives.
        """
        if band.flat is None:
            found = self._of_share(base, most, Fraction(band.rate or 0), term)
        else:
            # A flat sum is a share of one.
            ones = np.ones(len(base), np.int64)
            found = self._of_share(ones, 1, Fraction(band.flat.minor), term)
        if band.floor is not None:
            found = np.maximum(found, band.floor.minor, out=found)
            found = found if self._counts is None else found * (self._counts > 0)
        if band.ceiling is not None:
            found = np.minimum(found, band.ceiling.minor, out=found)
        return found

    def _of_share(self, base: Ints, most: int, share: Fraction, term: ChargeTerm) -> Any:  # noqa: ANN401 - as `shared`
        if self._counts is None:
            return shared(base, most, share, term.rounding, out=self._part.ints())
        highest = most * max(int(self._counts.max()), 1)
        counted = base.astype(object) if highest >= MOST else base
        counted = counted * self._counts
        out = self._part.ints()
        return shared(counted, highest, share / self._per, term.rounding, out=out)


def _times(term: ChargeTerm, late_by: Callable[[Trigger], Ints], part: Part) -> _Times:
    """
    Whole periods, begun periods, or shares of them; once where a charge has no period.
    """
    if term.every is None:
        return _Times(part, None)
    delays, period = late_by(term.trigger), term.every.count * _DAY
    if term.part_period == "share":
        return _Times(part, delays, period)
    whole = term.part_period == "whole"
    return _Times(part, -(-delays // period) if whole else delays // period)


def _within(over: Range[Money], base: Ints) -> Truth:
    """
    Where prices lie in a band.
    """
    inside: Truth = True
    if over.low is not None:
        low = over.low.minor + over.low_open
        inside = both(inside, base >= low)
    if over.high is not None:
        high = over.high.minor - over.high_open
        inside = both(inside, base <= high)
    return inside
