"""
What the seller does to capacity: take units back, give them out again, set another limit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.limits import Limit, Scope
from tiktok_presale.rules.capacity.counting import counted, sorted_forms, untold
from tiktok_presale.rules.capacity.ledger import changed
from tiktok_presale.rules.capacity.turns import Answer, begin, check_ledger
from tiktok_presale.values.checks import check_int, check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.rules.capacity.ledger import Ledger
    from tiktok_presale.rules.capacity.turns import Turn

__all__ = ["restore", "set_limit", "withdraw"]

_LIMITS, _WITHDRAWN = "capacity.limits", "capacity.withdrawn"
_LIMIT = "a Limit; write Limit(Scope(), 1_000)"


def withdraw(ledger: Ledger, scope: Scope, units: int, *, key: str, at: datetime) -> Answer:
    """
    Take units of one scope back from sale.

    Units that are held or sold cannot be taken back; the answer says how many can.

    Args:
        ledger: The ledger.
        scope: The scope, which has a limit.
        units: How many, at least one.
        key: The key of this command.
        at: When it is asked.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If *units* is below one, or *scope* stands for every buyer.
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale.rules.capacity import Ledger
        >>> ledger = Ledger(limits=[Limit(Scope(), 10)])
        >>> at = datetime(2026, 3, 1, tzinfo=UTC)
        >>> withdraw(ledger, Scope(), 4, key="w1", at=at).ledger.available(Scope(), at=at)
        6
    """
    turn = _begin(ledger, "withdraw", scope, units, key, at)
    if isinstance(turn, Answer):
        return turn
    balance, back = turn.ledger.balance(scope, at=turn.at), turn.ledger.withdrawn.get(scope, 0)
    if balance.limit is None:
        return turn.no([_unlimited(scope)])
    # Units of a wave that has not opened yet can be taken back as well.
    most = max(balance.limit - balance.held - balance.committed - back, 0)
    finding = _units_moved(
        "capacity.withdraw", scope, units, most, Remedy("withdraw_at_most", {"units": most})
    )
    if units > most:
        return turn.no([finding])
    return turn.yes([finding], withdrawn=turn.ledger.withdrawn.put(scope, back + units))


def restore(ledger: Ledger, scope: Scope, units: int, *, key: str, at: datetime) -> Answer:
    """
    Put units on sale again that were taken back.

    Args:
        ledger: The ledger.
        scope: The scope they were taken from.
        units: How many, at least one.
        key: The key of this command.
        at: When it is asked.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If *units* is below one, or *scope* stands for every buyer.
        NaiveTimeError: If *at* has no time zone.
    """
    turn = _begin(ledger, "restore", scope, units, key, at)
    if isinstance(turn, Answer):
        return turn
    most = turn.ledger.withdrawn.get(scope, 0)
    finding = _units_moved(
        "capacity.restore", scope, units, most, Remedy("restore_at_most", {"units": most})
    )
    if units > most:
        return turn.no([finding])
    left = turn.ledger.withdrawn.put(scope, most - units)
    if units == most:
        left = left.without(scope)
    return turn.yes([finding], withdrawn=left)


def set_limit(ledger: Ledger, limit: Limit, *, key: str, at: datetime) -> Answer:
    """
    Raise a limit, lower it, or set a new one.

    A limit is never lowered below what is held, sold or taken back; the answer says how far it can
    be. The limit for each buyer can: who has more already keeps it and gets no more. A soft limit
    can be set at will.

    A limit of a new kind, such as the first one by channel, counts every hold once.

    Args:
        ledger: The ledger.
        limit: The limit; that of a wave's scope sets the wave's units.
        key: The key of this command.
        at: When it is asked.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If *limit* names a wave that does not exist, or gives one no or soft units.
        NaiveTimeError: If *at* has no time zone.
    """
    check_ledger(ledger)
    check_kind("limit", limit, Limit, _LIMIT)
    ledger.check_scope("limit", limit.scope)
    if limit.scope.dimensions == ("wave",) and (limit.units is None or limit.soft):
        raise OutOfRangeError("limit", str(limit), "a number of units, for a wave")
    content = (*attrs.astuple(limit.scope), limit.units, limit.soft)
    turn = begin(ledger, "set_limit", key, at, content)
    if isinstance(turn, Answer):
        return turn
    unknown = _untold(turn.ledger, limit.scope)
    if unknown:
        return turn.no(unknown)
    finding = _settable(turn, limit)
    if finding.outcome is Outcome.FAIL:
        return turn.no([finding])
    after = _with_limit(turn.ledger, limit)
    return turn.yes(
        [finding],
        limits=after.limits,
        waves=after.waves,
        forms=after.forms,
        counts=after.counts,
    )


def _with_limit(ledger: Ledger, limit: Limit) -> Ledger:
    """
    The ledger with a limit in place; holds are counted where its kind of scope is new.
    """
    if limit.scope.dimensions == ("wave",):
        waves = tuple(
            attrs.evolve(wave, units=limit.units or 0) if wave.name == limit.scope.wave else wave
            for wave in ledger.waves
        )
        return changed(ledger, waves=waves)
    limits, form = ledger.limits.put(limit.scope, limit), limit.scope.dimensions
    if form in ledger.forms:
        return changed(ledger, limits=limits)
    counts = counted(ledger.counts, [form], ledger.holds.values())
    return changed(ledger, limits=limits, forms=sorted_forms([*ledger.forms, form]), counts=counts)


def _settable(turn: Turn, limit: Limit) -> Finding:
    """
    Whether a limit can be set: raised always, lowered as far as units are free.
    """
    scope, code = limit.scope, "capacity.set_limit"
    params = {"scope": scope, "cap": limit.units}
    if limit.units is None:
        return Finding(Outcome.PASS, "capacity.lift_limit", _LIMITS, params={"scope": scope})
    passed = Finding(Outcome.PASS, code, _LIMITS, limit.units, params=params)
    if scope.each or limit.soft:
        return passed
    balance = turn.ledger.balance(scope, at=turn.at)
    taken = balance.held + balance.committed + turn.ledger.withdrawn.get(scope, 0)
    own = turn.ledger.limit_of(scope)
    old = None if own is None or own.soft else own.units
    # What a wave has been given or has handed on is not its own, so only the difference counts.
    gone = 0 if balance.limit is None or old is None else balance.limit - old
    least = max(taken - gone, 0)
    if limit.units >= least or (old is not None and limit.units >= old):
        return passed
    remedies = (Remedy("set_at_least", {"units": least}),)
    needed = Range.at_least(least, unit="units")
    return attrs.evolve(passed, outcome=Outcome.FAIL, limit=needed, remedies=remedies)


def _untold(ledger: Ledger, scope: Scope) -> list[Finding]:
    """
    What a limit of a new kind looks at and some hold does not tell.
    """
    form = scope.dimensions
    if form in ledger.forms:
        return []
    live = [hold for hold in ledger.holds.values() if hold.live]
    missing = {name for hold in live for name in untold([form], hold.request)}
    return [
        Finding(
            Outcome.UNKNOWN,
            "capacity.untold_hold",
            _LIMITS,
            remedies=(Remedy("tell", {"name": name}),),
            params={"scope": scope},
        )
        for name in sorted(missing)
    ]


def _begin(
    ledger: Ledger, command: str, scope: Scope, units: int, key: str, at: datetime
) -> Turn | Answer:
    """
    Start a command on the units of one scope.
    """
    check_kind("scope", scope, Scope, "a Scope; Scope() is the whole sale")
    check_int("units", units, minimum=1)
    if scope.each:
        allowed = "a scope of its own; for every buyer set another limit"
        raise OutOfRangeError("scope", str(scope), allowed)
    return begin(ledger, command, key, at, (*attrs.astuple(scope), units))


def _unlimited(scope: Scope) -> Finding:
    return Finding(Outcome.FAIL, "capacity.unlimited", _LIMITS, params={"scope": scope})


def _units_moved(code: str, scope: Scope, units: int, most: int, remedy: Remedy) -> Finding:
    """
    Whether so many units can be moved.
    """
    limit, params = Range.at_most(most, unit="units"), {"scope": scope}
    outcome = Outcome.FAIL if units > most else Outcome.PASS
    remedies = (remedy,) if units > most else ()
    return Finding(outcome, code, _WITHDRAWN, units, limit, remedies, None, params)
