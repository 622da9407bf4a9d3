"""
In which turn orders are given their days.

Five turns, each over the whole queue: promises that stood, days that orders had, promises that can
be made good again, the first possible day for the rest, and last of all earlier days. A turn takes
only what the turns before it left, so no earlier day is ever paid for with somebody's promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.supply.plans import FromBatch
from tiktok_presale.rules.supply.shelf import Held

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tiktok_presale.facts.claims import Commitment
    from tiktok_presale.rules.supply.ready import Ready
    from tiktok_presale.rules.supply.shelf import Shelf

__all__ = ["filled", "placed"]


def placed(
    line: Sequence[Commitment], shelf: Shelf, before: Mapping[str, Held] | None
) -> dict[str, Held]:
    """
    The units and the day of each order that gets any, by its id.

    Args:
        line: The orders in the order of the queue.
        shelf: The supply; what is free on it in the end is what is left.
        before: What each order had under an earlier supply; None where there was none.
    """
    turns = _Turns(shelf)
    if before is None:
        turns.keep_promises(line)
    else:
        stood = [one for one in line if _stands(one, before.get(one.order_id))]
        turns.keep_promises(stood)
        turns.keep_days(line, before)
        turns.keep_promises(line)
    turns.serve(line)
    turns.bring_forward(line)
    return turns.held


def _stands(one: Commitment, held: Held | None) -> bool:
    """
    Whether a promise is kept by what an order holds.
    """
    if held is None or one.by is None:
        return False
    return held.units == one.units and held.on <= one.by


def filled(
    held: Mapping[str, Held], line: Sequence[str], ready: Sequence[Ready]
) -> dict[str, tuple[FromBatch, ...]]:
    """
    The batches that each order takes its units from.

    Those that go first take from the batches that come first. Since up to each day no more is
    spoken for than can be dispatched by then, everybody finds units that are there in time.

    Args:
        held: What each order got, by its id.
        line: The orders in the order of the queue.
        ready: The batches, those that can be dispatched first standing first.
    """
    found = dict[str, tuple[FromBatch, ...]]()
    batches = iter(ready)
    batch_id, left = "", 0
    for order_id in sorted((one for one in line if one in held), key=lambda one: held[one].on):
        missing, sources = held[order_id].units, list[FromBatch]()
        while missing:
            if not left:
                batch = next(batches).batch
                batch_id, left = batch.id, batch.units
            taken = min(missing, left)
            sources.append(FromBatch(batch_id, taken))
            missing, left = missing - taken, left - taken
        found[order_id] = tuple(sources)
    return found


class _Turns:
    """
    A supply and what has been given of it so far.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.held = dict[str, Held]()

    def _hold(self, order_id: str, held: Held) -> None:
        if order_id not in self.held and self.shelf.hold(held):
            self.held[order_id] = held

    def _release(self, order_id: str) -> None:
        held = self.held.pop(order_id, None)
        if held is not None:
            self.shelf.release(held)

    def keep_promises(self, line: Iterable[Commitment]) -> None:
        """
        Hold the promised day of each order where that is possible.
        """
        for one in line:
            if one.by is not None:
                self._hold(one.order_id, Held(one.units, one.by))

    def keep_days(self, line: Iterable[Commitment], before: Mapping[str, Held]) -> None:
        """
        Hold what each order had, late or in part as it may be.
        """
        for one in line:
            if one.order_id in before:
                self._hold(one.order_id, before[one.order_id])

    def serve(self, line: Iterable[Commitment]) -> None:
        """
        Give everybody who is not covered yet the first day for all, or as many as there are.
        """
        for one in line:
            if one.order_id in self.held and self.held[one.order_id].units == one.units:
                continue
            self._release(one.order_id)
            units = min(one.units, self.shelf.room)
            day = self.shelf.earliest(units) if units else None
            if day is not None:
                self._hold(one.order_id, Held(units, day))

    def bring_forward(self, line: Sequence[Commitment]) -> None:
        """
        Move each order to the first day that is free, those behind their promise first.
        """
        for one in sorted(line, key=lambda one: _stands(one, self.held.get(one.order_id))):
            held = self.held.get(one.order_id)
            if held is None:
                continue
            self._release(one.order_id)
            day = self.shelf.earliest(held.units)
            self._hold(one.order_id, Held(held.units, held.on if day is None else day))
