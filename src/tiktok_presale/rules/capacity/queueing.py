"""
The waiting list: who waits, in which order, and what has become of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast, final

import attrs

from tiktok_presale.facts.holds import HoldState, Request
from tiktok_presale.rules.capacity.turns import check_ledger, content_of
from tiktok_presale.values.checks import aware, check_aware, check_kind, check_text, instance, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.persistent import PersistentMap
from tiktok_presale.values.queues import PersistentQueue

if TYPE_CHECKING:
    from typing import NoReturn

    from tiktok_presale.rules.capacity.ledger import Ledger

__all__ = [
    "Waiting",
    "WaitingAnswer",
    "WaitingList",
    "WaitingState",
    "check_waiting",
    "join",
    "leave",
    "relisted",
]

_RULE = "capacity.waiting"


class WaitingState(StrEnum):
    """
    What has become of somebody on the waiting list.
    """

    WAITING = "waiting"
    LEFT = "left"
    OFFERED = "offered"
    """Units are held for them."""
    BOUGHT = "bought"
    LAPSED = "lapsed"
    """The offer expired, or was given back."""


@final
@attrs.frozen(kw_only=True)
class Waiting(Value):
    """
    Somebody who waits for units.

    Args:
        key: The key with which they joined.
        request: What they want: all of it, and nothing else.
        joined_at: When they joined.
        place: Their number; lower ones come first, whatever the clocks of web servers say.
        offer: The key of the hold that was offered to them.
        left: Whether they have left the list.

    Raises:
        WrongTypeError: If a field has another type.
        NaiveTimeError: If *joined_at* has no time zone.
    """

    key: str
    request: Request = attrs.field(validator=instance("a Request", Request))
    joined_at: datetime = attrs.field(validator=aware)
    place: int = attrs.field(validator=whole)
    offer: str | None = None
    left: bool = attrs.field(default=False, validator=instance("True or False", bool))

    def __attrs_post_init__(self) -> None:
        """
        Refuse keys that are none.
        """
        check_text("key", self.key)
        check_text("offer", self.offer, optional=True)


def _entries(value: Iterable[Waiting] | Mapping[str, Waiting]) -> PersistentMap[str, Waiting]:
    """
    Read entries, by their keys.
    """
    check_kind("entries", value, Iterable, "several of type Waiting")
    given = cast("Any", value)
    found: PersistentMap[str, Waiting] = PersistentMap()
    places = set[int]()
    for one in given.values() if isinstance(value, Mapping) else given:
        check_kind("entries", one, Waiting, "several of type Waiting")
        if one.key in found or one.place in places:
            raise OutOfRangeError("entries", f"two of {one.key!r} or at {one.place}", "one of each")
        places.add(one.place)
        found = found.put(one.key, one)
    return found


@final
@attrs.frozen(kw_only=True, repr=False)
class WaitingList(Value):
    """
    Those who wait, first come first served.

    Args:
        entries: Everybody who ever joined.
        version: Grows by one with every change, to store by.

    Raises:
        WrongTypeError: If an entry is none.
        OutOfRangeError: If two have one key or one place.

    Examples:
        >>> from datetime import UTC, datetime
        >>> at = datetime(2026, 3, 1, tzinfo=UTC)
        >>> answer = join(WaitingList(), Request({"red": 2}, buyer="b1"), key="w-1", at=at)
        >>> answer.waiting.entries["w-1"].place
        0
    """

    entries: PersistentMap[str, Waiting] = attrs.field(
        factory=PersistentMap[str, Waiting], converter=_entries
    )
    version: int = attrs.field(default=0, validator=whole, eq=False)
    order: PersistentQueue[tuple[int, str]] = attrs.field(init=False, eq=False)
    offers: PersistentMap[str, str] = attrs.field(init=False, eq=False)
    places: int = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """
        Put those who still wait in order.
        """
        entries = tuple(self.entries.values())
        still = ((one.place, one.key) for one in entries if one.offer is None and not one.left)
        offers = ((one.offer, one.key) for one in entries if one.offer is not None)
        object.__setattr__(self, "order", PersistentQueue(still))
        object.__setattr__(self, "offers", PersistentMap(offers))
        object.__setattr__(self, "places", 1 + max((one.place for one in entries), default=-1))

    def state(self, key: str, ledger: Ledger, *, at: datetime) -> WaitingState | None:
        """
        What has become of somebody at *at*; None where nobody joined with that key.

        Raises:
            NaiveTimeError: If *at* has no time zone.
        """
        check_ledger(ledger)
        check_aware("at", at)
        entry = self.entries.get(key)
        if entry is None:
            return None
        if entry.offer is None:
            return WaitingState.LEFT if entry.left else WaitingState.WAITING
        held = ledger.find(entry.offer, at=at)
        if held is None or not held.live:
            return WaitingState.LAPSED
        is_held = held.state is HoldState.HELD
        return WaitingState.OFFERED if is_held else WaitingState.BOUGHT

    def __repr__(self) -> str:
        return f"WaitingList(version={self.version}, entries={len(self.entries)})"


_FIELDS = tuple(field.name for field in attrs.fields(WaitingList))


def relisted(waiting: WaitingList, **changes: Any) -> WaitingList:  # noqa: ANN401 - a type for each
    """
    The same list with other fields and the next version; nothing is put in order again.
    """
    made: WaitingList = object.__new__(WaitingList)
    changes["version"] = waiting.version + 1
    for name in _FIELDS:
        object.__setattr__(made, name, changes.get(name, getattr(waiting, name)))
    return made


def check_waiting(waiting: object) -> None:
    """
    Refuse anything but a waiting list.

    Raises:
        WrongTypeError: If it is none.
    """
    check_kind("waiting", waiting, WaitingList, "a WaitingList; write WaitingList()")


@final
@attrs.frozen(kw_only=True)
class WaitingAnswer(Value):
    """
    What joining or leaving did.

    Args:
        waiting: The list to go on with.
        decision: Whether it was done, and why.
        entry: Whom it was about.
        repeat: Whether it had been done before.
        changed: Whether there is anything to store.
    """

    waiting: WaitingList
    decision: Decision
    entry: Waiting | None = None
    repeat: bool = False
    changed: bool = False

    @property
    def allowed(self) -> bool:
        """
        Whether it was done, now or before.
        """
        return self.decision.allowed

    def __bool__(self) -> NoReturn:
        """
        Refuse to be a condition: an answer that says no would be true.
        """
        message = "an answer is not a truth value; ask answer.allowed"
        raise TypeError(message)


def join(waiting: WaitingList, request: Request, *, key: str, at: datetime) -> WaitingAnswer:
    """
    Put somebody at the end of the list.

    Joining promises nothing: whether they may buy is looked at when units are offered.

    Args:
        waiting: The list.
        request: What they want.
        key: The key of this command, which names the entry; joining twice with it is one entry.
        at: When they join.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* has no time zone.
    """
    check_waiting(waiting)
    check_kind("request", request, Request, "a Request; write Request({'red': 1})")
    check_text("key", key)
    check_aware("at", at)
    before = waiting.entries.get(key)
    if before is not None:
        same = content_of(before.request) == content_of(request)
        outcome, code = (Outcome.PASS if same else Outcome.FAIL), "waiting.key"
        decision = _waiting_decision(at, outcome, code, before)
        return WaitingAnswer(waiting=waiting, decision=decision, entry=before, repeat=same)
    entry = Waiting(key=key, request=request, joined_at=at, place=waiting.places)
    longer = relisted(
        waiting,
        entries=waiting.entries.put(key, entry),
        order=waiting.order.put((entry.place, key)),
        places=waiting.places + 1,
    )
    decision = _waiting_decision(at, Outcome.PASS, "waiting.joined", entry)
    return WaitingAnswer(waiting=longer, decision=decision, entry=entry, changed=True)


def leave(waiting: WaitingList, key: str, *, at: datetime) -> WaitingAnswer:
    """
    Take somebody off the list; whoever has left once stays off.

    Whom units have been offered cannot leave: the hold is to be released instead.

    Args:
        waiting: The list.
        key: The key with which they joined.
        at: When they leave.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* has no time zone.
    """
    check_waiting(waiting)
    check_text("key", key)
    check_aware("at", at)
    entry = waiting.entries.get(key)
    if entry is None:
        params = {"entry": key}
        finding = Finding(Outcome.FAIL, "waiting.unknown", _RULE, params=params)
        decision = Decision("waiting", "", at, (finding,))
        return WaitingAnswer(waiting=waiting, decision=decision)
    if entry.offer is not None:
        remedies = (Remedy("release_hold", {"hold": entry.offer}),)
        decision = _waiting_decision(at, Outcome.FAIL, "waiting.offered", entry, remedies)
        return WaitingAnswer(waiting=waiting, decision=decision, entry=entry)
    decision = _waiting_decision(at, Outcome.PASS, "waiting.left", entry)
    if entry.left:
        return WaitingAnswer(waiting=waiting, decision=decision, entry=entry, repeat=True)
    gone = attrs.evolve(entry, left=True)
    shorter = relisted(waiting, entries=waiting.entries.put(key, gone))
    return WaitingAnswer(waiting=shorter, decision=decision, entry=gone, changed=True)


def _waiting_decision(
    at: datetime, outcome: Outcome, code: str, entry: Waiting, remedies: tuple[Remedy, ...] = ()
) -> Decision:
    params = {"entry": entry.key, "lines": entry.request.by_sku, "place": entry.place + 1}
    finding = Finding(outcome, code, _RULE, None, None, remedies, None, params)
    return Decision("waiting", "", at, (finding,))
