"""
Answers on blind boxes, so that every code and outcome of theirs is seen.
"""

from datetime import UTC, date, datetime, time

import attrs

from tiktok_presale.facts.boxes import BlindBox, BoxSale, DrawLimits, ReturnWaiver
from tiktok_presale.facts.buyers import Buyer
from tiktok_presale.facts.draws import Draw, DrawState, PaidDraws, Ticket
from tiktok_presale.facts.odds import OddsTable
from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import boxes
from tiktok_presale.values.money import Money

CODED = {"_judged": ("finding", 0), "_within": ("finding", 0)}

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
SEED = bytes(range(32))
LAW = Policy.in_force("law-cn", on=date(2026, 11, 23))
US = Policy.in_force("us", on=date(2026, 11, 23))
TH = Policy.in_force("th", on=date(2026, 11, 23))
EU = Policy.in_force("eu", on=date(2026, 11, 23))

WORTH = {"小熊": Money(59, "CNY"), "隐藏款": Money(59, "CNY")}
TABLE = OddsTable.of({"小熊": "9/10", "隐藏款": "1/10"}, values=WORTH)
UNEQUAL = OddsTable.of(
    {"小熊": "9/10", "隐藏款": "1/10"}, values={**WORTH, "隐藏款": Money(990, "CNY")}
)
LOT = OddsTable.from_stock({"小熊": 1, "隐藏款": 1})
TICKETS = [Ticket(n, buyer="b1", nonce=str(n)) for n in (1, 2)]
PAGE = ("product_name", "kind", "style", "distribution", "quantity", "category", "variation")
SHOWN = dict.fromkeys([*PAGE, "example_images"], "见图")
LIMITS = DrawLimits(draws=5, spend=Money(300, "CNY"), opens=time(8), closes=time(22))


def boxes_on_offer():
    """
    Make boxes good, bad and silent, in either currency.
    """
    silent = BlindBox(id="p1", odds=OddsTable.of({"小熊": 1}), price=Money(59, "CNY"))
    good = attrs.evolve(
        silent,
        odds=TABLE,
        maker_sealed=True,
        goods="food",
        quality_guaranteed=True,
        invited=True,
        shown=SHOWN,
        limits=LIMITS,
        sale_ends=AT,
    )
    bad = attrs.evolve(
        good,
        odds=UNEQUAL,
        price=Money(1000, "CNY"),
        maker_sealed=False,
        quality_guaranteed=False,
        invited=False,
        shown={},
        limits=None,
    )
    dollars = [attrs.evolve(bad, price=Money(n, "USD")) for n in (9, 900)]
    return [silent, good, bad, *dollars, attrs.evolve(bad, goods="medicine")]


def decisions():
    """
    Give decisions on selling, drawing and returning.
    """
    shops = (None, Shop(id="s1", seller_type="cross_border"), Shop(id="s2", seller_type="local"))
    found = [
        boxes.check(box, policy, at=AT, shop=shop, region=region)
        for box in boxes_on_offer()
        for policy in (LAW, US, TH, EU, TH.with_law(LAW))
        for shop in shops
        for region in (None, "shanghai")
    ]
    buyers = [
        Buyer(id="b1", age=age, guardian_consent=consent)
        for age in (None, 7, 8, 18)
        for consent in (None, False, True)
    ]
    past = [PaidDraws(buyer="b1", at=AT, paid=Money(59, "CNY"), count=4)]
    found += [
        boxes.may_draw(buyer, box, policy, at=at, past=past, draws=draws)
        for buyer in buyers
        for box in boxes_on_offer()[:2]
        for policy in (LAW, EU)
        for at in (AT, datetime(2026, 11, 23, 20, tzinfo=UTC))
        for draws in (1, 2, 9)
    ]
    lot = BlindBox(id="p1", odds=LOT, price=Money(59, "CNY"))
    lefts = ({"小熊": 1, "隐藏款": 1}, {"小熊": 0, "隐藏款": 0})
    found += [
        boxes.may_draw(buyers[0], lot, LAW, at=AT, draws=draws, state=DrawState(left))
        for left in lefts
        for draws in (1, 3)
    ]
    return found + _returns()


def _returns():
    """
    Make every combination of what may be known of a box that was sold.
    """
    unsure = (None, True, False)
    waivers = [None] + [
        ReturnWaiver(confirmed=given, per_purchase=single, pre_ticked=ticked)
        for given in unsure
        for single in unsure
        for ticked in unsure
    ]
    return [
        boxes.may_return(BoxSale(opened=opened, open_set=full, waiver=waiver), policy, at=AT)
        for policy in (LAW, EU)
        for opened in unsure
        for full in unsure
        for waiver in waivers
    ]


def findings():
    """
    Give findings on seeds and on draws that were made well and badly.
    """
    box = boxes_on_offer()[1]
    found = [
        boxes.may_reveal(box, at=AT),
        boxes.may_reveal(attrs.evolve(box, sale_ends=datetime(2027, 1, 1, tzinfo=UTC)), at=AT),
        boxes.may_reveal(attrs.evolve(box, sale_ends=None), at=AT),
    ]
    commitment, draws = boxes.commit(SEED, LOT), boxes.draw_all(LOT, SEED, TICKETS)
    other = next(name for name in LOT.odds if name != draws[0].prize)
    for told, given in (
        (commitment, draws),
        ("0" * 64, draws),
        (commitment, draws[1:]),
        (commitment, [attrs.evolve(draws[0], prize=other)]),
        (commitment, [attrs.evolve(draws[0], after=draws[0].before)]),
        (commitment, [*draws, Draw(Ticket(3, "b1", "3"), other, draws[1].after, draws[1].after)]),
    ):
        found += boxes.verify(LOT, SEED, told, given).findings
    return found
