"""
The four ways of selling a basket of goods with different dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.payments import Terms
from tiktok_presale.rules import payments, window
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.baskets.choices import BasketChoice, BasketParcel, Mix
from tiktok_presale.rules.baskets.dates import Dated
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["options"]


def options(
    lines: Iterable[Terms],
    policy: Policy,
    *,
    at: datetime,
    parcel: Money,
    calendar: BusinessCalendar | None = None,
) -> tuple[BasketChoice, ...]:
    """
    The four ways of selling a basket, each with its dates, its costs and what speaks against it.

    Lines that leave by the same second share a parcel. A line whose payments have dates of their
    own leaves as if each was made in its last second. Where a line would leave later than it could,
    that is always said: as advice where a later promise is allowed, and as a failure where the
    market's own time, or the longest promise it allows, would be passed.

    Args:
        lines: The lines of the basket, as they would be placed; spot goods with the promise that
            they carry.
        policy: The rules in force.
        at: The instant of asking.
        parcel: What one parcel costs.
        calendar: A business calendar to use instead of the market's own.

    Raises:
        WrongTypeError: If a line is no `Terms`.
        OutOfRangeError: If there is no line, or an id comes twice.
        CurrencyMismatchError: If the lines or the parcel are in several currencies.
    """
    check_policy(policy)
    check_aware("at", at)
    given = _check(lines, parcel)
    dated = [Dated(terms, policy, calendar) for terms in given]
    return tuple(_choice(mix, dated, policy, at, parcel) for mix in Mix)


def _check(lines: Iterable[Terms], parcel: Money) -> list[Terms]:
    check_kind("parcel", parcel, Money, "Money")
    if not isinstance(lines, Iterable):
        raise WrongTypeError("lines", "several Terms", type(lines).__name__)
    given = list(lines)
    for terms in given:
        check_kind("lines", terms, Terms, "several Terms")
        if terms.unit_price.currency != parcel.currency:
            raise CurrencyMismatchError(parcel.currency, terms.unit_price.currency)
    ids = {terms.id for terms in given}
    if not given or len(ids) < len(given):
        raise OutOfRangeError("lines", f"{len(ids)} ids", "one or more lines, each with its own id")
    return given


def _choice(
    mix: Mix, lines: list[Dated], policy: Policy, at: datetime, parcel: Money
) -> BasketChoice:
    apart = _parcels(lines)
    together = _together(apart)
    parcels = (together,) if mix is Mix.WAIT else apart
    denied = mix is Mix.DENY and len(apart) > 1
    orders = tuple(one.lines for one in apart)
    if mix is not Mix.SPLIT:
        orders = (tuple(line.terms.id for line in lines),)
    findings = tuple(_findings(mix, lines, apart, together))
    promises = _promises(mix, lines, together)
    terms = [attrs.evolve(line.terms, promise=promises[line.terms.id]) for line in lines]
    return BasketChoice(
        mix=mix,
        orders=() if denied else orders,
        parcels=() if denied else parcels,
        promises=FrozenMap({} if denied else promises),
        shipping=parcel * (0 if denied else len(parcels)),
        charged=parcel * (0 if denied else len(orders)),
        payments=() if denied else payments.statement(terms, policy, at=at).payments,
        decision=Decision("baskets", policy.edition, at, findings),
    )


def _parcels(lines: list[Dated]) -> tuple[BasketParcel, ...]:
    """
    What leaves together where each line keeps its date; what has no date leaves alone, last.
    """
    dated: dict[datetime, list[str]] = {}
    undated: list[BasketParcel] = []
    for line in lines:
        due = line.deadline().due
        if due is None:
            undated.append(BasketParcel((line.terms.id,), None))
        else:
            dated.setdefault(utc(due), []).append(line.terms.id)
    found = [
        BasketParcel(tuple(ids), due.astimezone(lines[0].policy.zone))
        for due, ids in sorted(dated.items())
    ]
    return (*found, *undated)


def _together(apart: tuple[BasketParcel, ...]) -> BasketParcel:
    """
    Everything in one parcel, on the latest date; on none where one line has none.
    """
    return BasketParcel(tuple(line for one in apart for line in one.lines), apart[-1].dispatch_by)


def _promises(mix: Mix, lines: list[Dated], together: BasketParcel) -> dict[str, Promise]:
    found = {line.terms.id: line.terms.promise for line in lines}
    if mix is Mix.WAIT:
        found |= {line.terms.id: promise for line, promise in _moved(lines, together)}
    return found


def _moved(lines: list[Dated], together: BasketParcel) -> Iterator[tuple[Dated, Promise]]:
    """
    The lines that would be promised for later, with that promise.
    """
    for line in lines:
        if line.promised and _waits(line, together) and together.dispatch_by is not None:
            yield line, line.promise_until(together.dispatch_by)


def _waits(line: Dated, together: BasketParcel) -> bool:
    due = line.deadline().due
    last = together.dispatch_by
    return due is not None and last is not None and utc(due) < utc(last)


def _findings(
    mix: Mix, lines: list[Dated], apart: tuple[BasketParcel, ...], together: BasketParcel
) -> Iterator[Finding]:
    yield from _undated(lines)
    if mix is Mix.DENY and len(apart) > 1:
        groups = tuple(", ".join(one.lines) for one in apart)
        remedy = Remedy("buy_apart", {"groups": "; ".join(groups)})
        yield Finding(Outcome.FAIL, "baskets.denied", "baskets", len(apart), 1, (remedy,))
        return
    worse = tuple(_worse(lines, together)) if mix is Mix.WAIT else ()
    yield from worse
    if not worse:
        yield Finding(Outcome.PASS, "baskets.own_dates", "baskets", len(apart))


def _undated(lines: list[Dated]) -> Iterator[Finding]:
    """
    A line without a date, and why it has none.
    """
    for line in lines:
        missing = line.deadline().missing
        if missing is not None:
            params = {"line": line.terms.id}
            yield Finding(Outcome.UNKNOWN, "baskets.undated", missing.rule, params=params)
            yield missing


def _worse(lines: list[Dated], together: BasketParcel) -> Iterator[Finding]:
    """
    Every line that would leave later than it could, and whether the rules let it.
    """
    moved = {line.terms.id: promise for line, promise in _moved(lines, together)}
    for line in lines:
        if not _waits(line, together):
            continue
        own, params = line.deadline(), {"line": line.terms.id}
        promise = moved.get(line.terms.id)
        against = () if promise is None else _window(line, promise)
        bad = promise is None or any(one.outcome is Outcome.FAIL for one in against)
        yield Finding(
            Outcome.FAIL if bad else Outcome.ADVICE,
            "baskets.later",
            own.rule,
            together.dispatch_by,
            own.due,
            (Remedy("buy_apart", {"groups": line.terms.id}),) if bad else (),
            own.source,
            params,
        )
        yield from against


def _window(line: Dated, promise: Promise) -> tuple[Finding, ...]:
    """
    What speaks against the later promise.
    """
    terms = line.terms
    decision = window.check(promise, line.policy, at=terms.placed_at, kind=terms.kind)
    return (*decision.failures, *decision.unknowns)
