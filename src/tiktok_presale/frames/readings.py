"""
What the words and counts of a row mean: its rules, its kind, its promise, its currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, final

from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.frames.groups import Group
from tiktok_presale.frames.keys import BAD
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from tiktok_presale.frames.rulebooks import Rulebook

__all__ = ["Refusal", "book_of", "read_group"]

_EPOCH = date(1970, 1, 1)
_DAYS: dict[str, type[CalendarDays | BusinessDays]] = {
    "calendar": CalendarDays,
    "business": BusinessDays,
}


@final
class Refusal(Exception):  # noqa: N818 - never leaves `frames`
    """
    A row is no order that can be judged; carries the field and a code.
    """

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")


def book_of(told: Mapping[str, object], books: Mapping[str | None, Rulebook]) -> Rulebook:
    """
    The editions that a row falls under, out of what its key says.

    Raises:
        Refusal: If a cell of the key cannot be read, or its market has no book.
    """
    for field, value in told.items():
        if value is BAD:
            raise Refusal(field, "bad")
    return books[_market(told, books)]


def read_group(told: Mapping[str, object], books: Mapping[str | None, Rulebook]) -> Group:
    """
    The group of a row out of what its key says.

    Raises:
        Refusal: If no order can be made of it.
    """
    book = book_of(told, books)
    kind = _word(told, "kind")
    if kind is None:
        raise Refusal("kind", "missing")
    if kind not in set(OrderKind):
        raise Refusal("kind", "unknown")
    edition = told["edition"]
    policy = book.policies[edition] if isinstance(edition, int) else None
    if policy is None:
        raise Refusal("edition", "before_first")
    currency = _word(told, "currency") if "currency" in told else policy.pack.currency
    if currency is None:
        raise Refusal("currency", "missing")
    if currency not in EXPONENTS:
        raise Refusal("currency", "unknown")
    region = _word(told, "region")
    if region == "":
        raise Refusal("region", "bad")
    return Group(policy, OrderKind(kind), _promise(told), region, currency)


def _word(told: Mapping[str, object], field: str) -> str | None:
    value = told.get(field)
    return value if isinstance(value, str) else None


def _market(told: Mapping[str, object], books: Mapping[str | None, Rulebook]) -> str | None:
    if None in books:
        return None
    market = _word(told, "market")
    if market is None:
        raise Refusal("market", "missing")
    if market not in books:
        raise Refusal("market", "unknown")
    return market


def _promise(told: Mapping[str, object]) -> Promise | None:
    days, on = told.get("promise_days"), told.get("release_on")
    if isinstance(days, int) and isinstance(on, int):
        raise Refusal("promise", "both")
    if isinstance(on, int):
        return _release(on, _word(told, "release_zone"))
    return _within(days, _word(told, "promise_unit")) if isinstance(days, int) else None


def _within(days: int, unit: str | None) -> ShipWithin:
    if unit is None:
        raise Refusal("promise_unit", "missing")
    if unit not in _DAYS:
        raise Refusal("promise_unit", "unknown")
    if days < 0:
        raise Refusal("promise_days", "bad")
    return ShipWithin(_DAYS[unit](days))


def _release(on: int, zone: str | None) -> ReleaseOn:
    try:
        day = _EPOCH + timedelta(days=on)
    except OverflowError:
        raise Refusal("release_on", "bad") from None
    try:
        return ReleaseOn(day, zone)
    except OutOfRangeError:
        raise Refusal("release_zone", "unknown") from None
