"""
When orders are due: the deadlines of some rows, looked up or added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tiktok_presale.frames.due_tables import Way
from tiktok_presale.frames.fields import PLATFORM_FIELDS
from tiktok_presale.frames.steps import NOTHING, OUTSIDE, Layout
from tiktok_presale.frames.truths import Ints, Truth, both, either, inverse, settled, some, spread
from tiktok_presale.rules.deadlines import EVENTS
from tiktok_presale.values.vocabulary import Anchor, DeadlineName

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.frames.parts import Part
    from tiktok_presale.values.vocabulary import Event

__all__ = ["LATEST", "SECOND", "Dues"]

SECOND = 10**6

# The last instants that a datetime can name in every zone: the end of 9999 in UTC, less a day.
LATEST = 253_402_214_400 * SECOND

_NO_ANCHOR = "deadline.no_anchor"
_FIELDS = {
    Anchor.PLACED: "placed_at",
    Anchor.PAID: "paid_at",
    Anchor.BALANCE_PAID: "balance_paid_at",
    Anchor.AWAITING_SHIPMENT: "awaiting_shipment_at",
}

# Those that are a column as it stands, and nothing else where it is empty.
_PLAIN = {Anchor.PLACED, Anchor.PAID, Anchor.BALANCE_PAID}


class Dues:
    """
    The deadlines of some rows, each found once: the values, and where there are any.
    """

    def __init__(self, part: Part) -> None:
        self._part = part
        self._ways = dict(part.program.ways)
        self._computed: dict[DeadlineName, tuple[Ints, Truth]] = {}
        self._due: dict[DeadlineName, tuple[Ints, Truth]] = {}
        self._limits: dict[DeadlineName, Ints] = {}

    def computed(self, name: DeadlineName) -> tuple[Ints, Truth]:
        """
        What the policy gives.
        """
        if name not in self._computed:
            self._computed[name] = self._found(name, self._ways[name])
        return self._computed[name]

    def due(self, name: DeadlineName) -> tuple[Ints, Truth]:
        """
        The deadline that counts: what the platform sent, or else what the policy gives.
        """
        if name not in self._due:
            self._due[name] = self._first_delivered(name)
        return self._due[name]

    def limit(self, name: DeadlineName) -> Ints:
        """
        The instant from which on a deadline is missed: the due second counts in full.
        """
        if name not in self._limits:
            self._limits[name] = np.add(self.due(name)[0], SECOND, out=self._part.ints())
        return self._limits[name]

    def by_event(self, name: DeadlineName, asked: Callable[[Event], Truth]) -> Truth:
        """
        What holds of the event that satisfies a deadline.

        The platform's own deadline is about the event that its field names, whatever our figure
        looks at.
        """
        own, theirs = self._ways[name].event, EVENTS[name]
        sent = self._part.present(PLATFORM_FIELDS[name])
        if sent is False or own is theirs:
            return asked(own)
        if sent is True:
            return asked(theirs)
        return either(both(asked(theirs), sent), both(asked(own), inverse(sent)))

    def why(self, name: DeadlineName) -> Ints:
        """
        Why the policy gives no deadline, as numbers of words; that of "" where it gives one.
        """
        part, way, tables = self._part, self._ways[name], self._part.scene.tables
        missing = np.zeros(part.rows, np.int64)
        if way.table is None and way.add is None:
            reasons = part.scene.roster.reasons(name)
            missing[:] = reasons[part.groups]
            return missing
        anchor, present = self._anchor(way)
        if way.table is not None and present is not False:
            self._look_up(name, tables.reasons, (anchor, present), missing)
        missing[~spread(present, part.rows)] = tables.why(_NO_ANCHOR)
        return missing

    def _found(self, name: DeadlineName, way: Way) -> tuple[Ints, Truth]:
        part = self._part
        held = self._room(name)
        if way.table is None and way.add is None:
            fixed = part.scene.roster.fixed(name)
            if isinstance(part.groups, int):
                due = int(fixed[part.groups])
                held.fill(due)
                return held, due != NOTHING
            np.take(fixed, part.groups, out=held, mode="clip")
            return held, settled(held != NOTHING)
        anchor, present = self._anchor(way)
        if present is False:
            return held, False
        if way.add is not None:
            np.add(anchor, way.add, out=held)
            if held.max() > LATEST:
                part.set_aside(both(present, held > LATEST))
            return held, present
        return held, both(
            present, self._look_up(name, part.scene.tables.dues, (anchor, present), held)
        )

    def _room(self, name: DeadlineName) -> Ints:
        """
        Where a computed deadline is written: into the answer itself, where it is one.
        """
        out = self._part.out
        answer = out.get(f"{name.value}_computed")
        if answer is None and self._part.present(PLATFORM_FIELDS[name]) is False:
            answer = out.get(f"{name.value}_due")
        return self._part.ints() if answer is None else answer

    def _anchor(self, way: Way) -> tuple[Ints, Truth]:
        """
        The instants at which the clocks of a deadline start, and where they are known.
        """
        part, anchor = self._part, way.anchor
        if anchor is None or anchor is Anchor.DISPATCH_DEADLINE:
            return self.due(DeadlineName.DISPATCH)
        field = _FIELDS[anchor]
        present = part.present(field)
        if anchor is not Anchor.AWAITING_SHIPMENT or way.hold is None or present is True:
            return part.values(field if present is not False else "placed_at"), present
        held = np.add(part.values("placed_at"), way.hold, out=part.ints())
        if present is not False:
            np.copyto(held, part.values(field), where=present)
        return held, True

    def _look_up(
        self, name: DeadlineName, layout: Layout, anchor: tuple[Ints, Truth], held: Ints
    ) -> Truth:
        """
        Look instants up in the tables of their rows, and tell where there was an answer.
        """
        part, (instants, present) = self._part, anchor
        cells, shift = part.ints(), layout.shift
        np.right_shift(instants, shift, out=cells)
        tables = part.scene.roster.tables(name)
        if isinstance(part.groups, int):
            offset = int(layout.offsets[tables[part.groups]])
            if offset:
                np.add(cells, offset, out=cells)
        else:
            np.take(layout.offsets[tables], part.groups, out=held, mode="clip")
            np.add(cells, held, out=cells)
        np.take(layout.carry, cells, out=held, mode="clip")
        np.add(held, instants, out=held)
        np.right_shift(held, shift, out=cells)
        np.take(layout.answers, cells, out=held, mode="clip")
        low, high = self._bounds(name)
        if low < layout.first or high >= layout.until:
            self._outside(instants, (instants < layout.first) | (instants >= layout.until), present)
        if held.min() > OUTSIDE:
            return True
        part.set_aside(both(present, settled(held == OUTSIDE)))
        return settled(held > OUTSIDE)

    def _bounds(self, name: DeadlineName) -> tuple[int, int]:
        """
        Between which instants the clocks of a deadline start.
        """
        anchor, part = self._ways[name].anchor, self._part
        if anchor is not None and anchor in _PLAIN:
            return part.bounds(_FIELDS[anchor])
        instants = self._anchor(self._ways[name])[0]
        return int(instants.min()), int(instants.max())

    def _outside(self, instants: Ints, outside: Truth, present: Truth) -> None:
        """
        Have rows that no table covers judged one by one, and see whether tables should.
        """
        missed = both(outside, present)
        if some(missed):
            self._part.set_aside(missed)
            self._part.scene.tables.notice(instants[spread(missed, self._part.rows)])

    def _first_delivered(self, name: DeadlineName) -> tuple[Ints, Truth]:
        part, field = self._part, PLATFORM_FIELDS[name]
        sent = part.present(field)
        if sent is False:
            return self.computed(name)
        if sent is True:
            return part.values(field), True
        computed, known = self.computed(name)
        held = part.ints()
        np.copyto(held, computed)
        np.copyto(held, part.values(field), where=sent)
        return held, either(known, sent)
