"""
What a payload or a file held and no fact can express: counted by its path, never just dropped.

A payload is read through `watched`, which remembers what was looked at; `left_over` tells the rest.
The report names paths and not values, since what is left over is often a buyer's address.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, cast, final

import attrs

from tiktok_presale.values.checks import check_int, check_text
from tiktok_presale.values.closed import Value
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

__all__ = ["Leftovers", "Loss", "LossReport", "left_over", "unread", "watched"]

# What counts as not set in the payloads of services: nothing is lost with it.
_UNSET: tuple[object, ...] = (None, "")
# A field whose own name is empty text.
_NAMELESS = '""'
# No payload of a platform nests so deeply.
_LONGEST_PATH = 500
# What holds other values; it has no type, since what is in it has none either.
_NESTED: Any = (dict, list)
# The readings that no watched table notices.
_GET = dict[str, object].get
_ITEMS = dict[str, object].items
_NOTHING: frozenset[str] = frozenset()


@final
@attrs.frozen
class Loss(Value):
    """
    One field that was not carried over.

    Args:
        path: Where it stands, such as "line_items[].sku_image"; or the name of a column.
        times: How often it was set.
        why: Why it was not carried over: "unread" where nothing here asks for it, or a code of the
            adapter that says more.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If *times* is no count.
    """

    path: str
    times: int = 1
    why: str = "unread"

    def __attrs_post_init__(self) -> None:
        """
        Refuse what names no field.
        """
        check_text("path", self.path)
        check_int("times", self.times, minimum=1)
        check_text("why", self.why)

    def explain(self, language: str = "en") -> str:
        """
        The field, how often it was set, and why it was left.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(language, f"loss.{self.why}", path=self.path, times=self.times)

    def __str__(self) -> str:
        return self.explain()


