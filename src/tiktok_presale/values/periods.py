"""
From when until when: a stretch of time whose last second still belongs to it.
"""

from __future__ import annotations

from datetime import MAXYEAR, datetime
from typing import final

import attrs

from tiktok_presale.values.checks import aware, check_aware
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import utc

__all__ = ["Period"]


@final
@attrs.frozen
class Period(Value):
    """
    A sale period, a balance window, a wave: both ends belong to it.

    Campaigns are announced as "until 15:59:59"; whatever happens within that second is in time, as
    it is for every deadline.

    Args:
        opens: The first instant.
        closes: The last second.

    Raises:
        NaiveTimeError: If an end has no time zone.
        OutOfRangeError: If it closes before it opens, or in the last year there is.

    Examples:
        >>> from zoneinfo import ZoneInfo
        >>> shanghai = ZoneInfo("Asia/Shanghai")
        >>> window = Period(datetime(2022, 9, 6, 20, tzinfo=shanghai),
        ...                 datetime(2022, 9, 10, 23, 59, 59, tzinfo=shanghai))
        >>> window.holds(datetime(2022, 9, 10, 23, 59, 59, 999999, tzinfo=shanghai))
        True
        >>> window.over(datetime(2022, 9, 11, tzinfo=shanghai))
        True
    """

    opens: datetime = attrs.field(validator=aware)
    closes: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a period that closes before it opens.
        """
        if self.closes.year >= MAXYEAR:
            raise OutOfRangeError("closes", self.closes.isoformat(), f"before the year {MAXYEAR}")
        if utc(self.closes) < utc(self.opens):
            allowed = f"at or after its opening, {self.opens.isoformat()}"
            raise OutOfRangeError("closes", self.closes.isoformat(), allowed)

    def ahead(self, at: datetime) -> bool:
        """
        Whether the period has not opened yet.
        """
        return utc(check_aware("at", at)) < utc(self.opens)

    def over(self, at: datetime) -> bool:
        """
        Whether its last second has passed.
        """
        return utc(check_aware("at", at)).replace(microsecond=0) > utc(self.closes)

    def holds(self, at: datetime) -> bool:
        """
        Whether *at* lies in the period.
        """
        return not self.ahead(at) and not self.over(at)

    def __str__(self) -> str:
        opens, closes = (
            one.isoformat(sep=" ", timespec="seconds") for one in (self.opens, self.closes)
        )
        return f"{opens} to {closes}"
