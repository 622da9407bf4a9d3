"""
The answer to which orders will be late: order by order, how many, at what cost, what to do first.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from math import fsum
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.rules.reasons import outcome_of, told
from tiktok_presale.values.checks import check_int
from tiktok_presale.values.closed import Value
from tiktok_presale.values.estimates import Estimate, as_share, check_chance
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message, say_share

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Breach", "Breaches", "Hurry", "Prospect"]


class Prospect(StrEnum):
    """
    What can be said of an order's dispatch.
    """

    SETTLED = "settled"
    """Dispatched, cancelled, on hold or not the seller's to dispatch: it cannot become late."""
    OPEN = "open"
    """It may be late, with a chance."""
    LATE = "late"
    """It is past its deadline already."""
    UNKNOWN = "unknown"
    """Its deadline is not known, or when its goods come."""


@final
@attrs.frozen(kw_only=True)
class Breach(Value):
    """
    One order: how likely it is late, and what that is expected to cost.

    Args:
        order_id: The order.
        prospect: What can be said of it.
        arrivals: The arrivals that it waits for.
        last_day: The last day on which it can be dispatched in time; None where none is known.
        chance: The chance that it is late, with its interval; None where nothing can be said.
        likely_by: The day by which it can be dispatched with the level that was asked for.
        charges: What lateness is expected to be charged, for each currency.
        at_stake: What is expected to go back to the buyer because the platform may cancel it.
        finding: The reason.
    """

    order_id: str
    prospect: Prospect
    arrivals: tuple[str, ...]
    last_day: date | None
    chance: Estimate | None
    likely_by: date | None
    charges: tuple[Money, ...]
    at_stake: tuple[Money, ...]
    finding: Finding


@final
@attrs.frozen(kw_only=True)
class Hurry(Value):
    """
    What is saved if one arrival comes on its stated day for certain.

    Args:
        arrival_id: The arrival.
        late: How many late orders fewer are expected.
        charges: What is charged less, for each currency.
        at_stake: What goes back to buyers less.
    """

    arrival_id: str
    late: float
    charges: tuple[Money, ...]
    at_stake: tuple[Money, ...]


@final
@attrs.frozen(kw_only=True)
class Breaches(Value):
    """
    An order book before its deadlines: who will be late, how many, and what it will cost.

    Args:
        edition: The edition by which it was judged.
        at: The instant of asking.
        level: The confidence of the intervals.
        orders: One for each order, in the order in which they were given.
        late_counts: The chance of exactly 0, 1, 2, … late orders among those that are known.
        charges: The expected charges of all of them, for each currency.
        charges_spread: The standard deviation of the charges, for each currency.
        at_stake: What is expected to go back to buyers of orders that may be cancelled.
        at_stake_spread: The standard deviation of that.
        hurry: The arrivals to hurry, the one that saves most first.
        grounds: Inputs, limits, what would move the answer, and what is not known of arrivals.
    """

    edition: str
    at: datetime
    level: float
    orders: tuple[Breach, ...]
    late_counts: tuple[float, ...]
    charges: tuple[Money, ...]
    charges_spread: tuple[Money, ...]
    at_stake: tuple[Money, ...]
    at_stake_spread: tuple[Money, ...]
    hurry: tuple[Hurry, ...]
    grounds: Grounds

    def __len__(self) -> int:
        return len(self.orders)

    def get(self, order_id: str) -> Breach | None:
        """
        One order.
        """
        return next((one for one in self.orders if one.order_id == order_id), None)

    def prospect(self, prospect: Prospect) -> tuple[Breach, ...]:
        """
        The orders of which one thing can be said.
        """
        return tuple(one for one in self.orders if one.prospect is prospect)

    @property
    def unknown(self) -> tuple[Breach, ...]:
        """
        The orders of which nothing can be said; they are in no figure.
        """
        return self.prospect(Prospect.UNKNOWN)

    @property
    def expected_late(self) -> float:
        """
        How many late orders are expected among those that are known.
        """
        return fsum(one.chance.value for one in self.orders if one.chance is not None)

    def at_least(self, count: int) -> float:
        """
        The chance of at least so many late orders.

        Raises:
            OutOfRangeError: If *count* is negative.
        """
        check_int("count", count)
        return min(1.0, fsum(self.late_counts[count:])) if count else 1.0

    def at_most(self, chance: float) -> int:
        """
        The fewest late orders that are not exceeded with at least that chance.

        Raises:
            OutOfRangeError: If *chance* is not between 0 and 1.
        """
        check_chance("chance", chance)
        most = len(self.late_counts) - 1
        return next((n for n in range(most) if 1 - self.at_least(n + 1) >= chance), most)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        The reason of every order, and what is not known of arrivals.
        """
        return (*(one.finding for one in self.orders), *self.grounds.findings)

    @property
    def outcome(self) -> Outcome:
        """
        FAIL if an order is late already, else UNKNOWN if anything is not known, else PASS.
        """
        return outcome_of(self.findings)

    @property
    def to_notify(self) -> tuple[Breach, ...]:
        """
        The orders whose buyers should hear of a delay now, the likeliest first.
        """
        told_of = [one for one in self.orders if one.finding.remedies and one.chance is not None]
        return tuple(sorted(told_of, key=lambda one: -_value(one)))

    def explain(self, language: str = "en") -> str:
        """
        How many will be late and at what cost, what to hurry, and the reason of every order.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        reasons = told((one.finding for one in self.orders), language)
        lines = (*self._head(language), reasons, self.grounds.explain(language))
        return "\n".join(line for line in lines if line)

    def _head(self, language: str) -> Iterator[str]:
        text = message(
            language,
            "breaches.head",
            orders=len(self),
            expected=round(self.expected_late, 2),
            most=self.at_most(self.level),
            level=say_share(as_share(self.level), language),
            unknown=len(self.unknown),
        )
        spread, key = self.charges_spread, "charges" if self.charges else "no_charges"
        text += message(language, f"breaches.{key}", charges=self.charges, spread=spread)
        if self.at_stake:
            told = {"at_stake": self.at_stake, "spread": self.at_stake_spread}
            text += message(language, "breaches.at_stake", **told)
        yield text
        yield from (self._hurried(one, language) for one in self.hurry)

    def _hurried(self, one: Hurry, language: str) -> str:
        text = message(language, "breaches.hurry", batch=one.arrival_id, late=round(one.late, 2))
        if one.charges:
            text += message(language, "breaches.hurry_charges", charges=one.charges)
        if one.at_stake:
            text += message(language, "breaches.hurry_at_stake", at_stake=one.at_stake)
        return text + message(language, "finding.end")

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        One row for each order, for notebooks.
        """
        from tiktok_presale.values.html import chance_cell, table_html  # noqa: PLC0415 - notebooks only

        head = ("order", "prospect", "last day", "chance late", "interval", "charges", "at stake")
        rows = [
            (
                one.order_id,
                one.prospect,
                one.last_day or "",
                "" if one.chance is None else say_share(as_share(one.chance.value), "en"),
                "" if one.chance is None else chance_cell(one.chance.interval),
                " + ".join(map(str, one.charges)),
                " + ".join(map(str, one.at_stake)),
            )
            for one in self.orders
        ]
        return table_html(next(self._head("en")), head, rows)


def _value(one: Breach) -> float:
    return 0.0 if one.chance is None else one.chance.value
