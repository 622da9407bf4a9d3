"""
Does a hold on the buyer's card outlast the wait until the money is taken?
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.facts.plans import Part
from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.facts.triggers import OnDispatch
from tiktok_presale.rules.payments.clocks import release_of, times_of
from tiktok_presale.values.days import CalendarDays, Hours
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import in_zone, local_day, starts_on, utc, zone_of
from tiktok_presale.values.vocabulary import DeadlineName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.plans import Authorisation
    from tiktok_presale.rules.payments.samples import Samples

__all__ = ["hold_findings"]

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def hold_findings(samples: Samples) -> Iterator[Finding]:
    """
    Each hold of the plan against the longest wait of any order of the sale.

    Card holds die after about a week, so this is found out before the offer is published. A day of
    a hold is 24 hours.
    """
    for line in samples.plan.lines:
        if isinstance(line, Part) and line.authorised is not None:
            yield from _hold(line, line.authorised, samples)


def _hold(line: Part, hold: Authorisation, samples: Samples) -> Iterator[Finding]:
    figures = samples.policy.every("payment.renewed")
    renewal = next((figure for figure in figures if figure.value is True), None)
    renewed = hold.renewed or renewal is not None
    found = _against_wait(line, hold, samples)
    if found.outcome is Outcome.PASS or not renewed:
        yield found
        return
    path = "terms.plan" if renewal is None else renewal.path
    source = None if renewal is None else renewal.source
    yield Finding(Outcome.PASS, "payment.renewed", path, hold.lasts, source=source)
    failed = samples.policy.every("payment.on_failed_renewal")
    for figure in failed:
        yield Finding(
            Outcome.ADVICE,
            "payment.failed_renewal",
            figure.path,
            limit=figure.value,
            source=figure.source,
        )
    if not failed:
        yield Finding(Outcome.ADVICE, "payment.renewal_untold", "payment.on_failed_renewal")


def _against_wait(line: Part, hold: Authorisation, samples: Samples) -> Finding:
    if hold.lasts is None:
        return _unknown("hold_lasts", tell=True)
    if isinstance(line.due, OnDispatch) and samples.promise is None:
        return _unknown("promise", tell=True)
    waits = [(placed, *_captured(line, placed, samples)) for placed in _placings(samples)]
    lasts = _length(hold.lasts)
    # A hold that does not even reach the release is too short, whatever comes after it.
    short = [
        (utc(until) - utc(placed), placed, until)
        for placed, until, _ in waits
        if until is not None and utc(until) - utc(placed) > lasts
    ]
    if short:
        wait, placed, until = max(short)
        return _too_short(hold.lasts, wait, (placed, until), samples)
    if not all(exact for _, _, exact in waits):
        return _unknown("dispatch_deadline", tell=False)
    return Finding(
        Outcome.PASS, "payment.hold", "terms.plan", hold.lasts, max(u for _, u, _ in waits if u)
    )


def _unknown(name: str, *, tell: bool) -> Finding:
    remedies = (Remedy("tell", {"name": name}),) if tell else ()
    return Finding(
        Outcome.UNKNOWN, "payment.hold", "terms.plan", remedies=remedies, params={"name": name}
    )


def _too_short(
    lasts: Hours | CalendarDays,
    wait: timedelta,
    worst: tuple[datetime, datetime],
    samples: Samples,
) -> Finding:
    placed, until = worst
    unit = timedelta(hours=1) if isinstance(lasts, Hours) else _DAY
    needed = type(lasts)(-(-wait // unit))
    remedies = [Remedy("hold_for", {"time": needed}), Remedy("renew_hold")]
    if isinstance(samples.promise, ReleaseOn):
        # All goods of a release are dispatched at one time, so a later sale shortens the wait.
        start = in_zone(utc(until) - _length(lasts), samples.policy.zone)
        remedies.append(Remedy("sell_from", {"at": start}))
    return Finding(
        Outcome.FAIL,
        "payment.hold",
        "terms.plan",
        lasts,
        until,
        tuple(remedies),
        params={"placed": in_zone(placed, samples.policy.zone)},
    )


def _length(lasts: Hours | CalendarDays) -> timedelta:
    return lasts.count * (timedelta(hours=1) if isinstance(lasts, Hours) else _DAY)


def _captured(line: Part, placed: datetime, samples: Samples) -> tuple[datetime | None, bool]:
    """
    When at the latest the money of an order is taken, and whether that is the exact time.
    """
    if not isinstance(line.due, OnDispatch):
        due = times_of(line.due, samples.line(placed), samples.policy)[1]
        return due, due is not None
    due = samples.dispatch(placed)
    if due is not None:
        return due, True
    release = samples.promise
    if not isinstance(release, ReleaseOn):
        return None, False
    return release_of(release, samples.policy), False


def _placings(samples: Samples) -> tuple[datetime, ...]:
    """
    The orders that wait longest: the first one, and those right after the day turns for the clock.

    A deadline depends on the day of its anchor and the side of the cut-off, so within a day the
    order that comes just after the turn waits longest.
    """
    first, last = samples.first, samples.last
    term = samples.policy.deadline(samples.kind, DeadlineName.DISPATCH)
    zone = samples.policy.zone if term is None or term.zone is None else zone_of(term.zone)
    if isinstance(samples.promise, ReleaseOn):
        return (first,)
    hold = samples.policy.find("deadlines.pending_hold")
    held = hold.value.count if hold is not None and isinstance(hold.value, Hours) else 0
    found = [first]
    day = local_day(first, zone)
    while day <= local_day(last, zone) + _DAY:
        turns = [starts_on(day, zone)]
        if term is not None and term.cut_off is not None:
            turns.append(datetime.combine(day, term.cut_off, tzinfo=zone))
        found += [utc(turn) - timedelta(hours=shift) for turn in turns for shift in {0, held}]
        day += _DAY
    return tuple(one for one in found if utc(first) <= utc(one) <= utc(last))
