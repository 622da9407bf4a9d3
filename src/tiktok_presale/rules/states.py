"""
Where an order stands against its deadlines, and what that costs: the answer about one order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.facts.orders import Order
from tiktok_presale.rules.charges import Bill
from tiktok_presale.rules.deadlines import Deadline, Deadlines
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["Assessment", "State", "late_rate"]


class State(StrEnum):
    """
    Where an order stands against its deadlines.
    """

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    LATE = "late"
    """A dispatch or collection deadline has passed and the thing is still to be done."""
    CANCELLABLE = "cancellable"
    """An auto-cancel deadline has passed: the platform may cancel it at any moment."""
    CANCELLED = "cancelled"
    MET = "met"
    """Dispatched and collected as far as deadlines ask; `late_by` tells if that came late."""
    UNKNOWN = "unknown"
    """No deadline is known, so nothing can be said."""


class _Parts:
    """
    The slots of an assessment, apart from the class that freezes them: see `OpenAssessment`.
    """

    __slots__ = (
        "__weakref__",
        "at",
        "charges",
        "contingent",
        "counts",
        "deadlines",
        "due",
        "edition",
        "exposure",
        "findings",
        "kind",
        "late_by",
        "next",
        "order",
        "order_id",
        "service_fee",
        "state",
        "whole",
    )
    at: datetime
    charges: Bill
    due: datetime | None
    edition: str
    kind: OrderKind
    late_by: timedelta
    order: Order
    order_id: str
    state: State
    whole: Callable[..., Assessment]


_SET_DUE = _Parts.due.__set__  # type: ignore[misc,union-attr]


@final
@attrs.frozen(kw_only=True)
class Assessment(_Parts, Value):
    """
    One order at one instant: its state, what lateness has cost, and what a cancellation would cost.

    Args:
        order_id: The order.
        kind: The order's kind.
        edition: The edition it was judged under.
        at: The instant.
        state: Where it stands.
        deadlines: All its deadlines.
        next: The deadline that decides the state; None where none is known or all are met.
        late_by: By how much dispatch or collection was, or is, late; zero if it is not.
        counts: Whether it counts in a late dispatch rate: dispatched, or past its deadline.
        charges: What lateness has cost so far.
        contingent: What is charged only if a metric that was not given lies in a range.
        exposure: What a cancellation costs: the buyer's money, and every charge with it.
        service_fee: What the platform will take for presale if the order completes.
        findings: What cannot be told, and why.

    Attributes:
        due: The deadline that decides the state, as an instant; None where `next` is.
    """

    order_id: str
    kind: OrderKind
    edition: str
    at: datetime
    state: State
    deadlines: Deadlines
    next: Deadline | None
    late_by: timedelta
    counts: bool
    charges: Bill
    contingent: Bill
    exposure: Bill
    service_fee: Money | None
    findings: tuple[Finding, ...]

    def __attrs_post_init__(self) -> None:
        """
        Tell the deciding instant once.
        """
        _SET_DUE(self, getattr(self.next, "due", None))

    def __reduce__(self) -> tuple[Callable[..., Assessment], tuple[object, ...]]:
        return _again, tuple(getattr(self, name) for name in _FIELDS)

    @property
    def time_left(self) -> timedelta | None:
        """
        How long until the deciding deadline; negative once it has passed.
        """
        return None if self.due is None else utc(self.due) - utc(self.at)

    @property
    def was_late(self) -> bool:
        """
        Whether dispatch or collection missed its deadline, whatever happened after.
        """
        return self.late_by > timedelta(0)


# What an assessment that compiled rules gave leaves for later.
_UNFOLDING = (
    "deadlines",
    "next",
    "counts",
    "contingent",
    "exposure",
    "service_fee",
    "findings",
)


class OpenAssessment(_Parts):
    """
    An assessment before it is frozen; it never leaves the function that fills it.

    Compiled rules know state, lateness and charges at once. They set these, and `whole`, which
    gives the whole assessment of `order` at an instant; then they set the class.
    """

    __slots__ = ()


def _unfold(found: Assessment) -> None:
    """
    Make what is left of an assessment that compiled rules gave.
    """
    whole = found.whole(found.order, at=found.at)
    for part in _UNFOLDING:
        object.__setattr__(found, part, getattr(whole, part))


def _unfold_order(found: Assessment) -> None:
    object.__setattr__(found, "order_id", found.order.id)
    object.__setattr__(found, "kind", found.order.kind)


def _lazy(name: str, unfold: Callable[[Assessment], None]) -> property:
    """
    A part that is made when it is first read.
    """
    slot = getattr(_Parts, name)
    read = slot.__get__

    def part(found: Assessment) -> object:
        try:
            return read(found)
        except AttributeError:
            unfold(found)
            return read(found)

    return property(part, slot.__set__)


# Apart from the class, where they would be the fields' defaults. The other parts are read straight
# from their slots, which a `__getattr__` would slow down for all.
for _name in _UNFOLDING:
    setattr(Assessment, _name, _lazy(_name, _unfold))
for _name in ("order_id", "kind"):
    setattr(Assessment, _name, _lazy(_name, _unfold_order))

_FIELDS = tuple(field.name for field in attrs.fields(Assessment))


def _again(*parts: object) -> Assessment:
    """
    An assessment from its parts, as pickles hold them.
    """
    return Assessment(**dict(zip(_FIELDS, parts, strict=True)))  # type: ignore[arg-type]


def late_rate(assessments: Iterable[Assessment]) -> Rate:
    """
    How many were late, of those that were dispatched or are past their deadline.
    """
    counted = [found for found in assessments if found.counts]
    return Rate(sum(found.was_late for found in counted), len(counted))
