"""
A seller's own, stricter figure on top of the platform's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from tiktok_presale.policy.figures import Figure
from tiktok_presale.policy.terms import Criterion, MetricLimit
from tiktok_presale.values.errors import NotStricterError, PresaleError, WrongTypeError
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.sources import Source

if TYPE_CHECKING:
    from typing import Any

__all__ = ["stricter"]


def stricter(figure: Figure, limit: Any, source: Source) -> Figure:  # noqa: ANN401 - as the path holds
    """
    The house figure that narrows a platform's figure.

    Raises:
        NotStricterError: If *limit* is not inside what the platform allows, or the figure is of a
            kind that has no stricter and looser.
    """
    if not isinstance(source, Source):
        raise WrongTypeError(
            "source", "a Source that says where the house rule stands", type(source).__name__
        )
    value = figure.value
    if (
        isinstance(value, Criterion)
        and not isinstance(value.accepts, bool)
        and _inside(limit, value.accepts)
    ):
        narrowed: object = attrs.evolve(value, accepts=limit)
    elif isinstance(value, MetricLimit) and _inside(limit, value.accepts):
        narrowed = attrs.evolve(value, accepts=limit)
    elif _inside(limit, value):
        narrowed = limit
    else:
        raise NotStricterError(figure.path, str(value), str(limit))
    return attrs.evolve(figure, value=narrowed, source=source, platform=figure)


def _inside(limit: object, platform: object) -> bool:
    if isinstance(platform, Range) and isinstance(limit, Range):
        try:
            return cast("Range[object]", limit).inside(cast("Range[object]", platform))
        except (PresaleError, TypeError):
            return False
    if isinstance(platform, OneOf) and isinstance(limit, OneOf):
        return limit.inside(platform)
    if not isinstance(platform, int) or isinstance(platform, bool) or not isinstance(limit, int):
        return False
    return 0 <= limit <= platform
