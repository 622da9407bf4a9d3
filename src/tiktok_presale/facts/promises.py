"""
When the seller says the goods will be dispatched: within so many days, or from a release date.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, final
from zoneinfo import ZoneInfo

import attrs

from tiktok_presale.values.checks import check_day, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.instants import zone_of

__all__ = ["Promise", "ReleaseOn", "ShipWithin"]


@final
@attrs.frozen
class ShipWithin(Value):
    """
    Dispatch within so many days of an anchor that the market's policy names.

    Args:
        days: How many, and of which kind.

    Examples:
        >>> from tiktok_presale import CalendarDays
        >>> str(ShipWithin(CalendarDays(10)))
        'within 10 calendar days'
    """

    days: CalendarDays | BusinessDays = attrs.field(
        validator=instance("CalendarDays(n) or BusinessDays(n)", CalendarDays, BusinessDays)
    )

    def __str__(self) -> str:
        return f"within {self.days}"


def _zone_name(value: str | ZoneInfo | None) -> str | None:
    """
    Read a zone as its IANA name, so that the promise stays plain data.
    """
    if value is None:
        return None
    if isinstance(value, ZoneInfo):
        value = value.key
    if not isinstance(value, str):
        raise WrongTypeError("zone", "an IANA name or a ZoneInfo", type(value).__name__)
    return zone_of(value).key


@final
@attrs.frozen
class ReleaseOn(Value):
    """
    Handling starts on a release date that is the same for every buyer (United States).

    Args:
        on: The release date.
        zone: The time zone of the seller's profile, in which that date is read; the market's own
            zone where none is given.

    Examples:
        >>> str(ReleaseOn(date(2026, 3, 31), zone="America/New_York"))
        'on 2026-03-31'
    """

    on: date
    zone: str | None = attrs.field(default=None, converter=_zone_name)

    def __attrs_post_init__(self) -> None:
        """
        Refuse anything but a plain day.
        """
        check_day("on", self.on)

    def __str__(self) -> str:
        return f"on {self.on}"


Promise: TypeAlias = ShipWithin | ReleaseOn
