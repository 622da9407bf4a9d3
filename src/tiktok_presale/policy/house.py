"""
A seller's own, stricter figure on top of the platform's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tiktok_presale.policy.errors import NotStricterError
from tiktok_presale.policy.figures import Figure
from tiktok_presale.policy.terms import Criterion, MetricLimit
from tiktok_presale.values.checks import is_whole
from tiktok_presale.values.errors import PresaleError, WrongTypeError
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.sources import Source

if TYPE_CHECKING:
    from typing import Any

__all__ = ["stricter"]


# Where a narrower value is a stricter one. Advice, cautions and terms are not limits, and a
# narrower caution would even be a looser one.
_LIMITS = (
    "api.",
    "window.days",
    "window.categories.",
    "handling.",
    "eligibility.",
    "metrics.",
    "caps.recommended",
    "caps.daily_orders.",
)


def stricter(figure: Figure, limit: Any, source: object) -> Figure:  # noqa: ANN401 - as the path holds
    """
    The house figure that narrows a platform's figure.

    Raises:
        NotStricterError: If *limit* is not inside what the platform allows, or the figure is of a
            kind that has no stricter and looser.
        WrongTypeError: If *source* is no source.
    """
    if not isinstance(source, Source):
        expected = "a Source that says where the house rule stands"
        raise WrongTypeError("source", expected, type(source).__name__)
    value = figure.value
    held = value.accepts if isinstance(value, Criterion | MetricLimit) else value
    if not figure.path.startswith(_LIMITS) or not _inside(limit, held):
        raise NotStricterError(figure.path, str(value), str(limit))
    if isinstance(held, Range) and not limit.unit:
        limit = attrs.evolve(limit, unit=held.unit)
    if isinstance(value, Criterion | MetricLimit):
        limit = attrs.evolve(value, accepts=limit)
    return attrs.evolve(figure, value=limit, source=source, platform=figure)


def _inside(limit: object, platform: object) -> bool:
    """
    Whether a house limit allows nothing that the platform's does not.
    """
    if is_whole(limit) and is_whole(platform):
        return 0 <= limit <= platform
    if isinstance(platform, OneOf) and isinstance(limit, OneOf):
        return limit.inside(platform)
    if not isinstance(platform, Range) or not isinstance(limit, Range):
        return False
    try:
        return limit.inside(platform)  # pyright: ignore[reportUnknownMemberType] - units are checked
    except PresaleError:
        return False
