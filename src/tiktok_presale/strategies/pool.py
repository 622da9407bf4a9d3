"""
Awkward days, times, zones and amounts, from which strategies draw on purpose.
"""

from __future__ import annotations

from datetime import date, time
from typing import Final

__all__ = [
    "AWKWARD_DAYS",
    "AWKWARD_TIMES",
    "CLOCK_CHANGES",
    "CURRENCIES",
    "FIRST",
    "LAST",
    "MINOR",
    "ZONES",
]

FIRST: Final = date(2024, 1, 1)
LAST: Final = date(2027, 12, 31)

CLOCK_CHANGES: Final[dict[str, tuple[date, ...]]] = {
    "America/Los_Angeles": (date(2024, 3, 10), date(2025, 11, 2), date(2026, 3, 8)),
    "America/New_York": (date(2024, 3, 10), date(2025, 3, 9), date(2025, 11, 2), date(2026, 3, 8)),
    "Europe/London": (date(2024, 3, 31), date(2025, 3, 30), date(2025, 10, 26), date(2026, 3, 29)),
    # Santiago skips midnight itself in September and has the last hour of a day twice in April.
    "America/Santiago": (date(2024, 9, 8), date(2025, 4, 5), date(2025, 9, 7), date(2026, 4, 4)),
}
"""Days on which clocks change, by zone."""

AWKWARD_DAYS: Final[tuple[date, ...]] = (
    date(2024, 2, 29),
    date(2024, 12, 31),
    date(2025, 8, 30),  # a Saturday before Vietnam's national holiday
    date(2025, 11, 27),  # Thanksgiving in the United States
    date(2025, 12, 31),
    date(2026, 1, 1),  # Thailand's new tool starts
    date(2026, 1, 25),
    date(2026, 1, 26),  # lateness looks at the scan in the United States
    date(2026, 7, 3),  # Independence Day, observed
    *(day for changes in CLOCK_CHANGES.values() for day in changes),
)
"""Leap days, ends of years, holidays, starts of editions and clock changes."""

AWKWARD_TIMES: Final[tuple[time, ...]] = (
    time(0, 0),
    time(0, 0, 1),
    time(1, 30),  # comes twice where clocks go back at two
    time(2, 30),  # never comes where clocks go forward at two
    time(13, 59, 59),
    time(14, 0),  # Vietnam's cut-off
    time(23, 30),
    time(23, 59, 59),
    time(23, 59, 59, 500_000),
)
"""Midnights, cut-offs, and times that clock changes skip or repeat."""

ZONES: Final[tuple[str, ...]] = (
    "UTC",
    *CLOCK_CHANGES,
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)
CURRENCIES: Final[tuple[str, ...]] = ("USD", "THB", "VND", "CNY", "IDR", "JPY", "KWD")
MINOR: Final[tuple[int, ...]] = (1, 2_000, 29_999, 30_000, 89_900, 10**12)
