"""
May this buyer draw: by age, by the limits that the seller set, and by what is left?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.buyers import Buyer
from tiktok_presale.facts.draws import DrawState, PaidDraws, SoldOutError
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.boxes.disclosing import check_box
from tiktok_presale.rules.boxes.limits import limited
from tiktok_presale.rules.boxes.next_draw import current_odds
from tiktok_presale.values.checks import check_aware, check_int, check_kind
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from decimal import Decimal

    from tiktok_presale.facts.boxes import BlindBox
    from tiktok_presale.policy.policy import Policy

__all__ = ["may_draw"]


def may_draw(  # noqa: PLR0913 - each limit needs another fact, and all are keywords
    buyer: Buyer,
    box: BlindBox,
    policy: Policy,
    *,
    at: datetime,
    past: Iterable[PaidDraws] = (),
    draws: int = 1,
    state: DrawState | None = None,
) -> Decision:
    """
    Whether a buyer may draw so often now, with every reason.

    Age and a guardian's consent are asked for where the policy, or a law it was combined with,
    asks for them. Limits are those of the box; no source gives a figure for them.

    Args:
        buyer: Who wants to draw.
        box: The box on offer, with its limits.
        policy: The rules in force at *at*; its zone is the one in which days and hours are read.
        at: The instant of the draw.
        past: What the limits count: this buyer's earlier draws. Those of others, and those after
            *at*, are left out.
        draws: How many draws are wanted.
        state: What is left, and the buyer's misses, where stock is to be looked at too.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If no draw is wanted.
        CurrencyMismatchError: If earlier draws were paid in another currency than the box.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import BlindBox, Buyer, DrawLimits, Money, OddsTable, Policy
        >>> at = datetime(2026, 2, 2, tzinfo=UTC)
        >>> box = BlindBox(id="p1", odds=OddsTable.of({"bear": 1}), price=Money(59, "CNY"),
        ...                limits=DrawLimits(draws=10))
        >>> decision = may_draw(Buyer(id="b1", age=7), box, Policy.in_force("law-cn", on=at), at=at,
        ...                     draws=11)
        >>> [finding.code for finding in decision.failures]
        ['boxes.age', 'boxes.draws']
    """
    check_kind("buyer", buyer, Buyer, "a Buyer; write Buyer(id='b1')")
    check_box(box)
    check_policy(policy)
    check_aware("at", at)
    check_int("draws", draws, minimum=1)
    found = [*_age(buyer, policy), *_guardian(buyer, policy)]
    if box.limits is not None:
        found += limited(box.price, box.limits, policy.zone, at, _mine(past, buyer, at), draws)
    if state is not None:
        found.append(_stock(box, state, draws))
    # No rule that the library knows is no permission either.
    none = Finding(Outcome.UNKNOWN, "boxes.no_rule", "blind_box", draws)
    return Decision("boxes_draw", policy.edition, at, tuple(found) or (none,))


def _mine(past: Iterable[PaidDraws], buyer: Buyer, at: datetime) -> tuple[PaidDraws, ...]:
    given = tuple(past)
    for one in given:
        check_kind("past", one, PaidDraws, "PaidDraws(buyer='b1', at=…, paid=…)")
    return tuple(one for one in given if one.buyer == buyer.id and utc(one.at) <= utc(at))


def _age(buyer: Buyer, policy: Policy) -> Iterator[Finding]:
    """
    No sale below an age.
    """
    code = "boxes.age"
    for figure in policy.every("blind_box.age"):
        limit = cast("Range[Decimal]", figure.value)
        outcome, remedies = Outcome.PASS, tuple[Remedy, ...]()
        if buyer.age is None:
            outcome, remedies = Outcome.UNKNOWN, (Remedy("tell", {"name": "age"}),)
        elif buyer.age not in limit:
            outcome = Outcome.FAIL
        yield Finding(outcome, code, figure.path, buyer.age, limit, remedies, figure.source)


def _guardian(buyer: Buyer, policy: Policy) -> Iterator[Finding]:
    """
    Minors old enough to buy need the confirmed consent of a guardian.
    """
    code, consent = "boxes.guardian_consent", buyer.guardian_consent
    for figure in policy.every("blind_box.guardian_consent"):
        if buyer.age is not None and buyer.age not in cast("Range[Decimal]", figure.value):
            continue
        outcome, remedies = Outcome.PASS, tuple[Remedy, ...]()
        if consent is False:
            remedies = (Remedy("confirm_consent"),)
        elif consent is None:
            remedies = (Remedy("tell", {"name": "guardian_consent"}),)
        if not consent:
            known = consent is False and buyer.age is not None
            outcome = Outcome.FAIL if known else Outcome.UNKNOWN
        yield Finding(outcome, code, figure.path, consent, figure.value, remedies, figure.source)


def _stock(box: BlindBox, state: DrawState, draws: int) -> Finding:
    """
    So many draws need so many pieces, and some of what is guaranteed.
    """
    code, rule = "boxes.stock", "box.odds.stock"
    try:
        current_odds(box.odds, state)
    except SoldOutError as error:
        return Finding(Outcome.FAIL, "boxes.sold_out", rule, error.prizes)
    if len(state.left) < len(box.odds.prizes):
        return Finding(Outcome.PASS, code, rule, draws)
    limit = Range.at_most(sum(state.left.values()), unit="draws")
    if draws in limit:
        return Finding(Outcome.PASS, code, rule, draws, limit)
    remedies = (Remedy("draw_at_most", {"draws": limit.high}),)
    return Finding(Outcome.FAIL, code, rule, draws, limit, remedies)
