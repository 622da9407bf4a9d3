"""
May this buyer place this order, and under which terms?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.buyers import Buyer
from tiktok_presale.facts.payments import Terms
from tiktok_presale.rules import access
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.offers.crossing import currency
from tiktok_presale.rules.offers.life import (
    OfferEvent,
    OfferLife,
    after,
    check_life,
    decide,
    settle,
)
from tiktok_presale.rules.offers.table import Move
from tiktok_presale.values.checks import check_aware, check_int, check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.facts.limits import Limit
    from tiktok_presale.facts.offers import Offer
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.money import Money

__all__ = ["Placing", "place"]


@final
@attrs.frozen
class Placing(Value):
    """
    The answer to an order: whether it is taken, and the terms it then stands under.

    Args:
        decision: Whether it may be placed, with every reason.
        terms: What was agreed, frozen; None where the order is refused.
        events: What happened to the offer.
        life: The offer afterwards.
    """

    decision: Decision
    terms: Terms | None
    events: tuple[OfferEvent, ...]
    life: OfferLife

    def __str__(self) -> str:
        return str(self.decision)


def place(  # noqa: PLR0913 - what an order is made of, and all of it by name
    life: OfferLife,
    policy: Policy,
    *,
    at: datetime,
    id: str,  # noqa: A002 - the name that terms have for it
    units: int = 1,
    buyer: Buyer | None = None,
    bought: int | None = None,
    shipping: Money | None = None,
    tax: Money | None = None,
    fee: Money | None = None,
) -> Placing:
    """
    Whether an order may be placed; if so its price, plan and promise are frozen.

    Whatever changes in the offer or the market's rules afterwards, the order keeps these terms.

    Args:
        life: The offer with its state.
        policy: The rules in force; their edition is kept with the order.
        at: When it is placed.
        id: The id of the order line.
        units: How many units are bought.
        buyer: Who buys, where the offer has an audience.
        bought: Units that this buyer holds already, over all orders and unpaid ones too, where the
            offer limits them.
        shipping: What the buyer pays for shipping.
        tax: What the buyer pays as tax on top.
        fee: What the buyer pays as fees.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If *units* is below 1, or *bought* negative.
    """
    check_life(life)
    check_policy(policy)
    check_aware("at", at)
    check_int("units", units, minimum=1)
    if bought is not None:
        check_int("bought", bought)
    if buyer is not None:
        check_kind("buyer", buyer, Buyer, "a Buyer; write Buyer(id='b1')")
    offer = life.offer
    step = decide(life, Move.SELL, at=at, units=units)
    findings = [*step.decision.findings]
    paid_in = currency(offer, policy)
    findings += [paid_in] if paid_in.outcome is Outcome.FAIL else []
    findings += [] if offer.per_buyer is None else [_per_buyer(offer.per_buyer, units, bought)]
    findings += [_further(offer.limits)] if offer.limits else []
    findings += _access(offer, buyer, at)
    decision = Decision("order", policy.edition, at, tuple(findings))
    if not decision.allowed:
        # What came by itself has happened, the sale has not.
        events = settle(life, at=at)
        return Placing(decision, None, events, after(life, events))
    terms = Terms(
        id=id,
        offer=offer.id,
        sku=offer.sku,
        units=units,
        unit_price=offer.price,
        plan=offer.plan.times(units),
        promise=offer.promise,
        placed_at=at,
        edition=policy.edition,
        kind=offer.kind,
        shipping=shipping,
        tax=tax,
        fee=fee,
    )
    return Placing(decision, terms, step.events, step.life)


def _per_buyer(limit: int, units: int, bought: int | None) -> Finding:
    """
    The limit of one buyer, over all orders.
    """
    code = "offers.per_buyer"
    if bought is None:
        remedies = (Remedy("tell", {"name": "units_bought"}),)
        return Finding(Outcome.UNKNOWN, code, code, units, limit, remedies)
    whole, left = bought + units, max(limit - bought, 0)
    if whole <= limit:
        return Finding(Outcome.PASS, code, code, whole, limit)
    remedies = (Remedy("sell_at_most", {"units": left}),)
    return Finding(Outcome.FAIL, code, code, whole, limit, remedies)


def _further(limits: tuple[Limit, ...]) -> Finding:
    """
    Limits by market, channel, SKU or wave are kept in a ledger, which alone knows what is left.
    """
    remedies = (Remedy("ask_ledger"),)
    return Finding(Outcome.ADVICE, "offers.further", "offers.limits", limits, None, remedies)


def _access(offer: Offer, buyer: Buyer | None, at: datetime) -> tuple[Finding, ...]:
    if offer.audience is None:
        return ()
    if buyer is None:
        remedies = (Remedy("tell", {"name": "buyer"}),)
        return (Finding(Outcome.UNKNOWN, "offers.buyer", "offers.audience", None, None, remedies),)
    return access.check(buyer, offer.audience, at=at).findings
