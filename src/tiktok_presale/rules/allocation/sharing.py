"""
How an arrival is shared, exactly to the unit.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.facts.claims import Claim
from tiktok_presale.rules.allocation.answers import Allocation, Allotment, Fill, Reason, Sharing
from tiktok_presale.rules.allocation.lottery import number, seal
from tiktok_presale.values.checks import check_int, check_kind, check_text, member_of
from tiktok_presale.values.errors import OutOfRangeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["queue", "share"]


def share(
    units: int,
    claims: Iterable[Claim],
    *,
    by: Sharing,
    fill: Fill = Fill.PARTIAL,
    seed: str | None = None,
) -> Allocation:
    """
    Share an arrival among the orders that wait for it.

    Waiting orders have first claim on an arrival: only what none of them asked for is free for spot
    sale. The order in which *claims* are given makes no difference.

    Pro rata, each order's share is rounded down, and the units that remain go to the largest
    remainders, to the first come among equal ones. An order that takes all or nothing has no share
    in proportion: pro rata, the order that would miss the fewest units then goes first, which
    serves as many orders as can be served.

    Args:
        units: How many units arrived.
        claims: What each order asks for, one claim an order.
        by: The rule.
        fill: What becomes of an order for which not enough is left.
        seed: The seed of a lottery; none for any other rule.

    Raises:
        WrongTypeError: If an argument has another type, or a lottery has no seed.
        OutOfRangeError: If an order stands twice among the claims, *units* is negative, or a seed
            is given where nothing is drawn.

    Examples:
        >>> from datetime import UTC, datetime
        >>> first = Claim("o1", 3, at=datetime(2026, 1, 1, tzinfo=UTC))
        >>> second = Claim("o2", 4, at=datetime(2026, 1, 2, tzinfo=UTC))
        >>> found = share(5, [second, first], by=Sharing.FIRST_COME)
        >>> [(one.claim.order_id, one.granted) for one in found.allotments], found.spot
        ([('o1', 3), ('o2', 2)], 0)
    """
    check_int("units", units)
    check_kind("fill", fill, Fill, "a Fill")
    by = member_of("by", by, Sharing)
    line = _lined_up(claims, by, seed)
    if by is Sharing.PRO_RATA and fill is Fill.PARTIAL:
        allotments = tuple(_in_proportion(units, line))
    else:
        if by is Sharing.PRO_RATA:
            line = sorted(line, key=lambda claim: (claim.units, *claim.came))
        allotments = tuple(_in_turn(units, line, fill, seed))
    sealed = None if seed is None else seal(seed)
    return Allocation(by=by, fill=fill, arrived=units, allotments=allotments, seal=sealed)


def queue(claims: Iterable[Claim], *, by: Sharing, seed: str | None = None) -> tuple[Claim, ...]:
    """
    The orders in the order in which a rule serves them; pro rata, by first come.

    Args:
        claims: What each order asks for, one claim an order.
        by: The rule.
        seed: The seed of a lottery; none for any other rule.

    Raises:
        WrongTypeError: If an argument has another type, or a lottery has no seed.
        OutOfRangeError: If an order stands twice, or a seed is given where nothing is drawn.
    """
    return tuple(_lined_up(claims, member_of("by", by, Sharing), seed))


def _lined_up(claims: Iterable[Claim], by: Sharing, seed: str | None) -> list[Claim]:
    given = list(claims)
    for claim in given:
        check_kind("claims", claim, Claim, "a Claim each")
    line = sorted(given, key=lambda claim: claim.came)
    if len({claim.order_id for claim in line}) < len(line):
        raise OutOfRangeError("claims", "an order twice", "one an order; add up its lines")
    if by is not Sharing.LOTTERY:
        if seed is not None:
            raise OutOfRangeError("seed", "given", f"None, since {by} draws nothing")
        return sorted(line, key=lambda claim: -claim.tier) if by is Sharing.TIER else line
    check_text("seed", seed)
    return sorted(line, key=lambda claim: number(str(seed), claim))


def _in_turn(left: int, line: Sequence[Claim], fill: Fill, seed: str | None) -> Iterator[Allotment]:
    """
    Serve one order after the other.
    """
    stopped = False
    for place, claim in enumerate(line, start=1):
        granted, reason = _turn(left, claim.units, fill, stopped=stopped)
        stopped = stopped or (fill is Fill.STOP and reason is Reason.NO_FIT)
        left -= granted
        drawn = None if seed is None else number(seed, claim)
        yield Allotment(claim=claim, granted=granted, place=place, reason=reason, number=drawn)


def _turn(left: int, asked: int, fill: Fill, *, stopped: bool) -> tuple[int, Reason]:
    """
    What one order gets when its turn comes.
    """
    if not left:
        return 0, Reason.NONE_LEFT
    if stopped:
        return 0, Reason.BEHIND
    if asked <= left:
        return asked, Reason.WHOLE
    return (left, Reason.PART) if fill is Fill.PARTIAL else (0, Reason.NO_FIT)


def _in_proportion(units: int, line: Sequence[Claim]) -> Iterator[Allotment]:
    """
    Give each order its share, to the unit by largest remainder.
    """
    asked = sum(claim.units for claim in line)
    ratio = min(Fraction(1), Fraction(units, asked)) if asked else Fraction(0)
    exact = {claim: claim.units * ratio for claim in line}
    # Sorting keeps the first come first among equal remainders.
    by_remainder = sorted(line, key=lambda claim: -(exact[claim] % 1))
    over = min(units, asked) - sum(int(part) for part in exact.values())
    for place, claim in enumerate(by_remainder, start=1):
        granted = int(exact[claim]) + (place <= over)
        reason = Reason.PART if granted else Reason.TOO_SMALL
        if granted == claim.units:
            reason = Reason.WHOLE
        elif not units:
            reason = Reason.NONE_LEFT
        yield Allotment(
            claim=claim, granted=granted, place=place, reason=reason, share=exact[claim]
        )
