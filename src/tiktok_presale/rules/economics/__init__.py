"""
What does a presale earn, and what would it take to break even?

One sale: its `outcome` line by line, what lateness `charged`, and the `break_even` in each input.
Several that may come true: `combined` or `drawn`, then `scenarios` gives their distribution, and
`compare` holds a presale against an ordinary sale. One unit: what it earns when it is `kept`,
`returned` or `unsold`, what is `expected` of it, and its `markup` and `margin`, which are two
things. Stock: `turns` before and after selling first and making then, and deposits as `financing`.
"""

from __future__ import annotations

from tiktok_presale.rules.economics.breaking_even import BreakEven, break_even, break_evens
from tiktok_presale.rules.economics.comparing import Choice, SaleComparison, compare
from tiktok_presale.rules.economics.deposits import DepositFinancing, Funding, financing
from tiktok_presale.rules.economics.drawing import combined, drawn
from tiktok_presale.rules.economics.inputs import Input
from tiktok_presale.rules.economics.lines import LineCode, ProfitLine
from tiktok_presale.rules.economics.margins import (
    margin,
    markup,
    price_at_margin,
    price_at_markup,
)
from tiktok_presale.rules.economics.outcomes import ProfitAndLoss, charged, outcome
from tiktok_presale.rules.economics.spreading import PossibleProfit, ProfitDistribution, scenarios
from tiktok_presale.rules.economics.stock_turns import StockFigures, TurnsChange, turns
from tiktok_presale.rules.economics.units import expected, kept, returned, unsold

__all__ = [
    "BreakEven",
    "Choice",
    "DepositFinancing",
    "Funding",
    "Input",
    "LineCode",
    "PossibleProfit",
    "ProfitAndLoss",
    "ProfitDistribution",
    "ProfitLine",
    "SaleComparison",
    "StockFigures",
    "TurnsChange",
    "break_even",
    "break_evens",
    "charged",
    "combined",
    "compare",
    "drawn",
    "expected",
    "financing",
    "kept",
    "margin",
    "markup",
    "outcome",
    "price_at_margin",
    "price_at_markup",
    "returned",
    "scenarios",
    "turns",
    "unsold",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
