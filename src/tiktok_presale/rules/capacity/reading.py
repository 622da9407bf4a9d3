"""
How the parts of a ledger are read: each thing once, by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tiktok_presale.facts.holds import AppliedKey, Hold
from tiktok_presale.facts.limits import Limit, Scope
from tiktok_presale.values.checks import check_int, check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.persistent import PersistentMap

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["read_holds", "read_keys", "read_limits", "read_withdrawn"]

N = TypeVar("N")
T = TypeVar("T")


def _by_name(
    argument: str, value: object, kind: type[T], name: Callable[[T], N]
) -> PersistentMap[N, T]:
    """
    Read things that each have a name of their own.
    """
    expected = f"several of type {kind.__name__}"
    check_kind(argument, value, Iterable, expected)
    several = cast("Any", value)
    found: PersistentMap[N, T] = PersistentMap()
    for one in several.values() if isinstance(value, Mapping) else several:
        check_kind(argument, one, kind, expected)
        if name(one) in found:
            raise OutOfRangeError(argument, f"two of {name(one)}", "one of each")
        found = found.put(name(one), one)
    return found


def read_limits(value: Iterable[Limit] | Mapping[Scope, Limit]) -> PersistentMap[Scope, Limit]:
    """
    Read limits, by their scopes.

    Raises:
        WrongTypeError: If one is no limit.
        OutOfRangeError: If two are of one scope, or one is that of a wave.
    """
    found = _by_name("limits", value, Limit, lambda limit: limit.scope)
    for scope in found:
        if scope.dimensions == ("wave",):
            raise OutOfRangeError("limits", str(scope), "given with the wave, as its units")
    return found


def read_holds(value: Iterable[Hold] | Mapping[str, Hold]) -> PersistentMap[str, Hold]:
    """
    Read holds, by their keys.

    Raises:
        WrongTypeError: If one is no hold.
        OutOfRangeError: If two have one key.
    """
    return _by_name("holds", value, Hold, lambda hold: hold.key)


def read_keys(
    value: Iterable[AppliedKey] | Mapping[str, AppliedKey],
) -> PersistentMap[str, AppliedKey]:
    """
    Read the keys of commands.

    Raises:
        WrongTypeError: If one is no key of a command.
        OutOfRangeError: If one comes twice.
    """
    return _by_name("keys", value, AppliedKey, lambda applied: applied.key)


def read_withdrawn(
    value: Mapping[Scope, int] | Iterable[tuple[Scope, int]],
) -> PersistentMap[Scope, int]:
    """
    Read what was taken back, by scope.

    Raises:
        WrongTypeError: If a scope is none, or units are no whole number.
        OutOfRangeError: If units are negative, or a scope stands for every buyer.
    """
    check_kind("withdrawn", value, Iterable, "units by Scope")
    given = cast("Any", value)
    pairs = given.items() if isinstance(value, Mapping) else given
    found: PersistentMap[Scope, int] = PersistentMap()
    for scope, units in pairs:
        check_kind("withdrawn", scope, Scope, "units by Scope")
        check_int("withdrawn", units)
        if scope.each:
            raise OutOfRangeError("withdrawn", str(scope), "a scope of its own")
        if units:
            found = found.put(scope, units)
    return found
