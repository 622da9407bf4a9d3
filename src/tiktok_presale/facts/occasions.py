"""
What a sale works towards: a named day, and how it comes back.

Recurrence is told as the calendar standard tells it (RFC 5545, `RRULE`), with the `BYEASTER` that
`dateutil` adds to it, so that any shop can name days of its own.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, final

import attrs

from tiktok_presale.values.checks import check_day, check_text, is_whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.text import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateutil.rrule import rrule

__all__ = [
    "BLACK_FRIDAY",
    "CHRISTMAS",
    "CYBER_MONDAY",
    "DOUBLE_ELEVEN",
    "DOUBLE_TWELVE",
    "EASTER",
    "FATHERS_DAY",
    "HALLOWEEN",
    "MID_YEAR",
    "MOTHERS_DAY",
    "THANKSGIVING",
    "VALENTINES_DAY",
    "Occasion",
]

_FORM: Final = "an RFC 5545 rule such as 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25'"
_FREQUENCIES: Final = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
# What an occasion may not say: when a rule starts, ends or skips would hang on a first day that it
# does not have, and a day has no hours.
_REFUSED: Final = ("DTSTART", "UNTIL", "COUNT", "INTERVAL", "BYHOUR", "BYMINUTE", "BYSECOND")
_FAR: Final = 366
_LAST: Final = date.max.toordinal()
# Two neighbouring days from which a rule is read when it is checked: what it says may not differ.
_PROBES: Final = (datetime(2001, 1, 1), datetime(2001, 1, 2))  # noqa: DTZ001 - days, no instants
_PROBED: Final = (datetime(2001, 1, 9), datetime(2012, 12, 31))  # noqa: DTZ001 - days, no instants


def _days(value: Iterable[date]) -> tuple[date, ...]:
    """
    Read days in any order; each counts once.
    """
    try:
        return tuple(sorted({check_day("days", day) for day in value}))
    except TypeError as error:
        if isinstance(error, WrongTypeError):
            raise
        raise WrongTypeError("days", "several dates", type(value).__name__) from None


@final
@attrs.frozen
class Occasion(Value):
    """
    A named day that comes back by a rule, or falls on days that somebody lists.

    Args:
        name: What it is called; the key of its text, and said as it is where it has none.
        rule: How it comes back, as an RFC 5545 rule of whole days: ``FREQ=…;BYMONTH=…``. The rule
            must fix its days by itself: no ``DTSTART``, ``COUNT``, ``UNTIL`` or ``INTERVAL``.
        shift: Days after the day of the rule; Black Friday is one day after Thanksgiving.
        days: The days themselves, where no rule gives them, such as Lunar New Year.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If there is neither rule nor days, or both; if the rule cannot be read, or
            its days hang on the day from which it is read; if *shift* is more than a year.

    Examples:
        >>> print(CHRISTMAS.next(date(2026, 11, 23)), EASTER.next(date(2026, 11, 23)))
        2026-12-25 2027-03-28
        >>> payday = Occasion("payday", "FREQ=MONTHLY;BYMONTHDAY=-1")
        >>> print(payday.next(date(2028, 2, 1)))
        2028-02-29
        >>> lunar = Occasion("lunar_new_year", days=[date(2026, 2, 17), date(2027, 2, 6)])
        >>> print(lunar.next(date(2026, 11, 23)), lunar.next(date(2027, 11, 23)))
        2027-02-06 None
    """

    name: str
    rule: str | None = None
    shift: int = 0
    days: tuple[date, ...] = attrs.field(default=(), converter=_days, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """
        Refuse what names no day, and a rule that does not fix its days.
        """
        check_text("name", self.name)
        check_text("rule", self.rule, optional=True)
        if not is_whole(self.shift):
            raise WrongTypeError("shift", "a whole number (int)", type(self.shift).__name__)
        if not -_FAR <= self.shift <= _FAR:
            raise OutOfRangeError("shift", str(self.shift), "within a year, either way")
        if (self.rule is None) is not bool(self.days):
            given = "absent" if self.rule is None else "given"
            raise OutOfRangeError("rule", given, "given where no days are, and only there")
        if self.rule is None and self.shift:
            raise OutOfRangeError("shift", str(self.shift), "0 where the days are listed")
        if self.rule is not None:
            _check_rule(self.rule)

    def next(self, on: date) -> date | None:
        """
        The first such day on or after *on*; None where no further one is known.

        Raises:
            WrongTypeError: If *on* is no date.
        """
        check_day("on", on)
        if self.rule is None:
            return next((day for day in self.days if day >= on), None)
        # A shift may lead out of the calendar at either end; there are no such days then.
        first = on.toordinal() - self.shift
        if first > _LAST:
            return None
        start = datetime.combine(date.fromordinal(max(first, 1)), time())
        found = _read(self.rule, start).after(start, inc=True)
        if found is None or found.toordinal() + self.shift > _LAST:
            return None
        return found.date() + timedelta(days=self.shift)

    def in_words(self, language: str) -> str:
        """
        What the occasion is called.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return named(language, self.name)

    def __str__(self) -> str:
        return self.in_words("en")


