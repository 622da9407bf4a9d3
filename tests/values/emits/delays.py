"""
Sample answers on delays: every law, every standing, every code.
"""

from datetime import UTC, date, datetime, timedelta

import attrs

from rules.making import own_policy
from tiktok_presale import DelayHistory, Period, Policy, delays

DAY = timedelta(days=1)
DUE = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
EARLY = DUE - 9 * DAY
NEW = date(2026, 3, 20)
LAWS = tuple(
    Policy.in_force(name, on=date(2026, 2, 20))
    for name in ("law-us", "law-eu", "law-uk", "law-cn", "law-jp", "th")
)
STRANGE = own_policy(
    {
        "delay.first_short": '{ silence = "consent", at_most_days = 5 }',
        "delay.notice_items": '["星座"]',
        "delay.default": '{ days = 3, unit = "business_days" }',
    }
)
OPEN = DelayHistory(due=DUE)
TOLD = OPEN.with_notice(EARLY, NEW)
HISTORIES = (
    OPEN,
    TOLD,
    TOLD.with_consent(EARLY + DAY),
    OPEN.with_notice(EARLY, None).with_consent(EARLY + DAY),
    attrs.evolve(TOLD, shipped_at=DUE, delivered_at=DUE),
    attrs.evolve(TOLD, cancelled_at=EARLY + DAY),
    attrs.evolve(OPEN, cancelled_at=EARLY, added=Period(EARLY, DUE)),
    attrs.evolve(OPEN, essential=True),
    attrs.evolve(OPEN, refused_at=EARLY, cancelled_at=EARLY + DAY),
)


def decisions():
    """
    Every notice that may still go out, and every standing before and after the time has passed.
    """
    found = []
    for law in (*LAWS, STRANGE):
        found += [
            delays.notice(history, new_date, law, at=at, paid_at=paid_at).decision
            for history, at in ((OPEN, EARLY), (OPEN, DUE + DAY), (TOLD, DUE), (TOLD, DUE + DAY))
            for new_date in (NEW, date(2026, 9, 1), None)
            for paid_at in (EARLY, None)
        ]
        found += [
            delays.status(history, law, at=at).decision
            for history in HISTORIES
            for at in (EARLY, EARLY + DAY, DUE + DAY, DUE + 90 * DAY)
        ]
    return found


def findings():
    """
    Why no time can be told where a seller stated none.
    """
    far = datetime(9999, 12, 15, tzinfo=UTC)
    dues = [delays.default_due(at, law) for law in (*LAWS, STRANGE) for at in (EARLY, far)]
    return [due.missing for due in dues if due.missing is not None]
