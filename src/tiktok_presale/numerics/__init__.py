"""
The mathematics of chance behind planning and measuring (extra: `planning`).

Everything here is about numbers and knows nothing of shops. It is the only place that imports numpy
and scipy, and does so when one of its modules is first used: rules import this package at no cost,
and ask it when they are asked. Without the extra that raises `MissingExtraError`.

Chances and estimates are floats; money never comes here.
"""

from __future__ import annotations

from importlib import import_module

from tiktok_presale.values.errors import MissingExtraError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tiktok_presale.numerics import (
        blocks,
        choosing,
        demand,
        distributions,
        lifts,
        mixtures,
        order_statistics,
        proportions,
        samples,
        sequential,
        shrinkage,
        sums,
    )

__all__ = [
    "blocks",
    "choosing",
    "demand",
    "distributions",
    "lifts",
    "mixtures",
    "order_statistics",
    "proportions",
    "samples",
    "sequential",
    "shrinkage",
    "sums",
]

_EXTRA = ("numpy", "scipy")


def __getattr__(name: str) -> object:
    """
    Load a module on first use.

    Raises:
        MissingExtraError: If it needs numpy or scipy, and the extra `planning` is not installed.
    """
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as fault:
        package = (fault.name or "").partition(".")[0]
        if package not in _EXTRA:
            raise
        raise MissingExtraError(package, "planning") from None


def __dir__() -> list[str]:
    """
    The modules, for completion.
    """
    return __all__
