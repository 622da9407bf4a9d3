"""
What an edition says about the promise of a pre-order, taken together.
"""

from __future__ import annotations

from typing import final

import attrs

from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import Duration
from tiktok_presale.values.ranges import Range

__all__ = ["WindowTerms"]


@final
@attrs.frozen
class WindowTerms(Value):
    """
    What an edition says about the promise of a pre-order.

    Args:
        days: The days that may be promised; None where no figure is known.
        promise: "ship_within" or "release_on"; None where it is not said.
        advice: The days that are advised.
        caution: The days at which buyers should be careful.
        choices: The only values offered, where the platform offers a list.
    """

    days: Range[Duration] | None = None
    promise: str | None = None
    advice: Range[Duration] | None = None
    caution: Range[Duration] | None = None
    choices: tuple[Duration, ...] = ()
