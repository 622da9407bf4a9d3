"""
From when each audience may buy, until when anybody may, and when the right is judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast, final

import attrs

from tiktok_presale.facts.audience_algebra import check_audience
from tiktok_presale.facts.audiences import Audience, Everyone
from tiktok_presale.values.checks import aware, aware_or_none, check_aware, check_kind, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import Hours
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import utc

__all__ = ["EarlyAccess", "JudgedAt", "Opening"]


class JudgedAt(StrEnum):
    """
    When the right to buy is judged, for orders that are paid in two parts.
    """

    ORDER = "order"
    """Once, when the order is placed and its deposit paid; the balance keeps the right."""
    BALANCE = "balance"
    """Again when the balance is paid."""


@final
@attrs.frozen
class Opening(Value):
    """
    From when one audience may buy.

    Args:
        audience: Who.
        at: The first instant of it.

    Raises:
        NaiveTimeError: If *at* has no time zone.
    """

    audience: Audience
    at: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        """
        Refuse what is no audience.
        """
        check_audience("audience", self.audience)

    def __str__(self) -> str:
        return f"{self.audience} from {self.at}"


def _openings(value: object) -> tuple[Opening, ...]:
    """
    Read openings, from a mapping of audiences to instants too; the earliest stands first.
    """
    if isinstance(value, Mapping):
        given = cast("Mapping[Audience, datetime]", value)
        found = [Opening(audience, at) for audience, at in given.items()]
    elif isinstance(value, Iterable) and not isinstance(value, str):
        found = list(cast("Iterable[Opening]", value))
    else:
        expected = "openings, or audiences with their instants"
        raise WrongTypeError("openings", expected, type(value).__name__)
    for one in found:
        check_kind("openings", one, Opening, "Opening(audience, at)")
    return tuple(sorted(found, key=lambda opening: utc(opening.at)))


def _hours_before(start: datetime, lead: Hours) -> datetime:
    """
    So many hours earlier, there and back through UTC: wall clocks may change in between.
    """
    try:
        return (utc(start) - timedelta(hours=lead.count)).astimezone(start.tzinfo)
    except OverflowError:
        raise OutOfRangeError("hours", str(lead), "hours that reach back to a year") from None


@final
@attrs.frozen
class EarlyAccess(Value):
    """
    A sale that opens to some buyers earlier than to others (F20).

    Whoever fits several openings may buy from the earliest. An audience that no opening names may
    not buy at all: to open to all, name `Everyone()`.

    Args:
        openings: The openings, or a mapping from audiences to instants.
        ends: The instant at which the sale ends for all, which is outside; None for no end.
        judged_at: When the right is judged, for orders that are paid in two parts.

    Raises:
        NaiveTimeError: If a time has no time zone.
        OutOfRangeError: If there is no opening, or one does not come before the end.

    Examples:
        >>> from datetime import UTC, timedelta
        >>> from tiktok_presale import LevelIn
        >>> start = datetime(2026, 11, 1, 12, tzinfo=UTC)
        >>> sale = EarlyAccess({LevelIn("gold"): start - timedelta(hours=48), Everyone(): start})
        >>> sale == EarlyAccess.ahead(start, {LevelIn("gold"): Hours(48)})
        True
    """

    openings: tuple[Opening, ...] = attrs.field(converter=_openings)
    ends: datetime | None = attrs.field(default=None, kw_only=True, validator=aware_or_none)
    judged_at: JudgedAt = attrs.field(
        default=JudgedAt.ORDER, kw_only=True, validator=instance("a JudgedAt", JudgedAt)
    )

    def __attrs_post_init__(self) -> None:
        """
        Refuse a sale that never opens, or not in time.
        """
        if not self.openings:
            raise OutOfRangeError("openings", "empty", "at least one")
        last = self.openings[-1].at
        if self.ends is not None and utc(self.ends) <= utc(last):
            raise OutOfRangeError("ends", self.ends.isoformat(), f"after {last}")

    @classmethod
    def ahead(
        cls,
        start: datetime,
        hours: Mapping[Audience, Hours],
        *,
        then: Audience | None = None,
        ends: datetime | None = None,
        judged_at: JudgedAt = JudgedAt.ORDER,
    ) -> EarlyAccess:
        """
        A sale that opens at *start*, and so many hours ahead of it to some.

        Args:
            start: When it opens to all who may buy.
            hours: How much earlier it opens to each audience; hours of elapsed time.
            then: To whom it opens at *start*; everyone where it is left out.
            ends: When it ends.
            judged_at: When the right is judged.

        Raises:
            OutOfRangeError: If so many hours earlier there was no calendar yet.
        """
        check_aware("start", start)
        if not isinstance(hours, Mapping):
            raise WrongTypeError("hours", "audiences with Hours(n)", type(hours).__name__)
        openings = [Opening(Everyone() if then is None else then, start)]
        for audience, lead in hours.items():
            check_kind("hours", lead, Hours, "Hours(n)")
            openings.append(Opening(audience, _hours_before(start, lead)))
        return cls(openings, ends=ends, judged_at=judged_at)

    def __str__(self) -> str:
        return "; ".join(map(str, self.openings))
