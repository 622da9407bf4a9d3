"""
What a plan of orders to the maker keeps, what it leaves over, and the limits it was held to.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.rules.planning.buying.bought import bought_of, late_orders
from tiktok_presale.rules.planning.buying.lot_sizing import best_lots, cost_of
from tiktok_presale.rules.planning.buying.needing import candidate_days, lots_of
from tiktok_presale.rules.planning.spans import longer
from tiktok_presale.values.errors import CalendarCoverageError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.grounds import Bound, Sensitivity
from tiktok_presale.values.money import Money
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tiktok_presale.facts.purchase_terms import PurchaseTerms
    from tiktok_presale.facts.supply import Supply
    from tiktok_presale.rules.planning.buying.needing import Asking, Need
    from tiktok_presale.rules.planning.buying.plans import LateOrder, Purchase

__all__ = ["bounds_of", "findings_of", "suppositions"]

_RULE = "purchases"


def findings_of(
    asking: Asking, bought: Sequence[Purchase], late: Sequence[LateOrder]
) -> tuple[Finding, ...]:
    """
    Every reason: what is late and why, what is left over, and what was taken for granted.
    """
    found = [*_late(asking, late), *_untold(asking)]
    if not late:
        code = "purchases.met" if asking.needs else "purchases.none"
        found += [Finding(Outcome.PASS, code, _RULE, asking.sold)]
    found += _left_over(asking, bought)
    if asking.cancelled:
        missing = asking.sold - asking.kept(asking.sold)
        found += [Finding(Outcome.ADVICE, "purchases.cancelled", _RULE, missing, asking.sold)]
    return tuple(found)


def _late(asking: Asking, late: Sequence[LateOrder]) -> Iterator[Finding]:
    """
    The pre-orders that are late, those that are alike together, and why.
    """
    needs = {one.commitment.order_id: one for one in asking.needs}
    alike = Counter((needs[one.order_id].lost, one.by, one.day) for one in late)
    paid = {(needs[one.order_id].lost, one.by, one.day): needs[one.order_id] for one in late}
    room = _room(asking) if any(not lost for lost, _, _ in alike) else ()
    for (lost, by, day), orders in sorted(alike.items()):
        code = "purchases.too_late" if lost else "purchases.no_room"
        ways = _sooner(asking, paid[lost, by, day]) if lost else room
        remedies = (*ways, Remedy("tell_buyers", {"orders": orders, "on": day}))
        yield Finding(Outcome.FAIL, code, _RULE, day, by, remedies, params={"orders": orders})


def _sooner(asking: Asking, need: Need) -> tuple[Remedy, ...]:
    """
    The longest lead time with which a pre-order would be in time.
    """
    lead = asking.terms.lead_time

    def too_long(days: int) -> bool:
        terms = attrs.evolve(asking.terms, lead_time=attrs.evolve(lead, count=days))
        last = attrs.evolve(asking, terms=terms).last_order(need.commitment.by)
        return last is None or last < need.paid

    days = bisect_left(range(lead.count), True, key=too_long) - 1  # noqa: FBT003 - sought for
    if days < 0:
        return ()
    return (Remedy("faster_lead_time", {"days": attrs.evolve(lead, count=days)}),)


def _room(asking: Asking) -> tuple[Remedy, ...]:
    """
    The smallest capacity with which no more is late than without any limit.
    """
    terms = asking.terms
    days = candidate_days(asking)
    lots = lots_of(asking, days)
    least, _ = _cost(asking, attrs.evolve(terms, capacity=None))

    def enough(times: int) -> bool:
        room = lots._replace(most=times * terms.multiple)
        return cost_of(room, best_lots(room))[0] == least

    sizes = range(terms.smallest // terms.multiple, max(lots.known) // terms.multiple + 2)
    # The last of them is an order for all that is known, as without a limit.
    found = bisect_left(sizes, True, key=enough)  # noqa: FBT003 - sought for
    return (Remedy("larger_orders", {"units": sizes[found] * terms.multiple}),)


def _untold(asking: Asking) -> Iterator[Finding]:
    """
    Pre-orders whose promise is not known, or cannot be counted back: they are ordered for at once.
    """
    alike = Counter(one.commitment.by for one in asking.needs if one.last is None)
    for by, orders in alike.items():
        code = "purchases.no_promise" if by is None else "purchases.uncounted"
        yield Finding(Outcome.UNKNOWN, code, _RULE, by, params={"orders": orders})


def _left_over(asking: Asking, bought: Sequence[Purchase]) -> Iterator[Finding]:
    """
    The units that nobody ordered, what they cost, and what would make them fewer.
    """
    needed, ordered = asking.missing, sum(one.units for one in bought)
    surplus = ordered - needed
    if not bought or not surplus:
        return
    last = bought[-1].day
    params = {"loss": asking.terms.loss * surplus, "units": ordered}
    remedies = [Remedy("more_paid_units", {"units": surplus, "on": last})]
    code = "purchases.surplus"
    if needed < asking.terms.smallest:
        code = "purchases.under_minimum"
        params["needed"] = needed
        remedies += [Remedy("refund_all", {"orders": len(asking.needs), "on": last})]
    limit = asking.terms.smallest if code == "purchases.under_minimum" else ordered
    yield Finding(Outcome.ADVICE, code, _RULE, surplus, limit, tuple(remedies), params=params)


def _cost(asking: Asking, terms: PurchaseTerms) -> tuple[int, int]:
    """
    The unit-days late and the cost of the best plan under other terms.
    """
    other = attrs.evolve(asking, terms=terms)
    lots = lots_of(other, candidate_days(other))
    return cost_of(lots, best_lots(lots))


def bounds_of(asking: Asking) -> tuple[Bound, ...]:
    """
    What the maker asks for: whether the plan would be better without it, and what it costs.
    """
    terms = asking.terms
    late, cost = _cost(asking, terms)
    found = list[Bound]()
    for name, limit, free in (
        ("minimum", terms.minimum, attrs.evolve(terms, minimum=1)),
        ("multiple", terms.multiple, attrs.evolve(terms, multiple=1)),
        ("capacity", terms.capacity, attrs.evolve(terms, capacity=None)),
    ):
        if terms == free:
            continue
        then_late, then = _cost(asking, free)
        price = Money.from_minor(cost - then, terms.currency) if late == then_late else None
        # A least quantity can even help: units that nobody has paid yet may be ordered with it.
        binds = (then_late, then) < (late, cost)
        found.append(Bound(f"purchases.{name}", limit, binds=binds, cost=price if binds else None))
    return tuple(found)


def suppositions(sku: str, asking: Asking, supply: Supply) -> tuple[Sensitivity, ...]:
    """
    What would be ordered if the maker took a week more, or if nobody cancelled.
    """
    lead = asking.terms.lead_time
    slower = attrs.evolve(asking.terms, lead_time=longer(lead))
    cases: list[tuple[str, object, object, Asking]] = [
        ("lead_time", lead, slower.lead_time, asking.with_terms(slower))
    ]
    if asking.cancelled:
        share = Rate(asking.cancelled.numerator, asking.cancelled.denominator)
        none = Rate(0, asking.cancelled.denominator)
        kept = attrs.evolve(asking, cancelled=Fraction(0))
        cases += [("cancelled_share", share, none, kept)]
    found = list[Sensitivity]()
    for name, given, instead, other in cases:
        # What lies beyond a calendar cannot be supposed, and is no reason to answer nothing.
        with suppress(CalendarCoverageError, OverflowError):
            found.append(Sensitivity(name, given, instead, _ordered(sku, other, supply)))
    return tuple(found)


def _ordered(sku: str, asking: Asking, supply: Supply) -> object:
    """
    What would be ordered; None where not every promise could be kept.
    """
    bought = bought_of(sku, asking, supply)
    return None if late_orders(asking, bought) else bought
