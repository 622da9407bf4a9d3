"""
Uses of the economics that must type-check, and what the types say; never run.
"""

from decimal import Decimal
from fractions import Fraction
from typing import assert_type

import tiktok_presale as tp
from tiktok_presale.rules.economics import (
    BreakEven,
    DepositFinancing,
    ProfitAndLoss,
    ProfitDistribution,
    ProfitLine,
    SaleComparison,
    TurnsChange,
)

usd = tp.Money(30, "USD")
sheet = tp.CostSheet(price=usd, unit_cost=tp.Money(12, "USD"), commission=Decimal("0.1"))
early = tp.EarlyCash(share="0.3", days=30, yearly_rate=Fraction(1, 10))
case = tp.SaleCase(sheet=sheet, sold=100, returns=tp.ReturnCurve({7: "0.1"}), early=early)

found = tp.economics.outcome(case)
assert_type(found, ProfitAndLoss)
assert_type(found.profit, tp.Money)
assert_type(found.margin, Fraction | None)
assert_type(found.line("sales"), ProfitLine)
assert_type(tp.economics.kept(sheet), Fraction)
assert_type(tp.economics.expected(sheet, "0.4"), Fraction)
assert_type(tp.economics.markup(usd, usd), Fraction)

point = tp.economics.break_even(case, "price", target=usd)
assert_type(point, BreakEven)
assert_type(point.at, tp.Money | Fraction | int | None)
assert_type(tp.economics.break_evens(case), tuple[BreakEven, ...])

every = tp.economics.combined(case, {"sold": {80: 1, 100: "1/2"}, "price": {usd: 1}})
assert_type(every, tuple[tp.Scenario, ...])
drawn = tp.economics.drawn(case, {"return_rate": {"0.1": 1}}, draws=9, seed="s")
assert_type(drawn, tuple[tp.Scenario, ...])
spread = tp.economics.scenarios(every)
assert_type(spread, ProfitDistribution)
assert_type(spread.chance_of_loss, Fraction)
assert_type(tp.economics.compare(case, every, inputs=["price"]), SaleComparison)

year = tp.StockYear(cost_of_sales=usd, turns=2)
assert_type(tp.economics.turns(year, to=6, carrying_rate="0.2"), TurnsChange)
assert_type(tp.economics.financing(sheet, early, orders=9, discount=usd), DepositFinancing)
