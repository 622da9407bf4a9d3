"""
One deadline: from the instant of an order to the end of the day on which it must be dispatched.

Three questions over the same orders: a number of calendar days in New York, three business days,
and thirty. Every row takes an aware datetime and gives one; a row that stays in its own types says
so. Ours is `DeadlineTable.due`.
"""

# ruff: noqa: PLC0415 - a peer is imported by its own row, so that its absence costs that row alone

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from harness import Case, Comparison, Options, Target, Work
from policies import FIRST, LAST, NEW_YORK, days_policy, holidays_of

ZONE = ZoneInfo(NEW_YORK)
DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)
CALLED = 2_000  # instants

CALENDAR = "zoneinfo and timedelta"
LOOP = "zoneinfo, loop over the days"
OURS = "ours: DeadlineTable.due"
RULE = "ours: the rule itself, deadlines.of"


def instants(count: int) -> list[datetime]:
    """
    Orders of two years.
    """
    draw = random.Random(3)
    first = datetime(2025, 1, 2, tzinfo=UTC)
    span = int((datetime(2026, 11, 20, tzinfo=UTC) - first).total_seconds())
    return [first + timedelta(seconds=draw.randrange(span)) for _ in range(count)]


def seconds(found: Any) -> int:
    """
    The instant as a number, from whatever type it is in.
    """
    for name in ("py_datetime", "to_stdlib"):
        if hasattr(found, name):
            found = getattr(found, name)()
    return int(found.timestamp())


def called(run: Any, inputs: Sequence[Any]) -> Work:
    """
    A row of these tables.
    """
    return Work(run, inputs, answers=seconds)


def end_of(day: date) -> datetime:
    """
    Its last second in New York, in UTC.
    """
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=ZONE).astimezone(UTC)


# ---------------------------------------------------------------------------------- calendar days


def by_zoneinfo(days: int, count: int) -> Work:
    """
    What most people write.
    """
    added = timedelta(days=days)
    return called(lambda at: end_of(at.astimezone(ZONE).date() + added), instants(count))


def by_dateutil(days: int, count: int) -> Work:
    """
    With its zone and its relativedelta.
    """
    from dateutil.relativedelta import relativedelta
    from dateutil.tz import gettz

    zone = gettz(NEW_YORK)
    added = relativedelta(days=days, hour=23, minute=59, second=59, microsecond=0)
    return called(lambda at: (at.astimezone(zone) + added).astimezone(UTC), instants(count))


def by_pendulum(days: int, count: int) -> Work:
    """
    From a datetime into its own type; the end of its day has microseconds, which are cut off.
    """
    import pendulum

    def due(at: datetime) -> Any:
        local = pendulum.instance(at).in_timezone(NEW_YORK)
        return local.add(days=days).end_of("day").in_timezone("UTC")

    return called(due, instants(count))


def by_whenever(days: int, count: int) -> Work:
    """
    From and to datetime.
    """
    import whenever

    ends = whenever.Time(23, 59, 59)

    def due(at: datetime) -> datetime:
        local = whenever.Instant(at).to_tz(NEW_YORK)
        return local.add(days=days).replace_time(ends).to_instant().to_stdlib()

    return called(due, instants(count))


def by_whenever_alone(days: int, count: int) -> Work:
    """
    In its own types.
    """
    import whenever

    ends = whenever.Time(23, 59, 59)
    given = [whenever.Instant(at) for at in instants(count)]
    return called(
        lambda at: at.to_tz(NEW_YORK).add(days=days).replace_time(ends).to_instant(), given
    )


def by_pandas(days: int, count: int) -> Work:
    """
    In its Timestamps.
    """
    import pandas as pd

    added = pd.DateOffset(days=days, hours=23, minutes=59, seconds=59)
    given = [pd.Timestamp(at) for at in instants(count)]
    return called(lambda at: (at.tz_convert(NEW_YORK).normalize() + added).tz_convert("UTC"), given)


# ---------------------------------------------------------------------------------- business days


def by_loop(days: int, count: int) -> Work:
    """
    Day by day, past weekends and a frozen set of holidays.
    """
    closed = frozenset(holidays_of("US"))

    def due(at: datetime) -> datetime:
        day, left = at.astimezone(ZONE).date(), days
        while left:
            day += DAY
            if day.weekday() < 5 and day not in closed:
                left -= 1
        return end_of(day)

    return called(due, instants(count))


def by_numpy(days: int, count: int) -> Work:
    """
    With busday_offset on one day, its calendar made beforehand.
    """
    import numpy as np

    calendar = np.busdaycalendar(holidays=np.array(holidays_of("US"), "M8[D]"))

    def due(at: datetime) -> datetime:
        local = at.astimezone(ZONE).date()
        day = np.busday_offset(local, days, roll="backward", busdaycal=calendar)
        return end_of(day.item())

    return called(due, instants(count))


