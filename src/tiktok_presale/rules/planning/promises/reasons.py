"""
The reasons of a planned promise, from plain numbers.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from decimal import Decimal

    from tiktok_presale.values.days import BusinessDays, CalendarDays
    from tiktok_presale.values.money import Money
    from tiktok_presale.values.vocabulary import Event

__all__ = ["cheaper", "kept", "missed", "no_days", "other_unit", "too_few_seen"]


def other_unit(given: type, asked: type) -> Finding:
    """
    That observed times count other days than the policy does.
    """
    remedies = (Remedy("count_as", {"unit": asked.__name__}),)
    params = {"unit": given.__name__}
    return Finding(Outcome.UNKNOWN, "lead.unit", "window.days", None, None, remedies, params=params)


def too_few_seen(
    have: int, needed: int, name: str, target: Fraction, level: float, fewer: int | None
) -> Finding:
    """
    How many observations there are and how many it would need; *fewer* would do without caution.
    """
    remedies = [Remedy("more_lead_times", {"samples": needed, "name": name})]
    if fewer is not None:
        remedies.append(Remedy("not_cautious", {"samples": fewer}))
    params = {
        "name": name,
        "target": Range.at_most(target, unit="share"),
        "level": Range.at_least(Fraction(str(level)), unit="share"),
    }
    limit = Range.at_least(needed)
    return Finding(Outcome.UNKNOWN, "lead.samples", "", have, limit, tuple(remedies), params=params)


def no_days(limits: tuple[object, ...]) -> Finding:
    """
    That no number of days is within all limits.
    """
    return Finding(Outcome.UNKNOWN, "lead.no_days", "window.days", None, limits)


def kept(
    days: CalendarDays | BusinessDays, event: Event, held: Decimal, target: Fraction
) -> Finding:
    """
    That a promise keeps the chance of lateness under the target.
    """
    limit, params = Range.at_most(target, unit="share"), {"days": days, "event": event}
    return Finding(Outcome.PASS, "lead.window", "window.days", held, limit, params=params)


def missed(
    days: CalendarDays | BusinessDays,
    event: Event,
    held: Decimal,
    target: Fraction,
    beyond: int | None,
) -> Finding:
    """
    That not even the longest promise does, and what would help.

    Args:
        days: The longest promise that is allowed.
        event: What must have happened by then.
        held: The chance that it is missed.
        target: The chance that is accepted.
        beyond: By how many days it is too short; None where no promise would do.
    """
    ways = list[Remedy]()
    if beyond is not None:
        ways.append(Remedy("faster_goods", {"days": beyond}))
    if held < 1:
        ways.append(Remedy("accept_lateness", {"share": Range.at_most(held, unit="share")}))
    limit, params = Range.at_most(target, unit="share"), {"days": days, "event": event}
    return Finding(
        Outcome.FAIL, "lead.window", "window.days", held, limit, tuple(ways), params=params
    )


def cheaper(
    days: CalendarDays | BusinessDays,
    best: CalendarDays | BusinessDays,
    saved: Money,
    buyers: int,
) -> Finding:
    """
    That another promise costs less, be it for buyers who wait or for late orders.
    """
    params = {"saved": saved, "buyers": buyers}
    return Finding(Outcome.ADVICE, "lead.cheaper", "window.days", days, best, params=params)
