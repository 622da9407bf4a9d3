"""
The profit and loss of one sale, line by line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.cases import SaleCase
from tiktok_presale.rules.charges import Bill
from tiktok_presale.rules.economics.lines import INCOME, LineCode, ProfitLine, lines_of
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, WrongTypeError
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from fractions import Fraction

    from tiktok_presale.rules.statement import Statement
    from tiktok_presale.rules.states import Assessment

__all__ = ["ProfitAndLoss", "charged", "check_case", "outcome"]


def check_case(case: object) -> None:
    """
    Refuse anything but a sale case.

    Raises:
        WrongTypeError: If it is none.
    """
    check_kind("case", case, SaleCase, "a SaleCase; write SaleCase(sheet=…, sold=…)")


@final
@attrs.frozen
class ProfitAndLoss(Value):
    """
    What one sale comes to: its lines add up to the profit, to the minor unit.

    Args:
        case: The facts.
        lines: Every line, in the order of `LineCode`; those of nothing too.
    """

    case: SaleCase
    lines: tuple[ProfitLine, ...] = attrs.field(converter=tuple[ProfitLine, ...])

    def _sum(self, codes: frozenset[LineCode]) -> Money:
        amounts = (line.amount for line in self.lines if line.code in codes)
        return Money.sum(amounts, self.case.currency)

    def line(self, code: str) -> ProfitLine:
        """
        The line of that code.

        Raises:
            WrongTypeError: If there is none.
        """
        found = next((line for line in self.lines if line.code == code), None)
        if found is None:
            raise WrongTypeError("code", f"one of {', '.join(LineCode)}", repr(code))
        return found

    @property
    def profit(self) -> Money:
        """
        What is left in the end; below zero for a loss.
        """
        return self._sum(frozenset(LineCode))

    @property
    def net_sales(self) -> Money:
        """
        Sales less refunds.
        """
        return self._sum(frozenset({LineCode.SALES, LineCode.REFUNDS}))

    @property
    def costs(self) -> Money:
        """
        All costs, as an amount above zero.
        """
        return -self._sum(frozenset(LineCode) - INCOME)

    @property
    def contribution(self) -> Money:
        """
        What is left before the slot fee, which is paid however much is sold.
        """
        return self.profit - self._sum(frozenset({LineCode.SLOT_FEE}))

    @property
    def markup(self) -> Fraction | None:
        """
        Profit over costs; None where nothing was spent.
        """
        return self.profit / self.costs if self.costs else None

    @property
    def margin(self) -> Fraction | None:
        """
        Profit over net sales; None where nothing was sold, or all of it came back.
        """
        return self.profit / self.net_sales if self.net_sales else None

    def explain(self, language: str = "en") -> str:
        """
        The profit, how it comes about, and every line that is not of nothing.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join([self._head(language), *self._told(language)])

    def _head(self, language: str) -> str:
        case = self.case
        return message(
            language,
            "economics.loss" if self.profit.minor < 0 else "economics.profit",
            profit=abs(self.profit),
            sold=case.sold,
            returned=case.returned,
            left=case.left_over,
        )

    def _told(self, language: str) -> list[str]:
        return [f"- {line.explain(language)}" for line in self.lines if line.amount]

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The lines as a table, for notebooks.
        """
        rows = [line.row() for line in self.lines if line.amount]
        rows.append(("profit", "", "", self.profit))
        return table_html(str(self).partition("\n")[0], ("line", "units", "each", "amount"), rows)


def outcome(case: SaleCase) -> ProfitAndLoss:
    """
    The profit and loss of a sale, on presale or from stock.

    Units that come back are refunded in full, and cleared; units that are made and not sold are
    cleared. Commission and platform fee are taken on what buyers keep, or on all that is sold
    where fees are kept on refunds. Each line is rounded once, and their sum is the profit.

    Args:
        case: The facts of the sale.

    Raises:
        WrongTypeError: If *case* is no sale case.

    Examples:
        >>> from tiktok_presale import CostSheet, ReturnCurve
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"),
        ...                   clearance="0.30")
        >>> found = outcome(SaleCase(sheet=sheet, sold=10_000, returns=ReturnCurve.flat("0.4")))
        >>> print(found)
        Profit of 96,000.00 USD on 10,000 units sold, 4,000 sent back and 0 left over.
        - sales: 10,000 × 30.00 USD = 300,000.00 USD
        - refunds: 4,000 × -30.00 USD = -120,000.00 USD
        - returned goods cleared: 30 % of 120,000.00 USD = 36,000.00 USD
        - production: 10,000 × -12.00 USD = -120,000.00 USD
    """
    check_case(case)
    return ProfitAndLoss(case, lines_of(case))


def charged(lateness: Bill | Assessment | Statement, currency: str) -> Money:
    """
    What lateness has cost so far, as the amount that a case takes for *overdue*.

    A refund of an order that the platform cancelled is in it: count that order among the units
    sold.

    Args:
        lateness: What `overdue.assess` or `overdue.statement` gives, or a bill of theirs.
        currency: The currency of the case.

    Raises:
        CurrencyMismatchError: If there are charges in another currency.
        WrongTypeError: If *lateness* is none of these.

    Examples:
        >>> charged(Bill(), "USD")
        Money('0.00', 'USD')
    """
    bill = lateness if isinstance(lateness, Bill) else getattr(lateness, "charges", None)
    if not isinstance(bill, Bill):
        expected = "what overdue.assess or overdue.statement gives"
        raise WrongTypeError("lateness", expected, type(lateness).__name__)
    others = [total.currency for total in bill.totals if total.currency != currency]
    if others:
        raise CurrencyMismatchError(currency, others[0])
    return bill.total(currency)
