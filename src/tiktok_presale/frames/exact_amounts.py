"""
Shares of whole amounts, rounded as a policy says: exact in 64 bits, or in Python's own integers.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.truths import Ints
from tiktok_presale.values.money import Rounding

__all__ = ["shared"]

_WORD = 1 << 63
_UP = {Rounding.UP, Rounding.CEILING}
_DOWN = {Rounding.DOWN, Rounding.FLOOR}


def shared(
    base: NDArray[Any], most: int, share: Fraction, rounding: Rounding, *, out: Ints
) -> NDArray[Any]:
    """
    A share of each amount, rounded to whole units; amounts and share are zero or more.

    Args:
        base: The amounts, in 64 bits or as Python's integers.
        most: No amount is above it.
        share: The share of all of them.
        rounding: How it is rounded.
        out: Where the result goes, if it has 64 bits.

    Returns:
        64 bits where no step can exceed them, Python's integers otherwise.
    """
    up, down = share.numerator, share.denominator
    if base.dtype != object and 4 * (most * up + down) >= _WORD:
        base = base.astype(object)
    if rounding is Rounding.HALF_EVEN:
        even: NDArray[Any] = _half_even(base * up, down)
        return even
    # Half of a denominator that is odd is never met, so rounding it down changes nothing.
    more = down - 1 if rounding in _UP else 0 if rounding in _DOWN else down // 2
    if base.dtype == object:
        exact: NDArray[Any] = (base * up + more) // down
        return exact
    return _floored(base, up, more, down, most, out)


def _floored(base: Ints, up: int, more: int, down: int, most: int, out: Ints) -> Ints:
    """
    `(base * up + more) // down`, by a multiplication and a shift where those are exact.

    With `factor = 2**shift // down + 1` the product exceeds the quotient by less than
    `highest / 2**shift`, which must not reach `1 / down`.
    """
    highest = most * up + more
    shift = (highest * down).bit_length()
    factor = (1 << shift) // down + 1
    if down == 1 or highest * factor >= _WORD:
        np.multiply(base, up, out=out)
        np.add(out, more, out=out)
        return np.floor_divide(out, down, out=out)
    np.multiply(base, up * factor, out=out)
    np.add(out, more * factor, out=out)
    return np.right_shift(out, shift, out=out)


def _half_even(amounts: Any, down: int) -> Any:  # noqa: ANN401 - as above
    floor, rest = amounts // down, amounts % down
    half = 2 * rest - down
    return floor + ((half > 0) | ((half == 0) & (floor % 2 == 1)))
