"""
One answer about some rows, by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import chain, product
from typing import TYPE_CHECKING, Any

import numpy as np

from tiktok_presale.frames.charge_kernels import Costs
from tiktok_presale.frames.due_kernels import Dues
from tiktok_presale.frames.state_kernels import States
from tiktok_presale.frames.truths import Ints, Truth, both, either, inverse, spread
from tiktok_presale.values.vocabulary import DeadlineName

if TYPE_CHECKING:
    from tiktok_presale.frames.parts import Part
    from tiktok_presale.frames.words import Words

__all__ = ["Answering"]

_NOT_BEFORE = -(1 << 62)


class Answering:
    """
    The answers about the rows of one part, each worked out when it is asked.
    """

    part: Part
    dues: Dues

    def __init__(self, part: Part, findings: Words) -> None:
        self.part, self._findings = part, findings
        self.dues = Dues(part)

    @cached_property
    def states(self) -> States:
        """
        How the rows stand against their deadlines.
        """
        return States(self.part, self.dues)

    @cached_property
    def costs(self) -> Costs:
        """
        What lateness costs.
        """
        return Costs(self.part, self.states)

    @cached_property
    def mixed(self) -> dict[str, Truth]:
        """
        Where an amount that was asked for has parts in several currencies.
        """
        return {}

    def answer(self, name: str) -> tuple[Any, Truth]:
        """
        The values of one answer, and where there are any.
        """
        if name in _PLAIN:
            return _PLAIN[name](self)
        deadline, _, what = name.rpartition("_")
        one = DeadlineName(deadline)
        if what == "due":
            return self.dues.due(one)
        if what == "computed":
            return self.dues.computed(one)
        return self.dues.why(one), True

    def edition(self) -> tuple[Any, Truth]:
        """
        The edition, as the number of its word.
        """
        return self.part.scene.roster.editions()[self.part.groups], True

    def next(self) -> tuple[Any, Truth]:
        """
        The name of the deadline that decides.
        """
        names = self.states.decided.names
        return names, names >= 0

    def next_due(self) -> tuple[Any, Truth]:
        """
        When the deadline that decides is.
        """
        decided = self.states.decided
        return decided.dues, decided.names >= 0

    def charges(self) -> tuple[Any, Truth]:
        """
        What lateness has cost so far.
        """
        return self._own("charges", self.costs.own(self.costs.charges()))

    def contingent(self) -> tuple[Any, Truth]:
        """
        What is charged only if a metric that was not given lies in a range.
        """
        return self._own("contingent", self.costs.own(self.costs.charges(contingent=True)))

    def exposure(self) -> tuple[Any, Truth]:
        """
        What a cancellation costs: the buyer's money, and every charge with it.
        """
        charged, foreign = self.costs.own(self.costs.at_stake())
        total = self.costs.refund()
        return self._own("exposure", (total if charged is None else total + charged, foreign))

    def _own(self, name: str, summed: tuple[Ints | None, Truth]) -> tuple[Any, Truth]:
        total, foreign = summed
        self.mixed[name] = foreign
        return 0 if total is None else total, inverse(foreign)

    def findings(self) -> tuple[Any, Truth]:
        """
        The codes of what cannot be told, as the number of their text.
        """
        unclear = self.costs.unclear()
        counts: list[tuple[Any, int, str]] = [(unclear, int(unclear.max()), "charge.metric")]
        untold = np.zeros(self.part.rows, np.int64)
        for where in self.states.untold:
            untold += where
        unsure_fee = both(self.states.happened.cancelled, self.part.program.unsure_fee)
        counts += [
            (self._outside, 1, "edition"),
            (untold, 2, "untold"),
            (unsure_fee, 1, "service_fee"),
            (self.states.late_delivery, 1, "delivery.late"),
        ]
        return self._worded(counts), True

    def _worded(self, counts: list[tuple[Any, int, str]]) -> Ints:
        """
        How often each code occurs, as the number of the text with all of them.
        """
        key = np.zeros(self.part.rows, np.int64)
        for count, most, _ in counts:
            key *= most + 1
            key += count
        codes = [[(code,) * n for n in range(most + 1)] for _, most, code in counts]
        texts = [" ".join(chain.from_iterable(row)) for row in product(*codes)]
        return np.array([self._findings.number(text) for text in texts], np.int64)[key]

    @property
    def _outside(self) -> Truth:
        """
        Where an order was placed while other rules were in force than those it is judged by.
        """
        placed = self.part.values("placed_at")
        outside: Truth = False
        for since, inside in self.part.program.edges:
            past: Truth = True if since <= _NOT_BEFORE else placed >= since
            outside = both(outside, inverse(past)) if inside else either(outside, past)
        return outside


_PLAIN: dict[str, Callable[[Answering], tuple[Any, Truth]]] = {
    "edition": Answering.edition,
    "state": lambda rows: (rows.states.decided.states, True),
    "next": Answering.next,
    "next_due": Answering.next_due,
    "late_by": lambda rows: (rows.states.most_late_by, True),
    "late": lambda rows: (spread(rows.states.was_late, rows.part.rows), True),
    "counts": lambda rows: (spread(rows.states.counts, rows.part.rows), True),
    "charges": Answering.charges,
    "contingent": Answering.contingent,
    "exposure": Answering.exposure,
    "service_fee": lambda rows: rows.costs.fee(),
    "findings": Answering.findings,
}