@final
@attrs.frozen
class LossReport(Value):
    """
    All that was not carried over, by path.

    Reports of several payloads add up. An empty report is false: nothing was lost.

    Examples:
        >>> one = LossReport((Loss("cpf"),))
        >>> (one + one).losses
        (Loss(path='cpf', times=2, why='unread'),)
        >>> bool(LossReport())
        False
    """

    losses: tuple[Loss, ...] = attrs.field(default=(), converter=tuple[Loss, ...])

    @classmethod
    def of(cls, losses: Iterable[Loss]) -> LossReport:
        """
        One report of many losses: those of one path and cause are counted together.
        """
        times: Counter[tuple[str, str]] = Counter()
        for loss in losses:
            times[loss.path, loss.why] += loss.times
        return cls(tuple(Loss(path, times[path, why], why) for path, why in sorted(times)))

    @property
    def paths(self) -> tuple[str, ...]:
        """
        The paths, in order of their names.
        """
        return tuple(dict.fromkeys(loss.path for loss in self.losses))

    def __len__(self) -> int:
        return len(self.losses)

    def __add__(self, other: LossReport) -> LossReport:
        if not isinstance(other, LossReport):
            return NotImplemented
        return LossReport.of((*self.losses, *other.losses))

    def explain(self, language: str = "en") -> str:
        """
        One line for each path.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        if not self.losses:
            return message(language, "loss.none")
        return "\n".join(loss.explain(language) for loss in self.losses)

    def __str__(self) -> str:
        return self.explain()


class _Watched(dict[str, object]):
    """
    A table of a payload that remembers which of its keys were asked for.

    What is asked for is watched in its turn, and what is not stays as it is.
    """

    __slots__ = ("asked", "within")

    def __init__(self, table: dict[str, object]) -> None:
        super().__init__(table)
        self.asked: set[str] = set()
        # The keys that were asked for and hold other values.
        self.within: list[str] = []

    def get(self, key: str, default: object = None, /) -> Any:  # noqa: ANN401 - as dict has it
        self.asked.add(key)
        value = _GET(self, key, default)
        return self._watch(key, value) if isinstance(value, _NESTED) else value

    def __getitem__(self, key: str, /) -> object:
        self.asked.add(key)
        value = super().__getitem__(key)
        return self._watch(key, value) if isinstance(value, _NESTED) else value

    def items(self) -> Any:  # noqa: ANN401 - as dict has it
        self._ask_all()
        return super().items()

    def values(self) -> Any:  # noqa: ANN401 - as dict has it
        self._ask_all()
        return super().values()

    def _ask_all(self) -> None:
        for key in self:
            self.get(key)

    def _watch(self, key: str, value: object) -> object:
        if isinstance(value, _Watched | _WatchedList):
            return value
        inner = watched(value)
        if key in self:  # and not a value for where it is missing
            self[key] = inner
            self.within.append(key)
        return inner


class _WatchedList(list[object]):
    """
    A list of a payload whose tables are watched.
    """

    __slots__ = ()


def watched(payload: object) -> object:
    """
    A copy of decoded JSON that remembers what is asked of it.

    Only tables and lists are copied, each when it is asked for. It is not recursive: depth is
    bounded by memory alone.

    Examples:
        >>> payload = watched({"id": "1", "buyer": {"name": "A", "city": ""}})
        >>> payload["id"]
        '1'
        >>> left_over(payload).paths
        ('buyer.name',)
    """
    if isinstance(payload, dict):
        return _Watched(cast("dict[str, object]", payload))
    if not isinstance(payload, list):
        return payload
    top = _WatchedList(cast("list[object]", payload))
    waiting = [top]
    while waiting:  # lists within lists
        holder = waiting.pop()
        for number, value in enumerate(holder):
            if isinstance(value, dict):
                holder[number] = _Watched(cast("dict[str, object]", value))
            elif isinstance(value, list):
                holder[number] = inner = _WatchedList(cast("list[object]", value))
                waiting.append(inner)
    return top


def left_over(payload: object) -> LossReport:
    """
    What was set in a watched payload and never asked for.

    A table or list that was asked for is lost only where its own fields were not.
    """
    return LossReport.of(Loss(path, times) for path, times in unread(payload).items())


def unread(payload: object, root: str = "") -> Counter[str]:
    """
    How often each path was set in a watched payload and never asked for.

    Args:
        payload: What `watched` gave.
        root: Where the payload stands in a larger one, such as "data.orders[]".
    """
    left = Leftovers(root)
    left.add(payload)
    return left.count()


class Leftovers:
    """
    What was set in payload after payload and never asked for, counted where it stands.

    Payloads of one kind hold the same fields again and again, so their paths are written out once,
    at the end. What is nested so deeply that its path would be longer than a page is told by the
    start of it.

    Args:
        root: Where the payloads stand in a larger one, such as "data.orders[]".
    """

    def __init__(self, root: str = "") -> None:
        self._root = _Place(root)

    def add(self, payload: object, *, asked: bool = True) -> None:
        """
        Count what one payload holds.

        Args:
            payload: What `watched` gave.
            asked: Whether it was asked for; otherwise all of it is left over, watched or not.
        """
        waiting: list[tuple[_Place, object, bool]] = [(self._root, payload, asked)]
        while waiting:
            place, value, asked = waiting.pop()
            if len(place.path) > _LONGEST_PATH:
                place.cut += 1
            elif isinstance(value, dict):
                _look_into(place, cast("dict[str, object]", value), asked, waiting)
            elif isinstance(value, list):
                for found in cast("list[object]", value):
                    if isinstance(found, _NESTED):
                        waiting.append((place.of_items(), found, asked))
                    elif not asked and found not in _UNSET:
                        place.loose += 1

    def count(self) -> Counter[str]:
        """
        How often each path was left over.
        """
        count: Counter[str] = Counter()
        waiting = [self._root]
        while waiting:
            place = waiting.pop()
            waiting += place.within.values()
            if place.items is not None:
                waiting.append(place.items)
            if place.loose:
                count[f"{place.path}[]"] += place.loose
            if place.cut:
                count[f"{place.path[:_LONGEST_PATH]}..."] += place.cut
            for key, times in place.left.items():
                count[place.path_of(key) or _NAMELESS] += times
        return count


class _Place:
    """
    Where tables and lists stand in payloads, and what was left of them.
    """

    path: str

    __slots__ = ("cut", "items", "left", "loose", "path", "within")

    def __init__(self, path: str) -> None:
        self.path = path
        # How often each field of a table was left, and how often a single value of a list was.
        self.left: defaultdict[str, int] = defaultdict(int)
        self.loose = 0
        # How often something too deep to be looked into stood here.
        self.cut = 0
        self.within: dict[str, _Place] = {}
        self.items: _Place | None = None

    def path_of(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else f"{key}"

    def at(self, key: str) -> _Place:
        """
        The place of a field.
        """
        place = self.within.get(key)
        if place is None:
            place = self.within[key] = _Place(self.path_of(key))
        return place

    def of_items(self) -> _Place:
        """
        The place of what a list holds.
        """
        if self.items is None:
            self.items = _Place(f"{self.path}[]")
        return self.items


def _look_into(
    place: _Place,
    table: dict[str, object],
    asked: bool,  # noqa: FBT001 - the third of what waits
    waiting: list[tuple[_Place, object, bool]],
) -> None:
    """
    Count the single values of a table that were left, and let wait what else it holds.
    """
    known: AbstractSet[str] = _NOTHING
    if isinstance(table, _Watched):
        waiting += [(place.at(key), _GET(table, key), True) for key in table.within]
        known, asked = table.asked, False
    left = place.left
    for key, found in _ITEMS(table):
        if key in known:
            continue
        if type(found) is str:  # as nearly every value is
            if found and not asked:
                left[key] += 1
        elif isinstance(found, _NESTED):
            waiting.append((place.at(key), found, asked))
        elif not asked and found not in _UNSET:
            left[key] += 1
