"""
The editions and calendars that an audit judges orders by, each made at most once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.policy.errors import BeforeFirstEditionError
from tiktok_presale.policy.pack import Pack
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.assessment import assess
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import MissingExtraError, NoWorkingWeekError
from tiktok_presale.values.findings import Finding, Outcome

if TYPE_CHECKING:
    from tiktok_presale.facts.orders import Order
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.rules.states import Assessment

__all__ = ["Book", "note"]


def note(code: str, **params: object) -> Finding:
    """
    Something that a reader of an audit should know.
    """
    return Finding(Outcome.ADVICE, f"audit.{code}", "audit", params=params)


class Book:
    """
    The editions and business calendars of one audit, each made at most once.
    """

    pack: Pack
    allowed: bool

    def __init__(self, pack: Pack, *, allowed: bool) -> None:
        check_kind("pack", pack, Pack, "a Pack, such as policy.book.shipped('th') or policy.pack")
        self.pack, self.allowed = pack, allowed
        self.notes: dict[Finding, None] = {}
        self._editions: dict[date, Policy] = {}
        self._starts: dict[date, Policy] = {}
        self._made: dict[tuple[str | None, int], BusinessCalendar | None] = {}

    def add(self, found: Finding) -> None:
        """
        Note something once, however many orders it concerns.
        """
        self.notes[found] = None

    def edition(self, on: datetime) -> Policy:
        """
        The rules in force at an instant.
        """
        day = self.pack.day(on)
        if day not in self._editions:
            policy = Policy.in_force(self.pack, on=day)
            # Days of one edition share what it works out once.
            self._editions[day] = self._starts.setdefault(policy.since, policy)
        return self._editions[day]

    def calendar(self, order: Order, policy: Policy) -> BusinessCalendar | None:
        """
        A calendar that reaches as far as the order's deadlines may; None for the pack's own.
        """
        first = policy.pack.day(order.placed_at).year
        try:
            own: BusinessCalendar | None = policy.calendar(order.region)
        except NoWorkingWeekError:
            own = None
        key = (order.region, first)
        if key not in self._made:
            # Deadlines reach a few months at most, so the year after is far enough.
            self._made[key] = self._extended(own, first, first + 1)
        return self._made[key]

    def _extended(
        self, own: BusinessCalendar | None, first: int, last: int
    ) -> BusinessCalendar | None:
        country = self.pack.country
        if country is None or not self.allowed:
            return None
        try:
            from tiktok_presale.adapters import holiday_calendars  # noqa: PLC0415 - an extra, where present
        except MissingExtraError as error:
            code = "no_week" if own is None else "no_holidays"
            self.add(note(code, market=self.pack.market, problem=str(error)))
            return None
        known = {"market": self.pack.market, "country": country, "first": str(first)}
        known |= {"last": str(last), "version": holiday_calendars.version}
        if own is None:
            calendar = holiday_calendars.country_calendar(country, first_year=first, last_year=last)
            week = tuple(sorted(calendar.week))
            self.add(note("week", week=week, **known))
            return calendar
        self.add(note("extended", **known))
        return holiday_calendars.extended(own, country, first_year=first, last_year=last)

    def judged(self, order: Order, at: datetime, shop: Shop | None) -> Assessment:
        """
        One order under the edition in force when it was placed.

        Raises:
            CurrencyMismatchError: If the market's charges cannot be compared with the price.
        """
        pack = self.pack
        try:
            policy = self.edition(order.placed_at if pack.orders_judged == "placed" else at)
        except BeforeFirstEditionError as error:
            self.add(note("before", problem=str(error)))
            unruled = Policy(pack, pack.day(order.placed_at))
            return attrs.evolve(assess(order, unruled, at=at, shop=shop), edition="")
        found = assess(order, policy, at=at, shop=shop)
        missing = (due.missing for due in found.deadlines.all() if due.missing is not None)
        if not any(finding.code == "deadline.calendar" for finding in missing):
            return found
        # Business days were counted that the pack does not know: now, and only now, is it extended.
        calendar = self.calendar(order, policy)
        return (
            found
            if calendar is None
            else assess(order, policy, at=at, shop=shop, calendar=calendar)
        )
