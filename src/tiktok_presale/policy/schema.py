"""
Which paths a pack may hold, and the form of the value at each.

The table `SCHEMA` is the whole of it: a pattern of a path, and the reader of its value. A star
stands for one name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tiktok_presale.policy import readings
from tiktok_presale.values.vocabulary import DeadlineName, OrderKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    # Value, path, and the list that faults are added to; a typed value or None comes out.
    Reader: TypeAlias = Callable[[object, str, list[str]], Any]

__all__ = ["SCHEMA", "reader_of"]

_KINDS = tuple(kind.value for kind in OrderKind)
_DAYS = readings.in_table(readings.days_range)
_DEADLINE = readings.in_table(readings.deadline)

SCHEMA: dict[str, Reader] = {
    "window.promise": readings.word_of("ship_within", "release_on"),
    "window.days": _DAYS,
    "window.advice": _DAYS,
    "window.caution": _DAYS,
    "window.choices": readings.in_table(readings.choices),
    "window.categories.*": _DAYS,
    **{f"handling.{kind}": _DAYS for kind in _KINDS},
    **{f"api.{kind}": _DAYS for kind in _KINDS},
    **{f"deadlines.{kind}.{name}": _DEADLINE for kind in _KINDS for name in DeadlineName},
    "deadlines.pending_hold": readings.in_table(readings.hold),
    "eligibility.*": readings.in_table(readings.criterion),
    "overdue.refund": readings.word_of("full"),
    "overdue.charges.*": readings.in_table(readings.charge),
    "overdue.service_fee": readings.in_table(readings.service_fee),
    "metrics.*.limit": readings.in_table(readings.metric_limit),
    "metrics.*.advised": readings.in_table(readings.metric_limit),
    "enforcement.points.*": readings.in_table(readings.points),
    "enforcement.points_lapse": readings.in_table(readings.lapse),
    "enforcement.steps.*": readings.in_table(readings.step),
    "caps.recommended": readings.in_table(readings.share),
    "caps.daily_orders.*": readings.count,
    "caps.after_lateness": readings.in_table(readings.lateness_cap),
    "calendar.week": readings.week,
    "calendar.weeks.*": readings.week,
}


def reader_of(path: str) -> Reader | None:
    """
    The reader of the value at *path*; None where no figure may stand there.
    """
    if path in SCHEMA:
        return SCHEMA[path]
    parts = path.split(".")
    for pattern, reader in SCHEMA.items():
        wanted = pattern.split(".")
        if len(wanted) == len(parts) and all(
            w == p or (w == "*" and p == p.lower()) for w, p in zip(wanted, parts, strict=True)
        ):
            return reader
    return None
