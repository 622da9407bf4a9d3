"""
What a payload or a file held and no fact can express: counted by its path, never just dropped.

A payload is read through `watched`, which remembers what was looked at; `left_over` tells the rest.
The report names paths and not values, since what is left over is often a buyer's address.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast, final

import attrs

from tiktok_presale.values.checks import check_int, check_text
from tiktok_presale.values.closed import Value
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Loss", "LossReport", "left_over", "watched"]

# What counts as not set in the payloads of services: nothing is lost with it.
_UNSET: tuple[object, ...] = (None, "")


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
    """

    __slots__ = ("asked",)

    def __init__(self, table: dict[str, object]) -> None:
        super().__init__(table)
        self.asked: set[str] = set()

    def get(self, key: str, default: object = None, /) -> Any:  # noqa: ANN401 - as dict has it
        self.asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str, /) -> object:
        self.asked.add(key)
        return super().__getitem__(key)

    def items(self) -> Any:  # noqa: ANN401 - as dict has it
        self.asked.update(self)
        return super().items()

    def values(self) -> Any:  # noqa: ANN401 - as dict has it
        self.asked.update(self)
        return super().values()


def watched(payload: object) -> object:
    """
    A copy of decoded JSON that remembers what is asked of it.

    Only tables and lists are copied. It is not recursive: depth is bounded by memory alone.

    Examples:
        >>> payload = watched({"id": "1", "buyer": {"name": "A", "city": ""}})
        >>> payload["id"]
        '1'
        >>> left_over(payload).paths
        ('buyer.name',)
    """
    top: list[object] = [payload]
    holders: list[dict[str, object] | list[object]] = [top]
    while holders:
        holder = holders.pop()
        pairs = list(dict.items(holder)) if isinstance(holder, dict) else list(enumerate(holder))
        for key, value in pairs:
            copy: _Watched | list[object]
            if isinstance(value, dict):
                copy = _Watched(cast("dict[str, object]", value))
            elif isinstance(value, list):
                copy = list(cast("list[object]", value))
            else:
                continue
            cast("dict[object, object]", holder)[key] = copy
            holders.append(copy)
    return top[0]


def left_over(payload: object) -> LossReport:
    """
    What was set in a watched payload and never asked for.

    A table or list that was asked for is lost only where its own fields were not.
    """
    return LossReport.of(Loss(path) for path in _unasked(payload))


def _unasked(payload: object) -> Iterator[str]:
    waiting: list[tuple[str, object, bool]] = [("", payload, True)]
    while waiting:
        path, value, asked = waiting.pop()
        if isinstance(value, _Watched):
            dot = "." if path else ""
            waiting += [
                (f"{path}{dot}{key}", found, key in value.asked) for key, found in dict.items(value)
            ]
        elif isinstance(value, list):
            waiting += [(f"{path}[]", found, asked) for found in cast("list[object]", value)]
        elif not asked and value not in _UNSET:
            yield path
