"""
The answer to what becomes of every promise: the day of each order, its batches, and who must hear.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.facts.claims import Commitment
from tiktok_presale.rules.reasons import outcome_of, saying, told
from tiktok_presale.values.checks import whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome, Remedy

__all__ = ["FromBatch", "Plan", "Planned", "Standing"]


class Standing(StrEnum):
    """
    What becomes of a promise.
    """

    KEPT = "kept"
    """The order can be dispatched on the promised day or before."""
    EARLIER = "earlier"
    """As kept, and earlier than before the supply changed."""
    LATER = "later"
    """The order can be dispatched after the promised day only."""
    SHORT = "short"
    """Not all of its units are covered by any batch that can be counted on."""
    UNKNOWN = "unknown"
    """No promise is known that the day could be held against."""


@final
@attrs.frozen
class FromBatch(Value):
    """
    Units that one order takes from one batch.

    Args:
        batch_id: The batch.
        units: How many.
    """

    batch_id: str
    units: int = attrs.field(validator=whole)


@final
@attrs.frozen(kw_only=True)
class Planned(Value):
    """
    What becomes of one promise.

    Args:
        commitment: What was promised.
        standing: What becomes of it.
        day: The first day on which all units that are covered can be dispatched; None where none
            are.
        sources: The batches that cover it; others can take their place as long as the days stay.
        was: The day on which the whole order could be dispatched before the supply changed; None
            where nothing is compared, or it was not covered.
    """

    commitment: Commitment
    standing: Standing
    day: date | None
    sources: tuple[FromBatch, ...]
    was: date | None = None

    @property
    def covered(self) -> int:
        """
        How many of its units are covered.
        """
        return sum(source.units for source in self.sources)

    @property
    def missing(self) -> int:
        """
        How many of its units are not covered.
        """
        return self.commitment.units - self.covered

    @property
    def finding(self) -> Finding:
        """
        The reason: later than promised is a failure whose remedy is a notice to the buyer.
        """
        order, by = self.commitment.order_id, self.commitment.by
        if self.standing is Standing.SHORT:
            return self._short()
        outcome, remedies = Outcome.PASS, tuple[Remedy, ...]()
        code = "supply.kept"
        if self.standing is Standing.EARLIER:
            code = "supply.earlier"
        elif self.standing is Standing.LATER:
            code, outcome = "supply.later", Outcome.FAIL
            remedies = (Remedy("notice_of_delay", {"order": order, "on": self.day}),)
        elif self.standing is Standing.UNKNOWN:
            code, outcome = "supply.no_promise", Outcome.UNKNOWN
            remedies = (Remedy("tell_promise", {"order": order}),)
        params = {"order": order, "was": self.was}
        return Finding(outcome, code, "supply", self.day, by, remedies, params=params)

    def _short(self) -> Finding:
        order, missing = self.commitment.order_id, self.missing
        params = {"order": order, "missing": missing, "by": self.commitment.by}
        remedies = (Remedy("notice_of_shortfall", {"order": order, "units": missing}),)
        return Finding(
            Outcome.FAIL,
            "supply.lost",
            "supply",
            self.covered,
            self.commitment.units,
            remedies,
            params=params,
        )


@final
@attrs.frozen
class Plan(Value):
    """
    What becomes of every promise under one supply.

    Args:
        orders: One for each promise, by SKU, first come first.
        unsure: The batches that cannot be counted on, and why.
    """

    orders: tuple[Planned, ...]
    unsure: tuple[Finding, ...] = ()

    def get(self, order_id: str, sku: str | None = None) -> Planned | None:
        """
        What becomes of the promise of one order; of one SKU of it, where it has several.
        """
        found = (one for one in self.orders if one.commitment.order_id == order_id)
        return next((one for one in found if sku in {None, one.commitment.sku}), None)

    def standing(self, standing: Standing) -> tuple[Planned, ...]:
        """
        The orders of one standing.
        """
        return tuple(one for one in self.orders if one.standing is standing)

    @property
    def to_notify(self) -> tuple[Planned, ...]:
        """
        The orders whose buyers must be told: later than promised, or not covered.
        """
        return tuple(o for o in self.orders if o.standing in {Standing.LATER, Standing.SHORT})

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        The reason of every order, and every batch that cannot be counted on.
        """
        return (*(one.finding for one in self.orders), *self.unsure)

    @property
    def outcome(self) -> Outcome:
        """
        FAIL if any promise is broken, else UNKNOWN if anything is not known, else PASS.
        """
        return outcome_of(self.findings)

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
        What becomes of each promise, line by line, the broken ones first.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return told(self.findings, language)

    def __str__(self) -> str:
        return self.explain()
