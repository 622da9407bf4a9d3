"""
Who may buy: groups of buyers, and how they are put together with any, all and not.

An audience is plain data: it says who is meant. Whether a buyer belongs to it is judged by
`tiktok_presale.access`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias, cast, final

import attrs

from tiktok_presale.facts.audience_algebra import AllOf, AnyOf, AudienceBase, Not, some
from tiktok_presale.facts.buyers import check_region, texts
from tiktok_presale.values.checks import aware, check_text, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.text import message, named

__all__ = [
    "AllOf",
    "AnyOf",
    "Audience",
    "CustomerBefore",
    "CustomerFor",
    "Everyone",
    "HasCode",
    "InRegion",
    "Ladder",
    "LevelAtLeast",
    "LevelIn",
    "Not",
]


def _several(argument: str, value: object) -> tuple[str, ...]:
    """
    Read several names, of which one may be given as it is.
    """
    return texts(argument, (value,) if isinstance(value, str) else value)


def _level_names(value: object) -> tuple[str, ...]:
    return _several("names", value)


def _code_texts(value: object) -> tuple[str, ...]:
    return _several("codes", value)


def _region_codes(value: object) -> tuple[str, ...]:
    return _several("regions", value)


def _rungs(value: object) -> tuple[str, ...]:
    """
    Read the levels of a ladder, whose order counts.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError("levels", "several levels, lowest first", type(value).__name__)
    given = tuple(cast("Iterable[str]", value))
    if len(texts("levels", given)) != len(given):
        raise OutOfRangeError("levels", repr(given), "levels of which none comes twice")
    return given


@final
@attrs.frozen
class Ladder(Value):
    """
    The member levels of a shop, lowest first.

    Args:
        levels: Their names.

    Raises:
        OutOfRangeError: If there is none, or one stands on it twice.

    Examples:
        >>> ladder = Ladder(("silver", "gold", "diamond"))
        >>> str(ladder.at_least("gold"))
        'members at gold or above'
    """

    levels: tuple[str, ...] = attrs.field(converter=_rungs, validator=some)

    def at_least(self, level: str) -> LevelAtLeast:
        """
        Everyone who holds *level* or a higher one.

        Raises:
            OutOfRangeError: If *level* does not stand on the ladder.
        """
        return LevelAtLeast(level, self)

    def from_level(self, level: str) -> tuple[str, ...]:
        """
        A level and all above it, lowest first.
        """
        return self.levels[self.levels.index(level) :]

    def __str__(self) -> str:
        return " < ".join(self.levels)


def _zone_name(value: str) -> str:
    return zone_of(value).key


def _counted(value: tuple[str, ...]) -> str:
    """
    How many codes there are, for a printed form that tells none.
    """
    return f"<{len(value)}>"


@final
@attrs.frozen(str=False)
class Everyone(AudienceBase, Value):
    """
    Every buyer, whatever is known of them.

    Examples:
        >>> str(Everyone())
        'everyone'
    """

    def in_words(self, language: str) -> str:
        """
        "everyone".
        """
        return message(language, "audience.everyone")


@final
@attrs.frozen(str=False)
class LevelIn(AudienceBase, Value):
    """
    Buyers who hold one of some member levels.

    Args:
        names: The levels; one may be given as it is.

    Examples:
        >>> str(LevelIn("fan club"))
        'members at fan club'
    """

    names: tuple[str, ...] = attrs.field(converter=_level_names, validator=some)

    def in_words(self, language: str) -> str:
        """
        "members at gold, silver".
        """
        return message(language, "audience.level_in", levels=self.names)


@final
@attrs.frozen(str=False)
class LevelAtLeast(AudienceBase, Value):
    """
    Buyers who hold a member level or a higher one; `Ladder.at_least` makes it.

    Args:
        level: The lowest level that counts.
        ladder: The order of the levels.

    Raises:
        OutOfRangeError: If *level* does not stand on the ladder.
    """

    level: str
    ladder: Ladder = attrs.field(validator=instance("a Ladder", Ladder))

    def __attrs_post_init__(self) -> None:
        """
        Refuse a level that nobody could rank.
        """
        check_text("level", self.level)
        if self.level not in self.ladder.levels:
            raise OutOfRangeError("level", repr(self.level), f"one of {self.ladder}")

    def in_words(self, language: str) -> str:
        """
        "members at gold or above".
        """
        return message(language, "audience.level_at_least", level=named(language, self.level))


@final
@attrs.frozen(str=False)
class CustomerBefore(AudienceBase, Value):
    """
    Existing customers: those who first bought before an instant (F20).

    Args:
        before: The instant, which is outside.
    """

    before: datetime = attrs.field(validator=aware)

    def in_words(self, language: str) -> str:
        """
        "customers since before 2026-01-01 00:00:00+08:00".
        """
        return message(language, "audience.customer_before", before=self.before)


@final
@attrs.frozen(str=False)
class CustomerFor(AudienceBase, Value):
    """
    Those who have been customers for so many days.

    The day of the first purchase is day 0. A buyer belongs from the start of day *days* on.

    Args:
        days: How many.
        zone: The time zone in which days are counted.

    Raises:
        OutOfRangeError: If there is no such zone.
    """

    days: CalendarDays = attrs.field(validator=instance("CalendarDays(n)", CalendarDays))
    zone: str = attrs.field(converter=_zone_name)

    def in_words(self, language: str) -> str:
        """
        "customers for 90 calendar days or longer".
        """
        return message(language, "audience.customer_for", days=self.days)


@final
@attrs.frozen(str=False)
class HasCode(AudienceBase, Value):
    """
    Buyers who gave one of some access codes.

    The codes are kept as given and left out of the printed form. No reason tells them.

    Args:
        codes: The codes; one may be given as it is.
        any_case: Whether capitals and small letters are the same.
    """

    codes: tuple[str, ...] = attrs.field(converter=_code_texts, validator=some, repr=_counted)
    any_case: bool = attrs.field(default=False, validator=instance("True or False", bool))

    def in_words(self, language: str) -> str:
        """
        "buyers with an access code".
        """
        return message(language, "audience.code")


@final
@attrs.frozen(str=False)
class InRegion(AudienceBase, Value):
    """
    Buyers who live in one of some regions.

    A country holds its parts: "US-CA" lies in "US".

    Args:
        regions: ISO 3166 codes, "CN" or "US-CA"; one may be given as it is.
    """

    regions: tuple[str, ...] = attrs.field(converter=_region_codes, validator=some)

    def __attrs_post_init__(self) -> None:
        """
        Refuse what is no region.
        """
        for region in self.regions:
            check_region("regions", region)

    def in_words(self, language: str) -> str:
        """
        "buyers in US-CA".
        """
        return message(language, "audience.region", regions=self.regions)


Audience: TypeAlias = AudienceBase
"""Any of the audiences above, simple or put together."""
