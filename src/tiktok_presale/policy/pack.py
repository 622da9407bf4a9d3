"""
A market's whole book of rules: every figure with its history, and the editions that follow from it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import final

import attrs

from tiktok_presale.policy.figures import Figure, Gap
from tiktok_presale.values.checks import check_aware, check_day
from tiktok_presale.values.closed import Value
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import local_day, zone_of
from tiktok_presale.values.sources import Source

__all__ = ["HolidayRules", "HolidayYear", "Pack"]


@final
@attrs.frozen
class HolidayYear(Value):
    """
    One year of holidays, and of days off that are worked to make up for them.
    """

    year: int
    dates: tuple[date, ...]
    working: tuple[date, ...]
    source: Source


@final
@attrs.frozen
class HolidayRules(Value):
    """
    Holidays that follow from rules built into the library, for a span of years.
    """

    name: str
    first: int
    last: int
    source: Source


@final
@attrs.frozen(kw_only=True)
class Pack(Value):
    """
    All that is known of one market's rules over time.

    Args:
        market: The market's name.
        title: What the rules are, in words.
        zone: The IANA zone in which its days are read.
        currency: The currency its sums are in.
        coverage: "policy"; "law" for the law that markets stand under; "api-range" where nothing
            but the API's own range is known.
        country: ISO code of the country whose holidays count, where there is one.
        orders_judged: "placed" if an order keeps the edition of the day it was placed on, "at" if
            it is judged by the edition of the day of asking.
        figures: Every figure's history, by path.
        holidays: Sourced holiday lists by year; they serve every edition.
        holiday_rules: Built-in holiday rules, or None.
        gaps: Rules that exist while their figures are not known.

    Examples:
        >>> from tiktok_presale import Policy
        >>> Policy.in_force("th", on=date(2026, 2, 1)).pack.editions[-1]
        'th@2026-01-30'
    """

    market: str
    title: str
    zone: str
    currency: str
    coverage: str
    country: str | None
    orders_judged: str
    figures: FrozenMap[tuple[Figure, ...]]
    holidays: tuple[HolidayYear, ...]
    holiday_rules: HolidayRules | None
    gaps: tuple[Gap, ...]

    @cached_property
    def starts(self) -> tuple[date, ...]:
        """
        The days on which editions start, oldest first.
        """
        days: set[date] = set()
        for history in self.figures.values():
            for figure in history:
                days.add(figure.since)
                if figure.until is not None and figure.until < date.max:
                    days.add(figure.until + timedelta(days=1))
        return tuple(sorted(days))

    @property
    def editions(self) -> tuple[str, ...]:
        """
        The names of the editions, oldest first.
        """
        return tuple(f"{self.market}@{start}" for start in self.starts)

    def day(self, moment: date | datetime) -> date:
        """
        The market's own calendar day of a day or an instant.

        Raises:
            NaiveTimeError: If *moment* is a datetime without a time zone.
        """
        if isinstance(moment, datetime):
            return local_day(check_aware("on", moment), zone_of(self.zone))
        return check_day("on", moment)
