"""
From how many units on does an agreement with a creator pay?
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import attrs

from tiktok_presale.facts.campaigns import Campaign, DealTerms
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.creators import Creator
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.creators.agreements import agreement
from tiktok_presale.rules.creators.deals import Deal
from tiktok_presale.rules.creators.expecting import commission_of, unit_of
from tiktok_presale.rules.creators.spans import returned_of
from tiktok_presale.values.checks import check_aware, check_int, check_kind
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import Range, percentage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.exact import Exact

__all__ = ["deal"]


class _Reckoning(NamedTuple):
    """
    An agreement in exact numbers: costs of a unit, terms, and the share that comes back.
    """

    sheet: CostSheet
    commission: Fraction
    slot_fee: Fraction
    returned: Fraction

    @property
    def each(self) -> Fraction:
        """
        What an order earns after commission.
        """
        return unit_of(self.sheet, self.commission, self.returned)

    @property
    def each_commission(self) -> Fraction:
        return commission_of(self.sheet, self.commission, self.returned)

    @property
    def break_even(self) -> int | None:
        """
        The fewest units that earn the slot fee; None where no number of them does.
        """
        if self.each > 0:
            return ceil(self.slot_fee / self.each)
        return None if self.slot_fee or self.each else 0


def deal(  # noqa: PLR0913 - every assumption is an argument, and all but three are keywords
    terms: DealTerms,
    campaign: Campaign,
    policy: Policy,
    *,
    at: datetime,
    creator: Creator | None = None,
    returned: Exact | None = None,
    units: int | None = None,
    step: Exact = "0.10",
) -> Deal:
    """
    Whether terms may be agreed with a creator, what an order costs, and when the agreement pays.

    Commission is on what is not refunded, unless the cost sheet says that fees are kept. The terms
    take the place of the commission and the slot fee of the cost sheet.

    Args:
        terms: What the creator is to get.
        campaign: What is to be sold; its cost sheet must be told.
        policy: The rules in force; what a law or another pack beside it says counts too.
        at: The instant for which it is asked.
        creator: The creator: how much comes back, and which fee is usual.
        returned: The share of orders that comes back; of the creator and the wait where left out.
        units: The units that are expected to be sold under the agreement.
        step: By how much each input is changed to see what it does.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        WrongTypeError: If the campaign has no cost sheet.
        CurrencyMismatchError: If the slot fee is in another currency than the price.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import Policy, Product
        >>> at = datetime(2026, 7, 1, tzinfo=UTC)
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
        >>> campaign = Campaign(product=Product(id="p1"), sheet=sheet)
        >>> terms = DealTerms(commission="0.15", slot_fee=Money("300.00", "USD"))
        >>> found = deal(terms, campaign, Policy.in_force("us", on=at), at=at, returned="0.10")
        >>> found.commission, found.earns, found.break_even
        (Money('4.05', 'USD'), Money('10.95', 'USD'), 28)
    """
    sheet = _checked(terms, campaign, policy, creator)
    check_aware("at", at)
    if units is not None:
        check_int("units", units)
    change = exact("step", step)
    if not 0 < change <= 1:
        raise OutOfRangeError("step", str(change), "above 0 and at most 1; 10 % is '0.10'")
    share = _returned(returned, creator, campaign)
    sold = units if units is None or campaign.cap is None else min(units, campaign.cap)
    told: dict[str, object] = {"creator_terms": terms, "creator_campaign": campaign}
    told |= {"creator_returned": share, "expected_units": units}
    found = list(agreement(terms, creator, policy, sheet.currency))
    if share is None:
        ask = (Remedy("tell", {"name": "creator_returned"}),)
        found.append(Finding(Outcome.UNKNOWN, "creators.returned", "creators.deal", remedies=ask))
        decision = Decision("creator_deal", policy.edition, at, tuple(found))
        return Deal(
            terms=terms, decision=decision, returned=None, units=sold, grounds=Grounds(told)
        )
    fee = Fraction(0 if terms.slot_fee is None else terms.slot_fee.minor)
    reckoned = _Reckoning(sheet, terms.commission, fee, share)
    found.append(_pays(reckoned, sold, campaign.cap))
    grounds = Grounds(
        {**told, "creator_step": change},
        tuple(_cap(campaign, units, reckoned)),
        tuple(_changes(reckoned, change)),
    )
    return _answer(
        reckoned, terms, sold, Decision("creator_deal", policy.edition, at, tuple(found)), grounds
    )


def _checked(
    terms: DealTerms, campaign: Campaign, policy: Policy, creator: Creator | None
) -> CostSheet:
    check_kind("terms", terms, DealTerms, "DealTerms; write DealTerms(commission='0.15')")
    check_kind("campaign", campaign, Campaign, "a Campaign; write Campaign(product=…)")
    check_policy(policy)
    if creator is not None:
        check_kind("creator", creator, Creator, "a Creator; write Creator(id='glow')")
    if campaign.sheet is None:
        raise WrongTypeError("campaign.sheet", "a CostSheet", "None")
    if terms.slot_fee is not None and terms.slot_fee.currency != campaign.sheet.currency:
        raise CurrencyMismatchError(campaign.sheet.currency, terms.slot_fee.currency)
    return campaign.sheet


def _returned(given: Exact | None, creator: Creator | None, campaign: Campaign) -> Fraction | None:
    if given is None:
        span = returned_of(creator, campaign, {})
        return span.low if span.known else None
    share = exact("returned", given)
    if not 0 <= share <= 1:
        raise OutOfRangeError("returned", str(share), "from 0 to 1; 10 % is '0.10'")
    return share


def _pays(reckoned: _Reckoning, units: int | None, cap: int | None) -> Finding:
    """
    Whether the agreement can pay, and whether it is expected to.
    """
    rule, needed = "creators.deal", reckoned.break_even
    if needed is None:
        each = _money(reckoned.each, reckoned.sheet.currency)
        return Finding(Outcome.FAIL, "creators.never_pays", rule, each)
    wanted = Range.at_least(needed, unit="units")
    if cap is not None and needed > cap:
        return Finding(Outcome.FAIL, "creators.cap_below_break_even", rule, cap, wanted)
    code = "creators.break_even"
    if units is None and needed:
        ask = (Remedy("tell", {"name": "expected_units"}),)
        return Finding(Outcome.UNKNOWN, code, rule, None, wanted, ask)
    outcome = Outcome.PASS if units is None or units >= needed else Outcome.ADVICE
    return Finding(outcome, code, rule, units, wanted)


def _cap(campaign: Campaign, units: int | None, reckoned: _Reckoning) -> Iterator[Bound]:
    """
    The cap of the presale, and what it costs of the expected units.
    """
    if campaign.cap is None:
        return
    over = max((units or 0) - campaign.cap, 0)
    cost = _money(over * reckoned.each, reckoned.sheet.currency) if over else None
    limit = Range.at_most(campaign.cap, unit="units")
    yield Bound("creators_cap", limit, over > 0, cost=cost)


def _changes(reckoned: _Reckoning, step: Fraction) -> Iterator[Sensitivity]:
    """
    What the break-even would be with each input a step higher.
    """
    for name in ("returned", "commission", "slot_fee"):
        given: Fraction = getattr(reckoned, name)
        moved = given * (1 + step)
        if name != "slot_fee":
            moved = min(moved, Fraction(1))
        if moved == given:
            continue
        other = _with(reckoned, name, moved)
        yield Sensitivity(
            f"creator_{name}",
            _shown(name, given, reckoned),
            _shown(name, moved, reckoned),
            other.break_even,
        )


def _with(reckoned: _Reckoning, name: str, value: Fraction) -> _Reckoning:
    """
    The same with one input in place of its own.
    """
    numbers = {n: getattr(reckoned, n) for n in ("commission", "slot_fee", "returned")}
    return _Reckoning(reckoned.sheet, **{**numbers, name: value})


def _shown(name: str, value: Fraction, reckoned: _Reckoning) -> object:
    if name == "slot_fee":
        return _money(value, reckoned.sheet.currency)
    return percentage(value)


def _answer(
    reckoned: _Reckoning, terms: DealTerms, units: int | None, decision: Decision, grounds: Grounds
) -> Deal:
    currency, each = reckoned.sheet.currency, reckoned.each
    deal = Deal(
        terms=terms,
        decision=decision,
        returned=reckoned.returned,
        commission=_money(reckoned.each_commission, currency),
        earns=_money(each, currency),
        break_even=reckoned.break_even,
        units=units,
        grounds=grounds,
    )
    if not units:
        return deal
    cost = reckoned.each_commission + reckoned.slot_fee / units
    net = reckoned.sheet.price.minor * (1 - reckoned.returned)
    fee = Money.from_minor(1, currency).times(
        max(units * each, Fraction(0)), rounding=Rounding.FLOOR
    )
    return attrs.evolve(
        deal,
        cost_per_order=_money(cost, currency),
        cost_share=cost / net if net else None,
        profit=_money(units * each - reckoned.slot_fee, currency),
        slot_fee_at_most=fee if each >= 0 else None,
        commission_at_most=_commission_at_most(reckoned, units),
    )


def _commission_at_most(reckoned: _Reckoning, units: int) -> Fraction | None:
    """
    The greatest commission with which so many units still earn the slot fee.
    """
    free = unit_of(reckoned.sheet, Fraction(0), reckoned.returned) - reckoned.slot_fee / units
    whole = commission_of(reckoned.sheet, Fraction(1), reckoned.returned)
    if free < 0:
        return None
    # Where all comes back and no fee is kept, no commission costs anything.
    return min(free / whole, Fraction(1)) if whole else Fraction(1)


def _money(value: Fraction, currency: str) -> Money:
    return Money.from_minor(1, currency).times(value, rounding=Rounding.HALF_EVEN)
