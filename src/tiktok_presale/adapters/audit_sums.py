"""
What an audit adds up, whether orders come one by one or as columns.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tiktok_presale.frames.arrow import np
from tiktok_presale.rules.states import Assessment, State
from tiktok_presale.values.money import Money
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tiktok_presale.frames.columns import Column, Flags

__all__ = ["SUMMED", "Sums"]

SUMMED = ("charges", "contingent", "exposure")
_LATE = (State.LATE, State.CANCELLABLE)
_HALF = 2**62


class Sums:
    """
    Orders by state, late ones among the counted, and money by currency.
    """

    late: int
    counted: int

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.money: dict[str, Counter[str]] = {name: Counter() for name in SUMMED}
        self.currencies: Counter[str] = Counter()
        self.late = self.counted = 0

    def add(self, found: Mapping[str, Column], currency: Column, rows: Flags) -> None:
        """
        Add the rows of a block for which *rows* is true.

        Exposure is added where an order is late now; that of others is not at stake yet.
        """
        states = _numbers(found["state"], rows)
        words = found["state"].words
        for number, count in enumerate(np.bincount(states, minlength=len(words))):
            if count:
                self.states[words[number]] += int(count)
        counted = found["counts"].values[rows]
        self.counted += int(np.count_nonzero(counted))
        self.late += int(np.count_nonzero(counted & found["late"].values[rows]))
        lost = np.isin(states, [words.index(state.value) for state in _LATE])
        codes = _numbers(currency, rows)
        for number, code in enumerate(currency.words):
            own = codes == number
            if not own.any():
                continue
            self.currencies[code] += int(np.count_nonzero(own))
            for name in SUMMED:
                chosen = own & lost if name == "exposure" else own
                amount = _total(found[name], rows, chosen)
                if amount:
                    self.money[name][code] += amount

    def add_one(self, found: Assessment, currency: str) -> None:
        """
        Add one order.
        """
        self.states[found.state.value] += 1
        self.currencies[currency] += 1
        self.counted += found.counts
        self.late += found.counts and found.was_late
        bills = {"charges": found.charges, "contingent": found.contingent}
        if found.state in _LATE:
            bills["exposure"] = found.exposure
        for name, bill in bills.items():
            for total in bill.totals:
                self.money[name][total.currency] += total.minor

    def totals(self, name: str) -> tuple[Money, ...]:
        """
        One sum for each currency, by its code.
        """
        money = self.money[name]
        return tuple(Money.from_minor(money[code], code) for code in sorted(money))

    @property
    def late_dispatch_rate(self) -> Rate:
        """
        How many were late, of those that were dispatched or are past their deadline.
        """
        return Rate(self.late, self.counted)


def _numbers(column: Column, rows: Flags) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """
    The numbers of a column's words in some rows; a column of one value holds for all.
    """
    spread: np.ndarray[tuple[int], np.dtype[np.int32]] = np.broadcast_to(column.values, rows.shape)[
        rows
    ]
    return spread


def _total(column: Column, rows: Flags, chosen: Flags) -> int:
    """
    The sum of some amounts, exact whatever they are.
    """
    values = column.values[rows]
    if column.present is not None:
        chosen = chosen & column.present[rows]
    values = values[chosen]
    if not len(values):
        return 0
    if int(values.max()) < _HALF // len(values):
        return int(values.sum())
    return sum(values.tolist())
