"""
What is to arrive: batches of goods, each with the day on which it is expected.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.values.checks import check_day, check_kind, check_text, instance, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError

__all__ = ["Batch", "BatchState", "Supply"]


class BatchState(StrEnum):
    """
    How sure the day of a batch is.
    """

    PLANNED = "planned"
    """Somebody expects it then; the supplier has confirmed nothing."""
    CONFIRMED = "confirmed"
    """The supplier has confirmed the day."""
    ARRIVED = "arrived"
    """It is here."""


@final
@attrs.frozen
class Batch(Value):
    """
    Units of one SKU that arrive together.

    Args:
        id: The batch's id, such as the number of a purchase order.
        sku: What it holds.
        units: How many of it are still to be dispatched.
        arrives: The day on which it is expected; None where no day is known.
        state: How sure that day is.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If *units* is negative.

    Examples:
        >>> Batch("b1", "tea", 100, arrives=date(2026, 2, 1), state=BatchState.CONFIRMED).units
        100
    """

    id: str
    sku: str
    units: int = attrs.field(validator=whole)
    arrives: date | None = attrs.field(default=None, kw_only=True)
    state: BatchState = attrs.field(
        default=BatchState.PLANNED, kw_only=True, validator=instance("a BatchState", BatchState)
    )

    def __attrs_post_init__(self) -> None:
        """
        Refuse a batch without a name, and a day that is none.
        """
        check_text("id", self.id)
        check_text("sku", self.sku)
        if self.arrives is not None:
            check_day("arrives", self.arrives)


def _batches(value: Iterable[Batch]) -> tuple[Batch, ...]:
    """
    Read batches in any order; they stand by their ids, so that equal supplies are equal.
    """
    if not isinstance(value, Iterable):
        raise WrongTypeError("batches", "several Batch", type(value).__name__)
    batches = tuple(value)
    for batch in batches:
        check_kind("batches", batch, Batch, "a Batch each")
    return tuple(sorted(batches, key=lambda batch: batch.id))


@final
@attrs.frozen
class Supply(Value):
    """
    All batches of which goods are promised.

    Units that were dispatched are in it no more, and neither are the orders they went to.

    Args:
        batches: The batches, each with an id of its own.

    Raises:
        WrongTypeError: If one of them is no batch.
        OutOfRangeError: If two have the same id.

    Examples:
        >>> supply = Supply([Batch("b1", "tea", 100, arrives=date(2026, 2, 1))])
        >>> moved = supply.with_batch(Batch("b1", "tea", 100, arrives=date(2026, 2, 9)))
        >>> print(moved.get("b1").arrives)
        2026-02-09
    """

    batches: tuple[Batch, ...] = attrs.field(default=(), converter=_batches)

    def __attrs_post_init__(self) -> None:
        """
        Refuse two batches of one id: their units would be counted twice.
        """
        for one, next_one in zip(self.batches, self.batches[1:], strict=False):
            if one.id == next_one.id:
                raise OutOfRangeError("batches", f"{one.id!r} twice", "of different ids")

    def of(self, sku: str) -> tuple[Batch, ...]:
        """
        The batches of one SKU.
        """
        return tuple(batch for batch in self.batches if batch.sku == sku)

    def get(self, batch_id: str) -> Batch | None:
        """
        The batch of that id, if there is one.
        """
        return next((batch for batch in self.batches if batch.id == batch_id), None)

    def with_batch(self, batch: Batch) -> Supply:
        """
        This supply with one more batch, or with a batch changed: the one of the same id gives way.
        """
        check_kind("batch", batch, Batch, "a Batch")
        return Supply((*self.without(batch.id).batches, batch))

    def without(self, batch_id: str) -> Supply:
        """
        This supply without the batch of that id.
        """
        return Supply(batch for batch in self.batches if batch.id != batch_id)
