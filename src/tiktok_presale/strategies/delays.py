"""
Strategies for delays: notices, and histories in which they follow on one another.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.facts.delays import DelayHistory, DelayNotice
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.pool import FIRST
from tiktok_presale.strategies.simple import instants
from tiktok_presale.values.instants import utc
from tiktok_presale.values.periods import Period

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["delay_histories", "delay_notices", "delays_in_days", "new_dates"]

_LAST = date(2026, 12, 31)
_HOUR = timedelta(hours=1)
# Of a delay's life the edges are the days on which a law lets something happen.
_AWKWARD_DAYS = (2, 29, 30, 31, 32, 60)
_EARLIEST, _LATEST = -30 * 24, 100 * 24


def delays_in_days(most: int = 90) -> SearchStrategy[int]:
    """
    Delays in days, those around 30 often; shrink to 2.

    Two days are a delay in every zone, wherever the due second lies.
    """
    awkward = [days for days in _AWKWARD_DAYS if days <= most]
    return st.integers(2, most) | st.sampled_from(awkward)


def new_dates(due: datetime, most: int = 90) -> SearchStrategy[date | None]:
    """
    No new date, and new dates after *due*; shrink to none.
    """
    day = due.astimezone(UTC).date()
    return st.none() | delays_in_days(most).map(lambda days: day + timedelta(days=days))


@st.composite
def delay_notices(draw: DrawFn, due: datetime | None = None) -> DelayNotice:
    """
    Notices of delay around *due*; shrink to one at that time with no date and no consent.
    """
    end = draw(instants(FIRST, _LAST)) if due is None else due
    told = utc(end) + draw(st.integers(0, 60) | st.integers(_EARLIEST, _LATEST)) * _HOUR
    consented = draw(st.none() | st.integers(0, _LATEST).map(lambda hours: told + hours * _HOUR))
    return DelayNotice(told_at=told, new_date=draw(new_dates(end)), consented_at=consented)


@st.composite
def delay_histories(
    draw: DrawFn, due: datetime | None = None, *, most: int = 3, ended: bool = True
) -> DelayHistory:
    """
    Histories of up to *most* notices, with consents, shipping, cancelling and the rest.

    They shrink to a due time at which nothing was told and nothing happened. *ended* says whether
    something may have ended the order: shipping, delivery, a refusal, a cancellation.
    """
    end = draw(instants(FIRST, _LAST)) if due is None else due
    hours = st.integers(-48, 48) | st.integers(_EARLIEST, _LATEST)
    somewhen = st.none() | hours.map(lambda count: utc(end) + count * _HOUR)
    told = sorted(draw(st.lists(hours, max_size=most)))
    notices: list[DelayNotice] = []
    for number, start in enumerate(told):
        last = told[number + 1] if number + 1 < len(told) else _LATEST
        answer = st.integers(start, max(start, last)).map(lambda count: utc(end) + count * _HOUR)
        notices.append(
            DelayNotice(
                told_at=utc(end) + start * _HOUR,
                new_date=draw(new_dates(end)),
                consented_at=draw(st.none() | answer),
            )
        )
    opens = draw(somewhen)
    added = None if opens is None else Period(opens, opens + draw(st.integers(0, 720)) * _HOUR)
    ends = ("shipped_at", "delivered_at", "cancelled_at", "refused_at") if ended else ()
    return DelayHistory(
        due=end,
        notices=tuple(notices),
        added=added,
        essential=draw(st.booleans()),
        **{name: draw(somewhen) for name in ends},
    )
