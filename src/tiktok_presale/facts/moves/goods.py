"""
Events of the goods: released, dispatched, delivered, delayed.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, final

import attrs

from tiktok_presale.facts.delays import Silence
from tiktok_presale.facts.moves.kinds import Move
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_int,
    check_text,
    instance,
    member_of,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import utc

__all__ = [
    "Completed",
    "ConsentGiven",
    "ConsentRefused",
    "DelayNotified",
    "Delivered",
    "Dispatched",
    "Released",
]


def _silence(value: object) -> Silence:
    return member_of("silence", value, Silence)


@final
@attrs.frozen
class Released(Value):
    """
    The goods are there to be handled: told, or brought by the clock on a release date.
    """

    move: ClassVar[Move] = Move.RELEASED
    at: datetime = attrs.field(validator=aware)


@final
@attrs.frozen
class Dispatched(Value):
    """
    A parcel left.

    Args:
        parcel: Its id, such as the tracking number; no parcel counts twice.
        units: How many units are in it.
        at: When.
    """

    move: ClassVar[Move] = Move.DISPATCHED
    parcel: str
    units: int
    at: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        """
        Refuse parcels of nothing.
        """
        check_text("parcel", self.parcel)
        check_int("units", self.units, minimum=1)


@final
@attrs.frozen
class Delivered(Value):
    """
    A parcel reached the buyer.

    Args:
        parcel: The id under which it was dispatched.
        at: When.
    """

    move: ClassVar[Move] = Move.DELIVERED
    parcel: str
    at: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        """
        Refuse parcels without an id.
        """
        check_text("parcel", self.parcel)


@final
@attrs.frozen
class Completed(Value):
    """
    The buyer confirmed receipt, or the time for complaints is over.
    """

    move: ClassVar[Move] = Move.COMPLETED
    at: datetime = attrs.field(validator=aware)


@final
@attrs.frozen
class DelayNotified(Value):
    """
    The seller told the buyer that the promise cannot be kept, and made another one.

    Args:
        promise: The new promise.
        at: When the buyer was told.
        answer_by: The last second in which an answer is in time; None where no time is set.
        silence: What it means that there is no answer by then.

    Raises:
        OutOfRangeError: If the answer is asked for before the notice.
    """

    move: ClassVar[Move] = Move.DELAY_NOTIFIED
    promise: Promise = attrs.field(
        validator=instance("ShipWithin or ReleaseOn", ShipWithin, ReleaseOn)
    )
    at: datetime = attrs.field(validator=aware)
    answer_by: datetime | None = attrs.field(default=None, validator=aware_or_none)
    silence: Silence = attrs.field(default=Silence.CANCEL, converter=_silence)

    def __attrs_post_init__(self) -> None:
        """
        Refuse notices that ask for an answer before they are given.
        """
        if self.answer_by is not None and utc(self.answer_by) < utc(self.at):
            allowed = f"at or after the notice, {self.at.isoformat()}"
            raise OutOfRangeError("answer_by", self.answer_by.isoformat(), allowed)


@final
@attrs.frozen
class ConsentGiven(Value):
    """
    The buyer agrees to the delay.

    Args:
        at: When.
        silent: Whether nothing was said, and silence means consent; only the clock brings that.
    """

    move: ClassVar[Move] = Move.CONSENT_GIVEN
    at: datetime = attrs.field(validator=aware)
    silent: bool = attrs.field(default=False, validator=instance("True or False", bool))


@final
@attrs.frozen
class ConsentRefused(Value):
    """
    The buyer does not agree to the delay: what has not been shipped is cancelled.
    """

    move: ClassVar[Move] = Move.CONSENT_REFUSED
    at: datetime = attrs.field(validator=aware)
