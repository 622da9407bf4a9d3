"""
Any, all and not: how audiences are put together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, cast, final

import attrs

from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from typing import Any


__all__ = [
    "MOST_DEEP",
    "MOST_PARTS",
    "AllOf",
    "AnyOf",
    "AudienceBase",
    "Not",
    "check_audience",
    "some",
]

MOST_DEEP: Final = 50
"""How deep audiences may be nested, so that comparing and pickling one never overflows."""

MOST_PARTS: Final = 1_000
"""How many parts an audience may have: one put twice into the next doubles with every step."""


class AudienceBase:
    """
    What all audiences share: the operators, and words.
    """

    __slots__ = ()

    # A simple audience is one part, one deep; those that hold others count them at birth.
    parts = 1
    deep = 1

    def __and__(self, other: object) -> AllOf:
        return AllOf((self, other)) if isinstance(other, AudienceBase) else NotImplemented

    def __or__(self, other: object) -> AnyOf:
        return AnyOf((self, other)) if isinstance(other, AudienceBase) else NotImplemented

    def __invert__(self) -> AudienceBase:
        return self.of if isinstance(self, Not) else Not(self)

    def in_words(self, language: str) -> str:
        """
        Who is meant, as people of that language would say it.
        """
        raise NotImplementedError  # pragma: no cover - each audience has words of its own

    def __str__(self) -> str:
        return self.in_words("en")


def some(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """
    Refuse a set of nothing: it would shut everybody out, or let everybody in, by a slip.
    """
    if not value:
        raise OutOfRangeError(attribute.name, "empty", "at least one")


def _all_parts(value: object) -> tuple[AudienceBase, ...]:
    return _members(value, AllOf)


def _any_parts(value: object) -> tuple[AudienceBase, ...]:
    return _members(value, AnyOf)


def _members(value: object, kind: type[AllOf | AnyOf]) -> tuple[AudienceBase, ...]:
    """
    Read several audiences: one of the same kind gives its own parts, and none comes twice.
    """
    if isinstance(value, AudienceBase) or not isinstance(value, Iterable):
        raise WrongTypeError("of", "several audiences", type(value).__name__)
    found: list[AudienceBase] = []
    for one in cast("Iterable[AudienceBase]", value):
        check_audience("of", one)
        found += one.of if isinstance(one, kind) else (one,)
    # Counted before they are compared: what is too big is never walked through.
    _check_size(found)
    return tuple(dict.fromkeys(found))


def _check_size(found: Iterable[AudienceBase]) -> tuple[int, int]:
    parts = 1 + sum(one.parts for one in found)
    deep = 1 + max((one.deep for one in found), default=0)
    if parts > MOST_PARTS:
        raise OutOfRangeError("of", f"{parts} parts", f"{MOST_PARTS} parts at most")
    if deep > MOST_DEEP:
        raise OutOfRangeError("of", f"nested {deep} deep", f"nested {MOST_DEEP} deep at most")
    return parts, deep


@final
@attrs.frozen(str=False)
class AllOf(AudienceBase, Value):
    """
    Buyers who belong to every one of some audiences; `a & b` makes it.

    Args:
        of: The audiences.

    Raises:
        OutOfRangeError: If there is none, or if it grows too big or too deep.

    Examples:
        >>> from tiktok_presale import Everyone, InRegion, LevelIn
        >>> members = LevelIn("gold")
        >>> str(members & InRegion("HK"))
        'members at gold and buyers in Hong Kong'
        >>> members & members & Everyone() == AllOf((members, Everyone()))
        True
    """

    of: tuple[AudienceBase, ...] = attrs.field(converter=_all_parts, validator=some)
    parts: int = attrs.field(init=False, eq=False, repr=False)
    deep: int = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """
        Count the parts once.
        """
        _measure(self, self.of)

    def in_words(self, language: str) -> str:
        """
        "members at gold and buyers in CN".
        """
        return _joined(self.of, "audience.and", language)


@final
@attrs.frozen(str=False)
class AnyOf(AudienceBase, Value):
    """
    Buyers who belong to at least one of some audiences; `a | b` makes it.

    Args:
        of: The audiences.

    Raises:
        OutOfRangeError: If there is none, or if it grows too big or too deep.
    """

    of: tuple[AudienceBase, ...] = attrs.field(converter=_any_parts, validator=some)
    parts: int = attrs.field(init=False, eq=False, repr=False)
    deep: int = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """
        Count the parts once.
        """
        _measure(self, self.of)

    def in_words(self, language: str) -> str:
        """
        "members at gold or buyers in CN".
        """
        return _joined(self.of, "audience.or", language)


@final
@attrs.frozen(str=False)
class Not(AudienceBase, Value):
    """
    Buyers who do not belong to an audience; `~a` makes it.

    Args:
        of: The audience.

    Raises:
        OutOfRangeError: If it grows too big or too deep.

    Examples:
        >>> from tiktok_presale import LevelIn
        >>> str(Not(LevelIn("gold"))), ~Not(LevelIn("gold")) == LevelIn("gold")
        ('all but members at gold', True)
    """

    of: AudienceBase
    parts: int = attrs.field(init=False, eq=False, repr=False)
    deep: int = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """
        Refuse what is no audience, and count the parts once.
        """
        check_audience("of", self.of)
        _measure(self, (self.of,))

    def in_words(self, language: str) -> str:
        """
        "all but members at gold".
        """
        return message(language, "audience.not", audience=_in_group(self.of, language))


def _measure(whole: AllOf | AnyOf | Not, of: tuple[AudienceBase, ...]) -> None:
    parts, deep = _check_size(of)
    object.__setattr__(whole, "parts", parts)
    object.__setattr__(whole, "deep", deep)


def _in_group(audience: AudienceBase, language: str) -> str:
    """
    An audience in words, in brackets where it has several parts.
    """
    words = audience.in_words(language)
    if not isinstance(audience, AllOf | AnyOf):
        return words
    return message(language, "audience.group", audience=words)


def _joined(of: tuple[AudienceBase, ...], word: str, language: str) -> str:
    return message(language, word).join(_in_group(one, language) for one in of)


def check_audience(argument: str, value: object) -> None:
    """
    Refuse anything but an audience.

    Raises:
        WrongTypeError: If it is none.
    """
    check_kind(argument, value, AudienceBase, "an audience such as Everyone() or LevelIn('gold')")
