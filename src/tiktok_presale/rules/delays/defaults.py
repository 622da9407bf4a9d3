"""
When is an order due whose seller stated no time?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.deadlines import Deadline
from tiktok_presale.rules.delays import courses
from tiktok_presale.rules.delays.counting import counted
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc
from tiktok_presale.values.vocabulary import DeadlineName, Event

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.days import Duration, Minutes

__all__ = ["default_due"]

_DEFAULT, _WITH_CREDIT = "delay.default", "delay.with_credit"


def default_due(
    ordered_at: datetime,
    policy: Policy,
    *,
    with_credit: bool = False,
    zone: ZoneInfo | None = None,
) -> Deadline:
    """
    The time that the law sets where none was stated or agreed: the earliest of all its laws.

    A time that was stated or agreed takes its place; do not ask then.

    Args:
        ordered_at: When the properly completed order came in (435.1(c)), or the contract was made
            (art. 18, s.28). Its day is day 0.
        policy: The rules in force, with the laws that they stand under.
        with_credit: Whether the buyer applied to the seller for credit (435.2(a)).
        zone: The buyer's zone, in which days are read; each law's own zone where none is given.

    Raises:
        NaiveTimeError: If *ordered_at* has no time zone.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import Policy
        >>> law = Policy.in_force("law-us", on=date(2026, 3, 1))
        >>> ordered = datetime(2026, 3, 1, 9, tzinfo=ZoneInfo("America/New_York"))
        >>> print(default_due(ordered, law).due)
        2026-03-31 23:59:59-04:00
        >>> print(default_due(ordered, law, with_credit=True).due)
        2026-04-20 23:59:59-04:00
    """
    check_policy(policy)
    courses.check_zone(zone)
    check_aware("ordered_at", ordered_at)
    check_kind("with_credit", with_credit, bool, "True or False")
    found = [
        deadline
        for law in courses.laws(policy)
        if (deadline := _of_law(ordered_at, law, with_credit, zone)) is not None
    ]
    known = [deadline for deadline in found if deadline.computed is not None]
    missing = [deadline for deadline in found if deadline.computed is None]
    if known and not missing:
        return min(known, key=lambda deadline: utc(deadline.computed or ordered_at))
    # Of two laws one of which cannot be counted, the earlier is not known.
    return missing[0] if missing else _none()


def _of_law(
    ordered_at: datetime,
    law: Policy,
    with_credit: bool,  # noqa: FBT001 - a private piece of one function
    zone: ZoneInfo | None,
) -> Deadline | None:
    figure = law.find(_WITH_CREDIT) if with_credit else None
    figure = figure or law.find(_DEFAULT)
    if figure is None:
        return None
    looks_at = law.find("delay.event")
    dispatch = looks_at is not None and looks_at.value == Event.DISPATCH
    within = cast("Duration | Minutes", figure.value)
    days_in = law.zone if zone is None else zone
    computed, missing = counted(ordered_at, figure, within, law, days_in)
    return Deadline(
        name=DeadlineName.DISPATCH if dispatch else DeadlineName.DELIVERY,
        event=Event.DISPATCH if dispatch else Event.DELIVERY,
        computed=computed,
        rule=figure.path,
        source=figure.source,
        missing=missing,
    )


def _none() -> Deadline:
    """
    The answer where no law sets a time.
    """
    finding = Finding(
        Outcome.UNKNOWN,
        "delay.default",
        _DEFAULT,
        remedies=(Remedy("give_law"),),
    )
    return Deadline(
        name=DeadlineName.DELIVERY, event=Event.DELIVERY, rule=_DEFAULT, missing=finding
    )
