"""
The readers of figures about creators, which `SCHEMA` names, and what cannot be right in them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from tiktok_presale.policy.forms import Fields
from tiktok_presale.values.affinities import Affinity
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.values.money import Money

__all__ = ["affinity", "followers", "rating", "unsound"]

_BEST_RATING = 5


def followers(fields: Fields) -> Range[Decimal] | None:
    """
    A range of numbers of followers.
    """
    return fields.number_range("followers")


def rating(fields: Fields) -> Range[Decimal] | None:
    """
    A range of ratings.
    """
    return fields.number_range()


def affinity(fields: Fields) -> Affinity | None:
    """
    Which creators goods go with, and with which they never do.
    """
    before = len(fields.faults)
    fits, bars = fields.texts("fits"), fields.texts("bars")
    return None if len(fields.faults) > before else fields.made(Affinity, fits, bars)


def unsound(path: str, value: object, currency: str | None) -> Iterator[str]:
    """
    What cannot be right in a figure about creators although every word of it can be read.
    """
    if not isinstance(value, Range):
        return
    if path.startswith("creators.fees."):
        yield from _fees(cast("Range[Money]", value), currency)
        return
    numbers = cast("Range[Decimal]", value)
    ends = [end for end in (numbers.low, numbers.high) if end is not None]
    if numbers.unit == "followers" and any(end != int(end) for end in ends):
        yield "counts part of a follower"
    elif path == "creators.store_rating" and any(end > _BEST_RATING for end in ends):
        yield f"asks for a rating above {_BEST_RATING}"


def _fees(fees: Range[Money], currency: str | None) -> Iterator[str]:
    ends = [end for end in (fees.low, fees.high) if end is not None]
    foreign = sorted({end.currency for end in ends} - {currency})
    if foreign:
        yield f"compares fees with {', '.join(foreign)}; the pack is in {currency}"
    elif any(end.minor < 0 for end in ends):
        yield "gives a negative sum"
