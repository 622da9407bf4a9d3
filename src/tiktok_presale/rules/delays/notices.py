"""
What must a notice of delay tell the buyer?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.delays import courses, options, parts
from tiktok_presale.rules.delays.parts import Asked, Delayed
from tiktok_presale.rules.delays.required import NoticeRequired
from tiktok_presale.rules.delays.words import Standing
from tiktok_presale.values.checks import check_aware, check_day
from tiktok_presale.values.errors import OutOfRangeError

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.delays import DelayHistory
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.delays.required import LawNotice
    from tiktok_presale.values.findings import Finding

__all__ = ["notice"]


def notice(
    history: DelayHistory,
    new_date: date | None,
    policy: Policy,
    *,
    at: datetime,
    paid_at: datetime | None = None,
    zone: ZoneInfo | None = None,
) -> NoticeRequired:
    """
    What a notice of delay must tell, what silence means and until when, law by law.

    It is read off the course that the order takes once the notice is out, so what is told here is
    what `status` finds later.

    Args:
        history: The time that was promised, and what has happened until now.
        new_date: The new date; None where the seller cannot say how long the delay will last.
        policy: The rules in force, with the laws that they stand under: `policy.with_law(…)`.
        at: When the notice is to go out; what happens later has not happened yet.
        paid_at: When the buyer paid, for laws that count from the prepayment (Japan, art. 13).
        zone: The buyer's zone, in which days are read; each law's own zone where none is given.

    Raises:
        OutOfRangeError: If *new_date* is no delay, or the seller has done what was due.
        NaiveTimeError: If an instant has no time zone.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import DelayHistory, Policy
        >>> law = Policy.in_force("law-us", on=date(2026, 2, 20))
        >>> new_york = ZoneInfo("America/New_York")
        >>> history = DelayHistory(due=datetime(2026, 3, 1, 23, 59, 59, tzinfo=new_york))
        >>> at = datetime(2026, 2, 20, 9, tzinfo=new_york)
        >>> notice(history, date(2026, 3, 31), law, at=at).silence.value  # 30 days later
        'consent'
        >>> longer = notice(history, date(2026, 4, 1), law, at=at)  # 31 days later
        >>> longer.silence.value, str(longer.lapses_at)
        ('cancel', '2026-04-01 00:00:00-04:00')
    """
    courses.check(history, policy, zone)
    check_aware("at", at)
    if new_date is not None:
        check_day("new_date", new_date)
    if paid_at is not None:
        check_aware("paid_at", paid_at)
    asked = Asked(history.seen(at), new_date, at, paid_at)
    given: list[LawNotice] = []
    findings: list[Finding] = []
    for law in courses.laws(policy):
        days_in = law.zone if zone is None else zone
        for told, reasons in (
            _on_delay(asked, law, days_in),
            parts.acceptance(asked, law, days_in),
        ):
            given += told
            findings += reasons
    findings += courses.no_law(policy)
    return NoticeRequired(
        edition=policy.edition,
        at=at,
        due=history.due,
        new_date=new_date,
        parts=tuple(given),
        findings=tuple(findings),
    )


def _on_delay(
    asked: Asked, law: Policy, zone: ZoneInfo
) -> tuple[tuple[LawNotice, ...], list[Finding]]:
    """
    What one law makes of the delay; nothing where it does not say.
    """
    before = courses.course(asked.history, law, asked.at, zone)
    if before is None:
        return (), []
    now = before.now
    if now.standing is Standing.DONE:
        raise OutOfRangeError("history", f"done at {now.since}", "that of an order still open")
    if now.standing.cancelled:
        part, reasons = parts.too_late(law, before)
        return (part,), reasons
    told = asked.history.with_notice(asked.at, asked.new_date)
    builder = parts.choice if options.offers_choice(law) else parts.of_rights
    after = courses.course(told, law, asked.at, zone) or before
    part, reasons = builder(asked, Delayed(law, zone, before, after))
    return (part,), reasons
