"""
The answers as tables, for notebooks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.economics.lines import percentage
from tiktok_presale.values.html import table_html
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.rules.economics.comparing import SaleComparison
    from tiktok_presale.rules.economics.lines import ProfitLine
    from tiktok_presale.rules.economics.outcomes import ProfitAndLoss
    from tiktok_presale.rules.economics.spreading import ProfitDistribution
    from tiktok_presale.rules.economics.stock_turns import TurnsChange

__all__ = ["compared_html", "distribution_html", "lines_html", "turns_html"]


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _name(line: ProfitLine) -> str:
    return message("en", f"line.{line.code.value}")


def _row(line: ProfitLine) -> tuple[object, ...]:
    count = "" if line.count is None else f"{line.count:,}"
    unit: object = line.unit or ""
    if line.share is not None:
        unit = f"{percentage(line.share)} of {line.base}"
    return _name(line), count, unit, line.amount


def lines_html(found: ProfitAndLoss) -> str:
    """
    The lines of a profit and loss, and the profit below them.
    """
    rows = [_row(line) for line in found.lines if line.amount]
    rows.append(("profit", "", "", found.profit))
    return table_html(_first_line(str(found)), ("line", "units", "each", "amount"), rows)


def distribution_html(found: ProfitDistribution) -> str:
    """
    What may come true, the worst first.
    """
    rows = [(one.name, percentage(one.chance), one.profit) for one in found.possible]
    return table_html(_first_line(str(found)), ("scenario", "chance", "profit"), rows)


def compared_html(found: SaleComparison) -> str:
    """
    Both sales line by line, and the difference.
    """
    rows: list[Iterable[object]] = [
        (_name(left), left.amount, right.amount, left.amount - right.amount)
        for left, right in found.lines
        if left.amount or right.amount
    ]
    profits = (found.presale.mean, found.ordinary.mean, found.difference)
    head = ("line", "presale", "ordinary sale", "difference")
    return table_html(
        _first_line(str(found)), head, [tuple(row) for row in (*rows, ("profit", *profits))]
    )


def turns_html(found: TurnsChange) -> str:
    """
    The figures before and after.
    """
    rows = [(message("en", f"turns.{name}"), before, after) for name, before, after in found.rows()]
    return table_html(_first_line(str(found)), ("a year", "before", "after"), rows)
