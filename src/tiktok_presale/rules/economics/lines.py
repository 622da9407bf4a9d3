"""
The lines of a profit and loss: what comes in and what it costs, each rounded once.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.closed import Value
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import percentage
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.cases import SaleCase

__all__ = ["INCOME", "LineCode", "ProfitLine", "lines_of", "profit_of"]


class LineCode(StrEnum):
    """
    What a line of a profit and loss is about, in the order in which they stand.
    """

    SALES = "sales"
    REFUNDS = "refunds"
    CLEARED_RETURNS = "cleared_returns"
    CLEARED_LEFT_OVER = "cleared_left_over"
    EARLY_CASH = "early_cash"
    PRODUCTION = "production"
    FREIGHT_OUT = "freight_out"
    FREIGHT_BACK = "freight_back"
    HANDLING = "handling"
    COMMISSION = "commission"
    PLATFORM_FEE = "platform_fee"
    SLOT_FEE = "slot_fee"
    OVERDUE = "overdue"


# What is no cost; cash that comes late is a negative income, as the term for early cash has it.
INCOME = frozenset(
    {
        LineCode.SALES,
        LineCode.REFUNDS,
        LineCode.CLEARED_RETURNS,
        LineCode.CLEARED_LEFT_OVER,
        LineCode.EARLY_CASH,
    }
)


@final
@attrs.frozen
class ProfitLine(Value):
    """
    One line of a profit and loss.

    Args:
        code: What it is about.
        amount: What it adds to the profit; below zero for a cost.
        count: How many units it is for, where it goes by units.
        unit: What one of them adds, so that *amount* is so many times this.
        share: The share of *base* that it is, where it is one.
        base: The sum that *share* is taken of, without a sign.
    """

    code: LineCode
    amount: Money
    count: int | None = attrs.field(default=None, kw_only=True)
    unit: Money | None = attrs.field(default=None, kw_only=True)
    share: Fraction | None = attrs.field(default=None, kw_only=True)
    base: Money | None = attrs.field(default=None, kw_only=True)

    def name(self, language: str) -> str:
        """
        What it is about, in words.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(language, f"line.{self.code.value}")

    def row(self) -> tuple[object, ...]:
        """
        Name, units, what each adds, and the amount: a row of a table.
        """
        count = "" if self.count is None else f"{self.count:,}"
        unit: object = self.unit or ""
        if self.share is not None:
            unit = f"{percentage(self.share)} of {self.base}"
        return self.name("en"), count, unit, self.amount

    def explain(self, language: str = "en") -> str:
        """
        The line as text: what it is about, how it comes about, and the amount.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        name = self.name(language)
        if self.unit is not None:
            how = message(language, "line.by_units", number=self.count, unit=self.unit)
        elif self.share is not None:
            how = message(language, "line.by_share", share=percentage(self.share), base=self.base)
        else:
            return message(language, "line", line=name, amount=self.amount)
        return message(language, "line.with_how", line=name, how=how, amount=self.amount)

    def __str__(self) -> str:
        return self.explain()


def lines_of(case: SaleCase) -> tuple[ProfitLine, ...]:
    """
    Every line of a case, in the order of `LineCode`; those of nothing too.
    """
    return (*_income(case), *_costs(case))


def profit_of(case: SaleCase) -> int:
    """
    The sum of the lines, in minor units.
    """
    return sum(line.amount.minor for line in lines_of(case))


def _income(case: SaleCase) -> Iterator[ProfitLine]:
    sheet = case.sheet
    yield _by_units(LineCode.SALES, case.sold, sheet.price)
    yield _by_units(LineCode.REFUNDS, case.returned, -sheet.price)
    for code, units in (
        (LineCode.CLEARED_RETURNS, case.returned),
        (LineCode.CLEARED_LEFT_OVER, case.left_over),
    ):
        yield _by_share(code, case, sheet.clearance, sheet.price * units, count=units)
    early = case.early
    share = Fraction(0) if early is None else early.share * early.worth
    # Buyers who send goods back have paid early too; their refund comes after the goods.
    yield _by_share(LineCode.EARLY_CASH, case, share, sheet.price * case.sold)


def _costs(case: SaleCase) -> Iterator[ProfitLine]:
    sheet = case.sheet
    yield _by_units(LineCode.PRODUCTION, case.produced, -sheet.unit_cost)
    yield _by_units(LineCode.FREIGHT_OUT, case.sold, -sheet.freight_out)
    yield _by_units(LineCode.FREIGHT_BACK, case.returned, -sheet.freight_back)
    yield _by_units(LineCode.HANDLING, case.returned, -sheet.handling)
    base = sheet.price * (case.sold if sheet.fees_kept else case.kept)
    for code, share in (
        (LineCode.COMMISSION, sheet.commission),
        (LineCode.PLATFORM_FEE, sheet.platform_fee),
    ):
        yield _by_share(code, case, share, base, sign=-1)
    yield ProfitLine(LineCode.SLOT_FEE, -sheet.slot_fee)
    yield ProfitLine(LineCode.OVERDUE, -case.overdue)


def _by_units(code: LineCode, units: int, each: Money) -> ProfitLine:
    return ProfitLine(code, each * units, count=units, unit=each)


def _by_share(
    code: LineCode,
    case: SaleCase,
    share: Fraction,
    base: Money,
    *,
    sign: int = 1,
    count: int | None = None,
) -> ProfitLine:
    """
    A share of a sum, rounded as the case says; what is paid is rounded as an amount of its own.
    """
    amount = base.times(share, rounding=case.rounding) * sign
    return ProfitLine(code, amount, count=count, share=share, base=base)