def _read(rule: str, start: datetime) -> rrule:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - costly, and only rules need it

    found: rrule = rrulestr(rule, dtstart=start)  # type: ignore[assignment]
    return found


@cache
def _check_rule(rule: str) -> None:
    """
    Refuse a rule that cannot be read, or that would give other days from another first day.
    """
    parts = {part.partition("=")[0].strip(): part.partition("=")[2] for part in rule.split(";")}
    refused = [name for name in _REFUSED if name in parts]
    if refused or not set(rule).isdisjoint("\n:") or rule != rule.upper():
        expected = f"{_FORM}, in capitals, on one line, without {', '.join(_REFUSED)}"
        raise OutOfRangeError("rule", repr(rule), expected)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise OutOfRangeError("rule", repr(rule), f"one with FREQ of {', '.join(_FREQUENCIES)}")
    try:
        one, other = (_read(rule, start).between(*_PROBED, inc=True) for start in _PROBES)
    except (ValueError, TypeError, IndexError, AttributeError, OverflowError):
        raise OutOfRangeError("rule", repr(rule), _FORM) from None
    if one != other:
        expected = "one that fixes its days by itself, as BYMONTH with BYMONTHDAY or BYDAY does"
        raise OutOfRangeError("rule", repr(rule), expected)
    if not one:
        raise OutOfRangeError("rule", repr(rule), "one that names a day in the years 2001 to 2012")


VALENTINES_DAY: Final = Occasion("valentines_day", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=14")
EASTER: Final = Occasion("easter", "FREQ=YEARLY;BYEASTER=0")
"""Easter Sunday of the western churches."""
# 36 U.S.C. 117: the second Sunday in May.
MOTHERS_DAY: Final = Occasion("mothers_day", "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU")
"""Mother's Day of the United States, and of the many that follow it."""
# 36 U.S.C. 109: the third Sunday in June.
FATHERS_DAY: Final = Occasion("fathers_day", "FREQ=YEARLY;BYMONTH=6;BYDAY=3SU")
"""Father's Day of the United States, and of the many that follow it."""
MID_YEAR: Final = Occasion("mid_year", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=18")
"""618, the mid-year sale."""
HALLOWEEN: Final = Occasion("halloween", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=31")
DOUBLE_ELEVEN: Final = Occasion("double_eleven", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=11")
"""Double Eleven, Singles' Day."""
# 5 U.S.C. 6103(a): the fourth Thursday in November.
THANKSGIVING: Final = Occasion("thanksgiving", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH")
"""Thanksgiving of the United States."""
BLACK_FRIDAY: Final = Occasion("black_friday", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", 1)
"""The day after Thanksgiving, which is not always the fourth Friday in November."""
CYBER_MONDAY: Final = Occasion("cyber_monday", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", 4)
DOUBLE_TWELVE: Final = Occasion("double_twelve", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=12")
CHRISTMAS: Final = Occasion("christmas", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25")
