"""
Do the payments of a plan fall due in order, in the sale, and before the goods are dispatched?
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.triggers import AtDate, AtPlacing, InWindow, OnDispatch
from tiktok_presale.rules.payments.clocks import ending, times_of
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import in_zone, utc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from tiktok_presale.rules.payments.clocks import Time
    from tiktok_presale.rules.payments.samples import Samples

    Dues: TypeAlias = list[tuple[datetime | None, datetime | None]]

__all__ = ["time_findings"]

_SECOND = timedelta(seconds=1)


def time_findings(samples: Samples) -> tuple[Finding, ...]:
    """
    Every reason about the times of a plan; one that says yes where nothing is wrong.
    """
    first, last = _dues(samples, samples.first), _dues(samples, samples.last)
    found = [
        *_pay_within(samples),
        *_too_early(samples, last),
        *_out_of_order(first, last),
        *_overlap(samples, last),
        *_after_sale(samples, last),
        *_before_dispatch(samples, first),
    ]
    if all(one.outcome in {Outcome.PASS, Outcome.ADVICE} for one in found):
        found.append(Finding(Outcome.PASS, "payment.times", "terms.plan"))
    return tuple(found)


def _dues(samples: Samples, placed: datetime) -> Dues:
    line = samples.line(placed)
    policy, calendar = samples.policy, samples.calendar
    return [times_of(one.due, line, policy, calendar)[:2] for one in samples.plan.lines]


def _pay_within(samples: Samples) -> Iterator[Finding]:
    """
    An order that market or law closes sooner than the plan says cannot be kept open.
    """
    policy, placed = samples.policy, samples.first
    for line in samples.plan.lines:
        if not isinstance(line.due, AtPlacing) or line.due.within is None:
            continue
        try:
            ours = ending(line.due.within, placed, policy)
        except OverflowError:
            yield Finding(Outcome.UNKNOWN, "payment.too_far", "terms.plan", line.due.within)
            continue
        for figure in policy.every("payment.pay_within"):
            theirs = ending(cast("Time", figure.value), placed, policy, samples.calendar)
            outcome = Outcome.PASS
            remedies: tuple[Remedy, ...] = ()
            if ours is None or theirs is None:
                outcome = Outcome.UNKNOWN
            elif utc(ours) > utc(theirs):
                outcome = Outcome.FAIL
                remedies = (Remedy("pay_within", {"time": figure.value}),)
            yield Finding(
                outcome,
                "payment.pay_within",
                figure.path,
                line.due.within,
                figure.value,
                remedies,
                figure.source,
            )


def _too_early(samples: Samples, dues: Dues) -> Iterator[Finding]:
    """
    A payment whose time is over before the last order of the sale can be placed.
    """
    last = in_zone(samples.last, samples.policy.zone)
    for _, due in dues:
        if due is not None and utc(last) - utc(due) >= _SECOND:
            remedies = (Remedy("due_from", {"at": last}),)
            yield Finding(Outcome.FAIL, "payment.too_early", "terms.plan", due, last, remedies)


def _out_of_order(first: Dues, last: Dues) -> Iterator[Finding]:
    """
    A payment that is due before the one that stands before it, for the first order or the last.
    """
    pairs = [pair for dues in (first, last) for pair in pairwise(due for _, due in dues if due)]
    wrong = [(due, before) for before, due in pairs if utc(due) < utc(before)]
    if wrong:
        due, before = max(wrong, key=lambda pair: utc(pair[1]) - utc(pair[0]))
        remedies = (Remedy("due_from", {"at": before}),)
        yield Finding(Outcome.FAIL, "payment.sequence", "terms.plan", due, before, remedies)


def _overlap(samples: Samples, dues: Dues) -> Iterator[Finding]:
    """
    A balance window that opens while deposits are still taken: some would pay the rest first.
    """
    if samples.plan.deposit is None or samples.sale is None:
        return
    closes = in_zone(samples.sale.closes, samples.policy.zone)
    for line, (opens, _) in zip(samples.plan.lines, dues, strict=True):
        if isinstance(line.due, InWindow) and opens is not None and utc(opens) <= utc(closes):
            remedies = (Remedy("due_from", {"at": closes + _SECOND}),)
            yield Finding(Outcome.FAIL, "payment.overlap", "terms.plan", opens, closes, remedies)


def _after_sale(samples: Samples, dues: Dues) -> Iterator[Finding]:
    """
    A first payment that may still come when the sale is over, while stock is kept for it.

    The last order of a sale has its minutes to pay, which is advice; a date after the sale is not.
    """
    if samples.sale is None:
        return
    closes = in_zone(samples.sale.closes, samples.policy.zone)
    line, due = samples.plan.lines[0], dues[0][1]
    if due is None or utc(due) <= utc(closes):
        return
    if isinstance(line.due, AtPlacing):
        yield Finding(Outcome.ADVICE, "payment.after_sale", "terms.plan", due, closes)
    elif isinstance(line.due, AtDate | InWindow):
        remedies = (Remedy("due_by", {"at": closes}),)
        yield Finding(Outcome.FAIL, "payment.after_sale", "terms.plan", due, closes, remedies)


def _before_dispatch(samples: Samples, dues: Dues) -> Iterator[Finding]:
    """
    Each later payment against the dispatch of the first order, which comes soonest.
    """
    known = [due for _, due in dues if due is not None]
    for line, (_, due) in zip(samples.plan.lines, dues, strict=True):
        if isinstance(line.due, AtPlacing | OnDispatch):
            continue
        if samples.promise is None or due is None:
            name = "promise" if samples.promise is None else "release_date"
            yield _unknown(name, (Remedy("tell", {"name": name}),))
            continue
        dispatch = samples.dispatch(samples.first, max(known, key=utc))
        if dispatch is None:
            yield _unknown("dispatch_deadline", ())
            continue
        late = utc(due) > utc(dispatch)
        yield Finding(
            Outcome.FAIL if late else Outcome.PASS,
            "payment.before_dispatch",
            "terms.plan",
            due,
            dispatch,
            (Remedy("due_by", {"at": dispatch}),) if late else (),
        )


def _unknown(name: str, remedies: tuple[Remedy, ...]) -> Finding:
    return Finding(
        Outcome.UNKNOWN,
        "payment.before_dispatch",
        "terms.plan",
        remedies=remedies,
        params={"name": name},
    )
