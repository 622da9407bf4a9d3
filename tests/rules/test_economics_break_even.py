"""
The value of an input at which profit passes zero, or what is asked for.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.selling import HOODIES, case, usd
from tiktok_presale.errors import CurrencyMismatchError, WrongTypeError
from tiktok_presale.facts.cases import SaleCase
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.rules import economics
from tiktok_presale.rules.economics import Input
from tiktok_presale.rules.economics.inputs import SHARE_STEP, with_
from tiktok_presale.strategies import return_curves, sale_cases
from tiktok_presale.values.findings import Outcome
from tiktok_presale.values.money import Money

# A case is drawn from some thirty numbers, which takes longer than to look at it.
HALF = settings(max_examples=settings.default.max_examples // 2)
INPUTS = st.sampled_from(Input)
SHARES = {Input.COMMISSION, Input.PLATFORM_FEE, Input.CLEARANCE, Input.RETURN_RATE}
COUNTS = {Input.SOLD, Input.MADE, Input.WAIT}
ONE_LINE = (Input.UNIT_COST, Input.FREIGHT_OUT, Input.SLOT_FEE, Input.OVERDUE)


def profit(sale, which, value):
    """
    The profit with another value of one input.
    """
    return economics.outcome(with_(sale, which, value)).profit


def step(which):
    """
    One step of an input.
    """
    if which in SHARES:
        return SHARE_STEP
    return 1 if which in COUNTS else Money.from_minor(1, "USD")


def number(value):
    """
    A value as the number that it is: minor units, units, days or a share.
    """
    return Fraction(value.minor if isinstance(value, Money) else value)


@st.composite
def small_cases(draw):
    """
    Draw sales of a few units and a few cents, so that every value can be gone through.
    """
    amounts = st.integers(0, 40).map(lambda minor: Money.from_minor(minor, "USD"))
    names = ("unit_cost", "freight_out", "freight_back", "handling", "slot_fee")
    shares = st.integers(0, 10).map(lambda tenths: Fraction(tenths, 10))
    given = {name: draw(amounts) for name in names}
    given |= {name: draw(shares) for name in ("commission", "platform_fee", "clearance")}
    price = Money.from_minor(draw(st.integers(1, 80)), "USD")
    sold = draw(st.integers(0, 30))
    return SaleCase(
        sheet=CostSheet(price=price, **given),
        sold=sold,
        made=draw(st.none() | st.integers(sold, 40)),
        returns=draw(return_curves()),
        wait=draw(st.integers(0, 60)),
    )


class TestProperties:
    """
    At the break-even there is no loss, and one step further there is.
    """

    @HALF
    @given(sale_cases(), INPUTS, st.integers(-50_000, 50_000))
    def test_neighbours(self, sale, which, minor):
        """
        The two values are one step apart, on both sides of what is asked for.

        Whether the case as given earns it is told rightly too.
        """
        target = Money.from_minor(minor, "USD")
        found = economics.break_even(sale, which, target=target)

        assert found.reached == (economics.outcome(sale).profit >= target)
        assert found.reached == (found.finding.outcome is Outcome.PASS)
        assert (found.at is None) == (found.beyond is None)
        if found.at is not None:
            assert profit(sale, which, found.at) >= target > profit(sale, which, found.beyond)
            assert step(which) == max(found.at, found.beyond) - min(found.at, found.beyond)

    @HALF
    @given(sale_cases(), st.sampled_from(ONE_LINE))
    def test_exact(self, sale, which):
        """
        An input in one line alone: the exact zero is as far off as five rounded lines can shift it.
        """
        found = economics.break_even(sale, which)
        if found.exact is None:
            return
        each = 1 if which in {Input.SLOT_FEE, Input.OVERDUE} else sale.produced
        if which is Input.FREIGHT_OUT:
            each = sale.sold
        low, high = sorted(map(number, (found.at, found.beyond)))

        assert low - Fraction(5, each) <= found.exact <= high + Fraction(5, each)


class TestSecondImplementation:
    """
    Small sales, of which every value of an input is gone through.
    """

    @HALF
    @given(small_cases(), st.sampled_from(sorted({*Input} - SHARES)))
    def test_by_going_through(self, sale, which):
        """
        The change that is found is one of those there are, and where none is found there is none.
        """
        found = economics.break_even(sale, which)
        steps = range(1, 120) if which is Input.PRICE else range(120)
        if which is Input.MADE:
            steps = range(sale.sold, 120)
        if which is Input.SOLD and sale.made is not None:
            steps = range(sale.made + 1)
        every = [n if which in COUNTS else usd(n / 100 if n else 0) for n in map(Fraction, steps)]
        every = [int(one) if which in COUNTS else one for one in every]
        earns = {one: profit(sale, which, one).minor >= 0 for one in every}
        changes = {
            pair if earns[pair[0]] else pair[::-1]
            for pair in pairwise(every)
            if earns[pair[0]] is not earns[pair[1]]
        }
        if found.at in earns and found.beyond in earns:
            assert (found.at, found.beyond) in changes
        elif found.at is None:
            assert set() == changes

    @HALF
    @given(small_cases())
    def test_units_sold(self, sale):
        """
        From the number of units on that is named, or up to it, no number makes a loss.

        Unless rounding alone decides, so that the end of that side makes one too.
        """
        found = economics.break_even(sale, "sold")
        if found.at is None:
            return
        last = found.at + 40 if sale.made is None else sale.made
        side = range(found.at, last + 1) if found.at > found.beyond else range(found.at + 1)
        earns = [profit(sale, Input.SOLD, units).minor >= 0 for units in side]

        assert all(earns) or not (earns[-1] if found.at > found.beyond else earns[0])

    @HALF
    @given(small_cases())
    def test_first_change_of_the_wait(self, sale):
        """
        Along the wait it is the first change, from day 0 on.
        """
        found = economics.break_even(sale, "wait")
        earns = [profit(sale, Input.WAIT, day).minor >= 0 for day in range(62)]
        changes = [day for day in range(1, 62) if earns[day] is not earns[day - 1]]

        assert (changes[0] if changes else None) == (
            None if found.at is None else max(found.at, found.beyond)
        )


class TestEveryInput:
    """
    The full case earns 5,204.97 USD on 1,000 units, of which 204 come back.
    """

    AT = (
        # 720.7656 of a price are left on 1,000 units; 16,418.00 USD are to be earned with it.
        ("price", usd("22.78"), usd("22.77")),
        # 5,204.97 USD are 5.20 for each of 1,000 units.
        ("unit_cost", usd("17.20"), usd("17.21")),
        ("freight_out", usd("8.20"), usd("8.21")),
        # And 25.51 for each of 204.
        ("freight_back", usd("29.51"), usd("29.52")),
        ("handling", usd("26.01"), usd("26.02")),
        ("slot_fee", usd("5704.97"), usd("5704.98")),
        ("overdue", usd("5204.97"), usd("5204.98")),
        # And 21.796 % of 23,880.00 USD.
        ("commission", Fraction(3679, 10_000), Fraction(3680, 10_000)),
        ("platform_fee", Fraction(2393, 10_000), Fraction(2394, 10_000)),
        # 88 units, of which 18 come back, earn the slot fee, and 87 do not.
        ("sold", 88, 87),
        # A unit that is not sold loses 3.00 USD.
        ("made", 2734, 2735),
    )

    @pytest.mark.parametrize(("which", "at", "beyond"), AT, ids=[name for name, _, _ in AT])
    def test_value(self, which, at, beyond):
        """
        Each value, as worked out beside it.
        """
        found = economics.break_even(case(), which)

        assert (at, beyond) == (found.at, found.beyond)

    def test_all(self):
        """
        Without a choice every input is asked for, in its order.
        """
        found = economics.break_evens(case())

        assert list(Input) == [one.input for one in found]
        assert found[:2] == economics.break_evens(case(), ["price", Input.UNIT_COST])

    def test_target(self):
        """
        A profit that is asked for takes the place of zero: 1,000.00 USD are 1.00 for each unit.
        """
        found = economics.break_even(case(), "unit_cost", target=usd("1000.00"))

        assert usd("16.20") == found.at

    def test_wait(self):
        """
        A hundred units earn the slot fee while 23 come back: 23.04 % do after 17 days.
        """
        found = economics.break_even(case(sold=100), "wait")

        assert (found.at, found.beyond) == (17, 18) == (int(found.exact), int(found.exact) + 1)

    def test_rounding_alone(self):
        """
        Half of all units come back, but not half of one: the only change is found all the same.
        """
        sheet = CostSheet(price=usd("0.10"), unit_cost=usd(0), freight_back=usd("0.10"))
        sale = SaleCase(sheet=sheet, sold=1, returns=ReturnCurve.flat("1/2"))
        found = economics.break_even(sale, "sold", target=usd("0.01"))

        assert (1, 0, None) == (found.at, found.beyond, found.exact)

    def test_rounding_alone_along_the_wait(self):
        """
        Half a cent of commission and half a cent of clearance: a return changes the rounding only.
        """
        sheet = CostSheet(price=usd("0.01"), unit_cost=usd(0), commission="0.5", clearance="0.5")
        curve = ReturnCurve({0: "1/3", 10: "2/3"})
        found = economics.break_even(
            SaleCase(sheet=sheet, sold=3, returns=curve), "wait", target=usd("0.02")
        )

        assert (5, 4, None) == (found.at, found.beyond, found.exact)

    def test_steps_of_a_fraction_of_a_cent(self):
        """
        Ten cents less commission and five for making it: at 55 % commission is rounded to six.
        """
        dime = CostSheet(price=usd("0.10"), unit_cost=usd("0.05"))
        found = economics.break_even(SaleCase(sheet=dime, sold=1), "commission")
        free = attrs.evolve(dime, unit_cost=usd(0))
        always = economics.break_even(SaleCase(sheet=free, sold=1), "commission")

        assert (Fraction(5499, 10_000), Fraction(5500, 10_000)) == (found.at, found.beyond)
        assert Fraction(1, 2) == found.exact
        assert ("break_even.always", None) == (always.finding.code, always.at)

    def test_flat(self):
        """
        Handling of what never comes back makes no difference, to a profit or to a loss.
        """
        never = ReturnCurve.flat(0)
        good = economics.break_even(case(returns=never), "handling")
        bad = economics.break_even(case(sold=1, returns=never), "handling")

        assert ("break_even.always", None) == (good.finding.code, good.at)
        assert ("break_even.never", None) == (bad.finding.code, bad.at)

    def test_nothing_to_move(self):
        """
        Where nothing was made, none can be sold, and a curve of one day has no wait.
        """
        assert economics.break_even(case(sold=0, made=0), "sold").at is None
        assert economics.break_even(case(returns=ReturnCurve.flat("0.2")), "wait").at is None


class TestText:
    """
    The answer as a sentence.
    """

    def test_reached(self):
        """
        What is given, and how far it may go.
        """
        found = economics.break_even(case(), "sold")

        assert str(found) == (
            "units sold at 1,000 units: profit is 0.00 USD or more while it is at least 88 units."
        )
        assert found.explain("zh") == "售出件数为1,000件；只要不低于88件，利润不低于0.00 USD。"

    def test_not_reached(self):
        """
        What is given, and what it takes.
        """
        found = economics.break_even(case(sold=80), "commission")

        assert str(found) == (
            "commission at 15 %: profit is below 0.00 USD unless it is at most 13.06 %; "
            "to change it, bring commission to at most 13.06 %."
        )

    def test_no_value(self):
        """
        That no value does it, or that all do.
        """
        always = economics.break_even(HOODIES, "clearance")
        never = economics.break_even(case(sold=1), "wait")

        assert str(always) == "profit is 0.00 USD or more whatever clearance price is."
        assert str(never) == "no value of waiting time brings profit to 0.00 USD."


class TestNonsense:
    """
    What makes no sense is refused.
    """

    def test_input(self):
        """
        A name that is no input.
        """
        with pytest.raises(WrongTypeError, match="input"):
            economics.break_even(case(), "weather")

    def test_target(self):
        """
        A target that is no money, or of another currency.
        """
        with pytest.raises(WrongTypeError, match="target"):
            economics.break_even(case(), "price", target=5)
        with pytest.raises(CurrencyMismatchError):
            economics.break_even(case(), "price", target=Money(5, "EUR"))

    def test_case(self):
        """
        A case that is none.
        """
        with pytest.raises(WrongTypeError, match="case"):
            economics.break_even("case", "price")
