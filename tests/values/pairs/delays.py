"""
Pairs of values about delays.
"""

from datetime import UTC, date, datetime

from tiktok_presale import DelayHistory, DelayNotice, Policy, delays

DUE = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
AT = datetime(2026, 2, 20, 12, tzinfo=UTC)
LAW = Policy.in_force("law-us", on=date(2026, 2, 20))
ON_TIME = DelayHistory(due=DUE)
TOLD = ON_TIME.with_notice(AT, date(2026, 3, 20))
SHORT = delays.notice(ON_TIME, date(2026, 3, 20), LAW, at=AT)
LONG = delays.notice(ON_TIME, None, LAW, at=AT)
STANDS, WAITS = (delays.status(history, LAW, at=AT) for history in (ON_TIME, TOLD))

PAIRS = (
    (
        DelayNotice(told_at=AT, new_date=date(2026, 3, 20)),
        DelayNotice(told_at=AT, new_date=None),
    ),
    (ON_TIME, TOLD),
    (SHORT, LONG),
    (SHORT.parts[0], LONG.parts[0]),
    (STANDS, WAITS),
    (STANDS.parts[0], WAITS.parts[0]),
    (STANDS.parts[0].now, WAITS.parts[0].now),
)
