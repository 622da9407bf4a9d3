"""
One deadline as a table: from which instant on an anchor gives which deadline.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, final

import attrs

from tiktok_presale.facts.promises import Promise
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.arguments import check_calendar, check_policy, check_promise
from tiktok_presale.rules.deadline_tables.boundaries import EPOCH, MICROSECOND, micros
from tiktok_presale.rules.deadline_tables.compiling import Answer, Asking
from tiktok_presale.rules.deadline_tables.grids import Grid
from tiktok_presale.rules.deadline_tables.provenance import zone_version
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_aware, check_day, check_kind, check_text
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import Hours
from tiktok_presale.values.errors import NoWorkingWeekError, OutOfRangeError
from tiktok_presale.values.instants import starts_on
from tiktok_presale.values.vocabulary import Anchor, DeadlineName, Event, OrderKind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["DeadlineTable"]

_DAY = timedelta(days=1)
# A table over more days than orders can have is a slip, and its grid would fill the memory.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2300, 1, 1)


@final
@attrs.frozen(kw_only=True)
class DeadlineTable(Value):
    """
    One deadline of one edition, kind and promise, compiled by asking the scalar rule day by day.

    Make one with `of`. All instants in it are microseconds since 1970 in UTC: plain integers that
    mean the same to one order, a numpy column, DuckDB and Spark.

    Args:
        policy: The rules it was compiled from.
        kind: The kind of order.
        name: Which deadline it is.
        promise: What the seller promised.
        region: The region that orders ship from, where the working week depends on it.
        calendar: The business calendar, where it was not the market's own.
        since: The instants from which an answer holds; the first is where the table starts. Empty
            where *add* says it all.
        dues: The deadline of each step; None where none can be computed.
        missing: The code of why there is none, and "" where there is one.
        until: The instant from which on the table says nothing.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import CalendarDays, OrderKind, Policy, ShipWithin
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> table = DeadlineTable.of(th, kind=OrderKind.PRE_ORDER,
        ...                          promise=ShipWithin(CalendarDays(15)),
        ...                          first=date(2026, 1, 1), last=date(2026, 12, 31))
        >>> print(table.due(datetime(2026, 1, 1, 2, tzinfo=UTC)))
        2026-01-16 23:59:59+07:00
        >>> len(table.since)
        365
    """

    policy: Policy
    kind: OrderKind
    name: DeadlineName
    promise: Promise | None
    region: str | None
    calendar: BusinessCalendar | None
    since: tuple[int, ...]
    dues: tuple[int | None, ...]
    missing: tuple[str, ...]
    until: int

    @classmethod
    def of(  # noqa: PLR0913 - what a deadline depends on, each by its name
        cls,
        policy: Policy,
        *,
        kind: OrderKind,
        first: date,
        last: date,
        name: DeadlineName = DeadlineName.DISPATCH,
        promise: Promise | None = None,
        region: str | None = None,
        calendar: BusinessCalendar | None = None,
    ) -> DeadlineTable:
        """
        Compile one deadline for anchors from *first* to *last*, days of the zone it is counted in.

        Raises:
            WrongTypeError: If an argument has another type.
            OutOfRangeError: If *last* lies before *first*, or a day outside 1900 to 2299.
        """
        check_policy(policy)
        check_kind("kind", kind, OrderKind, "an OrderKind")
        check_kind("name", name, DeadlineName, "a DeadlineName")
        check_text("region", region, optional=True)
        if promise is not None:
            check_promise(promise)
        check_calendar(calendar)
        check_span(first, last)
        asking = Asking(policy, kind, name, promise, region, calendar)
        start, until = micros(starts_on(first, asking.zone)), _start_after(last, asking.zone)
        if asking.term is None or asking.anchor is None:
            due, missing = asking.at(EPOCH)
            answers = [Answer(start, due, missing)]
        elif isinstance(asking.term.add, Hours):
            answers = []
        else:
            answers = asking.answers(asking.term, first, last)
        return cls(
            policy=policy,
            kind=kind,
            name=name,
            promise=promise,
            region=region,
            calendar=calendar,
            since=tuple(answer.since for answer in answers),
            dues=tuple(None if answer.due is None else micros(answer.due) for answer in answers),
            missing=tuple(answer.missing for answer in answers),
            until=until,
        )

    def covering(self, first: date, last: date) -> DeadlineTable:
        """
        The same deadline for the anchors of other days.
        """
        return DeadlineTable.of(
            self.policy,
            kind=self.kind,
            name=self.name,
            promise=self.promise,
            region=self.region,
            calendar=self.calendar,
            first=first,
            last=last,
        )

    def due(self, instant: datetime) -> datetime | None:
        """
        The deadline of an order whose clock started at *instant*; None where none can be computed.

        Outside of its days the table asks the scalar rule, which takes longer and never guesses.

        Raises:
            NaiveTimeError: If *instant* has no time zone.
        """
        base, bounds, dues = self._daily
        try:
            cell = (instant - base).days
            if cell > 0:
                return dues[cell] if instant < bounds[cell] else dues[cell + 1]
        except (TypeError, IndexError):
            pass
        return self._asked(check_aware("instant", instant))[0]

    def why_missing(self, instant: datetime) -> str:
        """
        The code of why nothing is due for a clock that started at *instant*; "" where something is.

        Raises:
            NaiveTimeError: If *instant* has no time zone.
        """
        return self._asked(check_aware("instant", instant))[1]

    @cached_property
    def _asking(self) -> Asking:
        return self._ask()

    def _ask(self) -> Asking:
        return Asking(self.policy, self.kind, self.name, self.promise, self.region, self.calendar)

    def _asked(self, instant: datetime) -> tuple[datetime | None, str]:
        # One of its own for each question, so that threads can share a table.
        return self._ask().at(instant)

    @cached_property
    def _daily(self) -> tuple[datetime, list[datetime], list[datetime | None]]:
        """
        Cells of 24 hours, each with one change: `due` is one subtraction, one comparison, one look.

        Cells start twelve hours before the first change, since midnight moves by an hour or two
        over the year. The first cell is left out: its beginning lies before the table. A table
        with two changes in a cell (a cut-off in an hour that comes twice) has no cells at all.
        """
        nothing = (EPOCH, list[datetime](), list[datetime | None]())
        if not self.since:
            return nothing
        base = self.since[min(1, len(self.since) - 1)] - _HALF_DAY
        cells = (self.until - base) // _WHOLE_DAY
        bounds, dues = list[datetime](), [self._shown(0)]
        step = 0
        for cell in range(cells):
            end = base + (cell + 1) * _WHOLE_DAY
            step += 1
            if step < len(self.since) and self.since[step] < end:
                bounds.append(_instant(self.since[step]))
            else:
                step -= 1
                bounds.append(_instant(end))
            if step + 1 < len(self.since) and self.since[step + 1] < end:
                return nothing
            dues.append(self._shown(step))
        return _instant(base), bounds, dues

    def _shown(self, step: int) -> datetime | None:
        """
        The deadline of a step as the scalar rule shows it, in the zone it is counted in.
        """
        due = self.dues[step]
        return None if due is None else _instant(due).astimezone(self._asking.zone)

    @property
    def anchor(self) -> Anchor | None:
        """
        The clock that is looked up; None where every order gets the same answer.
        """
        return self._asking.anchor

    @property
    def hold(self) -> timedelta | None:
        """
        How long after the order its clock starts, where nobody tells when; None if nobody knows.

        It is asked for only where the anchor is AWAITING_SHIPMENT.
        """
        figure = self.policy.find("deadlines.pending_hold")
        if figure is None or not isinstance(figure.value, Hours):
            return None
        return timedelta(hours=figure.value.count)

    @property
    def add(self) -> timedelta | None:
        """
        The hours between a clock's start and the deadline, where hours are counted and not days.
        """
        term = self._asking.term
        if term is None or not isinstance(term.add, Hours) or self.anchor is None:
            return None
        return timedelta(hours=term.add.count)

    def grid(self, shift: int | None = None) -> Grid:
        """
        The steps over equal cells, for columns and joins.

        Raises:
            OutOfRangeError: If the table has no steps, or cells of *shift* would hold two changes.
        """
        if not self.since:
            raise OutOfRangeError("table", "hours after each anchor", "steps; add `add` instead")
        return Grid.over(self.since, self.dues, self.until, shift)

    @property
    def edition(self) -> str:
        """
        The edition that it was compiled from.
        """
        return self.policy.edition

    @property
    def rule(self) -> str:
        """
        The dotted path of the figure.
        """
        return self._asking.rule

    @property
    def event(self) -> Event | None:
        """
        What must have happened by the deadline; None where the market has no such deadline.
        """
        return None if self._asking.term is None else self._asking.term.event

    @property
    def zone(self) -> str:
        """
        The zone in which its days are counted.
        """
        return self._asking.zone.key

    @property
    def tzdata(self) -> str:
        """
        The release of the time zone database that its days were read from; "" where it is unknown.
        """
        return zone_version()

    @property
    def calendar_name(self) -> str:
        """
        The business calendar with its span; "" where the market has none.
        """
        try:
            calendar = self.calendar or self.policy.calendar(self.region)
        except NoWorkingWeekError:
            return ""
        return f"{calendar.name} {calendar.first} to {calendar.last}"

    def rows(self) -> dict[str, list[Any]]:
        """
        The steps as plain columns: from when, until when, what is due, and why nothing is.
        """
        return {
            "since": list(self.since),
            "until": [*self.since[1:], self.until][: len(self.since)],
            "due": list(self.dues),
            "missing": list(self.missing),
        }

    def sql(self, table_name: str) -> str:
        """
        The steps as SQL that any database reads: a table of big integers.

        Raises:
            OutOfRangeError: If *table_name* is no plain name.
        """
        check_text("table_name", table_name)
        if not table_name.isascii() or not table_name.isidentifier():
            raise OutOfRangeError("table_name", repr(table_name), "letters, digits and _")
        head = (
            f"CREATE TABLE {table_name} (since_us BIGINT NOT NULL, until_us BIGINT NOT NULL, "
            "due_us BIGINT, missing VARCHAR(64) NOT NULL);"
        )
        columns = self.rows()
        lines = [
            f"({since}, {until}, {'NULL' if due is None else due}, '{missing}')"
            for since, until, due, missing in zip(*columns.values(), strict=True)
        ]
        if not lines:
            return head
        return f"{head}\nINSERT INTO {table_name} VALUES\n" + ",\n".join(lines) + ";"

    def __repr__(self) -> str:
        return (
            f"DeadlineTable({self.edition}, {self.kind}, {self.name}, {self.promise}, "
            f"{len(self.since)} steps)"
        )


_HALF_DAY, _WHOLE_DAY = 43_200 * 10**6, 86_400 * 10**6


def check_span(first: date, last: date) -> None:
    """
    Refuse days in the wrong order, and days on which nothing is sold.
    """
    for name, day in (("first", first), ("last", last)):
        if not _EARLIEST <= check_day(name, day) < _LATEST:
            raise OutOfRangeError(name, str(day), f"from {_EARLIEST} on and before {_LATEST}")
    if last < first:
        raise OutOfRangeError("last", str(last), f"at least first ({first})")


def _start_after(last: date, zone: ZoneInfo) -> int:
    return micros(starts_on(last + _DAY, zone))


def _instant(us: int) -> datetime:
    return EPOCH + us * MICROSECOND
