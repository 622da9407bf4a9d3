"""
What a supply still has to promise, and the day to promise for a new order.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.promises import Promise
from tiktok_presale.facts.supply import BatchState, Supply
from tiktok_presale.rules.reasons import outcome_of, saying, told
from tiktok_presale.rules.supply.asked import Asked
from tiktok_presale.rules.supply.market import in_form
from tiktok_presale.rules.supply.plans import FromBatch
from tiktok_presale.values.checks import check_day, check_int
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.facts.claims import Commitment
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import BusinessDays, CalendarDays

__all__ = ["Available", "SupplyPromise", "available", "promise"]


@final
@attrs.frozen
class Available(Value):
    """
    How many units in all can be promised by a day.

    Args:
        on: The day on which they can be dispatched.
        units: How many, those of earlier days among them.
    """

    on: date
    units: int


@final
@attrs.frozen(kw_only=True)
class SupplyPromise(Value):
    """
    What can be promised to one new order, with every reason.

    Args:
        sku: The SKU that was asked for.
        units: How many units.
        day: The first day on which all of them can be dispatched; None where they are not covered.
        sources: The batches that cover them.
        promise: The promise to make in the market's own form; None where no policy was given, or
            there is no day to promise.
        available: What could be promised instead: units in all, by day.
        findings: Every reason.
    """

    sku: str
    units: int
    day: date | None
    sources: tuple[FromBatch, ...]
    promise: Promise | None
    available: tuple[Available, ...]
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """
        FAIL if any reason fails, else UNKNOWN if any is unknown, else PASS.
        """
        return outcome_of(self.findings)

    @property
    def allowed(self) -> bool:
        """
        Whether the units can be promised; what is not known is no yes.
        """
        return self.outcome is Outcome.PASS

    @property
    def failures(self) -> tuple[Finding, ...]:
        """
        Every reason that says no.
        """
        return saying(Outcome.FAIL, self.findings)

    @property
    def unknowns(self) -> tuple[Finding, ...]:
        """
        Every reason that could not be judged.
        """
        return saying(Outcome.UNKNOWN, self.findings)

    def explain(self, language: str = "en") -> str:
        """
        Every reason, line by line, failures first.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return told(self.findings, language)

    def __str__(self) -> str:
        return self.explain()


def available(  # noqa: PLR0913 - how days are counted is three keywords, as everywhere here
    sku: str,
    supply: Supply,
    commitments: Iterable[Commitment] = (),
    *,
    at: datetime,
    handling: CalendarDays | BusinessDays,
    calendar: BusinessCalendar | None = None,
    policy: Policy | None = None,
) -> tuple[Available, ...]:
    """
    How many units can still be promised by which day, without touching any promise.

    Orders that wait are served first, so a new order never overtakes one of them.

    Args:
        sku: The SKU.
        supply: The batches.
        commitments: What was promised and is still to be dispatched; other SKUs may be among it.
        at: The instant of asking.
        handling: The days from the arrival of a batch, which is day 0, to dispatch.
        calendar: The business calendar; the policy's own where none is given.
        policy: The rules whose zone and calendar are meant.

    Raises:
        WrongTypeError: If an argument has another type, or business days have no calendar.
        OutOfRangeError: If an order has two commitments of one SKU.
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If no source names the market's working week.

    Examples:
        >>> from datetime import UTC
        >>> from tiktok_presale import Batch, CalendarDays
        >>> supply = Supply([Batch("b1", "tea", 5, arrives=date(2026, 1, 20))])
        >>> available("tea", supply, at=datetime(2026, 1, 10, tzinfo=UTC),
        ...           handling=CalendarDays(1))
        (Available(on=datetime.date(2026, 1, 21), units=5),)
    """
    asked = Asked(sku, supply, commitments, at, handling, calendar, policy)
    return tuple(Available(step.on, step.units) for step in asked.steps)


