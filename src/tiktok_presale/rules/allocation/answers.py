"""
The answer to who gets what: for each order its units, its place and the reason.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import final

import attrs

from tiktok_presale.facts.claims import Claim
from tiktok_presale.rules.reasons import told
from tiktok_presale.values.checks import whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Finding, Outcome

__all__ = ["Allocation", "Allotment", "Fill", "Reason", "Sharing"]


class Sharing(StrEnum):
    """
    By which rule an arrival is shared.
    """

    FIRST_COME = "first_come"
    """In the order in which orders were placed; by id where two were placed at once."""
    TIER = "by_tier"
    """The greater tier first; first come within a tier."""
    PRO_RATA = "pro_rata"
    """In proportion to what was asked, to the unit by largest remainder."""
    LOTTERY = "lottery"
    """The smaller drawn number first; first come among the orders of one buyer."""


class Fill(StrEnum):
    """
    What becomes of an order for which not enough is left.
    """

    PARTIAL = "partial"
    """It gets what is left."""
    SKIP = "skip"
    """It gets nothing, and the next order that fits gets its units."""
    STOP = "stop"
    """It gets nothing, and neither does anyone behind it: nobody is overtaken."""


class Reason(StrEnum):
    """
    Why an order got what it got.
    """

    WHOLE = "whole"
    PART = "part"
    NONE_LEFT = "none_left"
    """Nothing was left when its turn came."""
    NO_FIT = "no_fit"
    """It takes all or nothing, and less was left than it asked for."""
    BEHIND = "behind"
    """It stands behind an order that did not fit, and nobody overtakes."""
    TOO_SMALL = "too_small"
    """Its share is less than one unit, and others had a larger remainder."""


@final
@attrs.frozen(kw_only=True)
class Allotment(Value):
    """
    What one order got of an arrival.

    Args:
        claim: What it asked for.
        granted: How many units it got.
        place: Its place in the queue, from 1.
        reason: Why it got that many.
        number: The number that it drew, in a lottery.
        share: Its exact share before rounding, pro rata.
    """

    claim: Claim
    granted: int = attrs.field(validator=whole)
    place: int
    reason: Reason
    number: str | None = None
    share: Fraction | None = None

    @property
    def short(self) -> int:
        """
        How many units it still waits for.
        """
        return self.claim.units - self.granted


@final
@attrs.frozen(kw_only=True)
class Allocation(Value):
    """
    An arrival and who got it; every unit is either granted, held for the queue or free for sale.

    Args:
        by: The rule.
        fill: What became of orders for which not enough was left.
        arrived: How many units there were.
        allotments: One for each order, in the order of the queue.
        seal: In a lottery, the hash of the seed; it must be the one published beforehand.

    Raises:
        OutOfRangeError: If more is granted than arrived or than an order asked for, an order stands
            twice, or the places are not 1, 2, 3 and so on.
    """

    by: Sharing
    fill: Fill
    arrived: int = attrs.field(validator=whole)
    allotments: tuple[Allotment, ...]
    seal: str | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse to give away what is not there or was not asked for.
        """
        if (self.seal is None) is (self.by is Sharing.LOTTERY):
            raise OutOfRangeError("seal", str(self.seal), "that of a lottery, and of nothing else")
        if self.granted > self.arrived:
            raise OutOfRangeError("granted", str(self.granted), f"at most {self.arrived}")
        if len({one.claim.order_id for one in self.allotments}) < len(self.allotments):
            raise OutOfRangeError("allotments", "an order twice", "one an order")
        for place, one in enumerate(self.allotments, start=1):
            if one.place != place:
                raise OutOfRangeError(
                    "place", str(one.place), f"{place}, by the order of the queue"
                )
            if one.short < 0:
                asked = f"at most the {one.claim.units} that {one.claim.order_id!r} asked for"
                raise OutOfRangeError("granted", str(one.granted), asked)

    @property
    def asked(self) -> int:
        """
        How many units all orders together asked for.
        """
        return sum(one.claim.units for one in self.allotments)

    @property
    def granted(self) -> int:
        """
        How many units they got.
        """
        return sum(one.granted for one in self.allotments)

    @property
    def spot(self) -> int:
        """
        How many units are free for spot sale: those that no waiting order asked for.
        """
        return max(0, self.arrived - self.asked)

    @property
    def held(self) -> int:
        """
        How many units are neither granted nor free: orders wait that take all or nothing.
        """
        return self.arrived - self.granted - self.spot

    @property
    def waiting(self) -> tuple[Claim, ...]:
        """
        The orders that still wait, with the units that they wait for; claims on the next arrival.
        """
        return tuple(
            attrs.evolve(one.claim, units=one.short) for one in self.allotments if one.short
        )

    def get(self, order_id: str) -> Allotment | None:
        """
        What the order of that id got, if it stood in the queue.
        """
        return next((one for one in self.allotments if one.claim.order_id == order_id), None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        The reason of every order, and what is left for spot sale.
        """
        return (*(self._reason(one) for one in self.allotments), self._spot())

    def _reason(self, one: Allotment) -> Finding:
        """
        Why one order got what it got.
        """
        code = "allocation.whole"
        if one.reason is Reason.PART:
            code = "allocation.part"
        elif one.reason is Reason.NONE_LEFT:
            code = "allocation.none_left"
        elif one.reason is Reason.NO_FIT:
            code = "allocation.no_fit"
        elif one.reason is Reason.BEHIND:
            code = "allocation.behind"
        elif one.reason is Reason.TOO_SMALL:
            code = "allocation.too_small"
        params = {
            "order": one.claim.order_id,
            "place": one.place,
            "name": self.by.value,
            "tier": one.claim.tier,
            "number": one.number,
            "share": one.share,
        }
        outcome, rule = Outcome.FAIL if one.short else Outcome.PASS, f"allocation.{self.by}"
        return Finding(outcome, code, rule, one.granted, one.claim.units, params=params)

    def _spot(self) -> Finding:
        short = self.asked - self.granted
        outcome, params = (
            Outcome.FAIL if short else Outcome.PASS,
            {"held": self.held, "short": short},
        )
        return Finding(outcome, "allocation.spot", "allocation.spot", self.spot, params=params)

    def explain(self, language: str = "en") -> str:
        """
        Who got what and why, line by line.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return told(self.findings, language)

    def __str__(self) -> str:
        return self.explain()