def by_holidays(days: int, count: int) -> Work:
    """
    With get_nth_working_day of `holidays`.
    """
    import holidays

    closed = holidays.country_holidays("US", years=range(FIRST.year, LAST.year + 2))
    return called(
        lambda at: end_of(closed.get_nth_working_day(at.astimezone(ZONE).date(), days)),
        instants(count),
    )


def by_rrule(days: int, count: int) -> Work:
    """
    With a set of rules of dateutil, made anew from each order as its rules demand.
    """
    from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule, rruleset

    closed = [datetime.combine(day, time()) for day in holidays_of("US")]

    def due(at: datetime) -> datetime:
        start = datetime.combine(at.astimezone(ZONE).date() + DAY, time())
        rules = rruleset()
        rules.rrule(rrule(DAILY, byweekday=(MO, TU, WE, TH, FR), dtstart=start))
        for day in closed:
            if day >= start:
                rules.exdate(day)
        return end_of(next(day for i, day in enumerate(rules, 1) if i == days).date())

    return called(due, instants(count))


def by_pendulum_loop(days: int, count: int) -> Work:
    """
    Day by day in its own type.
    """
    import pendulum

    closed = frozenset(holidays_of("US"))

    def due(at: datetime) -> Any:
        local, left = pendulum.instance(at).in_timezone(NEW_YORK), days
        while left:
            local = local.add(days=1)
            if local.weekday() < 5 and local.date() not in closed:
                left -= 1
        return local.end_of("day").in_timezone("UTC")

    return called(due, instants(count))


# ------------------------------------------------------------------------------------------- ours


def by_table(days: int, unit: str, count: int) -> Work:
    """
    Our table, compiled beforehand.
    """
    from tiktok_presale import OrderKind
    from tiktok_presale.rules.deadline_tables import DeadlineTable
    from tiktok_presale.values.vocabulary import DeadlineName

    policy = days_policy(days, unit)
    table = DeadlineTable.of(
        policy, kind=OrderKind.STANDARD, name=DeadlineName.DISPATCH, first=FIRST, last=LAST
    )
    return called(table.due, instants(count))


def by_rule(days: int, unit: str, count: int) -> Work:
    """
    Our rule over a whole order: five deadlines, each with its figure and source.
    """
    from tiktok_presale import Money, Order, OrderKind, deadlines

    policy = days_policy(days, unit)
    orders = [
        Order(id="o", kind=OrderKind.STANDARD, placed_at=at, total=Money("25.00", "USD"))
        for at in instants(count)
    ]
    return Work(lambda order: deadlines.of(order, policy).dispatch.due, orders, answers=seconds)


def calendar_days(days: int = 2) -> Comparison:
    """
    The end of the second day.
    """
    return Comparison(
        title=f"One deadline: the end of day {days} in New York, from and to datetime",
        cases=(
            Case(OURS, partial(by_table, days, "calendar_days")),
            Case(RULE, partial(by_rule, days, "calendar_days")),
            Case(CALENDAR, partial(by_zoneinfo, days)),
            Case("dateutil, its zone and relativedelta", partial(by_dateutil, days), ("dateutil",)),
            Case("pendulum, its DateTime out", partial(by_pendulum, days), ("pendulum",)),
            Case("whenever", partial(by_whenever, days), ("whenever",)),
            Case(
                "whenever, its own types in and out",
                partial(by_whenever_alone, days),
                ("whenever",),
            ),
            Case("pandas, its Timestamps in and out", partial(by_pandas, days), ("pandas",)),
        ),
        reference=CALENDAR,
        size=CALLED,
        targets=(Target(OURS, CALENDAR, 6), Target(OURS, "whenever", 4)),
    )


def business_days(days: int) -> Comparison:
    """
    The end of the nth business day.
    """
    return Comparison(
        title=f"One deadline: the end of business day {days} in New York",
        cases=(
            Case(OURS, partial(by_table, days, "business_days")),
            Case(RULE, partial(by_rule, days, "business_days")),
            Case(LOOP, partial(by_loop, days)),
            Case("zoneinfo and numpy.busday_offset", partial(by_numpy, days), ("numpy",)),
            Case("zoneinfo and holidays", partial(by_holidays, days), ("holidays",)),
            Case("zoneinfo and dateutil.rrule", partial(by_rrule, days), ("dateutil",)),
            Case("pendulum, loop over the days", partial(by_pendulum_loop, days), ("pendulum",)),
        ),
        reference=LOOP,
        size=CALLED,
        targets=(Target(OURS, LOOP, 9), Target(OURS, "zoneinfo and holidays", 35)),
    )


def tables(options: Options) -> Sequence[Comparison]:  # noqa: ARG001 - every group takes them
    """
    Calendar days, few business days, many.
    """
    return calendar_days(), business_days(3), business_days(30)


GROUPS = {"deadline": tables}
