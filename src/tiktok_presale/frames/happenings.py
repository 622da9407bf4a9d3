"""
What has happened to some orders by the instant for which is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tiktok_presale.facts.orders import Party, Stage
from tiktok_presale.frames.truths import Ints, Truth, both, either, inverse, settled
from tiktok_presale.values.vocabulary import Event

if TYPE_CHECKING:
    from tiktok_presale.frames.parts import Part

__all__ = ["FAR", "PARTIES", "Happenings"]

# Later than every instant, and still far from the end of 64 bits.
FAR = 1 << 62

PARTIES = tuple(Party)
_STAGES = {
    Event.DISPATCH: Stage.DISPATCHED,
    Event.COLLECTION: Stage.COLLECTED,
    Event.DELIVERY: Stage.DELIVERED,
}
_FIELDS = {
    Event.DISPATCH: "dispatched_at",
    Event.COLLECTION: "collected_at",
    Event.DELIVERY: "delivered_at",
}
_EVENTS = tuple(_FIELDS)


class Happenings:
    """
    Events of some rows, each looked at once.
    """

    cancelled: Truth
    by_buyer: Truth
    held: Truth
    free: Truth

    def __init__(self, part: Part) -> None:
        self._part = part
        self._told: dict[tuple[str, Event], Truth] = {}
        at = part.scene.at
        self.cancelled = self._by("cancelled_at", at)
        self.by_buyer = part.is_word("cancelled_by", PARTIES.index(Party.BUYER))
        self.held = part.flag("held", default=False)
        # What the seller cannot ship, the seller cannot be late with.
        shipped = part.flag("shipped_by_seller", default=True)
        self.free = either(self.held, inverse(shipped))
        self._seen: int | Ints | None = None

    @property
    def seen(self) -> int | Ints:
        """
        Until when lateness can grow: nothing becomes late once an order is cancelled.
        """
        if self._seen is None:
            self._seen = self._until_cancelled()
        return self._seen

    def _until_cancelled(self) -> int | Ints:
        part = self._part
        if self.cancelled is False:
            return part.scene.at
        if self.cancelled is True:
            return part.values("cancelled_at")
        held = part.ints()
        held.fill(part.scene.at)
        np.copyto(held, part.values("cancelled_at"), where=self.cancelled)
        return held

    def _by(self, field: str, limit: int) -> Truth:
        """
        Where something is known to have happened by an instant.
        """
        present = self._part.present(field)
        if present is False:
            return False
        return both(settled(self._part.values(field) <= limit), present)

    def _once(self, what: str, event: Event, find: Callable[[Event], Truth]) -> Truth:
        if (what, event) not in self._told:
            self._told[what, event] = find(event)
        return self._told[what, event]

    def untold(self, event: Event) -> Truth:
        """
        Where an event has happened at a time that nobody told.
        """
        return self._once("untold", event, self._untold)

    def _untold(self, event: Event) -> Truth:
        own, *later = _from(event)
        known = self._staged(event)
        for field in later:
            known = either(known, self._part.present(field))
        return both(known, inverse(self._part.present(own)))

    def _staged(self, event: Event) -> Truth:
        """
        Where the order's stage alone proves an event.
        """
        present = self._part.present("stage")
        if present is False:
            return False
        stages = settled(self._part.values("stage") >= _STAGES[event])
        return both(stages, present)

    def done(self, event: Event) -> Truth:
        """
        Where an event has happened; one that happened at a time nobody told counts as done.
        """
        return self._once("done", event, self._done)

    def _done(self, event: Event) -> Truth:
        own, *_ = fields = _from(event)
        happened: Truth = False
        for field in fields:
            happened = either(happened, self._by(field, self._part.scene.at))
        return either(both(happened, self._part.present(own)), self.untold(event))

    def not_before(self, event: Event, limit: Ints) -> Truth:
        """
        Where an event has not happened before a limit of each row, as far as is told.
        """
        truth: Truth = True
        for field in _from(event):
            present = self._part.present(field)
            if present is not False:
                later = self._part.values(field) >= limit
                truth = both(truth, either(later, inverse(present)))
        return truth

    def until(self, event: Event) -> Ints:
        """
        When an event happened, or until when nothing of it was seen.
        """
        held, seen = self._part.ints(), self.seen
        if isinstance(seen, int):
            held.fill(seen)
        else:
            np.copyto(held, seen)
        for field in _from(event):
            present = self._part.present(field)
            if present is True:
                np.minimum(held, self._part.values(field), out=held)
            elif present is not False:
                np.minimum(held, np.where(present, self._part.values(field), FAR), out=held)
        return held


def _from(event: Event) -> list[str]:
    """
    The columns of an event and of those that prove it.
    """
    return [_FIELDS[later] for later in _EVENTS[_EVENTS.index(event) :]]
