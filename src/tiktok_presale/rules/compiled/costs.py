"""
What lateness costs, from terms that are read once.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, final

from tiktok_presale.rules.assessment import holds
from tiktok_presale.rules.charges import Bill, amount_of, bill_of, charge_of
from tiktok_presale.rules.compiled.standing import NOT_LATE, late_by
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.vocabulary import Base, Trigger

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta
    from typing import TypeAlias

    from tiktok_presale.facts.orders import Order
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import ChargeTerm
    from tiktok_presale.rules.charges import Charge
    from tiktok_presale.rules.compiled.due_rows import DueRow
    from tiktok_presale.rules.compiled.standing import Times
    from tiktok_presale.values.money import Money
    from tiktok_presale.values.sources import Source
    from tiktok_presale.values.vocabulary import OrderKind, Payee

    Amount: TypeAlias = Callable[[Order, timedelta], Money | None]

__all__ = ["NO_COSTS", "Costs", "costs_of"]

_LATE, _ORDER = Trigger.LATE, Base.ORDER
NO_COSTS = Bill()


class _Cost(NamedTuple):
    """
    One term: by what it is set off, what it comes to, and who receives it.
    """

    trigger: Trigger
    code: str
    path: str
    amount: Amount
    payee: Payee
    source: Source


@final
class Costs:
    """
    The charges that lateness brings on orders of one kind.
    """

    currency: str | None

    __slots__ = ("_costs", "currency")

    def __init__(self, costs: list[_Cost], currency: str | None) -> None:
        self._costs = costs
        # The currency that orders must have to be compared with sums of the terms.
        self.currency = currency

    def of(self, order: Order, row: DueRow, times: Times, now: datetime) -> Bill:
        """
        What has fallen due by now.
        """
        found: tuple[Charge, ...] = ()
        for trigger, code, path, amount_on, payee, source in self._costs:
            missed = row.dispatch if trigger is _LATE else row.collection
            late = NOT_LATE if missed is None else late_by(missed, times, now)
            amount = amount_on(order, late) if late else None
            if amount is not None and amount.minor:
                found += (charge_of(code, path, amount, payee, source, order),)
        return bill_of(found) if found else NO_COSTS


def costs_of(policy: Policy, kind: OrderKind, shop: Shop | None) -> Costs:
    """
    The costs of a kind of order.
    """
    terms = {
        path: term for path, term in policy.charges.items() if not term.kinds or kind in term.kinds
    }
    compared = {currency for term in terms.values() for currency in _compared_in(term)}
    late = [
        _Cost(
            term.trigger,
            path.rpartition(".")[2],
            path,
            _amount(term),
            term.payee,
            policy.source(path),
        )
        for path, term in terms.items()
        if term.trigger in {Trigger.LATE, Trigger.LATE_COLLECTION} and holds(term, shop)
    ]
    # A pack compares in its own currency alone; no order has two.
    return Costs(late, "+".join(sorted(compared)) or None)


def _compared_in(term: ChargeTerm) -> set[str]:
    """
    The currencies that a price must have: those it is compared with, and those it is added to.
    """
    if term.base is not Base.UNIT:
        return term.compared_in()
    return term.compared_in() | {band.flat.currency for band in term.bands if band.flat}


def _amount(term: ChargeTerm) -> Amount:
    """
    What a term charges for an order and a delay; short where one band holds every price once.
    """
    base = term.base
    if len(term.bands) != 1 or term.every is not None or base is Base.UNIT:
        return partial(amount_of, term)
    (band,) = term.bands
    if band.over != Range():
        return partial(amount_of, term)
    flat, rate, floor, ceiling = band.flat, band.rate or 0, band.floor, band.ceiling
    rounding = term.rounding

    def amount(order: Order, late: timedelta) -> Money:
        del late
        if flat is not None:
            return flat
        share = (order.total if base is _ORDER else order.goods).times(rate, rounding=rounding)
        if floor is not None and share.minor < floor.minor:
            share = floor
        return share if ceiling is None or share.minor <= ceiling.minor else ceiling

    return amount
