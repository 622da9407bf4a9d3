"""
When will a batch be here, if it slips as batches did before?

No distribution is assumed, only that the next batch is one like those before. Of n + 1 such batches
the next is as likely to slip least, second least or most, so in k of n + 1 cases at least it slips
no more than the k-th smallest of the n slips that are known.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import final

import attrs

from tiktok_presale.values.checks import check_day, is_whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.ranges import Range

__all__ = ["Likely", "likely"]

_HALF = Fraction(1, 2)


@final
@attrs.frozen(kw_only=True)
class Likely(Value):
    """
    The days on which a batch can be expected.

    Args:
        stated: The day that was stated for it.
        share: In how many cases of all it is to be here by *last*.
        samples: How many past batches that is judged by.
        half: The day by which it is here in half of all cases; None where that cannot be told.
        last: The day by which it is here in *share* of all cases; None where that cannot be told.
    """

    stated: date
    share: Decimal | Fraction
    samples: int
    half: date | None
    last: date | None

    @property
    def finding(self) -> Finding:
        """
        The reason; UNKNOWN where the past batches are too few for such a share.
        """
        limit = Range.at_least(self.share, unit="share")
        outcome, remedies = Outcome.PASS, tuple[Remedy, ...]()
        if self.last is None:
            share = Fraction(self.share)
            outcome = Outcome.UNKNOWN
            # The fewest samples n of which the share of n + 1 is no more than n.
            remedies = (Remedy("more_batches", {"batches": ceil(share / (1 - share))}),)
        days = {"stated": self.stated, "half": self.half, "last": self.last}
        params = {"samples": self.samples, **days}
        return Finding(
            outcome, "supply.likely", "supply", self.samples, limit, remedies, params=params
        )


def likely(stated: date, slips: Iterable[int], *, share: Decimal | Fraction) -> Likely:
    """
    The days on which a batch can be expected, from how many days past batches came late.

    Args:
        stated: The day that was stated for the batch.
        slips: For each past batch of that supplier the days from its stated day to its arrival;
            negative where it came early.
        share: In how many cases of all the last day is to be kept, from a half to below one.

    Raises:
        WrongTypeError: If an argument has another type; a float is not exact.
        OutOfRangeError: If *share* is below a half, or one or more, or a slip leaves the calendar.

    Examples:
        >>> found = likely(date(2026, 2, 1), [0, 2, 5, 1, 0, 9, 3, 0, 4], share=Decimal("0.9"))
        >>> print(found.half, found.last)
        2026-02-03 2026-02-10
        >>> likely(date(2026, 2, 1), [0, 2, 5], share=Decimal("0.9")).last is None
        True
    """
    check_day("stated", stated)
    if not isinstance(share, Decimal | Fraction):
        raise WrongTypeError("share", "a Decimal or a Fraction", type(share).__name__)
    # A Decimal can be no number at all.
    finite = isinstance(share, Fraction) or share.is_finite()
    if not finite or not _HALF <= Fraction(share) < 1:
        raise OutOfRangeError("share", str(share), "from a half to below one")
    known = _slips(slips)
    return Likely(
        stated=stated,
        share=share,
        samples=len(known),
        half=_day(stated, known, _HALF),
        last=_day(stated, known, Fraction(share)),
    )


def _slips(slips: Iterable[int]) -> list[int]:
    known = list(slips)
    for slip in known:
        if not is_whole(slip):
            raise WrongTypeError("slips", "whole numbers of days", type(slip).__name__)
    return sorted(known)


def _day(stated: date, known: list[int], share: Fraction) -> date | None:
    rank = ceil(share * (len(known) + 1))
    if rank > len(known):
        return None
    try:
        return stated + timedelta(days=known[rank - 1])
    except OverflowError:
        raise OutOfRangeError("slips", str(known[rank - 1]), "days that a calendar has") from None
