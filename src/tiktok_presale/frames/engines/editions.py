"""
Which rules judge which rows: one policy, or the editions of markets as they followed each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, cast

import attrs

from tiktok_presale.frames.rulebooks import BEGINNING, Rules, rulebooks
from tiktok_presale.policy.policy import Policy

if TYPE_CHECKING:
    from tiktok_presale.policy.pack import Pack

__all__ = ["Edition", "Rules", "day_of", "editions_of"]

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
    found: list[Edition] = []
    for market, book in rulebooks(rules, at).items():
        known = [
            Edition(policy, market, None if since == BEGINNING else since)
            for since, policy in zip(book.since, book.policies, strict=True)
            if policy is not None
        ]
        found += known or [_in_force(rules, market, at)]
    return tuple(found)


def _in_force(rules: Rules, market: str | None, at: datetime | None) -> Edition:
    """
    The edition of an instant, where that decides.

    Raises:
        BeforeFirstEditionError: If there is none yet.
    """
    book = cast(
        "Pack", rules[market] if isinstance(rules, Mapping) and market is not None else rules
    )
    return Edition(Policy.in_force(book, on=cast("datetime", at)), market)
