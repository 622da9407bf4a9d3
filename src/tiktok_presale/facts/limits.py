"""
What a seller has to sell: scopes, how many units each may take, and waves that open by date.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, final

import attrs

from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_int,
    check_text,
    instance,
    whole,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import utc
from tiktok_presale.values.text import message

__all__ = ["DIMENSIONS", "EACH", "Limit", "Scope", "Wave"]

EACH: Final = "*"
"""In place of a buyer's id: one figure that holds for every buyer."""

DIMENSIONS: Final = ("market", "channel", "sku", "wave", "buyer")
"""What narrows a scope, from the widest to the narrowest."""


@final
@attrs.frozen(kw_only=True)
class Scope(Value):
    """
    What units are counted over: everything, or what is narrowed down by one or more names.

    Args:
        market: Sold in this market only.
        channel: Sold through this channel only, such as a live room.
        sku: Units of this SKU only.
        wave: Units of this wave only.
        buyer: Units of this buyer only; `EACH` for one limit that holds for every buyer.

    Raises:
        WrongTypeError: If a name is no text, or empty.
        OutOfRangeError: If `EACH` stands for anything but buyers.

    Examples:
        >>> str(Scope()), str(Scope(channel="live", sku="red"))
        ('the whole sale', 'channel live, SKU red')
        >>> Scope(buyer=EACH, sku="red").dimensions
        ('sku', 'buyer')
    """

    market: str | None = None
    channel: str | None = None
    sku: str | None = None
    wave: str | None = None
    buyer: str | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse names that are none.
        """
        for name in self.dimensions:
            value = getattr(self, name)
            check_text(name, value)
            if value == EACH and name != "buyer":
                raise OutOfRangeError(name, repr(value), "a name; EACH stands for buyers only")

    @property
    def dimensions(self) -> tuple[str, ...]:
        """
        What narrows it; nothing for the whole sale.
        """
        return tuple(name for name in DIMENSIONS if getattr(self, name) is not None)

    @property
    def each(self) -> bool:
        """
        Whether it stands for every buyer.
        """
        return self.buyer == EACH

    def for_each(self) -> Scope:
        """
        The same scope for every buyer in place of this one.
        """
        return attrs.evolve(self, buyer=EACH)

    def in_words(self, language: str) -> str:
        """
        The scope as a person of that language would name it.
        """
        if not self.dimensions:
            return message(language, "scope.total")
        if self.each:
            said = [message(language, "scope.each_buyer")]
        else:
            said = [message(language, "scope.buyer", id=self.buyer)] if self.buyer else []
        wider = [
            message(language, f"scope.{name}", id=getattr(self, name))
            for name in self.dimensions
            if name != "buyer"
        ]
        return message(language, "word.comma").join(wider + said)

    def __str__(self) -> str:
        return self.in_words("en")


def _units(limit: Limit, attribute: attrs.Attribute[int | None], value: object) -> None:
    del limit
    if value is not None:
        check_int(attribute.name, value)


@final
@attrs.frozen
class Limit(Value):
    """
    How many units a scope may take in all.

    Args:
        scope: What the units are counted over.
        units: How many; None says in so many words that there is no limit.
        soft: Whether more is allowed, with advice.

    Raises:
        WrongTypeError: If *scope* is no Scope, or *units* no whole number.
        OutOfRangeError: If *units* is negative.

    Examples:
        >>> str(Limit(Scope(buyer=EACH), 2))
        'each buyer: 2'
    """

    scope: Scope = attrs.field(validator=instance("a Scope; Scope() is the whole sale", Scope))
    units: int | None = attrs.field(validator=_units)
    soft: bool = attrs.field(default=False, kw_only=True, validator=instance("True or False", bool))

    def __str__(self) -> str:
        units = "no limit" if self.units is None else f"{self.units:,}"
        return f"{self.scope}: {units}{' (soft)' if self.soft else ''}"


@final
@attrs.frozen(kw_only=True)
class Wave(Value):
    """
    Units that open on a date of their own.

    Args:
        name: What the wave is called.
        units: How many open with it.
        opens: Its first instant.
        closes: Its last second; None for one that is open until the next one opens.
        carries_over: Whether what is left of it goes to the next wave, or lapses.

    Raises:
        NaiveTimeError: If an end has no time zone.
        OutOfRangeError: If it closes before it opens, or *units* is negative.

    Examples:
        >>> from zoneinfo import ZoneInfo
        >>> first = Wave(name="w1", units=300, carries_over=True,
        ...              opens=datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Asia/Bangkok")))
        >>> first.limit
        Limit(scope=Scope(market=None, channel=None, sku=None, wave='w1', buyer=None), units=300, soft=False)
    """  # noqa: E501 - an answer as it is printed

    name: str
    units: int = attrs.field(validator=whole)
    opens: datetime = attrs.field(validator=aware)
    closes: datetime | None = attrs.field(default=None, validator=aware_or_none)
    carries_over: bool = attrs.field(validator=instance("True or False", bool))

    def __attrs_post_init__(self) -> None:
        """
        Refuse a wave without a name, and one that closes before it opens.
        """
        check_text("name", self.name)
        if self.closes is not None and utc(self.closes) < utc(self.opens):
            allowed = f"at or after its opening, {self.opens.isoformat()}"
            raise OutOfRangeError("closes", self.closes.isoformat(), allowed)

    @property
    def scope(self) -> Scope:
        """
        The units of this wave.
        """
        return Scope(wave=self.name)

    @property
    def limit(self) -> Limit:
        """
        Its units as a limit.
        """
        return Limit(self.scope, self.units)

    def ahead(self, at: datetime) -> bool:
        """
        Whether it has not opened yet.
        """
        return utc(at) < utc(self.opens)

    def over(self, at: datetime) -> bool:
        """
        Whether its last second has passed, where it has one.
        """
        return self.closes is not None and utc(at).replace(microsecond=0) > utc(self.closes)
