"""
What are the odds of the next draw, with what is left and after the buyer's misses?
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.facts.draws import DrawState, SoldOutError
from tiktok_presale.facts.odds import OddsTable
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.frozenmap import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tiktok_presale.facts.guarantees import Guarantee

__all__ = ["check_table", "current_odds"]


def check_table(table: object) -> None:
    """
    Refuse anything but an odds table.
    """
    check_kind("table", table, OddsTable, "an OddsTable; write OddsTable.of({'secret': '1/10', …})")


def current_odds(table: OddsTable, state: DrawState | None = None) -> FrozenMap[Fraction]:
    """
    The odds of the next draw, which come to one; zero for what is sold out.

    Args:
        table: The odds table.
        state: What is left, and the buyer's misses; the state before the first draw by default.

    Raises:
        SoldOutError: If nothing is left, or nothing of what is guaranteed.

    Examples:
        >>> from tiktok_presale import Guarantee
        >>> table = OddsTable.of({"bear": "9/10", "secret": "1/10"},
        ...                      guarantee=Guarantee("secret", after=10))
        >>> current_odds(table, DrawState(misses=9))["secret"]
        Fraction(1, 1)
    """
    check_table(table)
    if state is None:
        state = DrawState.opening(table)
    check_kind("state", state, DrawState, "a DrawState; write DrawState.opening(table)")
    weights = _weights(table, state)
    whole = sum(weights.values(), start=Fraction(0))
    if not whole:
        raise SoldOutError(tuple(weights))
    if table.guarantee is None:
        return FrozenMap({name: weight / whole for name, weight in weights.items()})
    return _guaranteed(weights, table.guarantee, state.misses)


def _weights(table: OddsTable, state: DrawState) -> dict[str, Fraction]:
    """
    What each prize weighs in the next draw: its odds or, in a lot, how many are left.
    """
    counted = {prize.name for prize in table.prizes if prize.stock is not None}
    if counted != state.left.keys():
        raise OutOfRangeError("state.left", str(sorted(state.left)), f"{sorted(counted)}")
    if table.lot:
        return {prize.name: Fraction(state.left[prize.name]) for prize in table.prizes}
    return {
        prize.name: prize.odds if state.left.get(prize.name, 1) else Fraction(0)
        for prize in table.prizes
    }


def _guaranteed(
    weights: Mapping[str, Fraction], guarantee: Guarantee, misses: int
) -> FrozenMap[Fraction]:
    """
    The odds where some prizes together have a chance that rises with the misses.
    """
    whole = sum(weights.values(), start=Fraction(0))
    hits = sum((weights[name] for name in guarantee.prizes), start=Fraction(0))
    if not hits:
        raise SoldOutError(guarantee.prizes)
    # Where other prizes are sold out the base is higher, and the ramp must not lead over one.
    chance = min(guarantee.chance(hits / whole, misses=misses), Fraction(1))
    rest = whole - hits
    return FrozenMap(
        {
            name: weight * chance / hits
            if name in guarantee.prizes
            else weight * (1 - chance) / rest
            if weight
            else weight
            for name, weight in weights.items()
        }
    )
