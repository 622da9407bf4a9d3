"""
What every public value of this library has in common: it cannot be subclassed.

A subclass could weaken the checks made at birth, or break equality and hashing, in code that we
never see. Whoever wants more wraps a value in a class of their own.
"""

from __future__ import annotations

from tiktok_presale.values.errors import ClosedError

__all__ = ["Value"]


class Value:
    """
    Base of all public values: slotted, and closed to subclassing.

    Examples:
        >>> from tiktok_presale import Money
        >>> class Euro(Money): ...
        Traceback (most recent call last):
        ...
        tiktok_presale.values.errors.ClosedError: Money is closed to subclassing; ...
    """

    __slots__ = ()

    def __init_subclass__(cls, **kwargs: object) -> None:
        """
        Refuse a class one of whose bases is itself a public value.
        """
        super().__init_subclass__(**kwargs)
        for base in cls.__bases__:
            if base is not Value and issubclass(base, Value):
                raise ClosedError(base.__name__)
