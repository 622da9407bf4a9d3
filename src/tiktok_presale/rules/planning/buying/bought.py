"""
The orders to the maker, and the pre-orders that they come too late for.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from tiktok_presale.facts.supply import Batch
from tiktok_presale.rules.planning.buying.lot_sizing import best_lots
from tiktok_presale.rules.planning.buying.needing import candidate_days, lots_of
from tiktok_presale.rules.planning.buying.plans import LateOrder, Purchase
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from tiktok_presale.facts.supply import Supply
    from tiktok_presale.rules.planning.buying.needing import Asking, Need

__all__ = ["bought_of", "late_orders"]


def bought_of(sku: str, asking: Asking, supply: Supply) -> tuple[Purchase, ...]:
    """
    The best orders to the maker.
    """
    days = candidate_days(asking)
    lots = lots_of(asking, days)
    units = best_lots(lots)
    rows = zip(days, lots.known, units, accumulate(units), strict=True)
    return tuple(
        Purchase(
            day=day,
            units=count,
            spare=max(ordered - known, 0),
            batch=_batch(sku, asking, day, count, supply),
            dispatched=asking.dispatch(day),
        )
        for day, known, count, ordered in rows
        if count
    )


def _batch(sku: str, asking: Asking, day: date, units: int, supply: Supply) -> Batch:
    """
    What arrives, under a name that the supply does not know yet.
    """
    name = f"{sku} {day}"
    while supply.get(name) is not None:
        name += "+"
    return Batch(name, sku, units, arrives=asking.arrival(day))


def late_orders(asking: Asking, bought: Sequence[Purchase]) -> tuple[LateOrder, ...]:
    """
    The pre-orders that are late if the goods go to the earliest promises first.
    """
    return tuple(_late(asking, bought))


def _turn(need: Need) -> tuple[date, datetime, str]:
    one = need.commitment
    return need.by, utc(one.claim.at), one.order_id


def _late(asking: Asking, bought: Sequence[Purchase]) -> Iterator[LateOrder]:
    comes = sorted(
        [(one.on, one.batch.units) for one in asking.ready]
        + [(one.dispatched, one.units) for one in bought]
    )
    sold, came, at = 0, 0, 0
    for need in sorted(asking.needs, key=_turn):
        one = need.commitment
        sold += one.units
        while came < asking.kept(sold):
            came += comes[at][1]
            at += 1
        day = comes[at - 1][0] if at else asking.clock.today
        if one.by is not None and day > one.by and asking.cancelled < 1:
            yield LateOrder(order_id=one.order_id, units=one.units, by=one.by, day=day)
