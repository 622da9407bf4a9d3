"""
How the time of an order was moved: the notices of delay, and what became of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_aware,
    check_day,
    check_kind,
    instance,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import utc
from tiktok_presale.values.periods import Period

__all__ = ["DelayHistory", "DelayNotice", "Silence"]


def _known(instant: datetime | None, at: datetime) -> datetime | None:
    """
    An instant that has come by *at*, or None.
    """
    return instant if instant is not None and utc(instant) <= utc(at) else None


class Silence(StrEnum):
    """
    What it means that a buyer does not answer a notice of delay; the strictest word stands last.
    """

    CONSENT = "consent"
    """The new date holds."""
    NOTHING = "nothing"
    """Nothing: the date agreed before still holds."""
    CANCEL = "cancel"
    """The order is cancelled and paid back."""


@final
@attrs.frozen(kw_only=True)
class DelayNotice(Value):
    """
    One notice of delay to the buyer.

    Args:
        told_at: When it went out.
        new_date: The new date; None where the seller cannot say how long the delay will last.
        consented_at: When the buyer said yes to it in so many words; silence is no such yes.

    Raises:
        NaiveTimeError: If an instant has no time zone.
        WrongTypeError: If *new_date* is no day.
        OutOfRangeError: If the buyer consented before the notice went out.

    Examples:
        >>> from datetime import UTC
        >>> notice = DelayNotice(told_at=datetime(2026, 2, 20, 12, tzinfo=UTC),
        ...                      new_date=date(2026, 3, 20))
        >>> str(notice)
        'told at 2026-02-20 12:00:00+00:00: 2026-03-20'
    """

    told_at: datetime = attrs.field(validator=aware)
    new_date: date | None
    consented_at: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a consent to what was not told yet.
        """
        if self.new_date is not None:
            check_day("new_date", self.new_date)
        consented = self.consented_at
        if consented is not None and utc(consented) < utc(self.told_at):
            allowed = f"at or after the notice ({self.told_at})"
            raise OutOfRangeError("consented_at", consented.isoformat(), allowed)

    def seen(self, at: datetime) -> DelayNotice:
        """
        The notice as it stood at an instant: a later consent has not been given yet.
        """
        return attrs.evolve(self, consented_at=_known(self.consented_at, at))

    def __str__(self) -> str:
        told = self.told_at.isoformat(sep=" ", timespec="seconds")
        return f"told at {told}: {'no date' if self.new_date is None else self.new_date}"


def _notices(value: Iterable[DelayNotice]) -> tuple[DelayNotice, ...]:
    """
    Read the notices of an order.
    """
    if not isinstance(value, Iterable):
        raise WrongTypeError("notices", "DelayNotice for each notice", type(value).__name__)
    return tuple(value)


@final
@attrs.frozen(kw_only=True)
class DelayHistory(Value):
    """
    The time of an order, how it was moved, and what has happened to the order since.

    Args:
        due: The last second of the time that was promised or agreed first.
        notices: The notices of delay, oldest first. A consent is kept with the notice that was the
            newest when it came.
        shipped_at: When the goods were shipped.
        delivered_at: When the buyer received them.
        cancelled_at: When the buyer's cancellation reached the seller.
        refused_at: When the seller told the buyer that the goods will not come at all.
        added: The added period that the buyer set, from the day on which it was set.
        essential: Whether the time was essential to the buyer, and the seller knew.

    Raises:
        NaiveTimeError: If an instant has no time zone.
        WrongTypeError: If a field has another type.
        OutOfRangeError: If the notices are not in order, or a consent came after the next notice.

    Examples:
        >>> from datetime import UTC
        >>> history = DelayHistory(due=datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC))
        >>> told = history.with_notice(datetime(2026, 2, 20, tzinfo=UTC), date(2026, 3, 20))
        >>> told.with_consent(datetime(2026, 2, 21, tzinfo=UTC)).notices[0].consented_at
        datetime.datetime(2026, 2, 21, 0, 0, tzinfo=datetime.timezone.utc)
    """

    due: datetime = attrs.field(validator=aware)
    notices: tuple[DelayNotice, ...] = attrs.field(default=(), converter=_notices)
    shipped_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    delivered_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    cancelled_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    refused_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    added: Period | None = attrs.field(
        default=None, validator=instance("a Period or None", Period, type(None))
    )
    essential: bool = attrs.field(default=False, validator=instance("True or False", bool))

    def __attrs_post_init__(self) -> None:
        """
        Refuse notices that cannot have followed on one another.
        """
        for notice in self.notices:
            check_kind("notices", notice, DelayNotice, "DelayNotice for each notice")
        for number, notice in enumerate(self.notices[1:]):
            before = self.notices[number]
            last = before.consented_at or before.told_at
            if utc(notice.told_at) < utc(last):
                allowed = f"at or after what was said on the notice before it ({last})"
                raise OutOfRangeError("notices", notice.told_at.isoformat(), allowed)

    def with_notice(self, told_at: datetime, new_date: date | None) -> DelayHistory:
        """
        This history with one more notice.
        """
        notice = DelayNotice(told_at=told_at, new_date=new_date)
        return attrs.evolve(self, notices=(*self.notices, notice))

    def with_consent(self, at: datetime) -> DelayHistory:
        """
        This history with the buyer's express consent to the newest notice.

        Raises:
            OutOfRangeError: If there is no notice that could be consented to.
        """
        if not self.notices:
            raise OutOfRangeError("at", str(at), "after a notice; none was given")
        newest = attrs.evolve(self.notices[-1], consented_at=at)
        return attrs.evolve(self, notices=(*self.notices[:-1], newest))

    def seen(self, at: datetime) -> DelayHistory:
        """
        What of this history has happened by an instant.

        Raises:
            NaiveTimeError: If *at* has no time zone.
        """
        check_aware("at", at)
        return attrs.evolve(
            self,
            notices=[n.seen(at) for n in self.notices if utc(n.told_at) <= utc(at)],
            shipped_at=_known(self.shipped_at, at),
            delivered_at=_known(self.delivered_at, at),
            cancelled_at=_known(self.cancelled_at, at),
            refused_at=_known(self.refused_at, at),
            added=self.added if self.added and _known(self.added.opens, at) else None,
        )
