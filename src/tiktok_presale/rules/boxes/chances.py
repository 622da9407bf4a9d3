"""
What are the odds really: over many draws, and within so many?

A guarantee makes draws depend on the buyer's misses. A run of misses that ends with a guaranteed
prize is one cycle, and cycles are alike; so what holds over many draws follows from one of them.
All answers are exact. They hold as long as nothing is sold out, except for a lot, where taking
without putting back is what is counted.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

from tiktok_presale.rules.boxes.next_draw import check_table
from tiktok_presale.values.checks import check_int
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.frozenmap import FrozenMap

if TYPE_CHECKING:
    from tiktok_presale.facts.guarantees import Guarantee
    from tiktok_presale.facts.odds import OddsTable

__all__ = ["chance_within", "effective_odds", "expected_draws"]


def effective_odds(table: OddsTable) -> FrozenMap[Fraction]:
    """
    The share of each prize over many draws of one buyer, with the guarantee counted in.

    A cycle of misses brings one guaranteed prize, and takes so many draws on average as
    `expected_draws` says. With odds p and a guarantee after n draws that is
    (1 - (1 - p)^n) / p draws, so the effective odds are p / (1 - (1 - p)^n).

    Args:
        table: The odds table.

    Examples:
        >>> from tiktok_presale import Guarantee, OddsTable
        >>> table = OddsTable.of({"bear": "1/2", "secret": "1/2"},
        ...                      guarantee=Guarantee("secret", after=2))
        >>> effective_odds(table)["secret"]
        Fraction(2, 3)
    """
    check_table(table)
    if table.guarantee is None:
        return FrozenMap(table.odds)
    share = 1 / _cycle(table.base, table.guarantee)
    return FrozenMap(
        {
            name: share * odds / table.base
            if name in table.guarantee.prizes
            else (1 - share) * odds / (1 - table.base)
            for name, odds in table.odds.items()
        }
    )


def _cycle(base: Fraction, guarantee: Guarantee) -> Fraction:
    """
    The draws that one guaranteed prize takes on average: the sum over the chances to get so far.
    """
    start = guarantee.ramp_from or guarantee.after
    alive = (1 - base) ** (start - 1)
    draws = (1 - alive) / base
    for misses in range(start - 1, guarantee.after):
        draws += alive
        alive *= 1 - guarantee.chance(base, misses=misses)
    return draws


def expected_draws(table: OddsTable, prize: str, *, misses: int = 0) -> Fraction:
    """
    How many draws a prize takes on average, the one that brings it counted in.

    Args:
        table: The odds table.
        prize: The name of the prize.
        misses: How many draws of this buyer went without a guaranteed prize already.

    Raises:
        OutOfRangeError: If the table has no such prize, or the guarantee is due already.

    Examples:
        >>> from tiktok_presale import Guarantee, OddsTable
        >>> table = OddsTable.of({"bear": "1/2", "secret": "1/2"},
        ...                      guarantee=Guarantee("secret", after=2))
        >>> expected_draws(table, "secret"), expected_draws(table, "bear")
        (Fraction(3, 2), Fraction(2, 1))
    """
    _check(table, prize, misses)
    if table.lot:
        pieces = sum(one.stock or 0 for one in table.prizes)
        return Fraction(pieces + 1, _stock(table, prize) + 1)
    if table.guarantee is None:
        return 1 / table.odds[prize]
    # E(m) = 1 + back(m) E(0) + on(m) E(m + 1), solved from the last m, where on is zero.
    fixed, again = Fraction(0), Fraction(0)
    asked = fixed, again
    for number in reversed(range(table.guarantee.after)):
        back, on = _without(table, table.guarantee, prize, number)
        fixed, again = 1 + on * fixed, back + on * again
        if number == misses:
            asked = fixed, again
    return asked[0] + asked[1] * fixed / (1 - again)


def chance_within(table: OddsTable, prize: str, draws: int, *, misses: int = 0) -> Fraction:
    """
    The chance that a prize comes at least once within so many draws of one buyer.

    Args:
        table: The odds table.
        prize: The name of the prize.
        draws: How many draws.
        misses: How many draws of this buyer went without a guaranteed prize already.

    Raises:
        OutOfRangeError: If the table has no such prize, or the guarantee is due already.

    Examples:
        >>> from tiktok_presale import OddsTable
        >>> table = OddsTable.of({"bear": "9/10", "secret": "1/10"})
        >>> chance_within(table, "secret", 2)
        Fraction(19, 100)
    """
    _check(table, prize, misses)
    check_int("draws", draws)
    if table.lot:
        pieces = sum(one.stock or 0 for one in table.prizes)
        taken = min(draws, pieces)
        return 1 - Fraction(comb(pieces - _stock(table, prize), taken), comb(pieces, taken))
    if table.guarantee is None:
        return 1 - (1 - table.odds[prize]) ** draws
    steps = [
        _without(table, table.guarantee, prize, number) for number in range(table.guarantee.after)
    ]
    waiting = {misses: Fraction(1)}
    for _ in range(draws):
        further: dict[int, Fraction] = {}
        for number, share in waiting.items():
            back, on = steps[number]
            for goal, part in ((0, back), (number + 1, on)):
                if part:
                    further[goal] = further.get(goal, Fraction(0)) + share * part
        waiting = further
    return 1 - sum(waiting.values(), start=Fraction(0))


def _without(
    table: OddsTable, guarantee: Guarantee, prize: str, misses: int
) -> tuple[Fraction, Fraction]:
    """
    The chances of a draw without *prize*: with a guaranteed one (misses start anew), and without.
    """
    chance, odds = guarantee.chance(table.base, misses=misses), table.odds[prize]
    if prize in guarantee.prizes:
        return chance * (1 - odds / table.base), 1 - chance
    return chance, (1 - chance) * (1 - odds / (1 - table.base))


def _stock(table: OddsTable, prize: str) -> int:
    return next(one.stock or 0 for one in table.prizes if one.name == prize)


def _check(table: OddsTable, prize: str, misses: int) -> None:
    check_table(table)
    if prize not in table.odds:
        raise OutOfRangeError("prize", repr(prize), f"one of {', '.join(table.odds)}")
    check_int("misses", misses)
    if table.guarantee is not None and misses >= table.guarantee.after:
        raise OutOfRangeError("misses", str(misses), f"below {table.guarantee.after}")
