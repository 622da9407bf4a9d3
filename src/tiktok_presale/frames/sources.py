"""
Which columns of a frame give which fields, and those columns as blocks that the kernels read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

import numpy as np

from tiktok_presale.facts.promises import Promise, ReleaseOn
from tiktok_presale.frames.arrays import holds_nothing
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.decimals import amounts
from tiktok_presale.frames.fields import ORDER_FIELDS, Form
from tiktok_presale.frames.plain_forms import counts, flags, words
from tiktok_presale.frames.times import days, instants
from tiktok_presale.frames.told import Told
from tiktok_presale.rules.arguments import check_promise
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.checks import check_text, member_of
from tiktok_presale.values.column_errors import MissingColumnsError
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.errors import (
    OutOfRangeError,
    UnknownCurrencyError,
    WrongTypeError,
    nearest,
)
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["How", "Reading", "chosen"]

_UNKNOWN = -1


class How(Told, total=False):
    """
    How a frame of orders is read.

    Keys:
        zone: The IANA zone of times that have none of their own.
        epochs: What whole numbers are that stand for times: "s", "ms" or "us" since 1970.
        amounts: What whole numbers are that stand for money: "minor" or "major" units. Answers in
            money then are minor units too where it is "minor".
        prefix: What the names of answers start with.
    """

    zone: str | None
    epochs: str | None
    amounts: str | None
    prefix: str


_WORDS = ("market", "kind", "currency", "region")
_FLAGS = ("paid", "held", "shipped_by_seller")
_PROMISED = ("promise_days", "promise_unit", "release_on", "release_zone")


class Reading:
    """
    How one question reads a frame: fields from columns, and what holds for all rows.

    Args:
        how: What the caller told.
        wanted: The fields that the question looks at.
        needed: Those without which it cannot be answered.
        among: What each field holds, of all fields there are.

    Raises:
        OutOfRangeError: If something that was told is none of what it can be.
        WrongTypeError: If it has another type.
    """

    among: Mapping[str, Form]
    wanted: tuple[str, ...]
    needed: tuple[str, ...]
    zone: str | None
    epochs: str | None
    amounts: str | None
    columns: dict[str, str | None]
    constants: dict[str, Column]

    def __init__(
        self,
        how: Mapping[str, Any],
        wanted: Iterable[str],
        needed: Iterable[str] = (),
        among: Mapping[str, Form] = ORDER_FIELDS,
    ) -> None:
        known = set(How.__annotations__)
        for name in how:
            if name not in known:
                raise OutOfRangeError("keyword", repr(name), f"a known one; {nearest(name, known)}")
        self.among, self.wanted, self.needed = among, tuple(wanted), tuple(needed)
        self.zone, self.epochs = _zone(how.get("zone")), chosen("epochs", how, ("s", "ms", "us"))
        self.amounts = chosen("amounts", how, ("minor", "major"))
        self.columns = _renamed(how.get("columns"), among)
        self.constants = _constants(how)
        self.currency: str | None = how.get("currency")

    def names(self, present: Iterable[object]) -> dict[str, str]:
        """
        The caller's column for each field that is read from one.

        Raises:
            MissingColumnsError: If a field that is needed is given by no column, or a column that
                was named does not exist.
            OutOfRangeError: If a field is given for all rows and by a column too.
        """
        have = [name for name in present if isinstance(name, str)]
        once = set(have)
        found: dict[str, str] = {}
        for field in self.wanted:
            name = self.columns.get(field, field)
            if name is None or (name not in once and field not in self.columns):
                continue
            if name not in once:
                raise MissingColumnsError((name,), tuple(have))
            if field in self.constants:
                hint = f"left out, or read from no column with columns={{{field!r}: None}}"
                raise OutOfRangeError(field, f"given for all rows and by column {name!r}", hint)
            if have.count(name) > 1:
                raise OutOfRangeError("columns", repr(name), "the name of one column, not several")
            found[field] = name
        missing = [one for one in self.needed if one not in found and one not in self.constants]
        if missing:
            raise MissingColumnsError(tuple(missing), tuple(have))
        return found

    def block(self, batch: Any, names: Mapping[str, str]) -> Block:  # noqa: ANN401 - of Arrow
        """
        The rows of an Arrow batch, as the kernels read them.

        Raises:
            WrongTypeError: If a column holds what cannot be read as its field.
            NaiveColumnError: If times have no zone.
            FloatColumnError: If money is given as floats.
        """
        columns = {name: column for name, column in self.constants.items() if name in self.wanted}
        # Money is read last: how, its currency tells.
        for field in sorted(names, key=lambda one: self.among[one] is Form.AMOUNT):
            array = batch.column(batch.schema.get_field_index(names[field]))
            columns[field] = self._column(field, names[field], array, columns.get("currency"))
        return Block(batch.num_rows, FrozenMap(columns))

    def _column(self, field: str, name: str, array: Any, currency: Column | None) -> Column:  # noqa: ANN401
        if holds_nothing(array.type):
            return Column(np.zeros(len(array), np.int64), np.zeros(len(array), np.bool_))
        form = self.among[field]
        if form is Form.INSTANT:
            return instants(array, name, zone=self.zone, epochs=self.epochs)
        if form is Form.AMOUNT:
            return amounts(array, name, _digits(currency), self.amounts)
        return _SIMPLE[form](array, name)


_SIMPLE = {Form.DAY: days, Form.WORD: words, Form.FLAG: flags, Form.COUNT: counts}


def _digits(currency: Column | None) -> Any:  # noqa: ANN401 - numpy's
    """
    The decimals of each row's currency; below zero where the row has none that is known.
    """
    if currency is None or not currency.words:
        return np.array([_UNKNOWN], np.int64)
    table = np.array([EXPONENTS.get(word, _UNKNOWN) for word in currency.words], np.int64)
    if currency.present is None:
        return table[currency.values]
    return np.where(currency.present, table[np.where(currency.present, currency.values, 0)], -1)


def _zone(zone: object) -> str | None:
    return None if zone is None else zone_of(zone).key  # type: ignore[arg-type]


def chosen(argument: str, how: Mapping[str, Any], among: tuple[str, ...]) -> str | None:
    """
    One of a few words, or None.

    Raises:
        OutOfRangeError: If it is none of them.
    """
    word: str | None = how.get(argument)
    if word is None or word in among:
        return word
    raise OutOfRangeError(argument, repr(word), f"one of {', '.join(among)}")


def _renamed(columns: object, among: Mapping[str, Form]) -> dict[str, str | None]:
    if columns is None:
        return {}
    if not isinstance(columns, Mapping):
        expected = "a mapping, as in {'placed_at': 'created'}"
        raise WrongTypeError("columns", expected, type(columns).__name__)
    renamed = cast("Mapping[object, object]", columns)
    for field, name in renamed.items():
        if field not in among:
            raise OutOfRangeError("columns", repr(field), f"a field; {nearest(str(field), among)}")
        check_text(f"columns[{field!r}]", name, optional=True)
    return dict(cast("Mapping[str, str | None]", columns))


def _constants(how: Mapping[str, Any]) -> dict[str, Column]:
    """
    What holds for all rows, as columns of one value.
    """
    found: dict[str, Column] = {}
    for name in _WORDS:
        if how.get(name) is not None:
            found[name] = _word(name, how[name])
    for name in _FLAGS:
        value = how.get(name)
        if value is not None and not isinstance(value, bool):
            raise WrongTypeError(name, "True or False", type(value).__name__)
        if value is not None:
            found[name] = Column(np.array([value]))
    if how.get("promise") is not None:
        found.update(_promised(how["promise"]))
    return found


def _word(name: str, value: object) -> Column:
    if name == "kind":
        value = member_of("kind", value, OrderKind).value
    if name == "currency":
        if not isinstance(value, str):
            raise WrongTypeError("currency", "an ISO 4217 code", type(value).__name__)
        if value not in EXPONENTS:
            raise UnknownCurrencyError(value, tuple(EXPONENTS))
    check_text(name, value)
    return Column(np.zeros(1, np.int32), None, None, (str(value),))


def _promised(promise: Promise) -> dict[str, Column]:
    """
    A promise taken apart; a column that has the other parts of one is then no part of it.
    """
    check_promise(promise)
    absent = Column(np.zeros(1, np.int64), np.zeros(1, np.bool_))
    parts: dict[str, Column] = dict.fromkeys(_PROMISED, absent)
    if isinstance(promise, ReleaseOn):
        day = promise.on.toordinal() - date(1970, 1, 1).toordinal()
        parts["release_on"] = Column(np.array([day], np.int32))
        if promise.zone is not None:
            parts["release_zone"] = _word("release_zone", promise.zone)
    else:
        unit = "calendar" if isinstance(promise.days, CalendarDays) else "business"
        parts["promise_days"] = Column(np.array([promise.days.count], np.int64))
        parts["promise_unit"] = _word("promise_unit", unit)
    return parts
