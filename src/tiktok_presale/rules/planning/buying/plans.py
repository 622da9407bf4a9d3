"""
What `purchases` answers: orders to the maker, what is left over, and who gets goods late.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.supply import Batch
from tiktok_presale.rules.reasons import outcome_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LateOrder", "Purchase", "PurchasePlan"]


@final
@attrs.frozen(kw_only=True)
class Purchase(Value):
    """
    One order to the maker.

    Args:
        day: The last day on which it can be placed so that what depends on it is kept.
        units: How many.
        spare: How many of them no pre-order takes that is paid by then.
        batch: What arrives of it, and when, for `supply.schedule` and `allocation.share`.
        dispatched: The day on which it can be dispatched.
    """

    day: date
    units: int
    spare: int
    batch: Batch
    dispatched: date

    def in_words(self, language: str) -> str:
        """
        The order as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(language, "purchases.order", day=self.day, units=self.units)

    def __str__(self) -> str:
        return self.in_words("en")


@final
@attrs.frozen(kw_only=True)
class LateOrder(Value):
    """
    A pre-order whose promise cannot be kept.

    Args:
        order_id: Its id.
        units: How many units it waits for.
        by: The promised day.
        day: The day on which it can be dispatched.
    """

    order_id: str
    units: int
    by: date
    day: date

    @property
    def days(self) -> int:
        """
        How many days late.
        """
        return (self.day - self.by).days


@final
@attrs.frozen(kw_only=True)
class PurchasePlan(Value):
    """
    What to order of one SKU, and when, for the pre-orders that were paid.

    Args:
        sku: The SKU.
        purchases: The orders to the maker, in the order of the days.
        needed: The units that must be ordered.
        cancelled: The units of the pre-orders that are expected to be cancelled.
        order_costs: What the orders cost, however large they are.
        goods: What the ordered units cost.
        loss: What the units lose that are left over.
        late: The pre-orders whose promise cannot be kept.
        grounds: What it stands on; its findings say what is kept and what is not.
    """

    sku: str
    purchases: tuple[Purchase, ...]
    needed: int
    cancelled: int
    order_costs: Money
    goods: Money
    loss: Money
    late: tuple[LateOrder, ...]
    grounds: Grounds

    @property
    def ordered(self) -> int:
        """
        All units that are ordered.
        """
        return sum(one.units for one in self.purchases)

    @property
    def surplus(self) -> int:
        """
        The ordered units that no pre-order takes.
        """
        return self.ordered - self.needed

    @property
    def cost(self) -> Money:
        """
        What was made as small as it can be: the costs of the orders, and the loss on the surplus.
        """
        return self.order_costs + self.loss

    @property
    def batches(self) -> tuple[Batch, ...]:
        """
        What arrives.
        """
        return tuple(one.batch for one in self.purchases)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        Every reason.
        """
        return self.grounds.findings

    @property
    def outcome(self) -> Outcome:
        """
        FAIL if any reason fails, else UNKNOWN if any is unknown, else PASS.
        """
        return outcome_of(self.findings)

    @property
    def allowed(self) -> bool:
        """
        Whether every promise is kept; what is not known is no yes.
        """
        return self.outcome is Outcome.PASS

    def explain(self, language: str = "en") -> str:
        """
        Every order to the maker, and what it stands on, line by line.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(self._lines(language))

    def _lines(self, language: str) -> Iterator[str]:
        for one in self.purchases:
            yield message(language, "purchases.line", order=one, on=one.dispatched)
        values = {
            "needed": self.needed,
            "surplus": self.surplus,
            "orders": self.order_costs,
            "goods": self.goods,
            "loss": self.loss,
        }
        yield message(language, "purchases.total", **values)
        yield self.grounds.explain(language)

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The orders as a table, for notebooks.
        """
        from tiktok_presale.values.html import table_html  # noqa: PLC0415 - notebooks only

        rows = [
            (one.day, one.units, one.spare, one.batch.arrives, one.dispatched)
            for one in self.purchases
        ]
        head = ("order by", "units", "spare", "arrives", "dispatched")
        return table_html(self.sku, head, rows)
