"""
When a payment falls due: a closed set of triggers.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias, final

import attrs

from tiktok_presale.values.checks import aware, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays, Hours, Minutes
from tiktok_presale.values.periods import Period

__all__ = [
    "AfterDelay",
    "AtDate",
    "AtPlacing",
    "InWindow",
    "OnDispatch",
    "OnRelease",
    "When",
]

_ELAPSING = "Minutes(n), Hours(n) or CalendarDays(n)"


@final
@attrs.frozen
class AtPlacing(Value):
    """
    Due when the order is placed.

    Args:
        within: How long the buyer has; the order closes unpaid after it. None where nobody says.

    Examples:
        >>> str(AtPlacing(Minutes(30)))
        'at placing, within 30 minutes'
    """

    within: Minutes | Hours | CalendarDays | None = attrs.field(
        default=None,
        validator=instance(_ELAPSING, Minutes, Hours, CalendarDays, type(None)),
    )

    def __str__(self) -> str:
        return "at placing" if self.within is None else f"at placing, within {self.within}"


@final
@attrs.frozen
class AfterDelay(Value):
    """
    Due so long after the order was placed.

    Args:
        delay: How long after.
    """

    delay: Hours | CalendarDays = attrs.field(
        validator=instance("Hours(n) or CalendarDays(n)", Hours, CalendarDays)
    )

    def __str__(self) -> str:
        return f"{self.delay} after placing"


@final
@attrs.frozen
class AtDate(Value):
    """
    Due at an instant that is the same for every buyer.

    Args:
        at: The last second in which it is in time.
    """

    at: datetime = attrs.field(validator=aware)

    def __str__(self) -> str:
        return f"by {self.at.isoformat(sep=' ', timespec='seconds')}"


@final
@attrs.frozen
class InWindow(Value):
    """
    Payable in a window and at no other time, as balances of Chinese campaigns are.

    Args:
        window: From when until when.
    """

    window: Period = attrs.field(validator=instance("a Period", Period))

    def __str__(self) -> str:
        return f"in {self.window}"


@final
@attrs.frozen
class OnRelease(Value):
    """
    Payable from the release of the goods.

    Args:
        within: How long the buyer has from then on.
    """

    within: Hours | CalendarDays = attrs.field(
        validator=instance("Hours(n) or CalendarDays(n)", Hours, CalendarDays)
    )

    def __str__(self) -> str:
        return f"within {self.within} of the release"


@final
@attrs.frozen
class OnDispatch(Value):
    """
    Taken when the goods are dispatched.
    """

    def __str__(self) -> str:
        return "on dispatch"


When: TypeAlias = AtPlacing | AfterDelay | AtDate | InWindow | OnRelease | OnDispatch
