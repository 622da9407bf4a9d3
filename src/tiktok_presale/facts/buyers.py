"""
A buyer, as far as rules ask about one: memberships, custom, codes, region, age.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import cast, final

import attrs

from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_int,
    check_kind,
    check_text,
    check_yes_no,
    yes_no_or_none,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import utc

__all__ = ["Buyer", "Membership", "check_region", "texts"]

# ISO 3166-1 for a country, ISO 3166-2 for a part of one.
_REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def check_region(argument: str, value: object) -> None:
    """
    Refuse anything but an ISO 3166 code of a country or of a part of one.

    Raises:
        WrongTypeError: If it is no text.
        OutOfRangeError: If it has another form.
    """
    check_text(argument, value)
    if not _REGION.fullmatch(str(value)):
        raise OutOfRangeError(argument, repr(value), "a code such as 'CN' or 'US-CA'")


def texts(argument: str, value: object) -> tuple[str, ...]:
    """
    Read several texts, each as given and once, in the order of the alphabet.

    Their order says nothing, so that two sets of the same texts are equal. One text alone is not
    several: its letters would be taken for them.

    Raises:
        WrongTypeError: If it is something else, or one of them is empty.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError(argument, "several texts, such as ('A1', 'B2')", type(value).__name__)
    found = tuple(cast("Iterable[str]", value))
    for one in found:
        check_text(argument, one)
    return tuple(sorted(set(found)))


@final
@attrs.frozen(kw_only=True)
class Membership(Value):
    """
    One level that a buyer holds for a time.

    Args:
        level: The level, as the shop names it.
        since: The first instant of it.
        until: The instant at which it ends, which is outside; None while no end is known.
        paid: Whether the buyer pays for this term; None where it is not known.

    Raises:
        NaiveTimeError: If a time has no time zone.
        OutOfRangeError: If it ends before it starts.

    Examples:
        >>> from datetime import UTC
        >>> gold = Membership(level="gold", since=datetime(2026, 1, 1, tzinfo=UTC),
        ...                   until=datetime(2027, 1, 1, tzinfo=UTC), paid=True)
        >>> gold.holds(datetime(2027, 1, 1, tzinfo=UTC))
        False
    """

    level: str
    since: datetime = attrs.field(validator=aware)
    until: datetime | None = attrs.field(default=None, validator=aware_or_none)
    paid: bool | None = attrs.field(default=None, validator=yes_no_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a term that holds no instant.
        """
        check_text("level", self.level)
        if self.until is not None and utc(self.until) <= utc(self.since):
            raise OutOfRangeError("until", self.until.isoformat(), f"after {self.since}")

    def holds(self, at: datetime) -> bool:
        """
        Whether the level is held at an instant.
        """
        started = utc(self.since) <= utc(at)
        return started and (self.until is None or utc(at) < utc(self.until))


def _memberships(value: object) -> tuple[Membership, ...] | None:
    if value is None:
        return None
    if isinstance(value, str | Membership) or not isinstance(value, Iterable):
        raise WrongTypeError("memberships", "several Membership(…)", type(value).__name__)
    found = tuple(cast("Iterable[Membership]", value))
    for one in found:
        check_kind("memberships", one, Membership, "Membership(level='gold', since=…)")
    return found


def _codes(value: object) -> tuple[str, ...] | None:
    return None if value is None else texts("codes", value)


@final
@attrs.frozen(kw_only=True)
class Buyer(Value):
    """
    What is known of a buyer; whatever is left out counts as unknown, never as good.

    Args:
        id: The buyer's id.
        level: The member level at the instant that is asked about, where its times are not known.
        memberships: Every level with its time, in place of *level*; an empty tuple says that the
            buyer is no member.
        customer_since: When the buyer first bought.
        has_bought: Whether the buyer has ever bought; False says "a new customer".
        codes: The access codes that the buyer gave; an empty tuple says that none was. They are
            left out of the printed form.
        region: Where the buyer lives, as an ISO 3166 code: "CN", "US-CA".
        age: Age in whole years.
        guardian_consent: Whether a guardian has agreed, for buyers who are minors.

    Raises:
        NaiveTimeError: If a time has no time zone.
        WrongTypeError: If a field has another type.
        OutOfRangeError: If the region is no code, or two fields contradict each other.

    Examples:
        >>> Buyer(id="b1", level="gold").customer_since is None
        True
        >>> Buyer(id="b1", codes=("SPRING",))  # doctest: +ELLIPSIS
        Buyer(id='b1', level=None, ..., region=None, age=None, guardian_consent=None)
    """

    id: str
    level: str | None = None
    memberships: tuple[Membership, ...] | None = attrs.field(default=None, converter=_memberships)
    customer_since: datetime | None = attrs.field(default=None, validator=aware_or_none)
    has_bought: bool | None = None
    codes: tuple[str, ...] | None = attrs.field(default=None, converter=_codes, repr=False)
    region: str | None = None
    age: int | None = None
    guardian_consent: bool | None = None

    def __attrs_post_init__(self) -> None:
        """
        Check every field once, and that they agree.
        """
        check_text("id", self.id)
        check_text("level", self.level, optional=True)
        check_yes_no("has_bought", self.has_bought)
        check_yes_no("guardian_consent", self.guardian_consent)
        if self.region is not None:
            check_region("region", self.region)
        if self.age is not None:
            check_int("age", self.age)
        if self.level is not None and self.memberships is not None:
            raise OutOfRangeError("level", repr(self.level), "left out where memberships are given")
        if self.customer_since is not None and self.has_bought is False:
            given = self.customer_since.isoformat()
            raise OutOfRangeError("customer_since", given, "left out for one who has never bought")

    def levels(self, at: datetime) -> tuple[str, ...] | None:
        """
        The levels held at an instant: none at all for one who is no member, None if not known.

        Examples:
            >>> from datetime import UTC
            >>> Buyer(id="b1", level="gold").levels(datetime(2026, 1, 1, tzinfo=UTC))
            ('gold',)
        """
        if self.memberships is None:
            return None if self.level is None else (self.level,)
        return tuple(one.level for one in self.memberships if one.holds(at))
