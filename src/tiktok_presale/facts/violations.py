"""
A violation that the platform holds against a shop, and what became of the appeal.
"""

from __future__ import annotations

from datetime import datetime
from typing import final

import attrs

from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_text,
    whole,
    yes_no_or_none,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import utc

__all__ = ["Violation"]


@final
@attrs.frozen(kw_only=True)
class Violation(Value):
    """
    One violation with the points that were given for it.

    Args:
        id: Its id; told twice, it counts once.
        name: What it is, as the market's pack names it, such as "late_dispatch_rate".
        points: How many points were given.
        issued_at: When they were given; they lapse so many days after.
        appealed_at: When the shop appealed, if it did.
        decided_at: When the appeal was decided, if it was.
        upheld: Whether the appeal was upheld; None while it is not decided.

    Raises:
        WrongTypeError: If a field has another type.
        NaiveTimeError: If a time has no time zone.
        OutOfRangeError: If points are negative, the times are out of order, or a decision lacks
            its appeal, its time or its result.

    Examples:
        >>> from zoneinfo import ZoneInfo
        >>> Violation(id="v1", name="late_dispatch_rate", points=4,
        ...           issued_at=datetime(2026, 1, 5, tzinfo=ZoneInfo("Asia/Bangkok"))).points
        4
    """

    id: str
    name: str
    points: int = attrs.field(validator=whole)
    issued_at: datetime = attrs.field(validator=aware)
    appealed_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    decided_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    upheld: bool | None = attrs.field(default=None, validator=yes_no_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Refuse appeals that cannot have happened.
        """
        check_text("id", self.id)
        check_text("name", self.name)
        if (self.decided_at is None) is not (self.upheld is None):
            raise OutOfRangeError("upheld", str(self.upheld), "given together with decided_at")
        _check_order("appealed_at", self.appealed_at, self.issued_at)
        if self.decided_at is not None and self.appealed_at is None:
            raise OutOfRangeError("decided_at", self.decided_at.isoformat(), "after an appeal")
        _check_order("decided_at", self.decided_at, self.appealed_at)

    def removed_at(self, at: datetime) -> bool:
        """
        Whether an upheld appeal has taken the points away by *at*.
        """
        return bool(self.upheld) and self.decided_at is not None and utc(self.decided_at) <= utc(at)


def _check_order(name: str, later: datetime | None, earlier: datetime | None) -> None:
    if later is not None and earlier is not None and utc(later) < utc(earlier):
        raise OutOfRangeError(name, later.isoformat(), f"at or after {earlier.isoformat()}")
