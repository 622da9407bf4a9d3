"""
Pairs of the values of blind boxes.
"""

from datetime import UTC, datetime, time

import attrs

from tiktok_presale.facts.boxes import BlindBox, BoxSale, DrawLimits, ReturnWaiver
from tiktok_presale.facts.draws import DrawState, PaidDraws, Ticket
from tiktok_presale.facts.guarantees import Guarantee
from tiktok_presale.facts.odds import OddsTable, Prize
from tiktok_presale.rules.boxes.drawing import commit, draw
from tiktok_presale.rules.boxes.verification import verify
from tiktok_presale.values.money import Money

AT = datetime(2026, 1, 20, tzinfo=UTC)
PRICE = Money("59.00", "CNY")
SEED = bytes(range(32))
RAMP = Guarantee("secret", after=10, ramp_from=8, step="1/100")
TABLE = OddsTable.of(
    {"bear": "9/10", "secret": "1/10"},
    guarantee=RAMP,
    values={"bear": PRICE, "secret": PRICE},
    stock={"secret": 5},
)
TICKET = Ticket(1, buyer="b1", nonce="spring")
DRAW = draw(TABLE, SEED, TICKET)
LIMITS = DrawLimits(draws=10, spend=Money(500, "CNY"), opens=time(8), closes=time(22))
BOX = BlindBox(
    id="p1", odds=TABLE, price=PRICE, shown={"kind": "toys"}, limits=LIMITS, sale_ends=AT
)
WAIVER = ReturnWaiver(confirmed=True, per_purchase=True, pre_ticked=False)

PAIRS = (
    (Prize("bear", "9/10"), Prize("bear", "8/10")),
    (RAMP, Guarantee("secret", after=10)),
    (TABLE, OddsTable.from_stock({"bear": 9, "secret": 1})),
    (TICKET, Ticket(2, buyer="b1", nonce="spring")),
    (DrawState({"secret": 5}, misses=3), DrawState({"secret": 4}, misses=3)),
    (DRAW, draw(TABLE, SEED, Ticket(2, buyer="b1", nonce="spring"))),
    (PaidDraws(buyer="b1", at=AT, paid=PRICE), PaidDraws(buyer="b1", at=AT, paid=PRICE, count=2)),
    (LIMITS, DrawLimits(draws=10)),
    (BOX, attrs.evolve(BOX, maker_sealed=True)),
    (WAIVER, ReturnWaiver(confirmed=True)),
    (BoxSale(opened=True, open_set=False, waiver=WAIVER), BoxSale()),
    (
        verify(TABLE, SEED, commit(SEED, TABLE), [DRAW]),
        verify(TABLE, SEED, commit(SEED, TABLE), []),
    ),
)
