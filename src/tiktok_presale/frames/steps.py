"""
Step functions of instants, laid end to end over a grid, so that a column is looked up at once.

A grid cell is a power of two of microseconds, and holds at most one step. For each cell one number
is kept that, added to an instant of the cell, carries it into the next cell if it lies past the
step: two shifts, two gathers and a sum give the answer of any instant.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import final

import attrs
import numpy as np

from tiktok_presale.frames.truths import Ints

__all__ = ["NOTHING", "OUTSIDE", "Layout", "Steps", "lay"]

# No answer of any table: both lie before every instant.
NOTHING = -(1 << 63)
OUTSIDE = NOTHING + 1

_WIDEST = 36
_NARROWEST = 30
_BACK = -(1 << 62)


@final
@attrs.frozen(eq=False)
class Steps:
    """
    One step function.

    Args:
        since: The instants from which the answers hold, in microseconds, rising.
        values: The answers; `NOTHING` where there is none.
        until: The instant from which on nothing is known.
    """

    since: tuple[int, ...]
    values: tuple[int, ...]
    until: int


@final
@attrs.frozen(eq=False)
class Layout:
    """
    Several step functions, end to end.

    Args:
        shift: The cell of an instant is `instant >> shift`.
        offsets: For each function, what is added to a cell's number to find its place.
        carry: For each place, what carries an instant past the step into the next place.
        answers: For each place, what holds from its start on.
        first: From which instant on all functions are known.
        until: Up to which instant all are.
    """

    shift: int
    offsets: Ints
    carry: Ints
    answers: Ints
    first: int
    until: int


def lay(functions: Sequence[Steps]) -> Layout:
    """
    Lay functions end to end.

    The first stands where its cells' own numbers say, so that one alone needs no offset. Instants
    of a cell with two steps find `OUTSIDE`.
    """
    shift = min((_shift(steps) for steps in functions), default=_WIDEST)
    starts = [steps.since[0] >> shift for steps in functions]
    sizes = [
        (steps.until >> shift) - start + 3 for steps, start in zip(functions, starts, strict=True)
    ]
    place = max(starts[0], 1) if functions else 1
    offsets: list[int] = []
    # Zero pages cost nothing until they are written to.
    carry = np.zeros(place + sum(sizes), np.int64)
    answers = np.zeros(place + sum(sizes), np.int64)
    answers[0] = OUTSIDE
    for steps, start, size in zip(functions, starts, sizes, strict=True):
        offsets.append(place - start)
        span = slice(place, place + size)
        _fill(steps, start, shift, place - start, (carry[span], answers[span]))
        place += size
    return Layout(
        shift=shift,
        offsets=np.array(offsets, np.int64),
        carry=carry,
        answers=answers,
        first=max((steps.since[0] for steps in functions), default=NOTHING),
        until=min((steps.until for steps in functions), default=OUTSIDE),
    )


def _shift(steps: Steps) -> int:
    """
    The widest cells that hold one step each, within reason.
    """
    ends = (*steps.since, steps.until)
    narrowest = min(after - before for before, after in pairwise(ends))
    return max(_NARROWEST, min(_WIDEST, narrowest.bit_length() - 1))


def _fill(steps: Steps, start: int, shift: int, offset: int, places: tuple[Ints, Ints]) -> None:
    """
    Write one function's part of a layout.
    """
    carry, answers = places
    ends = np.array((*steps.since, steps.until), np.int64)
    held = np.array((OUTSIDE, *steps.values, OUTSIDE), np.int64)
    cells = (np.arange(len(carry), dtype=np.int64) + start) << shift
    step = np.searchsorted(ends, cells, "right")
    answers[:] = held[step]
    far = np.append(ends, (-_BACK,) * 2)
    following, later = far[step], far[step + 1]
    size = 1 << shift
    past = following - cells < size
    carry[:] = offset << shift
    carry[past] += size - (following - cells)[past]
    carry[later - cells < size] = _BACK
