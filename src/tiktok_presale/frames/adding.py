"""
Adding up the rows of a block without writing any of them down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from tiktok_presale.frames.answers import STATES
from tiktok_presale.frames.tallies import Sums
from tiktok_presale.frames.truths import Ints, Truth, both, inverse
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from tiktok_presale.frames.answering import Answering
    from tiktok_presale.frames.charge_lines import ChargeLine
    from tiktok_presale.rules.charges import Bill
    from tiktok_presale.rules.states import Assessment

__all__ = ["Adding"]

# So many rows of it cannot exceed 64 bits.
_SMALL = 1 << 45

Minors = Counter[tuple[OrderKind, str, str, str]]


class Adding:
    """
    Sums that grow part by part, in Python's own integers.
    """

    late: int
    counted: int

    def __init__(self, asked: tuple[str, ...]) -> None:
        self._asked = frozenset(asked)
        self.problems: Counter[str] = Counter()
        self.states: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self._bills: dict[str, Minors] = {
            name: Counter() for name in ("charges", "contingent", "exposure")
        }
        self._fees: Counter[str] = Counter()
        self.late = self.counted = 0

    def fields(self) -> dict[str, Any]:
        """
        The sums as a tally holds them.
        """
        return {
            "problems": self.problems,
            "states": self.states,
            "kinds": self.kinds,
            **{name: Sums.of(minors) for name, minors in self._bills.items()},
            "service_fees": [Money.from_minor(fee, code) for code, fee in self._fees.items()],
            "late": self.late,
            "counted": self.counted,
        }

    def add(self, rows: Answering, good: Truth) -> None:
        """
        Add the rows of a part that can be judged and are not set aside.
        """
        # Everything is worked out before anything is added: on the way, rows may be set aside.
        found = _Found(rows, self._asked)
        kept = both(good, inverse(rows.part.odd))
        kind, currency = rows.part.program.kind, rows.part.program.currency
        if kind is None or kept is False:
            return
        self.kinds[kind.value] += _count(kept, rows.part.rows)
        if found.states is not None:
            states = found.states if kept is True else found.states[kept]
            counts = np.bincount(states, minlength=len(STATES)).tolist()
            self.states.update(dict(zip(STATES, counts, strict=True)))
        for name, lines in found.bills.items():
            for code, rule, charged, amounts in lines:
                self._bills[name][kind, code, rule, charged] += _sum(amounts, kept)
        fee, known = found.fee
        if known is not False:
            self._fees[currency] += _sum(fee, both(known, kept))
        self.late += _count(both(found.late, kept), rows.part.rows)
        self.counted += _count(both(found.counted, kept), rows.part.rows)

    def add_one(self, found: Assessment) -> None:
        """
        Add one order that the scalar rule has judged.
        """
        self.kinds[found.kind.value] += 1
        if "state" in self._asked:
            self.states[found.state.value] += 1
        for name, minors in self._bills.items():
            if name in self._asked:
                bill: Bill = getattr(found, name)
                for line in bill.lines:
                    key = found.kind, line.code, line.rule, line.amount.currency
                    minors[key] += line.amount.minor
        if found.service_fee is not None and "service_fee" in self._asked:
            self._fees[found.service_fee.currency] += found.service_fee.minor
        self.late += found.was_late and "late" in self._asked
        self.counted += found.counts and "counts" in self._asked


class _Found:
    """
    What one part adds, worked out.
    """

    def __init__(self, rows: Answering, asked: frozenset[str]) -> None:
        costs = rows.costs
        costs.compare()
        self.states = rows.states.decided.states if "state" in asked else None
        self.late = rows.states.was_late if "late" in asked else False
        self.counted = rows.states.counts if "counts" in asked else False
        self.fee = costs.fee() if "service_fee" in asked else (0, False)
        self.bills: dict[str, list[tuple[str, str, str, Ints]]] = {}
        if "charges" in asked:
            self.bills["charges"] = _lines(costs.charges())
        if "contingent" in asked:
            self.bills["contingent"] = _lines(costs.charges(contingent=True))
        if "exposure" in asked:
            self.bills["exposure"] = [*_refunds(rows), *_lines(costs.at_stake())]


def _lines(charges: Iterable[tuple[ChargeLine, Ints]]) -> list[tuple[str, str, str, Ints]]:
    return [(line.code, line.path, line.currency, amounts) for line, amounts in charges]


def _refunds(rows: Answering) -> list[tuple[str, str, str, Ints]]:
    """
    The buyer's own money; where nothing was paid, it is the sale that is lost.
    """
    currency, total = rows.part.program.currency, rows.costs.refund()
    paid = rows.part.flag("paid", default=True)
    found = [
        ("refund", "overdue.refund", total, paid),
        ("sale", "order.total", total, inverse(paid)),
    ]
    return [
        (code, rule, currency, amounts * where)
        for code, rule, amounts, where in found
        if where is not False
    ]


def _count(truth: Truth, rows: int) -> int:
    return rows * truth if isinstance(truth, bool) else int(np.count_nonzero(truth))


def _sum(amounts: Any, kept: Truth) -> int:  # noqa: ANN401 - an array, or 0 where there is none
    """
    The sum of some rows, exact however large it is.
    """
    held = amounts if isinstance(kept, bool) else amounts[kept]
    if not len(held) or kept is False:
        return 0
    return int(held.sum()) if int(held.max()) < _SMALL else sum(held.tolist())