def promise(  # noqa: PLR0913 - as `available`, and what is asked for
    sku: str,
    units: int,
    supply: Supply,
    commitments: Iterable[Commitment] = (),
    *,
    at: datetime,
    handling: CalendarDays | BusinessDays,
    calendar: BusinessCalendar | None = None,
    policy: Policy | None = None,
    by: date | None = None,
) -> SupplyPromise:
    """
    The day that can be promised for a new order, and the batches that it stands on.

    With a policy, the promise is put in the market's own form and held against its window: the
    smallest number of days that the market allows and the goods can keep.

    Args:
        sku: The SKU.
        units: How many units the order asks for.
        supply: The batches.
        commitments: What was promised and is still to be dispatched; other SKUs may be among it.
        at: The instant at which the order is placed.
        handling: The days from the arrival of a batch, which is day 0, to dispatch.
        calendar: The business calendar; the policy's own where none is given.
        policy: The rules in force at *at*.
        by: The last day that would do, such as the one that the product page promises.

    Raises:
        WrongTypeError: If an argument has another type, or business days have no calendar.
        OutOfRangeError: If *units* is below one, or an order has two commitments of one SKU.
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If no source names the market's working week.

    Examples:
        >>> from datetime import UTC
        >>> from tiktok_presale import Batch, CalendarDays, Policy
        >>> supply = Supply([Batch("b1", "tea", 5, arrives=date(2026, 1, 20))])
        >>> th = Policy.in_force("th", on=date(2026, 1, 10))
        >>> found = promise("tea", 2, supply, at=datetime(2026, 1, 10, tzinfo=UTC),
        ...                 handling=CalendarDays(1), policy=th)
        >>> print(found.day, found.promise, found.allowed)
        2026-01-21 within 11 calendar days True
    """
    check_int("units", units, minimum=1)
    if by is not None:
        check_day("by", by)
    asked = Asked(sku, supply, commitments, at, handling, calendar, policy)
    day = asked.shelf.earliest(units)
    findings, sources, made = list[Finding](), tuple[FromBatch, ...](), None
    if day is None:
        findings += _short(units, asked)
    else:
        sources = asked.sources(units, day)
        findings += _covered(units, day, sources, supply)
        findings += _in_time(units, day, by, asked)
        if policy is not None:
            made, reasons = in_form(day, policy, asked.clock, asked.shelf, at)
            findings += reasons
    steps = tuple(Available(step.on, step.units) for step in asked.steps)
    return SupplyPromise(
        sku=sku,
        units=units,
        day=day,
        sources=sources,
        promise=made,
        available=steps,
        findings=tuple(findings),
    )


def _covered(
    units: int, day: date, sources: tuple[FromBatch, ...], supply: Supply
) -> Iterator[Finding]:
    params = {"units": units, "batch": sources[-1].batch_id}
    yield Finding(Outcome.PASS, "supply.covered", "supply", day, params=params)
    for source in sources:
        batch = supply.get(source.batch_id)
        if batch is not None and batch.state is BatchState.PLANNED:
            params = {"units": source.units, "batch": batch.id}
            yield Finding(Outcome.ADVICE, "supply.planned", "supply", batch.arrives, params=params)


def _in_time(units: int, day: date, by: date | None, asked: Asked) -> Iterator[Finding]:
    """
    Whether the day is early enough for whoever asks.
    """
    if by is None:
        return
    code = "supply.in_time"
    if day <= by:
        yield Finding(Outcome.PASS, code, "supply", day, by)
        return
    free = asked.shelf.by(by)
    remedies = [Remedy("promise_day", {"on": day})]
    remedies += [Remedy("promise_units", {"units": free, "on": by})] if free else []
    outcome = _if_missing(units - free, asked)
    yield Finding(outcome, code, "supply", day, by, tuple(remedies))
    yield from asked.unsure


def _short(units: int, asked: Asked) -> Iterator[Finding]:
    """
    Not enough is free on any day; how many could be promised instead, and how many are missing.
    """
    free = asked.shelf.room
    missing = units - free + asked.lacking
    remedies = [Remedy("promise_units", {"units": s.units, "on": s.on}) for s in asked.steps[-1:]]
    remedies += [Remedy("order_supply", {"units": missing})]
    outcome = _if_missing(missing, asked)
    yield Finding(outcome, "supply.short", "supply", free, units, tuple(remedies))
    yield from asked.unsure


def _if_missing(units: int, asked: Asked) -> Outcome:
    """
    Missing units are a no, unless batches that cannot be counted on yet could bring them.
    """
    perhaps = sum(one.actual for one in asked.unsure if isinstance(one.actual, int))
    return Outcome.UNKNOWN if perhaps >= units else Outcome.FAIL
