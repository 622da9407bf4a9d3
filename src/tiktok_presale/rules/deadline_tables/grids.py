"""
A table's steps over a grid of equal cells, so that one shift finds the step of an instant.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.checks import check_int
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FAR", "Grid"]

# Later than every instant that a datetime can name.
FAR = 2**63 - 1

# Cells of 2**36 microseconds are 19.1 hours long: shorter than the shortest day of any zone, so
# that no two days start in one. Half a second is shorter than anything a clock on the wall does.
_WIDEST, _NARROWEST = 36, 19


@final
@attrs.frozen
class Grid(Value):
    """
    Cells of equal length, of which none holds more than one change.

    An instant *t* of the table lies in the cell `(t - base) >> shift`; its answer is that of
    `before` if t < bounds[cell], that of `after` otherwise. An instant outside of the table has no
    cell: check it first, since a negative index answers without a word.

    Args:
        base: The start of the first cell, in microseconds; a multiple of the cell's length.
        shift: A cell is 2**shift microseconds long.
        bounds: The change in each cell, or `FAR` where there is none.
        before: What is due before the change; None where nothing is.
        after: What is due from the change on.
        steps: The number of the table's step that holds before the change.
    """

    base: int
    shift: int
    bounds: tuple[int, ...]
    before: tuple[int | None, ...]
    after: tuple[int | None, ...]
    steps: tuple[int, ...]

    @classmethod
    def over(
        cls,
        since: Sequence[int],
        dues: Sequence[int | None],
        until: int,
        shift: int | None = None,
    ) -> Grid:
        """
        The grid over steps, with the widest cells that will do.

        Raises:
            OutOfRangeError: If cells of *shift* would hold more than one change.
        """
        widest = widest_shift(since)
        if shift is None:
            shift = widest
        elif not _NARROWEST <= check_int("shift", shift) <= widest:
            raise OutOfRangeError("shift", str(shift), f"{_NARROWEST} to {widest}")
        first = since[0] >> shift
        cells = ((until - 1) >> shift) - first + 1
        bounds, steps = [FAR] * cells, [0] * cells
        for change in since[1:]:
            bounds[(change >> shift) - first] = change
        for cell in range(cells):
            start = max((first + cell) << shift, since[0])
            steps[cell] = bisect_right(since, start) - 1 - (bounds[cell] == start)
        return cls(
            base=first << shift,
            shift=shift,
            bounds=tuple(bounds),
            before=tuple(dues[step] for step in steps),
            after=tuple(
                dues[step + (bound != FAR)] for step, bound in zip(steps, bounds, strict=True)
            ),
            steps=tuple(steps),
        )


def widest_shift(since: Sequence[int]) -> int:
    """
    The widest cells of which none holds two changes.
    """
    changes = since[1:]
    for shift in range(_WIDEST, _NARROWEST, -1):
        cells = [change >> shift for change in changes]
        if all(one != next_one for one, next_one in pairwise(cells)):
            return shift
    return _NARROWEST
