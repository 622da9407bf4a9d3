"""
How sure an answer is to be, and how likely a change is to be found.
"""

from __future__ import annotations

from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.estimates import check_number

__all__ = ["SUREST", "check_level", "check_power"]

# A confidence that a float can still tell from 1.
SUREST = 1 - 1e-12
_HALF, _LIKELIEST = 0.5, 0.9999


def check_level(value: object) -> float:
    """
    A confidence as a float.

    Raises:
        WrongTypeError: If it is no number.
        OutOfRangeError: If it is below one half, or so near 1 that nothing could be told.
    """
    level = check_number("level", value)
    if not _HALF <= level <= SUREST:
        raise OutOfRangeError("level", str(value), "from 0.5 to below 1; 95 % is 0.95")
    return level


def check_power(value: object, level: float) -> float:
    """
    A chance of finding a change, as a float.

    Raises:
        WrongTypeError: If it is no number.
        OutOfRangeError: If it is below one half, no more than a false alarm has, or near 1.
    """
    power = check_number("power", value)
    if not max(_HALF, 1 - level) <= power <= _LIKELIEST or power == 1 - level:
        raise OutOfRangeError("power", str(value), f"from 0.5 to {_LIKELIEST}; 80 % is 0.8")
    return power
