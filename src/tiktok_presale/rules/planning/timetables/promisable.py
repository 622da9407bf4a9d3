"""
What a market allows to be promised: the least and the most days, the choices, the form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.planning.spans import Span
    from tiktok_presale.values.days import Duration
    from tiktok_presale.values.ranges import Range

__all__ = ["Promisable", "promisable"]


@attrs.frozen(kw_only=True)
class Promisable:
    """
    What may be promised of one kind of orders.

    Args:
        least: The least days; None where the market names none.
        most: The most days; None where the market names no limit.
        choices: The only days that a platform offers, where it offers a list.
        releases: Whether the promise is one release date for everybody.
        advised: The most days that are advised, if any.
        figure: The figure that gives the days, if there is one.
    """

    least: Span | None
    most: Span | None
    choices: tuple[Span, ...]
    releases: bool
    advised: Span | None
    figure: Figure | None


def promisable(policy: Policy, kind: OrderKind, category: str | None) -> Promisable:
    """
    What policy and Open API allow together for one kind of orders.
    """
    window, api = _figure(policy, kind, category), policy.find(f"api.{kind}")
    ranges = [cast("Range[Duration]", one.value) for one in (window, api) if one is not None]
    choices = _choices(policy, kind, category)
    lows = [_counted(one.low, one.low_open) for one in ranges]
    highs = [_counted(one.high, -one.high_open) for one in ranges]
    highs += [max(choices, key=_count, default=None)]
    # A window that counts hours fits no promise, and one of another unit is no tighter limit; the
    # check of the window says so.
    unit = next((type(one) for one in (*lows, *highs) if one is not None), None)
    advice = policy.window.advice
    return Promisable(
        least=max((one for one in lows if type(one) is unit), key=_count, default=None),
        most=min((one for one in highs if type(one) is unit), key=_count, default=None),
        choices=choices,
        releases=policy.window.promise == "release_on",
        advised=None if advice is None else _counted(advice.high, 0),
        figure=window or api,
    )


def _figure(policy: Policy, kind: OrderKind, category: str | None) -> Figure | None:
    """
    The figure by which the check of the window judges such orders.
    """
    if kind is not OrderKind.PRE_ORDER:
        return policy.find(f"handling.{kind}")
    return _own(policy, category) or policy.find("window.days")


def _own(policy: Policy, category: str | None) -> Figure | None:
    return None if category is None else policy.find(f"window.categories.{category}")


def _choices(policy: Policy, kind: OrderKind, category: str | None) -> tuple[Span, ...]:
    if kind is not OrderKind.PRE_ORDER or _own(policy, category) is not None:
        return ()
    choices = policy.window.choices
    return tuple(one for one in choices if isinstance(one, CalendarDays | BusinessDays))


def _counted(end: object, more: int) -> Span | None:
    """
    An end of a window that counts days, one further in where it is open.
    """
    if not isinstance(end, CalendarDays | BusinessDays):
        return None
    return attrs.evolve(end, count=end.count + more)


def _count(span: Span | None) -> int:
    return 0 if span is None else span.count
