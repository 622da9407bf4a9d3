"""
Orders of a frame added up: how many stand in each state, what is late, and what it costs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, final

import attrs

from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.consequences import consequences
from tiktok_presale.rules.states import State
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["ADDED_UP", "Sum", "Sums", "Tally"]

# What a statement of many orders holds; a tally adds up those of them that are asked.
ADDED_UP: Final = (
    "state",
    "late",
    "counts",
    "charges",
    "contingent",
    "exposure",
    "service_fee",
)


@final
@attrs.frozen
class Sum(Value):
    """
    What one charge comes to over all orders of one kind and currency.

    Args:
        kind: The kind of orders.
        code: What it is for, such as "return_freight" or "refund".
        rule: The dotted path of the figure.
        amount: How much in all.
    """

    kind: OrderKind
    code: str
    rule: str
    amount: Money


@final
@attrs.frozen
class Sums(Value):
    """
    Charges over many orders, one sum for each charge, kind and currency.

    Examples:
        >>> fee = Money("5.00", "USD")
        >>> sums = Sums((Sum(OrderKind.STANDARD, "late_dispatch", "overdue.charges.late_dispatch",
        ...                  fee),))
        >>> str(sums + sums), (sums + sums).total("USD")
        ('10.00 USD', Money('10.00', 'USD'))
    """

    lines: tuple[Sum, ...] = attrs.field(default=(), converter=tuple[Sum, ...])

    @classmethod
    def of(cls, minors: Mapping[tuple[OrderKind, str, str, str], int]) -> Sums:
        """
        Sums in minor units by kind, code, rule and currency; those of nothing are left out.
        """
        return cls(
            tuple(
                Sum(kind, code, rule, Money.from_minor(minor, currency))
                for (kind, code, rule, currency), minor in sorted(minors.items())
                if minor
            )
        )

    @property
    def totals(self) -> tuple[Money, ...]:
        """
        One sum for each currency, by currency code.
        """
        codes = sorted({line.amount.currency for line in self.lines})
        return tuple(self.total(code) for code in codes)

    def total(self, currency: str) -> Money:
        """
        What the charges come to in one currency; zero where there are none.
        """
        amounts = (line.amount for line in self.lines if line.amount.currency == currency)
        return Money.sum(amounts, currency)

    def by_code(self) -> dict[str, tuple[Money, ...]]:
        """
        The sums for each kind of charge.
        """
        codes = dict.fromkeys(line.code for line in self.lines)
        return {
            code: Sums(tuple(line for line in self.lines if line.code == code)).totals
            for code in codes
        }

    def of_kind(self, kind: OrderKind) -> Sums:
        """
        The sums of orders of one kind.
        """
        return Sums(tuple(line for line in self.lines if line.kind is kind))

    def __add__(self, other: Sums) -> Sums:
        if not isinstance(other, Sums):
            return NotImplemented
        found: Counter[tuple[OrderKind, str, str, str]] = Counter()
        for line in (*self.lines, *other.lines):
            found[line.kind, line.code, line.rule, line.amount.currency] += line.amount.minor
        return Sums.of(found)

    def __str__(self) -> str:
        return " + ".join(map(str, self.totals)) or "nothing"


def _counts(value: Mapping[str, int]) -> FrozenMap[int]:
    """
    Read counts; those of nothing are left out, so that equal tallies are equal.
    """
    return frozen_map({name: count for name, count in sorted(value.items()) if count})


def _fees(value: Iterable[Money]) -> tuple[Money, ...]:
    return tuple(sorted(value, key=lambda fee: fee.currency))


@final
@attrs.frozen(kw_only=True)
class Tally(Value):
    """
    What the orders of a frame come to; tallies of the same question add up.

    Args:
        at: The instant of all of them.
        policy: The policy they were judged under, where it was one and the same for all.
        shop: The shop, for charges and steps that depend on its metrics.
        rows: How many rows there were.
        problems: How many of them could not be judged, by what is wrong with them.
        states: How many stand in each state.
        kinds: How many there are of each kind.
        charges: What lateness has cost so far.
        contingent: What is charged only if a metric that was not given lies in a range.
        exposure: What is lost to lateness if every late order that can still be cancelled is.
        service_fees: What the platform will take for presale, for each currency.
        late: How many were late.
        counted: Of how many, dispatched or past their deadline.
    """

    at: datetime
    policy: Policy | None = None
    shop: Shop | None = None
    rows: int = 0
    problems: FrozenMap[int] = attrs.field(factory=FrozenMap[int], converter=_counts)
    states: FrozenMap[int] = attrs.field(factory=FrozenMap[int], converter=_counts)
    kinds: FrozenMap[int] = attrs.field(factory=FrozenMap[int], converter=_counts)
    charges: Sums = Sums()
    contingent: Sums = Sums()
    exposure: Sums = Sums()
    service_fees: tuple[Money, ...] = attrs.field(default=(), converter=_fees)
    late: int = 0
    counted: int = 0

    @property
    def judged(self) -> int:
        """
        How many rows were judged.
        """
        return self.rows - sum(self.problems.values())

    @property
    def by_state(self) -> dict[State, int]:
        """
        How many orders stand in each state.
        """
        return {state: self.states[state] for state in State if state in self.states}

    @property
    def by_kind(self) -> dict[OrderKind, Sums]:
        """
        What lateness has cost so far, for each kind of order.
        """
        return {kind: self.charges.of_kind(kind) for kind in sorted(map(OrderKind, self.kinds))}

    @property
    def late_dispatch_rate(self) -> Rate:
        """
        How many were late, of those that were dispatched or are past their deadline.
        """
        return Rate(self.late, self.counted)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        What the rates mean for the shop; nothing where orders fall under different policies.
        """
        if self.policy is None:
            return ()
        rate = self.late_dispatch_rate
        return consequences(self.policy, self.shop, rate, late=self.late > 0)

    def __add__(self, other: Tally) -> Tally:
        """
        The tally of the orders of both.

        Raises:
            OutOfRangeError: If the other is of another instant, policy or shop.
        """
        if not isinstance(other, Tally):
            return NotImplemented
        if utc(self.at) != utc(other.at):
            raise OutOfRangeError("tally.at", str(other.at), f"the other tally's {self.at}")
        if (self.policy, self.shop) != (other.policy, other.shop):
            raise OutOfRangeError("tally", repr(other.policy), f"of {self.policy!r} and its shop")
        fees = Counter({fee.currency: fee.minor for fee in self.service_fees})
        fees.update({fee.currency: fee.minor for fee in other.service_fees})
        return attrs.evolve(
            self,
            rows=self.rows + other.rows,
            problems=Counter(self.problems) + Counter(other.problems),
            states=Counter(self.states) + Counter(other.states),
            kinds=Counter(self.kinds) + Counter(other.kinds),
            charges=self.charges + other.charges,
            contingent=self.contingent + other.contingent,
            exposure=self.exposure + other.exposure,
            service_fees=tuple(Money.from_minor(minor, code) for code, minor in fees.items()),
            late=self.late + other.late,
            counted=self.counted + other.counted,
        )
