"""
By when must a request or a complaint be answered?
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.complaints import Complaint, Request
from tiktok_presale.policy.buyer_terms import AnswerTime
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.delivered import DeliveredFirst
from tiktok_presale.rules.protection.counting import (
    NOT_COUNTABLE,
    SECOND,
    gap_source,
    runs_until,
    uncountable,
)
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import DAY_END, ends_on, in_zone, local_day, utc, zone_of
from tiktok_presale.values.sources import Source
from tiktok_presale.values.vocabulary import Weekday

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["AnswerBy", "answer_by"]

_WEEKEND = "complaints.chat_weekend"
# Where a market's figure for a request is found; the first that it has counts. A pre-order is
# cancelled like any other order unless the market says otherwise, and a second request for a
# return is answered like the first: `complaints.second_return` is the buyer's own time to ask.
_PATHS = {
    Request.CHAT: ("complaints.chat",),
    Request.CANCELLATION: ("complaints.cancellation",),
    Request.PREORDER_CANCELLATION: ("complaints.preorder_cancellation", "complaints.cancellation"),
    Request.RETURN: ("complaints.return",),
    Request.SECOND_RETURN: ("complaints.return",),
    Request.COMPLAINT: ("complaints.complaint",),
}


@final
@attrs.frozen(kw_only=True)
class AnswerBy(DeliveredFirst, Value):
    """
    The deadline for one answer, the platform's own and ours, with the rule behind it.

    Args:
        complaint_id: What is to be answered.
        request: What was asked.
        computed: What the policy gives, in the market's zone; None where it gives nothing.
        delivered: What the platform sent, in the market's zone.
        rule: The dotted path of the figure.
        silence: What an unanswered request becomes: "cancelled", "approved", or None where no
            source says.
        source: Where the figure comes from.
        missing: Why nothing could be computed, where that is so.
    """

    complaint_id: str
    request: Request
    rule: str
    computed: datetime | None = None
    delivered: datetime | None = None
    silence: str | None = None
    source: Source | None = None
    missing: Finding | None = None

    @property
    def lapses_at(self) -> datetime | None:
        """
        The first instant that is too late: the due second counts in full.
        """
        return None if self.due is None else self.due + SECOND

    def met_at(self, instant: datetime) -> bool:
        """
        Whether an answer at *instant* is in time; where no deadline is known, none was missed.
        """
        return self.due is None or utc(instant) < utc(self.due) + SECOND


def answer_by(
    complaint: Complaint, policy: Policy, *, calendar: BusinessCalendar | None = None
) -> AnswerBy:
    """
    By when a request or a complaint must be answered, and what silence makes of it.

    A deadline that the platform sent wins over the computed one, and both are kept. Where nothing
    can be computed (no figure, holidays not known), `missing` says why.

    Args:
        complaint: The request or complaint.
        policy: The rules in force when it was made.
        calendar: A business calendar to use instead of the market's own.

    Raises:
        WrongTypeError: If *complaint* is no complaint.

    Examples:
        >>> from datetime import date
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import Policy
        >>> asked = Complaint(id="c1", request=Request.CANCELLATION,
        ...                   opened_at=datetime(2026, 1, 17, 9, tzinfo=ZoneInfo("Asia/Bangkok")))
        >>> found = answer_by(asked, Policy.in_force("th", on=date(2026, 1, 17)))
        >>> print(found.due, found.silence)
        2026-01-18 09:00:00+07:00 cancelled
    """
    check_kind("complaint", complaint, Complaint, "a Complaint")
    check_policy(policy)
    zone = policy.zone if complaint.zone is None else zone_of(complaint.zone)
    rule, figure = _figure(complaint, policy, zone)
    term = None if figure is None else figure.value
    if isinstance(term, AnswerTime):
        computed, missing = _counted(complaint, term, rule, zone, policy, calendar)
    else:
        computed, missing = None, _no_figure(rule, policy)
    delivered = complaint.delivered_deadline
    return AnswerBy(
        complaint_id=complaint.id,
        request=complaint.request,
        rule=rule,
        computed=None if computed is None else in_zone(computed, policy.zone),
        delivered=None if delivered is None else in_zone(delivered, policy.zone),
        silence=term.silence if isinstance(term, AnswerTime) else None,
        source=None if figure is None else figure.source,
        missing=missing,
    )


def _figure(complaint: Complaint, policy: Policy, zone: ZoneInfo) -> tuple[str, Figure | None]:
    """
    The figure that governs a request, the market's own before that of a law, and its path.
    """
    paths = _PATHS[complaint.request]
    if _on_weekend(complaint, zone) and complaint.chatbot is not False and policy.every(_WEEKEND):
        paths = (_WEEKEND,)
    for path in paths:
        for figure in policy.every(path):
            return path, figure
    return paths[0], None


def _on_weekend(complaint: Complaint, zone: ZoneInfo) -> bool:
    day = local_day(complaint.opened_at, zone)
    return complaint.request is Request.CHAT and day.weekday() in {Weekday.SAT, Weekday.SUN}


def _no_figure(rule: str, policy: Policy) -> Finding:
    return Finding(Outcome.UNKNOWN, "deadline.no_rule", rule, source=gap_source(rule, policy))


def _counted(
    complaint: Complaint,
    term: AnswerTime,
    rule: str,
    zone: ZoneInfo,
    policy: Policy,
    calendar: BusinessCalendar | None,
) -> tuple[datetime | None, Finding | None]:
    if rule == _WEEKEND and complaint.chatbot is None:
        remedies = (Remedy("tell", {"name": "chatbot"}),)
        return None, Finding(Outcome.UNKNOWN, "answer.chatbot", rule, None, term, remedies)
    try:
        if term.within is None:
            return _by_weekday(complaint.opened_at, term, zone), None
        start, region = complaint.opened_at, complaint.region
        return runs_until(start, term.within, policy, calendar, region), None
    except NOT_COUNTABLE as error:
        return None, uncountable(error, complaint.request.value, rule)


def _by_weekday(start: datetime, term: AnswerTime, zone: ZoneInfo) -> datetime:
    """
    The next such day of the week, at its hour: a message of a weekend is answered on Monday.
    """
    weekday = Weekday.MON if term.weekday is None else term.weekday
    day = local_day(start, zone)
    day += timedelta(days=(weekday - day.weekday()) % len(Weekday))
    due = ends_on(day, zone, term.at or DAY_END)
    if utc(due) + SECOND <= utc(start):
        due = ends_on(day + timedelta(days=len(Weekday)), zone, term.at or DAY_END)
    return due
