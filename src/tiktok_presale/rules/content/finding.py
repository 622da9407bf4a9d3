"""
Which claims does a text make? Found by words, read as values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, final
from zoneinfo import ZoneInfo

import attrs

from tiktok_presale.facts.video_claims import VideoClaim
from tiktok_presale.rules.content.normalising import normalise
from tiktok_presale.rules.content.reading import Clock, read
from tiktok_presale.rules.content.words import Topic, compiled
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.closed import Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

__all__ = ["FoundClaim", "claims_in"]

# A claim of readiness that is denied is none: "not in stock yet".
_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|once|when|until|before)|n't|非|不是|没有|没|无|并非|不|不会|不能)"
    r"(?: (?:yet|it|it is|it's|they are|back|be|is))?\s?$",
    re.IGNORECASE,
)
_CAN_BE_DENIED = {
    Topic.ON_HAND,
    Topic.SHIPS_TODAY,
    Topic.SHIPS_TOMORROW,
    Topic.ARRIVES_TODAY,
    Topic.ARRIVES_TOMORROW,
}
_BEFORE = 20


@final
@attrs.frozen
class FoundClaim(Value):
    """
    A claim that stands in a text.

    Args:
        topic: Which words gave it away.
        text: Those words, as the text was normalised.
        claim: What they claim; None where it cannot be read, such as 30 February.
    """

    topic: Topic
    text: str
    claim: VideoClaim | None


def claims_in(
    text: str, *, at: datetime, zone: ZoneInfo, currency: str | None = None
) -> tuple[FoundClaim, ...]:
    """
    The claims that a text makes, in English and Chinese, in the order of the list of words.

    The words are heuristics: what is found can be checked, what is not found is not proven absent.

    Args:
        text: The text.
        at: The instant at which it is said, for "today" and "in three hours".
        zone: The zone in which its days and times are read.
        currency: The currency of the goods, for signs that several share, such as "$".

    Raises:
        WrongTypeError: If *text* is no text, or *zone* no `ZoneInfo`.
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from zoneinfo import ZoneInfo
        >>> found = claims_in("Only 100 left, ships tomorrow!",
        ...                   at=datetime(2026, 7, 1, tzinfo=UTC), zone=ZoneInfo("UTC"))
        >>> [str(one.claim) for one in found]
        ['100 units are left', 'it ships within 1 calendar day']
    """
    check_kind("text", text, str, "text")
    check_kind("zone", zone, ZoneInfo, "a ZoneInfo, as in ZoneInfo('Asia/Bangkok')")
    clock = Clock(check_aware("at", at), zone, currency)
    found: dict[tuple[Topic, VideoClaim | None], FoundClaim] = {}
    for one in _matches(normalise(text), clock):
        found.setdefault((one.topic, one.claim), one)
    return tuple(found.values())


def _matches(text: str, clock: Clock) -> Iterator[FoundClaim]:
    for topic, pattern in compiled():
        for match in pattern.finditer(text):
            start = match.start()
            if topic in _CAN_BE_DENIED and _DENIED.search(text[max(0, start - _BEFORE) : start]):
                continue
            yield FoundClaim(topic, match.group().strip(), read(topic, match, clock))
