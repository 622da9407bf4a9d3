"""
Laws of the profit and loss: conservation, monotonicity, scaling, and a second implementation.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, localcontext
from fractions import Fraction

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules.selling import usd
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.rules import economics
from tiktok_presale.rules.economics import Input, LineCode
from tiktok_presale.rules.economics.inputs import with_
from tiktok_presale.strategies import cost_sheets, sale_cases
from tiktok_presale.values.money import Money

# A case is drawn from some thirty numbers, which takes longer than to look at it.
HALF = settings(max_examples=settings.default.max_examples // 2)
# Each of these is in one line alone, so that the others do not move with it.
FEES = (Input.COMMISSION, Input.PLATFORM_FEE, Input.CLEARANCE)
ALONE = (
    *FEES,
    Input.UNIT_COST,
    Input.FREIGHT_OUT,
    Input.FREIGHT_BACK,
    Input.HANDLING,
    Input.SLOT_FEE,
    Input.OVERDUE,
)
SHARES = st.builds(Fraction, st.integers(0, 10_000), st.just(10_000))
SMALL = sale_cases(most=30)
# Lines that are rounded: two of clearance, the early cash, commission and platform fee.
ROUNDED = 5


def rounded(value, mode):
    """
    Round an exact number by the standard library's decimals.
    """
    with localcontext(prec=200):
        # Twelve digits more than any remainder here needs; the fractions end in none of them.
        whole, rest = divmod(value, 1)
        part = Decimal(rest.numerator) / Decimal(rest.denominator)
        return whole + int(part.to_integral_value(f"ROUND_{mode.upper()}"))


def signed(value, mode):
    """
    Round towards or away from zero as an amount of either sign is.
    """
    mirrored = {"ceiling": "floor", "floor": "ceiling"}
    return rounded(value, mode) if value >= 0 else -rounded(-value, mirrored.get(mode, mode))


def by_units(case):
    """
    Go through a sale unit by unit and write down what happens to each, then round each account.
    """
    sheet, mode = case.sheet, case.rounding.value
    price = Fraction(sheet.price.minor)
    back = rounded(case.returns.after(case.wait) * case.sold, mode)
    books = Counter()
    made = case.sold if case.made is None else case.made
    for number in range(made):
        books["production"] += sheet.unit_cost.minor
        if number >= case.sold:
            books["cleared_left_over"] += sheet.clearance * price
            continue
        sent_back = number < back
        books["sales"] += price
        books["freight_out"] += sheet.freight_out.minor
        if case.early is not None:
            interest = case.early.yearly_rate * case.early.days / case.early.year
            books["early_cash"] += price * case.early.share * interest
        if not sent_back or sheet.fees_kept:
            books["commission"] += sheet.commission * price
            books["platform_fee"] += sheet.platform_fee * price
        if sent_back:
            books["refunds"] += price
            books["freight_back"] += sheet.freight_back.minor
            books["handling"] += sheet.handling.minor
            books["cleared_returns"] += sheet.clearance * price
    books["slot_fee"] += sheet.slot_fee.minor
    books["overdue"] += case.overdue.minor
    income = {"sales", "cleared_returns", "cleared_left_over", "early_cash"}
    return {
        code.value: signed(Fraction(books[code.value]), mode) * (1 if code in income else -1)
        for code in LineCode
    }


class TestSecondImplementation:
    """
    A sale gone through unit by unit comes to the same.
    """

    @HALF
    @given(SMALL)
    def test_every_line(self, case):
        """
        Each line is what its units add up to.
        """
        found = economics.outcome(case)

        assert by_units(case) == {line.code.value: line.amount.minor for line in found.lines}


class TestConservation:
    """
    Lines add up to the profit, to the minor unit, and say how they come about.
    """

    @HALF
    @given(sale_cases())
    def test_sums(self, case):
        """
        Profit is what all lines come to; units are kept, sent back or left over, and none twice.
        """
        found = economics.outcome(case)
        amounts = {line.code: line.amount for line in found.lines}
        more = (LineCode.CLEARED_RETURNS, LineCode.CLEARED_LEFT_OVER, LineCode.EARLY_CASH)
        others = Money.sum((amounts[code] for code in more), "USD")

        assert found.profit == Money.sum(amounts.values(), "USD")
        assert found.profit == found.net_sales + others - found.costs
        assert found.contribution - found.profit == case.sheet.slot_fee
        assert case.produced == case.kept + case.returned + case.left_over
        assert 0 <= case.returned <= case.sold
        assert amounts[LineCode.REFUNDS] == -case.sheet.price * case.returned
        assert all(line.amount == line.unit * line.count for line in found.lines if line.unit)

    @HALF
    @given(sale_cases(), st.integers(0, 100))
    def test_units_alone(self, case, more):
        """
        What single units earn adds up to the profit, but for the rounding of five lines.

        Units made and never sold move it by what each of them earns.
        """
        sheet, early = case.sheet, case.early
        cash = 0 if early is None else early.share * early.worth * sheet.price.minor
        exact = (
            case.kept * economics.kept(sheet)
            + case.returned * economics.returned(sheet)
            + case.left_over * economics.unsold(sheet)
            + case.sold * cash
            - sheet.slot_fee.minor
            - case.overdue.minor
        )
        profit = economics.outcome(case).profit.minor
        moved = economics.outcome(with_(case, Input.MADE, case.produced + more)).profit.minor

        assert abs(profit - exact) < ROUNDED
        assert abs(moved - profit - more * economics.unsold(sheet)) <= 1

    @HALF
    @given(cost_sheets(), SHARES)
    def test_expected(self, sheet, rate):
        """
        What is expected of a unit lies between what it earns kept and sent back.
        """
        found = economics.expected(sheet, rate)
        ends = economics.kept(sheet), economics.returned(sheet)

        assert min(ends) <= found <= max(ends)
        assert ends == (economics.expected(sheet, 0), economics.expected(sheet, 1))


class TestMonotonicity:
    """
    More of a cost is never more profit.
    """

    @HALF
    @given(sale_cases(), st.sampled_from(ALONE), SHARES, SHARES)
    def test_inputs_of_one_line(self, case, which, one, other):
        """
        With a cost or a fee profit never rises; with the clearance price it never falls.
        """
        shares = sorted([one, other])
        if which not in FEES:
            shares = [usd(share * 100) for share in shares]
        less, more = (economics.outcome(with_(case, which, value)).profit for value in shares)

        assert less <= more if which is Input.CLEARANCE else less >= more

    @HALF
    @given(sale_cases(), st.integers(1, 10_000), st.integers(0, 10_000))
    def test_price(self, case, low, more):
        """
        With the price, profit does not fall but for rounding, where fees leave something of it.
        """
        sheet = attrs.evolve(case.sheet, commission="0.2", platform_fee="0.1", fees_kept=False)
        case = attrs.evolve(case, sheet=sheet, early=None)
        less, more = (
            with_(case, Input.PRICE, Money.from_minor(n, "USD")) for n in (low, low + more)
        )

        assert (
            economics.outcome(less).profit.minor - ROUNDED <= economics.outcome(more).profit.minor
        )

    @HALF
    @given(sale_cases(), SHARES, SHARES)
    def test_returns(self, case, one, other):
        """
        With the return rate profit does not rise, but for rounding.

        Where a unit kept is worth more than one sent back, that is.
        """
        assume(economics.kept(case.sheet) >= economics.returned(case.sheet))
        low, high = (with_(case, Input.RETURN_RATE, share) for share in sorted([one, other]))

        assert economics.outcome(low).profit.minor >= economics.outcome(high).profit.minor - ROUNDED


class TestScaling:
    """
    A sale so many times as great comes to so many times as much.
    """

    @HALF
    @given(sale_cases(), st.integers(0, 60), st.integers(1, 50))
    def test_units(self, case, rate, times):
        """
        But for the rounding of its lines, if as many times of the whole units come back.
        """
        returns = ReturnCurve.flat(Fraction(rate, 60))
        once = attrs.evolve(case, sold=60, made=100, returns=returns)
        sheet = attrs.evolve(case.sheet, slot_fee=case.sheet.slot_fee * times)
        often = attrs.evolve(
            once, sheet=sheet, sold=60 * times, made=100 * times, overdue=case.overdue * times
        )
        less, more = (economics.outcome(one).profit.minor for one in (once, often))

        assert rate == once.returned
        assert abs(more - times * less) <= ROUNDED * (times + 1)

    @HALF
    @given(sale_cases(), st.integers(1, 50))
    def test_money(self, case, times):
        """
        With every amount so many times as great, margin and markup stay as they are.

        Exactly so where nothing is rounded.
        """
        whole = {"commission": 0, "platform_fee": 0, "clearance": 0}
        sheet = attrs.evolve(case.sheet, **whole)
        case = attrs.evolve(case, sheet=sheet, early=None)
        money = ("price", "unit_cost", "freight_out", "freight_back", "handling", "slot_fee")
        greater = attrs.evolve(
            case,
            sheet=attrs.evolve(sheet, **{name: getattr(sheet, name) * times for name in money}),
            overdue=case.overdue * times,
        )
        once, often = economics.outcome(case), economics.outcome(greater)

        assert once.profit * times == often.profit
        assert (once.margin, once.markup) == (often.margin, often.markup)
