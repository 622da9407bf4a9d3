"""
Do the fields of an offer fit together: sale, release, early access, box, limits?

Whether its payments fit the sale and the promise is asked by `payments.check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.early_access import EarlyAccess
from tiktok_presale.rules.offers.labels import release_of
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tiktok_presale.facts.offers import Offer
    from tiktok_presale.policy.policy import Policy

__all__ = ["crossed", "currency"]


def crossed(offer: Offer, policy: Policy, at: datetime) -> Iterator[Finding]:
    """
    What is wrong between the fields of an offer; nothing where they fit.

    None of these comes from a market's page: each would make the offer contradict itself.
    """
    if offer.sale.over(at):
        remedies = (Remedy("close_after", {"on": at}),)
        yield Finding(Outcome.FAIL, "offers.over", "offers.sale", at, offer.sale.closes, remedies)
    yield currency(offer, policy)
    yield from _released(offer, policy)
    if isinstance(offer.audience, EarlyAccess):
        yield from _openings(offer, offer.audience)
    if offer.box is not None and offer.box.price != offer.price:
        remedies = (Remedy("price_at", {"price": offer.price}),)
        yield Finding(
            Outcome.FAIL, "offers.box_price", "offers.box", offer.box.price, offer.price, remedies
        )
    if offer.cap is not None and offer.per_buyer is not None and offer.per_buyer > offer.cap:
        yield Finding(
            Outcome.ADVICE, "offers.limits", "offers.per_buyer", offer.per_buyer, offer.cap
        )


def currency(offer: Offer, policy: Policy) -> Finding:
    """
    Whether the price is in the currency of the market; advice where the pack serves several.
    """
    given, wanted = offer.price.currency, policy.pack.currency
    outcome = Outcome.FAIL if policy.pack.country is not None else Outcome.ADVICE
    if given == wanted:
        return Finding(Outcome.PASS, "offers.currency", "offers.price", given, wanted)
    remedies = (Remedy("price_in", {"currency": wanted}),) if outcome is Outcome.FAIL else ()
    return Finding(outcome, "offers.currency", "offers.price", given, wanted, remedies)


def _released(offer: Offer, policy: Policy) -> Iterator[Finding]:
    """
    On its release an offer is ordinary goods, so presale is over by then.
    """
    release = release_of(offer, policy.zone)
    if release is None or utc(offer.sale.closes) < utc(release):
        return
    remedies = (Remedy("close_before", {"on": release}),)
    closes = offer.sale.closes
    yield Finding(Outcome.FAIL, "offers.release", "offers.sale", closes, release, remedies)


def _openings(offer: Offer, audience: EarlyAccess) -> Iterator[Finding]:
    """
    Early access lies in the sale period.
    """
    for opening in audience.openings:
        if not offer.sale.holds(opening.at):
            remedies = (Remedy("open_between", {"period": offer.sale}),)
            params = {"audience": opening.audience}
            yield Finding(
                Outcome.FAIL,
                "offers.access",
                "offers.audience",
                opening.at,
                offer.sale,
                remedies,
                params=params,
            )
    ends, closes = audience.ends, offer.sale.closes
    if ends is not None and utc(ends) < utc(closes):
        remedies = (Remedy("end_at", {"on": closes}),)
        yield Finding(Outcome.FAIL, "offers.access_ends", "offers.audience", ends, closes, remedies)
