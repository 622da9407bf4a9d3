"""
When does a sale open and close, back from an occasion, when is production ordered?
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.occasions import Occasion
from tiktok_presale.facts.promises import Promise
from tiktok_presale.rules.arguments import check_policy, check_promise
from tiktok_presale.rules.planning.spans import Span, check_span
from tiktok_presale.rules.planning.timetables.courses import Course
from tiktok_presale.rules.planning.timetables.hastening import opening, suppositions
from tiktok_presale.rules.planning.timetables.keeping import (
    LONGEST_SALE,
    laid,
    longest_sale,
    promise_of,
)
from tiktok_presale.rules.planning.timetables.milestones import Cause, milestones_of
from tiktok_presale.rules.planning.timetables.promisable import promisable
from tiktok_presale.rules.planning.timetables.timelines import SetBy, Timeline
from tiktok_presale.rules.planning.timetables.weighing import bounds_of, findings_of
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_aware, check_day, check_int, check_kind, check_text
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import CalendarCoverageError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.instants import local_day
from tiktok_presale.values.months import Months
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.policy import Policy

__all__ = ["schedule"]

_RULE = "schedule"
_NO_DAYS = CalendarDays(0)


def schedule(  # noqa: PLR0913 - every assumption is an argument, and all are keywords
    occasion: Occasion | date,
    policy: Policy,
    *,
    at: datetime,
    production: Span,
    handling: Span,
    transit: Span,
    lead: Months | CalendarDays | None = None,
    opens: date | None = None,
    sale: CalendarDays | None = None,
    every: CalendarDays | None = None,
    ordered: int = 0,
    margin: CalendarDays = _NO_DAYS,
    promise: Promise | None = None,
    kind: OrderKind = OrderKind.PRE_ORDER,
    category: str | None = None,
    calendar: BusinessCalendar | None = None,
    factory: BusinessCalendar | None = None,
) -> Timeline:
    """
    The days of a sale that makes only what is ordered (F11), back from an occasion.

    Production is ordered the day after the last order that it is for, and never before today. Of a
    promise to ship within so many days, who buys first waits longest; a release date is one for
    all. Each step says which input put it on its day, and by how many days it may slip.

    Args:
        occasion: What the sale works towards, or its day.
        policy: The rules in force when the sale opens.
        at: The instant of asking; its day is read in the market's zone.
        production: The days from the order to the maker, which is day 0, to the goods being in.
        handling: The days from the goods being in to their being handed over.
        transit: The days from then to the buyer.
        lead: How long before the occasion the sale opens, if that is not past: ``Months(2)``.
        opens: The day on which it opens instead, or has opened; without either it opens today.
        sale: How long it is open, a year at most; as long as everything is kept, where that is not
            said.
        every: Production is ordered again and again, each time for so many days of the sale; once,
            for all of it, where that is not said.
        ordered: How many of these orders have been placed already.
        margin: How many days before the occasion the goods shall be there.
        promise: The promise that was made already; without it, the answer says which to make.
        kind: The kind of orders.
        category: The goods category, where the pack has windows of its own for some.
        calendar: The business calendar of the shop; the policy's own where none is given.
        factory: The business calendar of the maker; the shop's where none is given.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If the sale or a round of it has no day or is longer than a year, both
            *lead* and *opens* are given, or *lead* reaches back before the year 1.
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If business days are counted and no source names the working week.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import CHRISTMAS, Policy
        >>> found = schedule(CHRISTMAS, Policy.in_force("cross-border", on=date(2026, 10, 1)),
        ...                  at=datetime(2026, 10, 1, tzinfo=UTC), lead=Months(2),
        ...                  sale=CalendarDays(14), production=CalendarDays(10),
        ...                  handling=CalendarDays(2), transit=CalendarDays(12))
        >>> print(found.allowed, found.promise, found.opens_by, found.slack)
        True within 26 calendar days 2026-11-17 4
    """
    check_policy(policy)
    today = local_day(check_aware("at", at), policy.zone)
    spans = {"production": production, "handling": handling, "transit": transit}
    for name, span in spans.items():
        check_span(name, span)
    _check_sale(lead, opens, sale, every, margin)
    _check_rest(ordered, promise, kind, category, calendar, factory)
    if not isinstance(occasion, date):
        expected = "an Occasion, as CHRISTMAS, or a date"
        check_kind("occasion", occasion, Occasion, expected)
    named = occasion if isinstance(occasion, Occasion) else None
    event = check_day("occasion", occasion) if named is None else named.next(opens or today)
    given = {
        "lead": lead,
        "opens": opens,
        "sale_days": sale,
        "order_every": every,
        **spans,
        "margin": margin,
        "promise": _said(promise),
    }
    known = {name: value for name, value in given.items() if value is not None}
    if event is None:
        remedies = (Remedy("list_days", {"occasion": named}),)
        reason = Finding(Outcome.UNKNOWN, "schedule.no_day", _RULE, today, None, remedies)
        return _unknown(named, None, known, reason)
    wished = opens or (today if lead is None else _before(lead, event))
    window = promisable(policy, kind, category)
    counted = (handling, transit, window.least, window.most, getattr(promise, "days", None))
    counting = _calendar(calendar, policy, *counted)
    course = Course(
        event=event,
        today=today,
        opens=wished if opens is not None else max(wished, today),
        sale=1 if sale is None else sale.count,
        longest=sale is None,
        every=None if every is None else every.count,
        ordered=ordered,
        production=production,
        handling=handling,
        transit=transit,
        margin=margin.count,
        promise=promise,
        policy=policy,
        window=window,
        kind=kind,
        category=category,
        calendar=counting,
        factory=factory or counting or _calendar(None, policy, production),
    )
    cause = Cause(SetBy.TODAY)
    if course.opens == wished and (opens is not None or lead is not None):
        cause = Cause(SetBy.GIVEN) if opens is not None else Cause(SetBy.LEAD, lead)
    try:
        return _laid(course, named, known, cause, wished)
    except CalendarCoverageError as error:
        params = {"problem": str(error)}
        reason = Finding(Outcome.UNKNOWN, "schedule.calendar", _RULE, event, params=params)
    except OverflowError:
        reason = Finding(Outcome.UNKNOWN, "schedule.too_far", _RULE, event)
    return _unknown(named, event, known, reason)


def _laid(
    course: Course, named: Occasion | None, known: dict[str, object], opens: Cause, wished: date
) -> Timeline:
    if course.longest:
        course = attrs.evolve(course, sale=longest_sale(course) or 1)
    closes = Cause(SetBy.LONGEST if course.longest else SetBy.SALE, CalendarDays(course.sale))
    made = promise_of(course)
    rounds = laid(course, made)
    last = opening(course)
    by = None if last is None else last.on
    findings = findings_of(course, rounds, made, last, named)
    if wished < course.opens:
        late = Finding(Outcome.ADVICE, "schedule.opens_late", _RULE, course.opens, wished)
        findings = (*findings, late)
    return Timeline(
        occasion=named,
        event=course.event,
        milestones=milestones_of(course, rounds, opens, closes, by, named),
        rounds=rounds,
        promise=made,
        opens_by=by,
        grounds=Grounds(
            known,
            bounds=bounds_of(course, rounds, wished),
            sensitivity=suppositions(course),
            findings=findings,
        ),
    )


def _unknown(
    named: Occasion | None, event: date | None, known: dict[str, object], reason: Finding
) -> Timeline:
    return Timeline(
        occasion=named,
        event=event,
        milestones=(),
        rounds=(),
        promise=None,
        opens_by=None,
        grounds=Grounds(known, findings=(reason,)),
    )


def _said(promise: Promise | None) -> object:
    """
    A promise as its days or its date, which every language can say.
    """
    return getattr(promise, "days", None) or getattr(promise, "on", None)


def _before(lead: Months | CalendarDays, event: date) -> date:
    if isinstance(lead, Months):
        return lead.before(event)
    if lead.count >= event.toordinal():
        allowed = "a count that does not reach back before the year 1"
        raise OutOfRangeError("lead", str(lead), allowed)
    return date.fromordinal(event.toordinal() - lead.count)


def _calendar(
    calendar: BusinessCalendar | None, policy: Policy, *counted: object
) -> BusinessCalendar | None:
    """
    The calendar in which business days are counted, where any are.
    """
    if calendar is not None:
        return calendar
    if any(isinstance(span, BusinessDays) for span in counted):
        return policy.calendar()
    return None


def _check_sale(lead: object, opens: object, sale: object, every: object, margin: object) -> None:
    if lead is not None and not isinstance(lead, Months | CalendarDays):
        expected = "Months(2), CalendarDays(60) or None"
        raise WrongTypeError("lead", expected, type(lead).__name__)
    if opens is not None:
        check_day("opens", opens)
        if lead is not None:
            raise OutOfRangeError("lead", str(lead), "None where opens is given")
    for name, days in (("sale", sale), ("every", every)):
        if days is None:
            continue
        if not isinstance(days, CalendarDays):
            raise WrongTypeError(name, "CalendarDays(n) or None", type(days).__name__)
        if not 0 < days.count <= LONGEST_SALE:
            raise OutOfRangeError(name, str(days), f"from 1 to {LONGEST_SALE} days")
    check_kind("margin", margin, CalendarDays, "CalendarDays(n)")


def _check_rest(
    ordered: object,
    promise: object,
    kind: object,
    category: object,
    calendar: object,
    factory: object,
) -> None:
    check_int("ordered", ordered)
    if promise is not None:
        check_promise(promise)
    check_kind("kind", kind, OrderKind, "an OrderKind")
    check_text("category", category, optional=True)
    for name, days in (("calendar", calendar), ("factory", factory)):
        if days is not None:
            check_kind(name, days, BusinessCalendar, "a BusinessCalendar")
