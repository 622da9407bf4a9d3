"""
Which rules hold for a row: one edition, a market's book of editions, or a book for each market.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TypeAlias, final
from zoneinfo import ZoneInfo

import attrs

from tiktok_presale.policy.pack import Pack
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import local_day, starts_on, zone_of

__all__ = ["BEGINNING", "Rulebook", "Rules", "changes", "microseconds", "rulebooks"]

Rules: TypeAlias = Policy | Pack | Mapping[str, Policy | Pack]
"""
One edition for all rows, the edition in force when each was placed, or either by market.
"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_EXPECTED = "a Policy, a Pack, or one of them for each market"

BEGINNING = -(1 << 62)


def microseconds(instant: datetime) -> int:
    """
    An instant as columns hold it.
    """
    return (instant.astimezone(UTC) - _EPOCH) // _MICROSECOND


@final
@attrs.frozen
class Rulebook:
    """
    The editions of one market in the order in which they come into force.

    Args:
        since: From which instant of placing each holds, in microseconds; the first from ever.
        policies: The rules; None where no edition is known yet.
    """

    since: tuple[int, ...]
    policies: tuple[Policy | None, ...]


def rulebooks(rules: Rules, at: datetime | None) -> dict[str | None, Rulebook]:
    """
    The books by market; under None where one book serves all rows.

    Raises:
        WrongTypeError: If *rules* is nothing of the kind.
        OutOfRangeError: If no market is given.
    """
    if isinstance(rules, Policy | Pack):
        return {None: _book(rules, at)}
    if not isinstance(rules, Mapping):
        raise WrongTypeError("rules", _EXPECTED, type(rules).__name__)
    if not rules:
        raise OutOfRangeError("rules", "no market", "at least one")
    entries: Iterable[tuple[object, object]] = rules.items()
    for market, book in entries:
        if not (isinstance(market, str) and isinstance(book, Policy | Pack)):
            raise WrongTypeError("rules", _EXPECTED, f"{market!r}: {type(book).__name__}")
    return {market: _book(book, at) for market, book in rules.items()}


def _book(rules: Policy | Pack, at: datetime | None) -> Rulebook:
    if isinstance(rules, Policy):
        return Rulebook((BEGINNING,), (rules,))
    if rules.orders_judged == "at":
        if at is None:
            raise WrongTypeError("at", f"the instant that decides {rules.market}'s edition", "None")
        return Rulebook((BEGINNING,), (_in_force(rules, rules.day(at)),))
    starts = rules.starts
    edges = changes(zone_of(rules.zone), starts, lambda day: sum(start <= day for start in starts))
    editions = (None, *(Policy(rules, start) for start in starts))
    return Rulebook(tuple(edge for edge, _ in edges), tuple(editions[count] for _, count in edges))


def _in_force(pack: Pack, day: date) -> Policy | None:
    starts = [start for start in pack.starts if start <= day]
    return Policy(pack, starts[-1]) if starts else None


def changes(
    zone: ZoneInfo, days: tuple[date, ...], answer: Callable[[date], int]
) -> tuple[tuple[int, int], ...]:
    """
    The instants at which an answer about local days changes, with the answer from there on.

    Args:
        zone: Where the days are read.
        days: The days at whose start the answer may change.
        answer: What is asked of a day.
    """
    found = [(BEGINNING, answer(date.min))]
    for day in days:
        start = starts_on(day, zone).astimezone(UTC)
        quarters = [start + count * 15 * _MINUTE for count in range(-12, 13)]
        told = [answer(local_day(at, zone)) for at in quarters]
        if len(set(told[:12])) == len(set(told[12:])) == 1:
            edges = [start] if told[12] != found[-1][1] else []
        else:
            # Where the clocks are set back across midnight, a day begins, ends, and begins again.
            edges = list(_edges(start, lambda at: answer(local_day(at, zone))))
        found += [(microseconds(edge), answer(local_day(edge, zone))) for edge in edges]
    return tuple(found)


def _edges(start: datetime, answer: Callable[[datetime], int]) -> Iterator[datetime]:
    """
    The seconds around *start* at which an answer changes, at most one in a minute.
    """
    for before, after in pairwise(start + count * _MINUTE for count in range(-180, 181)):
        old = answer(before)
        if answer(after) != old:
            seconds = (before + count * _SECOND for count in range(1, 61))
            yield next(at for at in seconds if answer(at) != old)
