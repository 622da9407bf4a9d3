"""
What has happened to a late order, one thing after the other.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import ends_on, local_day, utc
from tiktok_presale.values.vocabulary import Event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.delays import DelayHistory, DelayNotice
    from tiktok_presale.policy.policy import Policy

__all__ = ["Happened", "What", "after", "days_between", "days_later", "events", "last_second"]

_SECOND = timedelta(seconds=1)


class What(Enum):
    """
    What can happen to an order on account of a delay.
    """

    NOTICE = auto()
    CONSENT = auto()
    DONE = auto()
    REFUSAL = auto()
    ADDED = auto()
    CANCELLATION = auto()


class Happened(NamedTuple):
    """
    One thing that happened, and the notice that it is about.
    """

    at: datetime
    what: What
    notice: DelayNotice | None = None


def events(history: DelayHistory, law: Policy) -> list[Happened]:
    """
    Everything in a history that a law looks at, in order.

    Of two things in one instant the one that is given first below counts as the earlier: shipping
    stands before cancelling, since a cancellation counts "prior to shipment" only.
    """
    return sorted(_events(history, law), key=lambda one: utc(one.at))


def _events(history: DelayHistory, law: Policy) -> Iterator[Happened]:
    for notice in history.notices:
        yield Happened(notice.told_at, What.NOTICE, notice)
        if notice.consented_at is not None:
            yield Happened(notice.consented_at, What.CONSENT, notice)
    done = _done(history, law)
    added = None if history.added is None else history.added.opens
    for at, what in (
        (done, What.DONE),
        (history.refused_at, What.REFUSAL),
        (added, What.ADDED),
        (history.cancelled_at, What.CANCELLATION),
    ):
        if at is not None:
            yield Happened(at, what)


def _done(history: DelayHistory, law: Policy) -> datetime | None:
    """
    When the seller did what the law asks for: shipped (435.2), or delivered (art. 18, s.28).

    Goods that were delivered had been shipped. Where a law does not say, only delivery counts.
    """
    figure = law.find("delay.event")
    shipped = figure is not None and figure.value == Event.DISPATCH
    times = (history.shipped_at if shipped else None, history.delivered_at)
    return min((at for at in times if at is not None), key=utc, default=None)


def after(last: datetime) -> datetime:
    """
    The first instant after a last second, which counts in full.
    """
    return (utc(last) + _SECOND).astimezone(last.tzinfo)


def days_later(last: datetime, days: int, zone: ZoneInfo) -> datetime:
    """
    The last second of the day so many days after that of another last second.
    """
    return ends_on(local_day(last, zone) + timedelta(days=days), zone)


def days_between(last: datetime, new_date: date | None, zone: ZoneInfo) -> int | None:
    """
    By how many days a new date lies after the day of a last second; None without a date.
    """
    return None if new_date is None else (new_date - local_day(last, zone)).days


def last_second(history: DelayHistory, new_date: date, zone: ZoneInfo) -> datetime:
    """
    The last second of a new date.

    Raises:
        OutOfRangeError: If the new date is no delay.
    """
    day = local_day(history.due, zone)
    if new_date <= day:
        raise OutOfRangeError("new_date", str(new_date), f"after {day}, on which it was due")
    return ends_on(new_date, zone)
