"""
The ledger: limits, and who holds how many units of them, as one frozen value.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.holds import AppliedKey, Hold, HoldState
from tiktok_presale.facts.limits import Limit, Scope, Wave
from tiktok_presale.rules.capacity.counting import (
    Counts,
    Form,
    counted,
    demand,
    moved,
    sorted_forms,
    untold,
)
from tiktok_presale.rules.capacity.reading import read_holds, read_keys, read_limits, read_withdrawn
from tiktok_presale.rules.capacity.waves import Standing, opened_units, read_waves, standing
from tiktok_presale.values.checks import (
    aware_or_none,
    check_aware,
    check_kind,
    instance,
    whole,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import utc
from tiktok_presale.values.periods import Period
from tiktok_presale.values.persistent import PersistentMap
from tiktok_presale.values.queues import PersistentQueue

if TYPE_CHECKING:
    from typing import Any

__all__ = ["Balance", "Ledger", "changed"]


@final
@attrs.frozen(kw_only=True)
class Balance(Value):
    """
    What has become of the units of one scope at one instant.

    available + held + committed + withdrawn = limit, always.

    Args:
        scope: What the units are counted over.
        limit: How many there are in all; None where there is no limit.
        held: Reserved by holds that have not expired.
        committed: Sold.
        withdrawn: Not for sale: taken back by the seller, or closed.
        closed: The part of *withdrawn* that belongs to a wave which is not open.
    """

    scope: Scope
    limit: int | None
    held: int
    committed: int
    withdrawn: int
    closed: int

    @property
    def available(self) -> int | None:
        """
        How many units may still be taken; None where there is no limit.

        Below zero where more was sold than a limit that was lowered since, or a soft one.
        """
        if self.limit is None:
            return None
        return self.limit - self.held - self.committed - self.withdrawn

    @property
    def fits(self) -> int | None:
        """
        How many units fit: what is available, and never less than nothing.
        """
        return None if self.available is None else max(self.available, 0)


@final
@attrs.frozen(kw_only=True, repr=False)
class Ledger(Value):
    """
    Nested capacities, and every hold on them.

    Make it from limits, or from the rows that a shop stored; commands such as `capacity.hold` give
    the next one. Each command costs the same however many came before it.

    Two ledgers are equal if they hold the same, whatever the order of the commands that led there.
    What their history alone decides is left out: the version, and whether holds that expired have
    been cleared away already as far as they were never looked at.

    Args:
        limits: How many units each scope may take; all that fit a line hold at once. A buyer's own
            limit stands in place of the one for each buyer.
        waves: Units that open by date, in order.
        sale: When units may be taken; None for always.
        pay_by: The last second in which a hold may be committed; None for no such end.
        edition: What the decisions name as the rules they were made under.
        holds: Every hold that is known.
        keys: Every command that was carried out.
        withdrawn: Units that the seller took back, by scope.
        version: Grows by one with every change: store a new ledger only where the stored one still
            has the version that the command was given.
        seen: The latest instant that a change was made at.

    Attributes:
        counts: Units held and committed by scope, as of *seen*; ask `balance` in place of it.
        forms: The kinds of scopes that units are counted for.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If two limits, waves, holds or keys contradict each other, a limit names a
            wave that does not exist, or a hold does not tell what a limit looks at.

    Examples:
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import EACH
        >>> ledger = Ledger(limits=[Limit(Scope(), 1_000), Limit(Scope(buyer=EACH), 2)])
        >>> at = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Asia/Bangkok"))
        >>> ledger.available(Scope(), at=at), ledger.available(Scope(buyer="b1"), at=at)
        (1000, 2)
    """

    limits: PersistentMap[Scope, Limit] = attrs.field(converter=read_limits)
    waves: tuple[Wave, ...] = attrs.field(default=(), converter=read_waves)
    sale: Period | None = attrs.field(
        default=None, validator=instance("a Period or None", Period, type(None))
    )
    pay_by: datetime | None = attrs.field(default=None, validator=aware_or_none)
    edition: str = ""
    holds: PersistentMap[str, Hold] = attrs.field(
        factory=PersistentMap[str, Hold], converter=read_holds
    )
    keys: PersistentMap[str, AppliedKey] = attrs.field(
        factory=PersistentMap[str, AppliedKey], converter=read_keys
    )
    withdrawn: PersistentMap[Scope, int] = attrs.field(
        factory=PersistentMap[Scope, int], converter=read_withdrawn
    )
    version: int = attrs.field(default=0, validator=whole, eq=False)
    seen: datetime | None = attrs.field(default=None, validator=aware_or_none)
    counts: PersistentMap[Scope, Counts] = attrs.field(init=False, eq=False)
    forms: tuple[Form, ...] = attrs.field(init=False, eq=False)
    expiries: PersistentQueue[tuple[datetime, str]] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """
        Refuse what contradicts itself, and count the holds.
        """
        check_kind("edition", self.edition, str, "text, empty for the seller's own limits")
        for scope in self.limits:
            self.check_scope("limits", scope)
        for scope in self.withdrawn:
            if self.limit_of(scope) is None:
                raise OutOfRangeError("withdrawn", str(scope), "a scope that has a limit")
        forms = sorted_forms(
            [scope.dimensions for scope in self.limits] + [("wave",)] * bool(self.waves)
        )
        live = [hold for hold in self.holds.values() if hold.live]
        for hold in live:
            if untold(forms, hold.request):
                allowed = f"tell its {untold(forms, hold.request)[0]}, which a limit looks at"
                raise OutOfRangeError("holds", repr(hold.key), allowed)
        due = [
            (utc(hold.expires), hold.key)
            for hold in live
            if hold.state is HoldState.HELD and hold.expires is not None
        ]
        empty: PersistentMap[Scope, Counts] = PersistentMap()
        object.__setattr__(self, "forms", forms)
        object.__setattr__(self, "counts", counted(empty, forms, live))
        object.__setattr__(self, "expiries", PersistentQueue(due))

    def check_scope(self, argument: str, scope: Scope) -> None:
        """
        Refuse the scope of a limit that this ledger cannot have.

        Raises:
            WrongTypeError: If it is no scope.
            OutOfRangeError: If it names no wave of the ledger.
        """
        check_kind(argument, scope, Scope, "a Scope; Scope() is the whole sale")
        if scope.wave is not None and scope.wave not in {wave.name for wave in self.waves}:
            raise OutOfRangeError(argument, f"wave {scope.wave!r}", "a wave of the ledger")

    def now(self, at: datetime) -> datetime:
        """
        The instant at which the ledger judges: *at*, and never before the latest change.

        Web servers' clocks differ. What one of them has seen expire stays so for the others.

        Raises:
            NaiveTimeError: If *at* has no time zone.
        """
        check_aware("at", at)
        return at if self.seen is None or utc(at) >= utc(self.seen) else self.seen

    def settled(self, at: datetime) -> Ledger:
        """
        The ledger with every hold cleared away that has expired at *at*; itself where none has.

        Nobody needs to call it: every answer counts the holds that have expired as gone.
        """
        now, queue, holds, counts = self.now(at), self.expiries, self.holds, self.counts
        while queue.first is not None and queue.first[0] <= utc(now):
            hold = holds[queue.first[1]]
            queue = queue.rest()
            # A hold that was extended, committed or released has left an old entry behind.
            if hold.state is HoldState.HELD and _is_due(hold, now):
                holds = holds.put(hold.key, attrs.evolve(hold, state=HoldState.EXPIRED))
                counts = moved(counts, demand(self.forms, hold.request), held=-1)
        if holds is self.holds:
            return self if queue is self.expiries else changed(self, expiries=queue)
        version = self.version + 1
        return changed(self, holds=holds, counts=counts, expiries=queue, seen=now, version=version)

    def find(self, key: str, *, at: datetime) -> Hold | None:
        """
        The hold of that key as it stands at *at*; None where there is none.
        """
        hold = self.holds.get(key)
        if hold is not None and hold.state is HoldState.HELD and _is_due(hold, self.now(at)):
            return attrs.evolve(hold, state=HoldState.EXPIRED)
        return hold

    def limit_of(self, scope: Scope) -> Limit | None:
        """
        The limit that holds for a scope: its own, or the one for each buyer.
        """
        if scope.dimensions == ("wave",):
            return next((wave.limit for wave in self.waves if wave.name == scope.wave), None)
        own = self.limits.get(scope)
        if own is None and scope.buyer is not None:
            return self.limits.get(scope.for_each())
        return own

    def wave(self, *, at: datetime) -> Wave | None:
        """
        The wave that is open at *at*, if one is.
        """
        where = standing(self.waves, self.now(at))
        return next((wave for wave in self.waves if where[wave.name] is Standing.OPEN), None)

    def balance(self, scope: Scope, *, at: datetime) -> Balance:
        """
        What has become of the units of one scope at *at*.

        Raises:
            OutOfRangeError: If *scope* stands for every buyer.
            NaiveTimeError: If *at* has no time zone.
        """
        check_kind("scope", scope, Scope, "a Scope; Scope() is the whole sale")
        if scope.each:
            raise OutOfRangeError("scope", str(scope), "one buyer; each has a balance of their own")
        ledger, now = self.settled(at), self.now(at)
        held, committed = ledger.counts_of(scope)
        back, limit = ledger.withdrawn.get(scope, 0), ledger.limit_of(scope)
        units, closed = None if limit is None else limit.units, 0
        if units is not None and scope.wave is not None:
            if scope.dimensions == ("wave",):
                units = opened_units(ledger.waves, ledger.taken, now)[scope.wave]
            if standing(ledger.waves, now)[scope.wave] is not Standing.OPEN:
                closed = max(units - held - committed - back, 0)
        return Balance(
            scope=scope,
            limit=units,
            held=held,
            committed=committed,
            withdrawn=back + closed,
            closed=closed,
        )

    def available(self, scope: Scope, *, at: datetime) -> int | None:
        """
        How many units of a scope may still be taken at *at*; None where it has no limit.
        """
        return self.balance(scope, at=at).available

    def counts_of(self, scope: Scope) -> Counts:
        """
        Units held and committed, as of *seen*.

        Scopes of a kind that no limit looks at are not kept up to date, so all holds are counted.
        """
        if scope.dimensions in self.forms:
            return self.counts.get(scope, (0, 0))
        empty: PersistentMap[Scope, Counts] = PersistentMap()
        return counted(empty, [scope.dimensions], self.holds.values()).get(scope, (0, 0))

    def taken(self, wave: Wave) -> int:
        """
        How many of a wave's units are held, committed or taken back, as of *seen*.
        """
        return sum(self.counts_of(wave.scope)) + self.withdrawn.get(wave.scope, 0)

    def __repr__(self) -> str:
        return (
            f"Ledger(version={self.version}, limits={len(self.limits)}, waves={len(self.waves)}, "
            f"holds={len(self.holds)}, keys={len(self.keys)})"
        )


def _is_due(hold: Hold, now: datetime) -> bool:
    return hold.expires is not None and utc(hold.expires) <= utc(now)


def changed(ledger: Ledger, **changes: Any) -> Ledger:  # noqa: ANN401 - a type for each field
    """
    The same ledger with other fields; nothing is checked or counted again.

    `attrs.evolve` counts every hold anew, which is right for a caller and too slow for a command.
    """
    made: Ledger = object.__new__(Ledger)
    for name in _FIELDS:
        object.__setattr__(made, name, changes.get(name, getattr(ledger, name)))
    return made


_FIELDS = tuple(field.name for field in attrs.fields(Ledger))
