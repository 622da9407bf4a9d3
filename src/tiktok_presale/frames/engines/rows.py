"""
How the rows of an engine's table are read as orders.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast, final

import attrs

from tiktok_presale.facts.orders import Stage
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.frames.fields import ORDER_FIELDS
from tiktok_presale.frames.told import Told
from tiktok_presale.rules.arguments import check_promise
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.checks import check_day, check_text, member_of
from tiktok_presale.values.days import BusinessDays
from tiktok_presale.values.errors import (
    OutOfRangeError,
    UnknownCurrencyError,
    WrongTypeError,
    nearest,
)
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ANY_CASE", "STAGES", "Given", "Rows", "promised", "rows_of"]

ANY_CASE = frozenset({"stage", "cancelled_by"})
"""Words of the platform's own, which are read in any case."""

STAGES = tuple(stage.name.lower() for stage in Stage)
"""The words of the column `stage`, in order."""

_FLAGS = ("paid", "held", "shipped_by_seller")
_WORDS = ("market", "currency", "region")


class Given(Told, total=False):
    """
    How a table of orders is read.

    Keys:
        zone: "UTC" where the times of the table have no zone and are in UTC.
        days: The first and the last day on which the clocks of these orders start. Where they are
            told, the table is not looked through for them; rows outside are marked.
    """

    zone: str | None
    days: tuple[date, date] | None


@final
@attrs.frozen
class Rows:
    """
    Which column holds which field, and what holds for all rows.

    Args:
        columns: The caller's columns, by field.
        given: What every row has and no column tells, by field, in the form that a column has.
        utc: Whether times without a zone are in UTC; they are refused otherwise.
        days: The days on which clocks start, where they are told.
    """

    columns: FrozenMap[str]
    given: FrozenMap[object]
    utc: bool
    days: tuple[date, date] | None

    @property
    def fields(self) -> frozenset[str]:
        """
        All fields that are known of a row.
        """
        return frozenset({*self.columns, *self.given})


def promised(promise: Promise | None) -> dict[str, object]:
    """
    A promise taken apart into the fields of a frame.

    Examples:
        >>> from tiktok_presale import CalendarDays
        >>> promised(ShipWithin(CalendarDays(15)))
        {'promise_days': 15, 'promise_unit': 'calendar', 'release_on': None, 'release_zone': None}
    """
    days, unit, on, zone = None, None, None, None
    if isinstance(promise, ShipWithin):
        days = promise.days.count
        unit = "business" if isinstance(promise.days, BusinessDays) else "calendar"
    elif isinstance(promise, ReleaseOn):
        on, zone = promise.on, promise.zone
    return {"promise_days": days, "promise_unit": unit, "release_on": on, "release_zone": zone}


def rows_of(present: Iterable[str], how: Mapping[str, Any], wanted: Iterable[str]) -> Rows:
    """
    Read what the caller told of a table with some columns, as far as a question looks at it.

    Raises:
        OutOfRangeError: If something that was told is none of what it can be, a column does not
            exist, or a field is told twice.
        UnknownCurrencyError: If the currency of all rows is none.
        WrongTypeError: If it has another type.
    """
    for name in how:
        if name not in Given.__annotations__:
            hint = nearest(name, Given.__annotations__)
            raise OutOfRangeError("keyword", repr(name), f"a known one; {hint}")
    if how.get("zone") not in {None, "UTC"}:
        # Of a wall time that comes twice, engines do not tell which of the two is meant.
        raise OutOfRangeError("zone", repr(how["zone"]), "'UTC'; convert other zones before")
    given, looked_at = _given(how), frozenset(wanted)
    columns = _columns(list(present), how.get("columns"), given)
    return Rows(
        FrozenMap({name: column for name, column in columns.items() if name in looked_at}),
        FrozenMap({name: value for name, value in given.items() if name in looked_at}),
        how.get("zone") == "UTC",
        _days(how.get("days")),
    )


def _given(how: Mapping[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {}
    if how.get("kind") is not None:
        found["kind"] = member_of("kind", how["kind"], OrderKind).value
    for name in _WORDS:
        if how.get(name) is not None:
            check_text(name, how[name])
            if name == "currency" and how[name] not in EXPONENTS:
                raise UnknownCurrencyError(how[name], tuple(EXPONENTS))
            found[name] = how[name].value if isinstance(how[name], StrEnum) else how[name]
    for name in _FLAGS:
        if how.get(name) is not None:
            if not isinstance(how[name], bool):
                raise WrongTypeError(name, "True or False", type(how[name]).__name__)
            found[name] = how[name]
    if how.get("promise") is not None:
        check_promise(how["promise"])
        found.update(promised(how["promise"]))
    return found


def _columns(present: list[str], columns: object, given: Mapping[str, object]) -> dict[str, str]:
    if columns is None:
        columns = {}
    if not isinstance(columns, Mapping):
        expected = "a mapping, as in {'placed_at': 'created'}"
        raise WrongTypeError("columns", expected, type(columns).__name__)
    named = cast("Mapping[object, object]", columns)
    for field, name in named.items():
        if field not in ORDER_FIELDS:
            hint = nearest(str(field), ORDER_FIELDS)
            raise OutOfRangeError("columns", repr(field), f"a field; {hint}")
        check_text(f"columns[{field!r}]", name, optional=True)
        if name is not None and name not in present:
            hint = nearest(str(name), present)
            raise OutOfRangeError(f"columns[{field!r}]", repr(name), f"a column; {hint}")
    found: dict[str, str] = {}
    for field in ORDER_FIELDS:
        name = named.get(field, field)
        if not isinstance(name, str) or name not in present:
            continue
        if field in given:
            hint = f"left out, or of no column with columns={{{field!r}: None}}"
            raise OutOfRangeError(field, f"given for all rows and by column {name!r}", hint)
        found[field] = name
    return found


def _days(days: object) -> tuple[date, date] | None:
    if days is None:
        return None
    told = _pair(days)
    if len(told) != len(("first", "last")):
        raise WrongTypeError("days", "(first, last)", type(days).__name__)
    first, last = (check_day("days", day) for day in told)
    if first > last:
        raise OutOfRangeError("days", f"{first} to {last}", "the first day first")
    return first, last


def _pair(value: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()
