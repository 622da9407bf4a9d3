"""
Blind boxes: uses that must type-check, and what the types say; never run.
"""

from datetime import date, datetime
from fractions import Fraction
from typing import assert_type
from zoneinfo import ZoneInfo

import tiktok_presale as tp
from tiktok_presale.values.frozenmap import FrozenMap

at = datetime(2026, 2, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
law = tp.Policy.in_force("law-cn", on=at)
table = tp.OddsTable.of(
    {"bear": Fraction(9, 10), "secret": "1/10"}, guarantee=tp.Guarantee("secret", after=10)
)
assert_type(tp.OddsTable.from_weights({"bear": 9, "secret": 1}), tp.OddsTable)
assert_type(table.value_range, tp.Range[tp.Money] | None)

assert_type(tp.boxes.effective_odds(table), FrozenMap[Fraction])
assert_type(tp.boxes.expected_draws(table, "secret"), Fraction)
assert_type(tp.boxes.chance_within(table, "secret", 5), Fraction)

seed = bytes(32)
one = tp.boxes.draw(table, seed, tp.Ticket(1, buyer="b1", nonce="n"))
assert_type(one, tp.Draw)
assert_type(one.after, tp.DrawState)
assert_type(tp.boxes.verify(table, seed, tp.boxes.commit(seed, table), [one]).holds, bool)

box = tp.BlindBox(id="p1", odds=table, price=tp.Money("59.00", "CNY"), shown={"kind": "toys"})
assert_type(tp.boxes.disclosure(box, "zh"), str)
assert_type(tp.boxes.check(box, law, at=at), tp.Decision)
assert_type(tp.boxes.may_draw(tp.Buyer(id="b1", age=30), box, law, at=at), tp.Decision)
assert_type(tp.boxes.may_return(tp.BoxSale(opened=True), law, at=at), tp.Decision)
assert_type(tp.boxes.may_reveal(box, at=at), tp.Finding)
assert_type(tp.boxes.keep_records_until(date(2026, 2, 2), law), date)
