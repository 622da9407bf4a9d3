"""
A video as it is planned: its shots second by second, its words, and what it claims of an offer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar, cast, final, get_args

import attrs

from tiktok_presale.facts.video_claims import VideoClaim
from tiktok_presale.values.checks import (
    check_aware,
    check_int,
    check_kind,
    check_text,
    instance,
    member_of,
    yes_no_or_none,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, UnknownLanguageError, WrongTypeError
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import LANGUAGES, message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "SaleRecord",
    "Seen",
    "Shot",
    "VideoPlan",
    "check_language",
    "markdown",
    "milliseconds",
    "seconds",
    "shot_list",
]

T = TypeVar("T")

# A plan of a day is a mistake in the unit, and no video.
_LONGEST = Decimal(86_400)


class Seen(StrEnum):
    """
    What a shot shows; the first, the two on the pain point and the offer are what F12 asks for.
    """

    IMPACT = "impact"
    PAIN_SHOWN = "pain_shown"
    PAIN_SOLVED = "pain_solved"
    DEMO = "demo"
    OFFER = "offer"
    NOTICE = "notice_shown"
    CALL = "call"
    OTHER = "other_shot"


def seconds(argument: str, value: object) -> Decimal:
    """
    Exact seconds from a number or text, to the millisecond at most.

    Raises:
        WrongTypeError: If *value* is a float, or no number.
        OutOfRangeError: If it is negative, finer than a millisecond, or longer than a day.
    """
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise WrongTypeError(argument, "exact seconds: an int, Decimal or text", _kind(value))
    try:
        found = Decimal(value)
    except InvalidOperation:
        raise OutOfRangeError(argument, repr(value), "seconds such as '2.5'") from None
    if not found.is_finite() or not 0 <= found <= _LONGEST:
        raise OutOfRangeError(argument, str(found), f"from 0 to {_LONGEST} seconds")
    thousandths = Fraction(found) * 1_000
    if thousandths.denominator != 1:
        raise OutOfRangeError(argument, str(found), "whole milliseconds")
    return milliseconds(thousandths.numerator)


def milliseconds(count: int) -> Decimal:
    """
    So many milliseconds as seconds, written as short as they can be; no context rounds them.
    """
    whole, rest = divmod(count, 1_000)
    return Decimal(f"{whole}.{rest:03}".rstrip("0").rstrip("."))


def _kind(value: object) -> str:
    return type(value).__name__


def check_language(value: object) -> None:
    """
    Refuse a language in which there are no texts.

    Raises:
        UnknownLanguageError: If it is none of those that have a catalogue.
    """
    if not isinstance(value, str) or value not in LANGUAGES:
        raise UnknownLanguageError(str(value), LANGUAGES)


def _starts(value: object) -> Decimal:
    return seconds("starts", value)


def _ends(value: object) -> Decimal:
    return seconds("ends", value)


def _length(value: object) -> Decimal:
    return seconds("length", value)


def _listed(argument: str, value: object, kind: type[T]) -> tuple[T, ...]:
    """
    Read several of one kind; text is no list of letters.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError(argument, f"several of {kind.__name__}", _kind(value))
    found = tuple(cast("Iterable[object]", value))
    for one in found:
        check_kind(argument, one, kind, f"of {kind.__name__}")
    return cast("tuple[T, ...]", found)


def _seen(value: object) -> tuple[Seen, ...]:
    """
    Read what is seen: one word, or several, in the order of `Seen` and each once.
    """
    one_word = isinstance(value, str) or not isinstance(value, Iterable)
    given: list[object] = [value] if one_word else list(cast("Iterable[object]", value))
    words = {member_of("seen", one, Seen) for one in given}
    if not words:
        raise OutOfRangeError("seen", "nothing", "what the shot shows; Seen.OTHER if none fits")
    return tuple(one for one in Seen if one in words)


@final
@attrs.frozen(kw_only=True)
class Shot(Value):
    """
    One shot of a video: from when until when, what is seen, what is said and shown in words.

    Args:
        starts: The second at which it starts.
        ends: The second at which it ends.
        seen: What is seen, one word or several.
        said: The spoken words.
        shown: The words on the screen.

    Raises:
        OutOfRangeError: If it ends before it has started.

    Examples:
        >>> shot = Shot(starts=0, ends="2.5", seen=Seen.IMPACT, said="Hear that crunch?")
        >>> shot.lasts, shot.shows(Seen.IMPACT)
        (Decimal('2.5'), True)
    """

    starts: Decimal = attrs.field(converter=_starts)
    ends: Decimal = attrs.field(converter=_ends)
    seen: tuple[Seen, ...] = attrs.field(converter=_seen)
    said: str = attrs.field(default="", validator=instance("text", str))
    shown: str = attrs.field(default="", validator=instance("text", str))

    def __attrs_post_init__(self) -> None:
        """
        Refuse a shot that takes no time.
        """
        if self.ends <= self.starts:
            raise OutOfRangeError("ends", str(self.ends), f"after the start, {self.starts}")

    @property
    def lasts(self) -> Decimal:
        """
        How many seconds it lasts.
        """
        return milliseconds(int((Fraction(self.ends) - Fraction(self.starts)) * 1_000))

    def shows(self, *kinds: Seen) -> bool:
        """
        Whether it shows any of these.
        """
        return any(kind in self.seen for kind in kinds)


