"""
Which days a policy lets a seller promise, limit by limit, and from which moment they count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.vocabulary import Anchor, DeadlineName, Event, OrderKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.days import Duration
    from tiktok_presale.values.sources import Source

__all__ = ["Limit", "allowed", "event_of", "limits_of", "slack_of", "unit_of"]

_LATE = (DeadlineName.DISPATCH, DeadlineName.COLLECTION, DeadlineName.DELIVERY)
_DAY_HOURS = 24


class Limit(NamedTuple):
    """
    One figure that says which days may be promised.
    """

    code: str
    days: Range[Duration] | tuple[Duration, ...]
    rule: str
    source: Source | None

    @property
    def ends(self) -> tuple[Duration, ...]:
        """
        The numbers of days that it names.
        """
        if isinstance(self.days, tuple):
            return self.days
        return tuple(end for end in (self.days.low, self.days.high) if end is not None)

    def allows(self, days: Duration) -> bool:
        """
        Whether so many days may be promised; days of another kind may not.
        """
        return isinstance(days, type(self.ends[0])) and days in self.days


def limits_of(policy: Policy, category: str | None) -> tuple[Limit, ...]:
    """
    The limits of a promise for pre-orders: the window, the list to choose from, the Open API.
    """
    own = None if category is None else policy.find(f"window.categories.{category}")
    figures = [("promise_range", own or policy.find("window.days"))]
    # As `window.check` has it: a category with a window of its own is not held to the list.
    if own is None:
        figures.append(("promise_choices", policy.find("window.choices")))
    figures.append(("promise_api", policy.find("api.pre_order")))
    return tuple(
        Limit(code, _days(policy, code, figure.value), figure.path, figure.source)
        for code, figure in figures
        if figure is not None
    )


def _days(policy: Policy, code: str, value: object) -> Range[Duration] | tuple[Duration, ...]:
    if code == "promise_choices":
        return policy.window.choices
    return cast("Range[Duration]", value)


def unit_of(limits: Sequence[Limit]) -> type[CalendarDays | BusinessDays]:
    """
    What the days of a promise count; calendar days where no figure says it.
    """
    for limit in limits:
        if isinstance(limit.ends[0], BusinessDays):
            return BusinessDays
        if isinstance(limit.ends[0], CalendarDays):
            return CalendarDays
    return CalendarDays


def allowed(
    limits: Iterable[Limit], unit: type[CalendarDays | BusinessDays], reach: int
) -> tuple[int, ...]:
    """
    The numbers of days up to *reach* that every limit allows.
    """
    bounds = tuple(limits)
    return tuple(n for n in range(reach + 1) if all(one.allows(unit(n)) for one in bounds))


def event_of(policy: Policy) -> Event:
    """
    What must have happened by the promised day: what the policy's own deadline looks at.
    """
    terms = (policy.deadline(OrderKind.PRE_ORDER, name) for name in _LATE)
    return next((term.event for term in terms if term is not None), Event.DISPATCH)


def slack_of(policy: Policy, event: Event, unit: type[CalendarDays | BusinessDays]) -> int:
    """
    How many days after the promised one an event may still come.

    A business day is at least one calendar day, so counting it as one is on the safe side. Hours
    run from the first moment of a release; only days that lie in them wholly count. A deadline that
    the promise does not move leaves nothing after it.
    """
    terms = (policy.deadline(OrderKind.PRE_ORDER, name) for name in _LATE)
    term = next((one for one in terms if one is not None and one.event is event), None)
    if term is None or not (term.promise or term.anchor is Anchor.RELEASE):
        return 0
    if isinstance(term.add, Hours):
        return term.add.count // _DAY_HOURS - 1
    return 0 if unit is BusinessDays and isinstance(term.add, CalendarDays) else term.add.count
