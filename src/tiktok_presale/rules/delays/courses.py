"""
The course that an order takes under each law: which laws are asked, and by which of the two kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tiktok_presale.facts.delays import DelayHistory
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.delays import options, rights
from tiktok_presale.rules.delays.events import last_second
from tiktok_presale.rules.delays.standings import LawStanding
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Finding, Outcome, Remedy

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.delays.standings import DelayStep
    from tiktok_presale.values.sources import Source

__all__ = [
    "REFUND",
    "cancel_and_refund",
    "check",
    "check_zone",
    "course",
    "laws",
    "no_law",
    "source_of",
]

REFUND = "refund.within.not_shipped"


def check(history: object, policy: object, zone: object) -> None:
    """
    Refuse anything but a history, a policy, and a zone or None.
    """
    expected = "a DelayHistory; write DelayHistory(due=…)"
    check_kind("history", history, DelayHistory, expected)
    check_policy(policy)
    check_zone(zone)


def check_zone(zone: object) -> None:
    """
    Refuse anything but a zone or None.
    """
    if zone is not None:
        check_kind("zone", zone, ZoneInfo, 'a ZoneInfo such as ZoneInfo("America/New_York")')


def laws(policy: Policy) -> tuple[Policy, ...]:
    """
    The policy itself, which may be a law's own, and the laws that it stands under.
    """
    return (policy, *policy.laws)


def course(
    history: DelayHistory, law: Policy, at: datetime, zone: ZoneInfo | None
) -> LawStanding | None:
    """
    Every standing under one law; None where it does not say what a delay does to an order.

    Raises:
        OutOfRangeError: If a notice tells a new date that is no delay, or that no calendar holds.
    """
    try:
        steps = _steps(history, law, law.zone if zone is None else zone)
    except OverflowError:
        expected = "far enough from the end of the calendar for days to be counted"
        raise OutOfRangeError("history", str(history.due), expected) from None
    return None if steps is None else LawStanding(law=law.market, at=at, steps=steps)


def _steps(history: DelayHistory, law: Policy, zone: ZoneInfo) -> tuple[DelayStep, ...] | None:
    for notice in history.notices:
        if notice.new_date is not None:
            last_second(history, notice.new_date, zone)
    if options.offers_choice(law):
        return options.steps(history, law, zone)
    return rights.steps(history, law, zone) if rights.gives_rights(law) else None


def no_law(policy: Policy) -> tuple[Finding, ...]:
    """
    That nothing can be said where no law was given that says what a delay does.
    """
    if any(options.offers_choice(law) or rights.gives_rights(law) for law in laws(policy)):
        return ()
    remedies = (Remedy("give_law"),)
    return (Finding(Outcome.UNKNOWN, "delay.law", "delay", remedies=remedies),)


def cancel_and_refund(law: Policy) -> tuple[Remedy, ...]:
    """
    What a seller does with a cancelled order, and how soon where the law says so.
    """
    figure = law.find(REFUND)
    if figure is None:
        return (Remedy("cancel_and_refund"),)
    return (Remedy("cancel_and_refund_within", {"within": figure.value}),)


def source_of(law: Policy, path: str) -> Source | None:
    """
    Where the figure at a path comes from; None where the law has none.
    """
    figure = law.find(path)
    return None if figure is None else figure.source
