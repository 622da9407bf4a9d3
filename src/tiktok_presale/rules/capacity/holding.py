"""
The life of a hold: taken, extended, committed, released, expired.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.holds import Hold, HoldState, Line, Request, read_lines, summed
from tiktok_presale.rules.capacity.counting import demand, moved, units_of
from tiktok_presale.rules.capacity.judging import (
    access_findings,
    expiry_findings,
    in_wave,
    pay_findings,
    sale_findings,
    unit_findings,
)
from tiktok_presale.rules.capacity.turns import (
    Answer,
    begin,
    check_ledger,
    content_of,
    instant_of,
    words_of,
)
from tiktok_presale.values.checks import check_kind, check_text
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from tiktok_presale.rules.capacity.ledger import Ledger
    from tiktok_presale.rules.capacity.turns import Turn
    from tiktok_presale.values.findings import Decision

__all__ = ["commit", "extend", "hold", "release", "settle"]

_HOLDS = "capacity.holds"


def hold(
    ledger: Ledger,
    request: Request,
    *,
    key: str,
    at: datetime,
    expires: datetime | timedelta,
    access: Decision | None = None,
) -> Answer:
    """
    Take units out of sale for one buyer, for a time.

    All lines together are checked against every limit that fits them. Either all of them are held
    or none: a shortfall is told with the lines concerned, and never made to fit in silence.

    Args:
        ledger: The ledger to take from.
        request: What is wanted, and by whom.
        key: The key of this command, which names the hold; a retry has the same one.
        at: When it is asked.
        expires: From which instant on the hold is gone if it is not committed, or how long it
            lasts. A retry tells the same, which is easiest with a length.
        access: What another rule decided about the buyer; anything but a yes is a no here too.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* or *expires* has no time zone.

    Examples:
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale.facts.limits import Limit, Scope
        >>> from tiktok_presale.rules.capacity import Ledger
        >>> ledger = Ledger(limits=[Limit(Scope(), 3)])
        >>> answer = hold(ledger, Request([Line("red", 2), Line("red", 2)]), key="cart-1",
        ...               at=datetime(2026, 3, 1, tzinfo=ZoneInfo("UTC")),
        ...               expires=timedelta(minutes=15))
        >>> answer.allowed, answer.decision.failures[0].remedy.params["units"]
        (False, 3)
    """
    check_ledger(ledger)
    check_kind("request", request, Request, "a Request; write Request({'red': 1})")
    until, told = instant_of("expires", expires, ledger.now(at))
    turn = begin(ledger, "hold", key, at, (*content_of(request), told), hold=key)
    if isinstance(turn, Answer):
        return turn
    now = turn.at
    stamped, wave = in_wave(turn.ledger, request, now)
    findings = [
        *access_findings(access),
        *sale_findings(turn.ledger, now),
        *wave,
        *expiry_findings(turn.ledger, until, now),
        *unit_findings(turn.ledger, stamped, now),
    ]
    if key in turn.ledger.holds:
        # A hold of a shop's rows whose command was forgotten.
        findings.append(_of_hold(Outcome.FAIL, "capacity.taken", turn.ledger.holds[key]))
    if not turn.decision(findings).allowed:
        return turn.no(findings)
    made = Hold(key=key, request=stamped, state=HoldState.HELD, expires=until)
    counts = moved(turn.ledger.counts, demand(turn.ledger.forms, stamped), held=1)
    return turn.yes(
        findings,
        made,
        holds=turn.ledger.holds.put(key, made),
        counts=counts,
        expiries=turn.ledger.expiries.put((utc(until), key)),
    )


def extend(
    ledger: Ledger, hold: str, *, key: str, at: datetime, expires: datetime | timedelta
) -> Answer:
    """
    Let a hold last longer.

    Args:
        ledger: The ledger that has the hold.
        hold: The key of the hold.
        key: The key of this command.
        at: When it is asked.
        expires: The new expiry, later than the present one; or how long the hold lasts from *at*.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* or *expires* has no time zone.
    """
    check_ledger(ledger)
    until, told = instant_of("expires", expires, ledger.now(at))
    found = _begin(ledger, "extend", hold, key, at, (told,), HoldState.HELD)
    if isinstance(found, Answer):
        return found
    turn, held = found
    findings = expiry_findings(turn.ledger, until, held.expires or turn.at)
    if findings:
        return turn.no(findings, held)
    longer = attrs.evolve(held, expires=until)
    return turn.yes(
        [_of_hold(Outcome.PASS, "capacity.extended", longer, until)],
        longer,
        holds=turn.ledger.holds.put(hold, longer),
        expiries=turn.ledger.expiries.put((utc(until), hold)),
    )


def commit(ledger: Ledger, hold: str, *, key: str, at: datetime) -> Answer:
    """
    Turn a hold into a sale.

    A hold that has expired is not committed, even if its units are still free: they may be
    promised to somebody who waits. Hold again, under a new key; that passes every check anew.

    Args:
        ledger: The ledger that has the hold.
        hold: The key of the hold.
        key: The key of this command, such as the id of the payment.
        at: When it is asked.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* has no time zone.
    """
    found = _begin(ledger, "commit", hold, key, at, (), HoldState.HELD)
    if isinstance(found, Answer):
        return found
    turn, held = found
    findings = pay_findings(turn.ledger, turn.at)
    if findings:
        return turn.no(findings, held)
    sold = attrs.evolve(held, state=HoldState.COMMITTED)
    changes = demand(turn.ledger.forms, held.request)
    return turn.yes(
        [_of_hold(Outcome.PASS, "capacity.committed", sold, held.request.units)],
        sold,
        holds=turn.ledger.holds.put(hold, sold),
        counts=moved(turn.ledger.counts, changes, held=-1, committed=1),
    )


def release(
    ledger: Ledger,
    hold: str,
    *,
    key: str,
    at: datetime,
    lines: Mapping[str, int] | Iterable[Line] | None = None,
) -> Answer:
    """
    Give units back: a basket that was left, or a sale that was cancelled.

    Args:
        ledger: The ledger that has the hold.
        hold: The key of the hold.
        key: The key of this command.
        at: When it is asked.
        lines: What is given back; None for all of it.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If *lines* are none.
        NaiveTimeError: If *at* has no time zone.
    """
    back = None if lines is None else summed(read_lines(lines))
    content = () if back is None else words_of(back)
    either = (HoldState.HELD, HoldState.COMMITTED)
    found = _begin(ledger, "release", hold, key, at, content, *either)
    if isinstance(found, Answer):
        return found
    turn, held = found
    back = held.request.by_sku if back is None else back
    findings = _too_many(held, back)
    if findings:
        return turn.no(findings, held)
    left = _less(held.request.by_sku, back)
    less = attrs.evolve(held, state=HoldState.RELEASED)
    if left:
        less = attrs.evolve(held, request=attrs.evolve(held.request, lines=left))
    changes = demand(turn.ledger.forms, attrs.evolve(held.request, lines=back))
    if held.state is HoldState.HELD:
        counts = moved(turn.ledger.counts, changes, held=-1)
    else:
        counts = moved(turn.ledger.counts, changes, committed=-1)
    finding = _of_hold(Outcome.PASS, "capacity.released", held, units_of(back))
    return turn.yes([finding], less, holds=turn.ledger.holds.put(hold, less), counts=counts)


def settle(ledger: Ledger, *, at: datetime) -> Ledger:
    """
    Clear away the holds that have expired at *at*.

    Nobody needs to: every answer counts them as gone from their expiry on. It keeps what a shop
    stores up to date, and may be done as often as one likes.

    Raises:
        WrongTypeError: If *ledger* is none.
        NaiveTimeError: If *at* has no time zone.
    """
    check_ledger(ledger)
    return ledger.settled(at)


def _begin(
    ledger: Ledger,
    command: str,
    hold: str,
    key: str,
    at: datetime,
    content: Iterable[object],
    *states: HoldState,
) -> tuple[Turn, Hold] | Answer:
    """
    Start a command on a hold that must be in one of some states.
    """
    check_text("hold", hold)
    turn = begin(ledger, command, key, at, content, hold=hold)
    if isinstance(turn, Answer):
        return turn
    found = turn.ledger.holds.get(hold)
    if found is None:
        params = {"hold": hold}
        return turn.no([Finding(Outcome.FAIL, "capacity.unknown_hold", _HOLDS, params=params)])
    if found.state is HoldState.EXPIRED:
        remedies = () if command == "release" else (Remedy("hold_again"),)
        return turn.no(
            [_of_hold(Outcome.FAIL, "capacity.expired", found, found.expires, remedies)], found
        )
    if found.state not in states:
        is_sold = found.state is HoldState.COMMITTED
        code = "capacity.sold" if is_sold else "capacity.given_back"
        return turn.no([_of_hold(Outcome.FAIL, code, found)], found)
    return turn, found


def _of_hold(
    outcome: Outcome,
    code: str,
    hold: Hold,
    actual: object = None,
    remedies: tuple[Remedy, ...] = (),
) -> Finding:
    params = {"hold": hold.key, "lines": hold.request.by_sku}
    return Finding(outcome, code, _HOLDS, actual, None, remedies, None, params)


def _too_many(held: Hold, back: Iterable[Line]) -> list[Finding]:
    """
    Lines of which more is to be given back than the hold has.
    """
    has = {line.sku: line.units for line in held.request.by_sku}
    return [
        Finding(
            Outcome.FAIL,
            "capacity.release",
            _HOLDS,
            line.units,
            has.get(line.sku, 0),
            (Remedy("release_at_most", {"units": has.get(line.sku, 0)}),),
            None,
            {"hold": held.key, "sku": line.sku},
        )
        for line in back
        if line.units > has.get(line.sku, 0)
    ]


def _less(lines: Iterable[Line], back: Iterable[Line]) -> tuple[Line, ...]:
    """
    What is left of lines, one for each SKU.
    """
    gone = {line.sku: line.units for line in back}
    return tuple(
        Line(line.sku, line.units - gone.get(line.sku, 0))
        for line in lines
        if line.units > gone.get(line.sku, 0)
    )
