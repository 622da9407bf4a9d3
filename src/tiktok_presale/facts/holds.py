"""
What buyers want and hold: lines of units, requests, holds, and the keys of commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, cast, final

import attrs

from tiktok_presale.facts.limits import EACH
from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_int,
    check_kind,
    check_text,
    instance,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError

__all__ = ["AppliedKey", "Hold", "HoldState", "Line", "Request"]

_LINES = "lines, as in {'red': 2} or [Line('red', 2)]"


class HoldState(StrEnum):
    """
    What has become of a hold.
    """

    HELD = "held"
    """Reserved until it expires."""
    COMMITTED = "committed"
    """Turned into a sale."""
    RELEASED = "released"
    """Given back: by the buyer, or because the sale was cancelled."""
    EXPIRED = "expired"
    """Given back by the clock."""


@final
@attrs.frozen
class Line(Value):
    """
    Some units of one SKU.

    Args:
        sku: The SKU.
        units: How many, at least one.

    Raises:
        WrongTypeError: If *sku* is no text, or *units* no whole number.
        OutOfRangeError: If *units* is below one.

    Examples:
        >>> str(Line("red", 2))
        '2 × red'
    """

    sku: str
    units: int = 1

    def __attrs_post_init__(self) -> None:
        """
        Refuse lines of nothing.
        """
        check_text("sku", self.sku)
        check_int("units", self.units, minimum=1)

    def __str__(self) -> str:
        return f"{self.units:,} × {self.sku}"


def read_lines(value: Mapping[str, int] | Iterable[Line]) -> tuple[Line, ...]:
    """
    Read lines, or units by SKU.

    Raises:
        WrongTypeError: If *value* is neither.
        OutOfRangeError: If there is no line, or one of nothing.
    """
    check_kind("lines", value, Iterable, _LINES)
    given = cast("Any", value)
    if isinstance(value, Mapping):
        given = [Line(sku, units) for sku, units in given.items()]
    lines: tuple[Line, ...] = tuple(given)
    for line in lines:
        check_kind("lines", line, Line, _LINES)
    if not lines:
        raise OutOfRangeError("lines", "none", "at least one line")
    return lines


@final
@attrs.frozen
class Request(Value):
    """
    The units that one buyer wants at once.

    Args:
        lines: Lines, or units by SKU; two lines of one SKU count together.
        market: The market it is sold in.
        channel: The channel it is sold through.
        wave: The wave whose units are wanted; None for the one that is open.
        buyer: Who wants them, by an id of the caller's that stays the same across orders.

    Raises:
        WrongTypeError: If *lines* are none, or a name is no text.
        OutOfRangeError: If there is no line, or *buyer* is `EACH`.

    Examples:
        >>> Request([Line("red"), Line("blue", 2), Line("red", 3)], buyer="b1").by_sku
        (Line(sku='blue', units=2), Line(sku='red', units=4))
    """

    lines: tuple[Line, ...] = attrs.field(converter=read_lines)
    market: str | None = attrs.field(default=None, kw_only=True)
    channel: str | None = attrs.field(default=None, kw_only=True)
    wave: str | None = attrs.field(default=None, kw_only=True)
    buyer: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """
        Refuse names that are none.
        """
        for name in ("market", "channel", "wave", "buyer"):
            check_text(name, getattr(self, name), optional=True)
        if self.buyer == EACH:
            raise OutOfRangeError("buyer", repr(EACH), "the id of one buyer")

    @property
    def units(self) -> int:
        """
        How many units in all.
        """
        return sum(line.units for line in self.lines)

    @property
    def by_sku(self) -> tuple[Line, ...]:
        """
        One line for each SKU, by name.
        """
        return summed(self.lines)


def summed(lines: Iterable[Line]) -> tuple[Line, ...]:
    """
    One line for each SKU, by name.
    """
    units: dict[str, int] = {}
    for line in lines:
        units[line.sku] = units.get(line.sku, 0) + line.units
    return tuple(Line(sku, units[sku]) for sku in sorted(units))


@final
@attrs.frozen(kw_only=True)
class Hold(Value):
    """
    Units that are out of sale for one buyer.

    Args:
        key: The key of the command that took them; it names the hold.
        request: What is held, with its wave; what was given back in part is no longer in it.
        state: What has become of it.
        expires: From this instant on a hold that is not committed is gone; None where that does
            not matter any more, as for sales made before there was a ledger.

    Raises:
        WrongTypeError: If a field has another type.
        NaiveTimeError: If *expires* has no time zone.
        OutOfRangeError: If a hold that stands has no expiry.

    Examples:
        >>> Hold(key="order-7", request=Request({"red": 1}), state=HoldState.COMMITTED).live
        True
    """

    key: str
    request: Request = attrs.field(validator=instance("a Request", Request))
    state: HoldState = attrs.field(validator=instance("a HoldState", HoldState))
    expires: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a hold that never ends.
        """
        check_text("key", self.key)
        if self.state is HoldState.HELD and self.expires is None:
            raise OutOfRangeError("expires", "None", "an instant, for a hold that stands")

    @property
    def live(self) -> bool:
        """
        Whether it takes units: held or committed.
        """
        return self.state in {HoldState.HELD, HoldState.COMMITTED}


@final
@attrs.frozen(kw_only=True)
class AppliedKey(Value):
    """
    A command that a ledger has carried out, so that a retry changes nothing.

    Args:
        key: The key of the command.
        command: Which command.
        hold: The hold it was about, where it was about one.
        digest: A digest of all that was asked, to tell a retry from another request.
        at: When it was carried out.

    Raises:
        WrongTypeError: If a field has another type.
        NaiveTimeError: If *at* has no time zone.
    """

    key: str
    command: str
    hold: str | None = None
    digest: str
    at: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        """
        Refuse texts that are none.
        """
        for name in ("key", "command", "digest"):
            check_text(name, getattr(self, name))
        check_text("hold", self.hold, optional=True)
