"""
Columns as kernels read them: plain numpy arrays, with what is absent and what is bad beside them.
"""

from __future__ import annotations

from typing import Any, TypeAlias, final

import attrs
import numpy as np
from numpy.typing import NDArray

from tiktok_presale.values.frozenmap import FrozenMap

__all__ = ["Block", "Column", "Flags"]

Flags: TypeAlias = NDArray[np.bool_]


@final
@attrs.frozen(eq=False)
class Column:
    """
    One column of some rows.

    Args:
        values: One value for each row, in the form that `fields.Form` gives for the field. What
            stands where nothing is present is not looked at.
        present: Which rows have a value; None where all have.
        bad: Which rows hold something that cannot be read; they are not present. None for none.
        words: What the values stand for, where they are numbers of words.
    """

    values: NDArray[Any]
    present: Flags | None = None
    bad: Flags | None = None
    words: tuple[str, ...] = ()


@final
@attrs.frozen(eq=False)
class Block:
    """
    Some consecutive rows of a frame.

    Args:
        rows: How many there are.
        columns: Those of `fields.ORDER_FIELDS` that the frame has, by field. One of a single value
            that holds for all rows has the length 1.
    """

    rows: int
    columns: FrozenMap[Column]
