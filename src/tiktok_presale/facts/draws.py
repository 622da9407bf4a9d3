"""
Draws from a blind box: what identifies one, what is left, and what came out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast, final

import attrs

from tiktok_presale.facts.odds import OddsTable
from tiktok_presale.values.checks import aware, check_int, check_text, instance, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, PresaleError
from tiktok_presale.values.exact import check_line
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map
from tiktok_presale.values.money import Money

__all__ = ["Draw", "DrawState", "PaidDraws", "SoldOutError", "Ticket"]


class SoldOutError(PresaleError, LookupError):
    """
    Nothing can be drawn: every prize is sold out, or every guaranteed one.

    Attributes:
        prizes: The names of what is sold out.
    """

    def __init__(self, prizes: tuple[str, ...]) -> None:
        super().__init__(prizes)
        self.prizes = prizes

    def __str__(self) -> str:
        return f"{self.prizes} sold out; end the sale, for no draw can keep to the odds table"


@final
@attrs.frozen
class Ticket(Value):
    """
    What makes one draw different from every other.

    Args:
        number: Its place in the sale, from 1 on without a gap, so that no draw can be hidden.
        buyer: Who draws, by a name that may be published.
        nonce: Text that the seller could not choose after the commitment, best one of the buyer's
            own. The seller knows the seed and could otherwise pick a ticket that draws badly.

    Examples:
        >>> Ticket(1, buyer="b1", nonce="my lucky day").number
        1
    """

    number: int
    buyer: str
    nonce: str

    def __attrs_post_init__(self) -> None:
        """
        Refuse what cannot be written down in one way only.
        """
        check_int("number", self.number, minimum=1)
        check_line("buyer", self.buyer)
        check_line("nonce", self.nonce)


def _left(value: object) -> FrozenMap[int]:
    found: FrozenMap[int] = frozen_map(cast("Mapping[str, int]", value))
    for name, count in found.items():
        check_int(f"left[{name!r}]", count)
    return found


@final
@attrs.frozen
class DrawState(Value):
    """
    What a draw depends on besides its ticket.

    Args:
        left: How many are left of each prize whose number is limited.
        misses: How many draws of this buyer went without a guaranteed prize.

    Examples:
        >>> table = OddsTable.from_stock({"bear": 11, "secret": 1})
        >>> DrawState.opening(table).after("bear", table).left["bear"]
        10
    """

    left: FrozenMap[int] = attrs.field(factory=FrozenMap[int], converter=_left)
    misses: int = attrs.field(default=0, validator=whole)

    @classmethod
    def opening(cls, table: OddsTable) -> DrawState:
        """
        The state before the first draw.
        """
        return cls({one.name: one.stock for one in table.prizes if one.stock is not None})

    def after(self, prize: str, table: OddsTable) -> DrawState:
        """
        The state after a prize has come out for this buyer.

        Raises:
            OutOfRangeError: If the prize stands in no table, or is sold out.
        """
        if prize not in table.odds:
            raise OutOfRangeError("prize", repr(prize), f"one of {', '.join(table.odds)}")
        left = self.left
        if prize in left:
            if not left[prize]:
                raise OutOfRangeError("prize", repr(prize), "in stock")
            left = FrozenMap({**left, prize: left[prize] - 1})
        if table.guarantee is None:
            return DrawState(left, self.misses)
        return DrawState(left, 0 if prize in table.guarantee.prizes else self.misses + 1)


@final
@attrs.frozen
class Draw(Value):
    """
    One draw as it is recorded and published.

    Args:
        ticket: What identifies it.
        prize: What came out.
        before: What was left, and the buyer's misses, before it.
        after: The same after it.
    """

    ticket: Ticket = attrs.field(validator=instance("a Ticket", Ticket))
    prize: str
    before: DrawState = attrs.field(validator=instance("a DrawState", DrawState))
    after: DrawState = attrs.field(validator=instance("a DrawState", DrawState))

    def __attrs_post_init__(self) -> None:
        """
        Refuse a prize without a name.
        """
        check_line("prize", self.prize)


@final
@attrs.frozen(kw_only=True)
class PaidDraws(Value):
    """
    Draws that a buyer has paid for, which limits count.

    Args:
        buyer: The buyer's id.
        at: When they were paid.
        paid: What they cost together.
        count: How many they were.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If nothing was drawn, or less than nothing was paid.
    """

    buyer: str
    at: datetime = attrs.field(validator=aware)
    paid: Money = attrs.field(validator=instance("Money", Money))
    count: int = 1

    def __attrs_post_init__(self) -> None:
        """
        Check every field once.
        """
        check_text("buyer", self.buyer)
        check_int("count", self.count, minimum=1)
        if self.paid.minor < 0:
            raise OutOfRangeError("paid", str(self.paid), "zero or more")
