"""
What holds for each of some rows, or for all of them alike.

A column that a frame does not have, or that has no gaps, gives one answer for all rows. Kept as a
plain True or False, it costs nothing in whatever it is combined with.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.columns import Flags

__all__ = ["Ints", "Truth", "both", "either", "inverse", "settled", "some", "spread"]

Ints: TypeAlias = NDArray[np.int64]
Truth: TypeAlias = bool | Flags


def both(one: Truth, other: Truth) -> Truth:
    """
    Where both hold.
    """
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    return one & other


def either(one: Truth, other: Truth) -> Truth:
    """
    Where at least one of them holds.
    """
    if isinstance(one, bool):
        return True if one else other
    if isinstance(other, bool):
        return True if other else one
    return one | other


def inverse(truth: Truth) -> Truth:
    """
    Where it does not hold.
    """
    return not truth if isinstance(truth, bool) else ~truth


def some(truth: Truth) -> bool:
    """
    Whether it holds anywhere.
    """
    return truth if isinstance(truth, bool) else bool(truth.any())


def settled(flags: NDArray[Any]) -> Truth:
    """
    Flags of rows, or one answer where they agree.
    """
    count = int(np.count_nonzero(flags))
    if count == len(flags):
        return True
    return flags if count else False


def spread(truth: Truth, rows: int) -> Flags:
    """
    The flags row by row.
    """
    return np.full(rows, truth) if isinstance(truth, bool) else truth
