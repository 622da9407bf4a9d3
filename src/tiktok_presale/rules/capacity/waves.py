"""
Which wave is open, and what of the others' units has gone where.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from tiktok_presale.facts.limits import Wave
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["Standing", "opened_units", "read_waves", "standing"]


class Standing(Enum):
    """
    Where a wave stands at an instant.
    """

    AHEAD = "ahead"
    OPEN = "open"
    OVER = "over"


def read_waves(value: Iterable[Wave]) -> tuple[Wave, ...]:
    """
    Read waves, each of which opens after the one before it has closed.

    Raises:
        WrongTypeError: If one is no wave.
        OutOfRangeError: If two have one name, or overlap.
    """
    check_kind("waves", value, Iterable, "several waves")
    waves = tuple(value)
    for wave in waves:
        check_kind("waves", wave, Wave, "several waves")
    if len({wave.name for wave in waves}) < len(waves):
        raise OutOfRangeError("waves", "two of one name", "one of each name")
    for wave, following in pairwise(waves):
        last = wave.opens if wave.closes is None else wave.closes
        if utc(following.opens).replace(microsecond=0) <= utc(last):
            allowed = f"after wave {wave.name!r} is over"
            raise OutOfRangeError("waves", f"{following.name!r} at {following.opens}", allowed)
    return waves


def standing(waves: tuple[Wave, ...], at: datetime) -> dict[str, Standing]:
    """
    Where each wave stands; one without an end is over when the next one opens.
    """
    found: dict[str, Standing] = {}
    for wave, following in zip_longest(waves, waves[1:]):
        followed = following is not None and not following.ahead(at)
        if wave.ahead(at):
            found[wave.name] = Standing.AHEAD
        else:
            is_over = wave.over(at) or followed
            found[wave.name] = Standing.OVER if is_over else Standing.OPEN
    return found


def opened_units(
    waves: tuple[Wave, ...], taken: Callable[[Wave], int], at: datetime
) -> dict[str, int]:
    """
    The units of each wave as they stand: what was left of one that is over goes to the next.

    The sum over all waves is that of the waves' own units, at every instant.
    """
    found: dict[str, int] = {}
    carried, where = 0, standing(waves, at)
    for wave in waves:
        units = wave.units + carried
        leaves = where[wave.name] is Standing.OVER and wave.carries_over and wave != waves[-1]
        carried = max(units - taken(wave), 0) if leaves else 0
        found[wave.name] = units - carried
    return found
