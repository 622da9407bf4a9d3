"""
What may still be changed in an offer, and whom does it reach?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, final

import attrs

from tiktok_presale.facts.offers import Offer
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.offers.labels import check_offer
from tiktok_presale.rules.offers.life import OfferLife, after, check_life, settle
from tiktok_presale.rules.offers.table import OfferState
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tiktok_presale.policy.policy import Policy

__all__ = ["Revision", "revise"]


@final
@attrs.frozen
class Revision(Value):
    """
    The answer to a change of an offer.

    Args:
        decision: Whether it may be changed so, with every reason.
        life: The offer afterwards; as it was where the change is refused.
    """

    decision: Decision
    life: OfferLife

    def __str__(self) -> str:
        return str(self.decision)


# What an offer is; another one is a new offer.
_SELF = ("id", "sku")
_OVER = {OfferState.CLOSED, OfferState.GOAL_MISSED, OfferState.RELEASED, OfferState.SETTLED}


def revise(life: OfferLife, offer: Offer, policy: Policy, *, at: datetime) -> Revision:
    """
    Whether an offer may be changed as planned, with every reason.

    A draft may be changed freely. Once it is published its market may lock some of it: in the
    United States the release date and the mode. Orders keep the terms they were placed under,
    whatever is changed.

    Args:
        life: The offer with its state.
        offer: The offer as it is to be.
        policy: The rules in force at *at*.
        at: The instant of the change.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        WrongTypeError: If an argument has another type.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import Money, PaymentPlan, Period, Policy, ReleaseOn
        >>> from tiktok_presale.rules.offers import Move, decide, start
        >>> at = datetime(2026, 2, 2, tzinfo=UTC)
        >>> us = Policy.in_force("us", on=at)
        >>> offer = Offer(id="of1", sku="s", price=Money(9, "USD"), plan=PaymentPlan.authorised(),
        ...               promise=ReleaseOn(date(2026, 3, 2)),
        ...               sale=Period(at, datetime(2026, 2, 20, tzinfo=UTC)))
        >>> life = decide(start(offer, us), Move.PUBLISH, at=at).life
        >>> later = attrs.evolve(offer, promise=ReleaseOn(date(2026, 4, 1)))
        >>> [finding.rule for finding in revise(life, later, us, at=at).decision.failures]
        ['window.locked']
    """
    check_life(life)
    check_offer(offer)
    check_policy(policy)
    check_aware("at", at)
    now = after(life, settle(life, at=at))
    changed = tuple(
        field.name
        for field in attrs.fields(Offer)
        if getattr(offer, field.name) != getattr(life.offer, field.name)
    )
    findings = tuple(_judged(now, offer, policy, changed))
    done = Finding(Outcome.PASS, "offers.change", "offers.change", changed, now.state)
    decision = Decision("offer_change", policy.edition, at, findings or (done,))
    if decision.failures or decision.unknowns:
        return Revision(decision, now)
    changed_life = attrs.evolve(now, offer=offer)
    if now.state is OfferState.SOLD_OUT and not changed_life.full:
        changed_life = attrs.evolve(changed_life, state=OfferState.SELLING)
    return Revision(decision, changed_life)


def _judged(
    life: OfferLife, offer: Offer, policy: Policy, changed: tuple[str, ...]
) -> Iterator[Finding]:
    for name in _SELF:
        if name in changed:
            yield _another_offer(
                "offers.another", name, getattr(offer, name), getattr(life.offer, name)
            )
    if life.state is OfferState.DRAFT or not changed:
        return
    if life.state in _OVER:
        remedies = (Remedy("new_offer"),)
        yield Finding(
            Outcome.FAIL, "offers.over_change", "offers.change", changed, life.state, remedies
        )
        return
    yield from _locked(life.offer, offer, policy)
    if life.last is not None and offer.sale.over(life.last):
        remedies = (Remedy("close_after", {"on": life.last}),)
        yield Finding(
            Outcome.FAIL, "offers.over", "offers.sale", life.last, offer.sale.closes, remedies
        )
    if offer.cap is not None and offer.cap < life.sold:
        remedies = (Remedy("cap_at_least", {"units": life.sold}),)
        yield Finding(
            Outcome.FAIL, "offers.cap_below", "offers.cap", offer.cap, life.sold, remedies
        )
    if life.sold and (offer.goal or 0) > (life.offer.goal or 0):
        # Who has ordered relied on a presale that takes place from fewer orders on.
        yield _another_offer("offers.goal_raised", "goal", offer.goal, life.offer.goal)
    if life.sold and {"price", "plan", "promise"} & set(changed):
        yield Finding(Outcome.ADVICE, "offers.frozen", "offers.change", changed, life.sold)


def _another_offer(code: str, name: str, actual: object, limit: object) -> Finding:
    remedies = (Remedy("new_offer"),)
    return Finding(Outcome.FAIL, code, f"offers.{name}", actual, limit, remedies)


def _locked(old: Offer, new: Offer, policy: Policy) -> Iterator[Finding]:
    """
    What the market locks once an offer is published.
    """
    pairs: dict[str, tuple[Any, Any]] = {
        "release_date": (
            old.promise if old.release else None,
            new.promise if new.release else None,
        ),
        "mode": ((old.kind, type(old.promise)), (new.kind, type(new.promise))),
    }
    for figure in policy.every("window.locked"):
        locked: Any = figure.value
        for name in locked:
            before, after_ = pairs.get(name, (None, None))
            if before != after_:
                yield Finding(
                    Outcome.FAIL,
                    "offers.locked",
                    figure.path,
                    name,
                    None,
                    (Remedy("new_offer"),),
                    figure.source,
                    {"name": name},
                )