def _shots(value: object) -> tuple[Shot, ...]:
    return _listed("shots", value, Shot)


def _hashtags(value: object) -> tuple[str, ...]:
    found = _listed("hashtags", value, str)
    for one in found:
        check_text("hashtags", one)
    return found


def _claims(value: object) -> tuple[VideoClaim, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError("claims", "several claims", _kind(value))
    found = tuple(cast("Iterable[object]", value))
    for one in found:
        if not isinstance(one, VideoClaim):
            expected = ", ".join(kind.__name__ for kind in get_args(VideoClaim))
            raise WrongTypeError("claims", expected, _kind(one))
    return cast("tuple[VideoClaim, ...]", found)


@final
@attrs.frozen(kw_only=True)
class VideoPlan(Value):
    """
    A video for an offer, before it is filmed; nothing in it says whether it may be published.

    Args:
        offer: The id of the offer it is for.
        language: The language in which it speaks: "en" or "zh".
        length: How many seconds it lasts.
        shots: Its shots, in order, none over another; there may be gaps.
        caption: The text beside the video.
        hashtags: The hashtags beside the video, with or without "#".
        claims: What the planner knows it to claim. What else its words claim is found in the text.
        original: Whether all of it is the seller's own material; None where nobody says.

    Raises:
        UnknownLanguageError: If there are no texts in the language.
        OutOfRangeError: If the shots overlap, are not in order, or run over the length.

    Examples:
        >>> plan = VideoPlan(offer="of1", language="en", length=15, shots=[
        ...     Shot(starts=0, ends=3, seen=Seen.IMPACT)])
        >>> plan.first(Seen.IMPACT).starts
        Decimal('0')
    """

    offer: str
    language: str
    length: Decimal = attrs.field(converter=_length)
    shots: tuple[Shot, ...] = attrs.field(converter=_shots)
    caption: str = attrs.field(default="", validator=instance("text", str))
    hashtags: tuple[str, ...] = attrs.field(default=(), converter=_hashtags)
    claims: tuple[VideoClaim, ...] = attrs.field(default=(), converter=_claims)
    original: bool | None = attrs.field(default=None, validator=yes_no_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Check every field once, and that the shots fit together.
        """
        check_text("offer", self.offer)
        check_language(self.language)
        for one, following in pairwise(self.shots):
            if following.starts < one.ends:
                allowed = f"at or after the end of the shot before, {one.ends}"
                raise OutOfRangeError("starts", str(following.starts), allowed)
        if self.shots and self.shots[-1].ends > self.length:
            raise OutOfRangeError("ends", str(self.shots[-1].ends), f"at most {self.length}")

    def first(self, *kinds: Seen) -> Shot | None:
        """
        The first shot that shows any of these; None where none does.
        """
        return next((shot for shot in self.shots if shot.shows(*kinds)), None)

    def to_markdown(self, language: str | None = None) -> str:
        """
        The shot list as a table in Markdown, in the plan's own language where none is given.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return markdown(self.shots, language or self.language)

    def _repr_html_(self) -> str:
        """
        The shot list as a table, for notebooks.
        """
        from tiktok_presale.values.html import table_html  # noqa: PLC0415 - notebooks only

        head, rows = shot_list(self.shots, self.language)
        return table_html(self.caption or self.offer, head, rows)


def _cell(text: str) -> str:
    """
    Text that does not end its cell or its row.
    """
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())


def shot_list(
    shots: Iterable[Shot], language: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """
    The heads and the rows of a shot list.
    """
    head = tuple(message(language, f"shots.{name}") for name in ("time", "seen", "said", "shown"))
    return head, tuple(tuple(_row(shot, language)) for shot in shots)


def markdown(shots: Iterable[Shot], language: str) -> str:
    """
    A shot list as a table in Markdown.
    """
    head, rows = shot_list(shots, language)
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _row(shot: Shot, language: str) -> Iterator[str]:
    yield message(language, "shots.span", starts=shot.starts, ends=shot.ends)
    yield message(language, "word.comma").join(say(one, language) for one in shot.seen)
    yield shot.said
    yield shot.shown


def _ends_told(value: object) -> tuple[datetime, ...]:
    return tuple(check_aware("ends_told", one) for one in _listed("ends_told", value, datetime))


@final
@attrs.frozen(kw_only=True)
class SaleRecord(Value):
    """
    What is known of a sale besides its offer, against which claims are held.

    Args:
        sold: Units sold so far; None where nobody says.
        was: The price before, which a discount is measured from; None where there was none.
        ends_told: The ends of this presale that earlier videos have told.

    Examples:
        >>> SaleRecord(sold=5_000, was=Money("59.90", "USD")).ends_told
        ()
    """

    sold: int | None = None
    was: Money | None = attrs.field(default=None, validator=instance("Money", Money, type(None)))
    ends_told: tuple[datetime, ...] = attrs.field(default=(), converter=_ends_told)

    def __attrs_post_init__(self) -> None:
        """
        Check every field once.
        """
        if self.sold is not None:
            check_int("sold", self.sold)
        if self.was is not None and self.was.minor <= 0:
            raise OutOfRangeError("was", str(self.was), "above zero")
