"""
What tells the rules of one row from those of another: edition, kind, promise and region.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import PresaleError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.vocabulary import Anchor, OrderKind

if TYPE_CHECKING:
    from tiktok_presale.frames.engines.editions import Edition

__all__ = ["CLOCKS", "KEY_FIELDS", "NEVER", "Group", "Span", "group_of", "key_fields"]

KEY_FIELDS = ("kind", "promise_days", "promise_unit", "release_on", "release_zone", "region")

# Where a clock may start, by the field that says when.
CLOCKS = {
    Anchor.PLACED: "placed_at",
    Anchor.PAID: "paid_at",
    Anchor.BALANCE_PAID: "balance_paid_at",
    Anchor.AWAITING_SHIPMENT: "awaiting_shipment_at",
    Anchor.DISPATCH_DEADLINE: "platform_dispatch",
}

NEVER = date(1969, 12, 31)
"""Instead of a release date that no order can have."""

# A promise of more days is a slip of the keyboard; counting it would take a table of its own.
_MOST = 3_660

Span = tuple[int, int]
"""The first and the last instant, in microseconds."""


@attrs.frozen
class Group:
    """
    Rows that the same rules judge.

    Args:
        edition: The number of their edition; None where no edition judges them.
        key: What their key fields hold.
        spans: When the clocks of these rows start, by field.
        kind: The order kind.
        promise: What was promised.
        problem: The field that cannot be read, where there is one.
    """

    edition: int | None
    key: FrozenMap[object]
    spans: FrozenMap[Span]
    kind: OrderKind | None = None
    promise: Promise | None = None
    problem: str | None = None

    @property
    def region(self) -> str | None:
        """
        The region they ship from.
        """
        found = self.key.get("region")
        return found if isinstance(found, str) else None


def key_fields(editions: tuple[Edition, ...], fields: Iterable[str]) -> tuple[str, ...]:
    """
    The fields that tell groups apart: of those there are, the region only where weeks differ by it.
    """
    regions = any(edition.policy.under("calendar.weeks") for edition in editions)
    known = frozenset(fields) - (frozenset[str]() if regions else {"region"})
    return tuple(field for field in KEY_FIELDS if field in known)


def group_of(edition: int | None, key: Mapping[str, object], spans: Mapping[str, Span]) -> Group:
    """
    A group from what its columns hold; what cannot be read is its problem.
    """
    frozen, instants = FrozenMap(key), FrozenMap(spans)
    try:
        kind = OrderKind(str(key.get("kind")))
    except ValueError:
        return Group(edition, frozen, instants, problem="kind")
    try:
        promise = _promise(key)
    except PresaleError:
        return Group(edition, frozen, instants, kind, problem="promise")
    problem = "region" if key.get("region") == "" else None
    return Group(edition, frozen, instants, kind, promise, problem)


_UNITS: dict[str, type[CalendarDays | BusinessDays]] = {
    "calendar": CalendarDays,
    "business": BusinessDays,
}


def _promise(key: Mapping[str, object]) -> Promise | None:
    """
    The promise of some rows.

    Raises:
        WrongTypeError: If it makes no sense, or is two promises at once.
    """
    days, on, zone = key.get("promise_days"), key.get("release_on"), key.get("release_zone")
    if days is None and on is None:
        return None
    unit = _UNITS.get(str(key.get("promise_unit")))
    if isinstance(days, int) and on is None and unit is not None and days <= _MOST:
        return ShipWithin(unit(days))
    if isinstance(on, date) and on > NEVER and days is None and isinstance(zone, str | None):
        return ReleaseOn(on, zone)
    raise WrongTypeError("promise", "days with their unit, or a release date", "neither or both")
