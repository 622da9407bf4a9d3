"""
Where packs are found: those that come with the library, and files of your own.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from tiktok_presale.policy.errors import UnknownMarketError
from tiktok_presale.policy.reader import parse_pack
from tiktok_presale.values.errors import WrongTypeError

if TYPE_CHECKING:
    from os import PathLike

    from tiktok_presale.policy.pack import Pack

__all__ = ["markets", "read_pack", "shipped"]

_SHIPPED = os.path.join(os.path.dirname(__file__), "packs")

# The order in which people look for markets: the founding one first, then the oldest ones.
_FIRST = ("cross-border", "us", "th", "vn", "ph", "id", "my", "sg")


@cache
def markets() -> tuple[str, ...]:
    """
    The markets whose packs come with the library.
    """
    names = {name.removesuffix(".toml") for name in os.listdir(_SHIPPED)}
    first = tuple(name for name in _FIRST if name in names)
    return first + tuple(sorted(names.difference(first)))


def shipped(market: str) -> Pack:
    """
    The pack of a market that comes with the library.

    Raises:
        UnknownMarketError: If there is none; the nearest name is offered.
    """
    if not isinstance(market, str):
        raise WrongTypeError("market", "a name such as 'th', or a Pack", type(market).__name__)
    return _shipped(market)


@cache
def _shipped(market: str) -> Pack:
    if market not in markets():
        raise UnknownMarketError(market, markets())
    return read_pack(os.path.join(_SHIPPED, f"{market}.toml"))


def read_pack(path: str | PathLike[str]) -> Pack:
    """
    Read a pack of your own from a file.

    Args:
        path: A policy file in format 1; `docs/packs.md` tells how to write one.

    Raises:
        PackError: With every fault of the file, each behind its dotted path.
        OSError: If the file cannot be read.
    """
    with open(path, "rb") as file:
        return parse_pack(file.read(), os.fspath(path))
