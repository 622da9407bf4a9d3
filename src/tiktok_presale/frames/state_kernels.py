"""
Where orders stand: which deadlines were missed, by how much, and which one decides.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs
import numpy as np

from tiktok_presale.frames.answers import NEXT, STATES
from tiktok_presale.frames.due_kernels import SECOND, Dues
from tiktok_presale.frames.fields import PLATFORM_FIELDS
from tiktok_presale.frames.happenings import FAR, Happenings
from tiktok_presale.frames.truths import (
    Ints,
    Truth,
    both,
    either,
    inverse,
    settled,
    some,
    spread,
)
from tiktok_presale.rules.deadlines import EVENTS
from tiktok_presale.rules.states import State
from tiktok_presale.values.vocabulary import DeadlineName, Event

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tiktok_presale.frames.parts import Part

__all__ = ["Decided", "States"]

_NUMBER = {state: STATES.index(state.value) for state in State}
_NAME = {name: NEXT.index(name.value) for name in DeadlineName}
_CANCELS = (DeadlineName.AUTO_CANCEL, DeadlineName.AUTO_CANCEL_UNCOLLECTED)
_KNOWN = tuple(name for name in DeadlineName if name is not DeadlineName.DELIVERY)


@attrs.frozen(eq=False)
class Decided:
    """
    The states of some rows and the deadlines that decide them.

    Args:
        states: Numbers in `answers.STATES`.
        names: Numbers in `answers.NEXT`; -1 where no deadline decides.
        dues: When those deadlines are.
    """

    states: NDArray[np.int8]
    names: NDArray[np.int8]
    dues: Ints


class States:
    """
    How some rows stand against their deadlines.
    """

    happened: Happenings

    def __init__(self, part: Part, dues: Dues) -> None:
        self._part, self._dues = part, dues
        self.happened = Happenings(part)
        self._lates: dict[DeadlineName, Truth] = {}
        self._spans: dict[DeadlineName, Ints] = {}

    def late(self, name: DeadlineName) -> Truth:
        """
        Where a deadline was missed, as far as can be seen by now.
        """
        if name not in self._lates:
            self._lates[name] = self._missed(name)
        return self._lates[name]

    def _missed(self, name: DeadlineName) -> Truth:
        known = self._dues.due(name)[1]
        if known is False or self.happened.free is True:
            return False
        limit = self._dues.limit(name)
        # The only sum of many that is likely to be settled: most blocks are past or ahead.
        past = limit <= self.happened.seen
        told = self._dues.by_event(name, lambda event: self._late_with(event, limit))
        return both(both(both(past, told), known), inverse(self.happened.free))

    def _late_with(self, event: Event, limit: Ints) -> Truth:
        return both(self.happened.not_before(event, limit), inverse(self.happened.untold(event)))

    def late_by(self, name: DeadlineName) -> Ints:
        """
        By how much a deadline was missed; zero where it was not.
        """
        if name not in self._spans:
            self._spans[name] = self._span(name, self.late(name))
        return self._spans[name]

    def _span(self, name: DeadlineName, late: Truth) -> Ints:
        part = self._part
        if late is False:
            return np.zeros(part.rows, np.int64)
        own, theirs = dict(part.program.ways)[name].event, EVENTS[name]
        until, sent = self.happened.until(own), part.present(PLATFORM_FIELDS[name])
        if own is not theirs and some(sent):
            np.copyto(until, self.happened.until(theirs), where=sent)
        np.subtract(until, self._dues.due(name)[0], out=until)
        return np.multiply(until, late, out=until)

    @cached_property
    def duties(self) -> tuple[tuple[DeadlineName, Truth], ...]:
        """
        The deadlines whose missing makes an order late, and where they do.

        Where an order has none of its own, one that may be cancelled for want of dispatch is late
        with it.
        """
        dispatch = self._dues.due(DeadlineName.DISPATCH)[1]
        collection = self._dues.due(DeadlineName.COLLECTION)[1]
        without = inverse(either(dispatch, collection))
        own = [(DeadlineName.DISPATCH, dispatch), (DeadlineName.COLLECTION, collection)]
        if some(without):
            cancel = self._dues.due(DeadlineName.AUTO_CANCEL)[1]
            own.append((DeadlineName.AUTO_CANCEL, both(cancel, without)))
        return tuple((name, where) for name, where in own if where is not False)

    @cached_property
    def was_late(self) -> Truth:
        """
        Where dispatch or collection missed its deadline, whatever happened after.
        """
        late: Truth = False
        for name, where in self.duties:
            late = either(late, both(self.late(name), where))
        return late

    @cached_property
    def most_late_by(self) -> Ints:
        """
        By how much dispatch or collection was, or is, late.
        """
        most = self._part.ints()
        most.fill(0)
        for name, where in self.duties:
            span = self.late_by(name)
            np.maximum(most, span if where is True else span * where, out=most)
        return most

    @cached_property
    def counts(self) -> Truth:
        """
        Where an order counts in a late dispatch rate.
        """
        done: Truth = False
        for name, where in self.duties:
            done = either(done, both(self._done(name), where))
        return either(self.was_late, both(done, inverse(self.happened.free)))

    def _done(self, name: DeadlineName) -> Truth:
        return self._dues.by_event(name, self.happened.done)

    @cached_property
    def untold(self) -> tuple[Truth, ...]:
        """
        Where the lateness with each duty cannot be judged, since nobody told the time.
        """
        free = inverse(self.happened.free)
        return tuple(
            both(both(self._dues.by_event(name, self.happened.untold), where), free)
            for name, where in self.duties
        )

    @cached_property
    def late_delivery(self) -> Truth:
        """
        Where the delivery deadline has passed, and the parcel has not come in time.
        """
        name, happened = DeadlineName.DELIVERY, self.happened
        known = self._dues.due(name)[1]
        open_still = both(inverse(either(happened.cancelled, happened.free)), known)
        if open_still is False:
            return False
        limit = self._dues.limit(name)
        late = both(limit <= self._part.scene.at, happened.not_before(Event.DELIVERY, limit))
        return both(both(late, open_still), inverse(happened.untold(Event.DELIVERY)))

    @cached_property
    def lost(self) -> Truth:
        """
        Where an order was cancelled for its lateness: a buyer's cancellation was the buyer's wish.
        """
        return both(both(self.was_late, self.happened.cancelled), inverse(self.happened.by_buyer))

    @cached_property
    def exposed(self) -> Truth:
        """
        Where the buyer's money is at stake through lateness.
        """
        happened = self.happened
        met = settled(self.decided.states == _NUMBER[State.MET])
        at_stake = inverse(either(either(met, happened.free), happened.cancelled))
        return either(self.lost, at_stake)

    @cached_property
    def decided(self) -> Decided:
        """
        The states, and the deadlines that decide them.
        """
        part, at = self._part, self._part.scene.at
        opens = {name: self._open(name) for name in _CANCELS}
        names = np.full(part.rows, -1, np.int8)
        dues = part.ints()
        dues.fill(FAR)
        for name, left in self._left(opens):
            due = self._dues.due(name)[0]
            sooner = both(left, due < dues)
            np.copyto(dues, due, where=sooner)
            np.copyto(names, _NAME[name], where=sooner)
        states = np.full(part.rows, _NUMBER[State.NOT_DUE], np.int8)
        np.copyto(states, _NUMBER[State.DUE_SOON], where=dues <= at + part.scene.soon)
        np.copyto(states, _NUMBER[State.LATE], where=dues <= at - SECOND)
        nothing = names < 0
        if nothing.any():
            done = spread(self._nothing_open, part.rows)
            states[nothing & done] = _NUMBER[State.MET]
            states[nothing & ~done] = _NUMBER[State.UNKNOWN]
        self._overrule(opens, Decided(states, names, dues))
        return Decided(states, names, dues)

    def _open(self, name: DeadlineName) -> Truth:
        """
        Where a deadline is known and what it asks for is still to be done.
        """
        known = self._dues.due(name)[1]
        return both(known, inverse(self._done(name))) if known is not False else False

    def _left(self, opens: dict[DeadlineName, Truth]) -> tuple[tuple[DeadlineName, Truth], ...]:
        """
        The duties that are still to be done; where there are none, what may yet cancel the order.
        """
        left = {name: both(where, inverse(self._done(name))) for name, where in self.duties}
        busy: Truth = False
        for where in left.values():
            busy = either(busy, where)
        for name, where in opens.items():
            left[name] = either(left.get(name, False), both(where, inverse(busy)))
        return tuple((name, where) for name, where in left.items() if where is not False)

    @property
    def _nothing_open(self) -> Truth:
        """
        Where an order without an open deadline is done, rather than one of which none is known.
        """
        known = self.happened.done(Event.DISPATCH)
        for name in _KNOWN:
            known = either(known, self._dues.due(name)[1])
        return known

    def _overrule(self, opens: dict[DeadlineName, Truth], decided: Decided) -> None:
        """
        Write over the states what counts more: cancelled, not in the seller's hands, cancellable.
        """
        for name in reversed(_CANCELS):
            if opens[name] is not False:
                past = both(opens[name], self._dues.limit(name) <= self._part.scene.at)
                np.copyto(decided.states, _NUMBER[State.CANCELLABLE], where=past)
                np.copyto(decided.names, _NAME[name], where=past)
                np.copyto(decided.dues, self._dues.due(name)[0], where=past)
        happened = self.happened
        for truth, state in (
            (happened.free, State.UNKNOWN),
            (happened.held, State.NOT_DUE),
            (happened.cancelled, State.CANCELLED),
        ):
            if truth is not False:
                np.copyto(decided.states, _NUMBER[state], where=truth)
                np.copyto(decided.names, -1, where=truth)
