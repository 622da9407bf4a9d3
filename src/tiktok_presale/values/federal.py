"""
United States federal holidays with the days on which they are observed.

Rules of 5 U.S.C. 6103: a holiday on a Saturday is observed on the Friday before, one on a Sunday on
the Monday after. Inauguration Day binds only the Washington area and is left out.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tiktok_presale.values.checks import check_int
from tiktok_presale.values.errors import OutOfRangeError

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

__all__ = ["FIRST_YEAR", "federal_holidays"]

# Juneteenth joined the list on 17 June 2021; before that year the rules below would be wrong.
FIRST_YEAR = 2021


@cache
def _rules() -> tuple[relativedelta, ...]:
    from dateutil.relativedelta import MO, TH, relativedelta  # noqa: PLC0415 - costs more than the rest of a policy

    return (
        relativedelta(month=1, day=1),  # New Year's Day
        relativedelta(month=1, day=1, weekday=MO(3)),  # Birthday of Martin Luther King, Jr.
        relativedelta(month=2, day=1, weekday=MO(3)),  # Washington's Birthday
        relativedelta(month=5, day=31, weekday=MO(-1)),  # Memorial Day
        relativedelta(month=6, day=19),  # Juneteenth National Independence Day
        relativedelta(month=7, day=4),  # Independence Day
        relativedelta(month=9, day=1, weekday=MO(1)),  # Labor Day
        relativedelta(month=10, day=1, weekday=MO(2)),  # Columbus Day
        relativedelta(month=11, day=11),  # Veterans Day
        relativedelta(month=11, day=1, weekday=TH(4)),  # Thanksgiving Day
        relativedelta(month=12, day=25),  # Christmas Day
    )


# A holiday on a Saturday is observed a day earlier, one on a Sunday a day later.
_SHIFT = {5: timedelta(days=-1), 6: timedelta(days=1)}


def federal_holidays(first: int, last: int) -> frozenset[date]:
    """
    The days on which federal holidays are observed within the years *first* to *last*.

    New Year's Day of the year after *last* counts if it is observed on 31 December of *last*.

    Raises:
        OutOfRangeError: If *first* is before 2021, or *last* before *first*.

    Examples:
        >>> sorted(federal_holidays(2026, 2026))[5]
        datetime.date(2026, 7, 3)
    """
    check_int("first", first, minimum=FIRST_YEAR)
    if check_int("last", last) < first:
        raise OutOfRangeError("last", str(last), f"at least first ({first})")
    named = [date(year, 1, 1) + rule for year in range(first, last + 2) for rule in _rules()]
    observed = (day + _SHIFT.get(day.weekday(), timedelta()) for day in named)
    return frozenset(day for day in observed if first <= day.year <= last)
