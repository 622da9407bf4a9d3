"""
The deadline tables that the rows of a frame need, over the years that they need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, final

import attrs
import numpy as np

from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.frames.steps import NOTHING, Layout, Steps, lay
from tiktok_presale.rules.deadline_tables import DeadlineTable
from tiktok_presale.rules.deadlines import EVENTS
from tiktok_presale.values.days import BusinessDays
from tiktok_presale.values.errors import NoWorkingWeekError
from tiktok_presale.values.vocabulary import Anchor, DeadlineName, Event

if TYPE_CHECKING:
    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.frames.truths import Ints
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import DeadlineTerm
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["NO_RULE", "ROWS_A_YEAR", "Counted", "DueTables", "Way", "counted_of"]

# A year of one table costs as much as this many orders judged one by one.
ROWS_A_YEAR = 30

NO_RULE = "deadline.no_rule"
_HOLD = "deadlines.pending_hold"

_YEAR = 31_556_952 * 10**6
_MICROSECOND = timedelta(microseconds=1)

# Tables that are kept for later questions: enough for some markets with all they promise. Longer
# ones are compiled anew, so that what is kept stays within some tens of megabytes.
_KEPT = 128
_KEPT_YEARS = 12

# Years for which there are tables at all.
_EARLIEST, _LATEST = 1901, 2298


@final
@attrs.frozen
class Way:
    """
    How one deadline of some orders is found.

    Args:
        event: What must have happened by then.
        anchor: Which instant of an order is looked up; None where there is none to look up.
        hold: What is added to the instant of placing where the anchor itself is not known.
        add: What is added to the anchor, where that is all.
        table: The number of the table in which the anchor is looked up.
        fixed: The deadline of all orders, where nothing is looked up or added.
        why: Why there is no deadline, where `fixed` says so.
    """

    event: Event
    anchor: Anchor | None = None
    hold: int | None = None
    add: int | None = None
    table: int | None = None
    fixed: int = NOTHING
    why: str = ""


@final
@attrs.frozen
class Counted:
    """
    All that the answers of a table hang on, whatever edition, kind and name it is asked for.

    Args:
        term: The rule.
        zone: Where the market's days are read.
        hold: How long orders are held that do not say when they could be shipped.
        promise: What was promised, where that is counted.
        calendar: Whose days are counted, where business days are and it is known.
        how: The arguments of `DeadlineTable.of`; any that agree in the rest give the same table.
    """

    term: DeadlineTerm
    zone: str
    hold: object
    promise: Promise | None
    calendar: BusinessCalendar | None
    # A policy is a whole book, long to hash.
    how: Mapping[str, Any] = attrs.field(eq=False)

    def table(self, first: date, last: date) -> DeadlineTable:
        """
        The table over some days, compiled now or kept from an earlier question.
        """
        make = compiled if last.year - first.year < _KEPT_YEARS else compiled.__wrapped__
        return make(self, first, last)


@lru_cache(maxsize=_KEPT)
def compiled(counted: Counted, first: date, last: date) -> DeadlineTable:
    """
    A table over some days; those that were asked for last are kept.
    """
    return DeadlineTable.of(**counted.how, first=first, last=last)


def counted_of(  # noqa: PLR0913, PLR0917 - what a deadline depends on
    term: DeadlineTerm,
    policy: Policy,
    kind: OrderKind,
    name: DeadlineName,
    promise: Promise | None,
    region: str | None,
    calendar: BusinessCalendar | None,
) -> Counted:
    """
    What the table of a rule hangs on; editions, kinds and names that count alike share a table.
    """
    if not term.promise and term.anchor is not Anchor.RELEASE:
        promise = None
    hold = policy.find(_HOLD)
    return Counted(
        term,
        policy.pack.zone,
        hold and hold.value,
        promise,
        _days_of(term, policy, promise, region, calendar),
        {
            "policy": policy,
            "kind": kind,
            "name": name,
            "promise": promise,
            "region": region,
            "calendar": calendar,
        },
    )


def _days_of(
    term: DeadlineTerm,
    policy: Policy,
    promise: Promise | None,
    region: str | None,
    calendar: BusinessCalendar | None,
) -> BusinessCalendar | None:
    """
    The calendar whose days are counted; None where none is, or none is known.
    """
    days = promise.days if isinstance(promise, ShipWithin) else None
    if not isinstance(term.add, BusinessDays) and not isinstance(days, BusinessDays):
        return None
    if calendar is not None:
        return calendar
    try:
        return policy.calendar(region)
    except NoWorkingWeekError:
        return None


class DueTables:
    """
    Deadline tables, each made once, all over the same years.

    Instants outside those years are counted; once enough of them are seen, the tables are extended.
    """

    def __init__(self, calendar: BusinessCalendar | None) -> None:
        self._calendar = calendar
        self._counts: list[Counted] = []
        self._tables: list[DeadlineTable] = []
        self._ways: dict[Counted, Way] = {}
        self._waiting: Counter[int] = Counter()
        self._years: tuple[int, int] | None = None
        self.whys: list[str] = [""]

    @cached_property
    def dues(self) -> Layout:
        """
        The deadlines of all tables, in microseconds.
        """
        return lay([_steps(table, table.dues) for table in self._tables])

    @cached_property
    def reasons(self) -> Layout:
        """
        Why tables have no deadline, as numbers in `whys`.
        """
        return lay([_steps(table, map(self.why, table.missing)) for table in self._tables])

    def way(
        self,
        policy: Policy,
        kind: OrderKind,
        name: DeadlineName,
        promise: Promise | None,
        region: str | None,
    ) -> Way:
        """
        How a deadline of orders alike is found.
        """
        term = policy.deadline(kind, name)
        if term is None:
            return Way(EVENTS[name], why=NO_RULE)
        counted = counted_of(term, policy, kind, name, promise, region, self._calendar)
        if counted not in self._ways:
            self._ways[counted] = self._made(counted)
        return self._ways[counted]

    def _made(self, counted: Counted) -> Way:
        """
        The way through a new table, or past it where it says the same to all.
        """
        term, table = counted.term, counted.table(*self._days())
        hold = None if table.hold is None else _microseconds(table.hold)
        if table.add is not None:
            return Way(term.event, table.anchor, hold, add=_microseconds(table.add))
        if table.anchor is None:
            due, why = table.dues[0], table.missing[0]
            return Way(term.event, fixed=NOTHING if due is None else due, why=why)
        self._counts.append(counted)
        self._tables.append(table)
        self._forget()
        return Way(term.event, table.anchor, hold, table=len(self._tables) - 1)

    def why(self, code: str) -> int:
        """
        The number of a reason.
        """
        if code not in self.whys:
            self.whys.append(code)
        return self.whys.index(code)

    def _days(self) -> tuple[date, date]:
        """
        The days that tables cover: whole years, and what clocks that start later than these need.
        """
        first, last = self._years or (1970, 1970)
        return date(first - 1, 12, 1), date(last + 1, 3, 1)

    def notice(self, instants: Ints) -> None:
        """
        Count instants outside the years of the tables, and extend the tables where that pays.
        """
        years, counts = np.unique(instants // _YEAR + 1970, return_counts=True)
        known = range(self._years[0], self._years[1] + 1) if self._years else range(0)
        for year, count in zip(years.tolist(), counts.tolist(), strict=True):
            if _EARLIEST <= year <= _LATEST and year not in known:
                self._waiting[year] += count
        if not self._waiting:
            return
        if self._years is None:
            most = max(self._waiting, key=self._waiting.__getitem__)
            self._extend(most, most)
        first, last = self._years or (0, 0)
        for year in sorted(self._waiting):
            if year > last and self._pays(range(last + 1, year + 1)):
                last = year
        for year in sorted(self._waiting, reverse=True):
            if year < first and self._pays(range(year, first)):
                first = year
        if (first, last) != self._years:
            self._extend(first, last)

    def _pays(self, years: range) -> bool:
        rows = sum(self._waiting[year] for year in years)
        return rows >= ROWS_A_YEAR * len(years) * max(1, len(self._tables))

    def _extend(self, first: int, last: int) -> None:
        self._years = first, last
        self._waiting = Counter({y: n for y, n in self._waiting.items() if not first <= y <= last})
        self._tables = [counted.table(*self._days()) for counted in self._counts]
        self._forget()

    def _forget(self) -> None:
        """
        Lay the tables out anew when they are next looked at.
        """
        self.__dict__.pop("dues", None)
        self.__dict__.pop("reasons", None)

    def covers(self, low: int, high: int) -> bool:
        """
        Whether the years of the tables hold everything between two instants.
        """
        first, last = self._years or (0, -1)
        return first <= low // _YEAR + 1970 and high // _YEAR + 1970 <= last


def _steps(table: DeadlineTable, values: Iterable[int | None]) -> Steps:
    held = tuple(NOTHING if value is None else value for value in values)
    return Steps(table.since, held, table.until)


def _microseconds(span: timedelta) -> int:
    return span // _MICROSECOND
