"""
How long: calendar days, business days, hours and minutes are different types, and never mix.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeAlias, final

import attrs

from tiktok_presale.values.checks import check_day, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError

__all__ = ["BusinessDays", "CalendarDays", "Duration", "Hours", "Minutes", "PastDays"]


@final
@attrs.frozen(order=True)
class CalendarDays(Value):
    """
    A number of days that counts every day of the week.

    Args:
        count: How many, zero or more.

    Examples:
        >>> str(CalendarDays(15))
        '15 calendar days'
        >>> CalendarDays(7) < CalendarDays(15)
        True
    """

    count: int = attrs.field(validator=whole)

    def __str__(self) -> str:
        return f"{self.count} calendar day{'s' * (self.count != 1)}"


@final
@attrs.frozen(order=True)
class BusinessDays(Value):
    """
    A number of days that counts the working days of some calendar.

    Args:
        count: How many, zero or more.

    Examples:
        >>> str(BusinessDays(1))
        '1 business day'
    """

    count: int = attrs.field(validator=whole)

    def __str__(self) -> str:
        return f"{self.count} business day{'s' * (self.count != 1)}"


@final
@attrs.frozen(order=True)
class Hours(Value):
    """
    A number of hours that elapse, whatever the clocks on the wall do.

    Args:
        count: How many, zero or more.

    Examples:
        >>> str(Hours(48))
        '48 hours'
    """

    count: int = attrs.field(validator=whole)

    def __str__(self) -> str:
        return f"{self.count} hour{'s' * (self.count != 1)}"


@final
@attrs.frozen(order=True)
class Minutes(Value):
    """
    A number of minutes that elapse, as a basket is kept open for its payment.

    Args:
        count: How many, zero or more.

    Examples:
        >>> str(Minutes(30))
        '30 minutes'
    """

    count: int = attrs.field(validator=whole)

    def __str__(self) -> str:
        return f"{self.count} minute{'s' * (self.count != 1)}"


Duration: TypeAlias = CalendarDays | BusinessDays | Hours


@final
@attrs.frozen
class PastDays(Value):
    """
    A window of the past in whole days before a day, both ends included.

    A rate is often counted over orders "created 8 to 37 days before", so that the newest, still
    unsettled orders stay out.

    Args:
        first: Days back to the newest day; 0 is the day itself.
        last: Days back to the oldest day.

    Raises:
        OutOfRangeError: If *last* is nearer than *first*.

    Examples:
        >>> cohort = PastDays(8, 37)
        >>> str(cohort), cohort.length
        ('8 to 37 days before', 30)
        >>> cohort.contains(date(2025, 6, 1), before=date(2025, 6, 9))
        True
    """

    first: int = attrs.field(validator=whole)
    last: int = attrs.field(validator=whole)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a window that ends before it starts.
        """
        if self.last < self.first:
            raise OutOfRangeError("last", str(self.last), f"at least first ({self.first})")

    def __str__(self) -> str:
        return f"{self.first} to {self.last} days before"

    @property
    def length(self) -> int:
        """
        How many days the window holds.
        """
        return self.last - self.first + 1

    def oldest(self, before: date) -> date:
        """
        The oldest day in the window that ends before *before*.
        """
        return check_day("before", before) - timedelta(days=self.last)

    def newest(self, before: date) -> date:
        """
        The newest day in the window that ends before *before*.
        """
        return check_day("before", before) - timedelta(days=self.first)

    def contains(self, day: date, *, before: date) -> bool:
        """
        Whether *day* lies in the window as seen from *before*.
        """
        return self.oldest(before) <= check_day("day", day) <= self.newest(before)

    def clean_from(self, day: date) -> date:
        """
        The first day from whose point of view *day* has left the window.
        """
        return check_day("day", day) + timedelta(days=self.last + 1)
