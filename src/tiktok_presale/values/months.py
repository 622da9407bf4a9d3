"""
How many months of the calendar: "two months before" is no number of days.
"""

from __future__ import annotations

from datetime import date
from typing import final

import attrs
from dateutil.relativedelta import relativedelta

from tiktok_presale.values.checks import check_day, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.text import message

__all__ = ["Months"]


@final
@attrs.frozen
class Months(Value):
    """
    A number of months of the calendar.

    Two months before 25 December is 25 October. Where the month is too short, it is its last day:
    one month before 31 March is the last day of February.

    Args:
        count: How many, zero or more.

    Examples:
        >>> print(Months(2), Months(2).before(date(2026, 12, 25)))
        2 months 2026-10-25
        >>> print(Months(1).before(date(2028, 3, 31)))
        2028-02-29
    """

    count: int = attrs.field(validator=whole)

    def before(self, day: date) -> date:
        """
        The day so many months before *day*.

        Raises:
            WrongTypeError: If *day* is no date.
            OutOfRangeError: If that would be before the year 1.
        """
        check_day("day", day)
        try:
            return day - relativedelta(months=self.count)
        except (ValueError, OverflowError):
            allowed = "a count that does not reach back before the year 1"
            raise OutOfRangeError("months", str(self.count), allowed) from None

    def in_words(self, language: str) -> str:
        """
        The months as a person of that language would write them.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(language, "unit.months", count=self.count)

    def __str__(self) -> str:
        return self.in_words("en")
