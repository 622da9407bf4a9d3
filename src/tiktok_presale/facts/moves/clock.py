"""
Events that only the clock brings.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, final

import attrs

from tiktok_presale.facts.moves.kinds import Move
from tiktok_presale.values.checks import aware
from tiktok_presale.values.closed import Value

__all__ = [
    "BalanceLapsed",
    "BalanceOpened",
    "ConsentLapsed",
    "DepositLapsed",
    "HoldExpired",
]


@final
@attrs.frozen
class BalanceOpened(Value):
    """
    The next payment may be made from now on; the clock brings it.
    """

    move: ClassVar[Move] = Move.BALANCE_OPENED
    at: datetime = attrs.field(validator=aware)


@final
@attrs.frozen
class DepositLapsed(Value):
    """
    The deposit was not paid in its time; the clock brings it.
    """

    move: ClassVar[Move] = Move.DEPOSIT_LAPSED
    at: datetime = attrs.field(validator=aware)


@final
@attrs.frozen
class BalanceLapsed(Value):
    """
    A later payment was not made in its time and its grace; the clock brings it.
    """

    move: ClassVar[Move] = Move.BALANCE_LAPSED
    at: datetime = attrs.field(validator=aware)


@final
@attrs.frozen
class HoldExpired(Value):
    """
    The hold on the card ran out before the goods left; the clock brings it.
    """

    move: ClassVar[Move] = Move.HOLD_EXPIRED
    at: datetime = attrs.field(validator=aware)


@final
@attrs.frozen
class ConsentLapsed(Value):
    """
    The buyer did not answer, and silence means that what has not been shipped is cancelled.
    """

    move: ClassVar[Move] = Move.CONSENT_LAPSED
    at: datetime = attrs.field(validator=aware)
