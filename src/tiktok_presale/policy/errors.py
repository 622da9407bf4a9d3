"""
What can be wrong with a policy, or with asking one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.values.errors import PresaleError, nearest

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "BeforeFirstEditionError",
    "NotStricterError",
    "PackError",
    "UnknownFigureError",
    "UnknownMarketError",
]


class UnknownMarketError(PresaleError, LookupError):
    """
    No pack exists for a market.

    Attributes:
        market: The name given.
        known: The markets that exist.
    """

    def __init__(self, market: str, known: tuple[str, ...]) -> None:
        super().__init__(market, known)
        self.market = market
        self.known = known

    def __str__(self) -> str:
        return f"no market {self.market!r}; {nearest(self.market, self.known)}"


class BeforeFirstEditionError(PresaleError, LookupError):
    """
    The rules of a day before a market's first known edition were asked for.

    Attributes:
        market: The market.
        on: The day asked for.
        first: The day on which the first known edition starts.
    """

    def __init__(self, market: str, on: date, first: date) -> None:
        super().__init__(market, on, first)
        self.market = market
        self.on = on
        self.first = first

    def __str__(self) -> str:
        return (
            f"the rules of {self.market!r} are known from {self.first} on, not on {self.on}; "
            "read a pack of your own for earlier days with read_pack(path)"
        )


class UnknownFigureError(PresaleError, LookupError):
    """
    A policy has no figure at a path.

    Attributes:
        edition: The edition that was asked.
        path: The path given.
        known: The paths that the edition has.
    """

    def __init__(self, edition: str, path: str, known: tuple[str, ...]) -> None:
        super().__init__(edition, path, known)
        self.edition = edition
        self.path = path
        self.known = known

    def __str__(self) -> str:
        hint = nearest(self.path, self.known, otherwise="policy.figures holds those it has")
        return f"{self.edition} has no figure {self.path!r}; {hint}"


class PackError(PresaleError, ValueError):
    """
    A policy file is wrong; every fault that was found in it, not just the first.

    Attributes:
        pack: The file or market that was read.
        faults: One sentence for each fault, each opening with its dotted path.
    """

    def __init__(self, pack: str, faults: tuple[str, ...]) -> None:
        super().__init__(pack, faults)
        self.pack = pack
        self.faults = faults

    def __str__(self) -> str:
        lines = "".join(f"\n  {fault}" for fault in self.faults)
        count = len(self.faults)
        return f"{self.pack}: {count} fault{'s' if count != 1 else ''}{lines}"


class NotStricterError(PresaleError, ValueError):
    """
    A house rule would allow what the platform forbids, or cannot be compared with its rule.

    Attributes:
        path: The figure that was to be narrowed.
        platform: The platform's limit, in words.
        house: The limit given, in words.
    """

    def __init__(self, path: str, platform: str, house: str) -> None:
        super().__init__(path, platform, house)
        self.path = path
        self.platform = platform
        self.house = house

    def __str__(self) -> str:
        return (
            f"{self.path}: a house rule of {self.house} is not inside the platform's "
            f"{self.platform}; a house policy can only be stricter"
        )
