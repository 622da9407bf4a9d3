"""
Which rules judge which rows: one policy, or the editions of markets as they followed each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TypeAlias, cast

import attrs

from tiktok_presale.policy.pack import Pack
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.deadline_tables.boundaries import micros
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import starts_on, zone_of

__all__ = ["Edition", "Rules", "day_of", "editions_of"]

Rules: TypeAlias = Policy | Pack | Mapping[str, Policy | Pack]
"""One edition for all rows, the edition in force when each was placed, or either by market."""

_EXPECTED = "a Policy, a Pack, or one of them for each market"
_DAY = 86_400 * 10**6


def day_of(instant: int) -> date:
    """
    The day in UTC of an instant in microseconds.
    """
    return date(1970, 1, 1) + timedelta(days=instant // _DAY)


@attrs.frozen
class Edition:
    """
    The policy of some rows.

    Args:
        policy: The policy.
        market: The market that a row must be of; None where rows are not asked.
        since: Only rows placed from this instant on, in microseconds; None for no start.
    """

    policy: Policy
    market: str | None = None
    since: int | None = None


def editions_of(rules: Rules, at: datetime | None) -> tuple[Edition, ...]:
    """
    The editions that rows may be judged by; of one market the newest last.

    A policy judges every row that it is given, as it does with single orders. A market's editions
    judge the orders that were placed while they were in force, or all of them by the edition of
    *at* where the market does so.

    Raises:
        OutOfRangeError: If no market is given.
        WrongTypeError: If *rules* are nothing of the kind, or need an instant and none is given.
    """
    if isinstance(rules, Policy | Pack):
        return _of_book(rules, None, at)
    if not isinstance(rules, Mapping):
        raise WrongTypeError("rules", _EXPECTED, type(rules).__name__)
    if not rules:
        raise OutOfRangeError("rules", "empty", "of one market at least")
    found: list[Edition] = []
    for market, book in cast("Mapping[object, object]", rules).items():
        if not isinstance(market, str) or not isinstance(book, Policy | Pack):
            raise WrongTypeError("rules", _EXPECTED, f"{market!r}: {type(book).__name__}")
        found += _of_book(book, market, at)
    return tuple(found)


def _of_book(rules: Policy | Pack, market: str | None, at: datetime | None) -> tuple[Edition, ...]:
    if isinstance(rules, Policy):
        return (Edition(rules, market),)
    if rules.orders_judged == "at":
        if at is None:
            expected = f"the instant that decides {rules.market}'s edition"
            raise WrongTypeError("at", expected, "None")
        return (Edition(Policy.in_force(rules, on=at), market),)
    zone = zone_of(rules.zone)
    return tuple(
        Edition(Policy(rules, start), market, micros(starts_on(start, zone)))
        for start in rules.starts
    )
