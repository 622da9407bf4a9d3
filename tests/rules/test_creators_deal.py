"""
Commission plus slot fee (F14): what an order costs, when a deal pays, and which terms are allowed.
"""

from datetime import UTC, datetime
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiktok_presale as tp
from rules.making import own_policy
from tiktok_presale import Campaign, Creator, DealTerms, Money, Product
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.rules.economics import units
from tiktok_presale.strategies import campaigns, deal_terms
from tiktok_presale.values.findings import Outcome

AT = datetime(2026, 7, 1, tzinfo=UTC)
CROSS_BORDER = tp.Policy.in_force("cross-border", on=AT)
US = tp.Policy.in_force("us", on=AT)
USD = "USD"
SHEET = tp.CostSheet(price=Money("30.00", USD), unit_cost=Money("12.00", USD), clearance="0.30")
GOODS = Campaign(product=Product(id="p1"), sheet=SHEET)
TERMS = DealTerms(
    commission="0.15",
    slot_fee=Money("300.00", USD),
    collaboration="target",
    content="video",
    on_approval=True,
)


def deal(terms=TERMS, campaign=GOODS, policy=US, returned="0.10", **given):
    """
    Ask at the same instant.
    """
    return tp.creators.deal(terms, campaign, policy, at=AT, returned=returned, **given)


def outcomes(found, code):
    """
    Give the outcomes of all findings with a code.
    """
    return [one.outcome for one in found.decision.findings if one.code == code]


class TestBreakEven:
    """
    The fewest units with which the agreement pays for itself.
    """

    def test_worked_example(self):
        """
        Kept 13.50, sent back -3.00, on average 11.85: 26 orders earn 300 USD, 25 do not.
        """
        found = deal()

        assert Money("11.85", USD) == found.earns
        assert Money("4.05", USD) == found.commission
        assert found.break_even == 26

    def test_no_commission_on_what_comes_back(self):
        """
        With 40 % back the creator gets 60 % of the commission; where fees are kept, all of it.
        """
        kept = attrs.evolve(GOODS, sheet=attrs.evolve(SHEET, fees_kept=True))

        assert Money("2.70", USD) == deal(returned="0.4").commission
        assert Money("4.50", USD) == deal(campaign=kept, returned="0.4").commission
        assert deal(campaign=kept, returned="0.4").earns < deal(returned="0.4").earns

    def test_without_a_fee(self):
        """
        Without a fee nothing has to be earned first.
        """
        found = deal(DealTerms(commission="0.15"))

        assert found.break_even == 0
        assert [Outcome.PASS] == outcomes(found, "creators.break_even")

    def test_never(self):
        """
        Where an order loses no number of units pays; where it earns nothing neither.
        """
        greedy = attrs.evolve(TERMS, commission=Fraction(8, 10))

        found = deal(greedy)

        assert found.break_even is None
        assert [Outcome.FAIL] == outcomes(found, "creators.never_pays")
        level = DealTerms(commission="0.6", slot_fee=Money(1, USD))
        assert deal(level, returned=0).break_even is None
        assert deal(attrs.evolve(level, slot_fee=None), returned=0).break_even == 0
        assert deal(attrs.evolve(greedy, slot_fee=None)).break_even is None

    @pytest.mark.parametrize(
        ("cap", "expected", "code"),
        [
            (25, Outcome.FAIL, "creators.cap_below_break_even"),
            (26, Outcome.PASS, "creators.break_even"),
        ],
    )
    def test_cap(self, cap, expected, code):
        """
        A presale that may not sell as many can never pay for the agreement.
        """
        found = deal(campaign=attrs.evolve(GOODS, cap=cap), units=900)

        assert [expected] == outcomes(found, code)
        assert found.units == cap
        (bound,) = found.grounds.binding
        assert "creators_cap" == bound.code

    @pytest.mark.parametrize(
        ("units", "expected"),
        [(25, Outcome.ADVICE), (26, Outcome.PASS), (None, Outcome.UNKNOWN)],
    )
    def test_expected_units(self, units, expected):
        """
        Fewer units than it takes are allowed with advice; untold they are unknown.
        """
        assert [expected] == outcomes(deal(units=units), "creators.break_even")

    @given(deal_terms(), campaigns(), st.fractions(0, 1, max_denominator=50))
    def test_smallest(self, terms, campaign, back):
        """
        So many units earn the fee, and one fewer do not.
        """
        sheet = campaign.sheet or SHEET
        fee = 0 if terms.slot_fee is None else terms.slot_fee.minor
        each = units.expected(attrs.evolve(sheet, commission=terms.commission), back)

        needed = deal(terms, attrs.evolve(campaign, sheet=sheet), returned=back).break_even

        if needed is None:
            assert each <= 0
            assert fee > 0 or each < 0
        else:
            assert needed * each >= fee
            assert needed == 0 or (needed - 1) * each < fee


class TestCost:
    """
    What the creator costs of what is sold.
    """

    def test_per_order(self):
        """
        100 units: 4.05 commission and 3.00 of the fee, of 27.00 net of refunds.
        """
        found = deal(units=100)

        assert Money("7.05", USD) == found.cost_per_order
        assert Fraction(705, 2700) == found.cost_share
        assert Money("885.00", USD) == found.profit

    def test_greatest_terms(self):
        """
        1,185 USD is the greatest fee that 100 units pay; at it the profit is zero.
        """
        found = deal(units=100)

        assert Money("1185.00", USD) == found.slot_fee_at_most
        at_most = attrs.evolve(TERMS, slot_fee=found.slot_fee_at_most)
        assert not deal(at_most, units=100).profit
        dearer = attrs.evolve(TERMS, commission=found.commission_at_most)
        assert not deal(dearer, units=100).profit

    def test_nothing_pays(self):
        """
        Where not even a free creator earns the fee, no commission does.
        """
        found = deal(units=1)

        assert found.commission_at_most is None
        losing = deal(attrs.evolve(TERMS, commission=Fraction(8, 10)), units=1)
        assert losing.slot_fee_at_most is None

    def test_all_comes_back(self):
        """
        Where all comes back there are no sales to take a share of, and commission costs nothing.
        """
        free = attrs.evolve(TERMS, slot_fee=None)
        sheet = attrs.evolve(SHEET, unit_cost=Money(0, USD))

        found = deal(free, attrs.evolve(GOODS, sheet=sheet), returned=1, units=10)

        assert found.cost_share is None
        assert Fraction(1) == found.commission_at_most

    def test_sensitivity(self):
        """
        What a tenth more of each does to the 26 units.
        """
        answers = {one.input: one.answer for one in deal().grounds.sensitivity}

        assert {"creator_returned": 26, "creator_commission": 27, "creator_slot_fee": 28} == answers
        assert not deal(DealTerms(commission=0), returned=0).grounds.sensitivity


class TestReturned:
    """
    How much comes back: told, or of the creator and the wait.
    """

    CURVE = tp.ReturnCurve({0: "0.05", 10: "0.15"})

    def test_of_the_creator_and_the_wait(self):
        """
        The creator's own share and what waiting adds.
        """
        campaign = attrs.evolve(GOODS, wait=10, returns=self.CURVE)
        creator = Creator(id="glow", returned="0.10")

        assert Fraction(1, 5) == deal(campaign=campaign, creator=creator, returned=None).returned
        assert Fraction(3, 20) == deal(campaign=campaign, returned=None).returned

    def test_unknown(self):
        """
        Where nothing tells it there is no break-even, and the terms are judged all the same.
        """
        found = deal(returned=None, units=10)

        assert found.break_even is None
        assert [Outcome.UNKNOWN] == outcomes(found, "creators.returned")
        assert [Outcome.PASS] == outcomes(found, "creators.commission")
        assert not found.allowed


class TestTerms:
    """
    Which terms may be agreed.
    """

    @pytest.mark.parametrize(
        ("commission", "expected"),
        [
            ("0.009", Outcome.FAIL),
            ("0.01", Outcome.PASS),
            ("0.80", Outcome.PASS),
            ("0.801", Outcome.FAIL),
        ],
    )
    def test_allowed_commission(self, commission, expected):
        """
        From 1 % to 80 %, both included.
        """
        found = deal(attrs.evolve(TERMS, commission=commission))

        assert [expected] == outcomes(found, "creators.commission")

    @pytest.mark.parametrize(
        ("commission", "expected"),
        [
            ("0.04", [Outcome.ADVICE, Outcome.ADVICE]),
            ("0.07", [Outcome.ADVICE, Outcome.PASS]),
            ("0.15", [Outcome.PASS, Outcome.PASS]),
            ("0.30", [Outcome.PASS, Outcome.ADVICE]),
        ],
    )
    def test_usual_commission(self, commission, expected):
        """
        Two pages call different ranges usual; each is told, and none forbids.
        """
        found = deal(attrs.evolve(TERMS, commission=commission), policy=CROSS_BORDER)

        assert expected == outcomes(found, "creators.commission_typical")

    @pytest.mark.parametrize(
        ("changed", "expected", "remedies"),
        [
            ({}, Outcome.PASS, []),
            ({"collaboration": "open"}, Outcome.FAIL, ["flat_fee_target"]),
            ({"content": "live"}, Outcome.FAIL, ["flat_fee_video"]),
            ({"on_approval": False}, Outcome.FAIL, ["flat_fee_approved"]),
            (
                {"collaboration": "open", "content": "live"},
                Outcome.FAIL,
                ["flat_fee_target", "flat_fee_video"],
            ),
            ({"content": None, "on_approval": None}, Outcome.UNKNOWN, ["tell", "tell"]),
        ],
    )
    def test_flat_fee(self, changed, expected, remedies):
        """
        Only for a video of a target collaboration, paid once approved; every reason is told.
        """
        found = deal(attrs.evolve(TERMS, **changed))

        (finding,) = (one for one in found.decision.findings if one.code == "creators.flat_fee")
        assert expected is finding.outcome
        assert remedies == [way.code for way in finding.remedies]

    def test_no_figures(self):
        """
        Where no source speaks of commission or fees, both are unknown.
        """
        found = deal(policy=tp.Policy.in_force("eu", on=AT))

        assert [Outcome.UNKNOWN] == outcomes(found, "creators.commission_unknown")
        assert [Outcome.UNKNOWN] == outcomes(found, "creators.flat_fee_unknown")

    @pytest.mark.parametrize(
        ("fee", "expected"), [("349.99", Outcome.ADVICE), ("350.00", Outcome.PASS)]
    )
    def test_usual_fee(self, fee, expected):
        """
        A creator of the middle tier asks 350 USD or more for a video, pages say.
        """
        creator = Creator(id="glow", followers=120_000)
        terms = attrs.evolve(TERMS, slot_fee=Money(fee, USD))

        found = deal(terms, policy=CROSS_BORDER, creator=creator)

        assert [expected] == outcomes(found, "creators.fee")
        assert not outcomes(deal(terms, policy=CROSS_BORDER), "creators.fee")

    def test_a_third(self):
        """
        A share without an end is judged exactly and shown with six decimals.
        """
        policy = own_policy({"creators.commission": "{ at_most = 0.333333 }"})

        found = deal(attrs.evolve(TERMS, commission=Fraction(1, 3)), policy=policy)

        (finding,) = found.decision.failures
        assert "lower_to" == finding.remedy.code
        assert "0.333333" == str(finding.actual)


class TestArguments:
    """
    What makes no sense is refused.
    """

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            ({"terms": "0.15"}, WrongTypeError),
            ({"campaign": SHEET}, WrongTypeError),
            ({"campaign": Campaign(product=Product(id="p1"))}, WrongTypeError),
            ({"policy": "us"}, WrongTypeError),
            ({"creator": "glow"}, WrongTypeError),
            ({"units": -1}, OutOfRangeError),
            ({"returned": 2}, OutOfRangeError),
            ({"step": 2}, OutOfRangeError),
            ({"terms": DealTerms(commission=0, slot_fee=Money(1, "THB"))}, CurrencyMismatchError),
        ],
    )
    def test_refused(self, given, error):
        """
        Each by an error of ours.
        """
        with pytest.raises(error):
            deal(**given)

    def test_naive(self):
        """
        An instant needs a zone.
        """
        with pytest.raises(NaiveTimeError):
            tp.creators.deal(TERMS, GOODS, US, at=datetime(2026, 7, 1))


class TestTexts:
    """
    The answer as people read it.
    """

    def test_both_languages(self):
        """
        Reasons, figures and suppositions in English and Chinese.
        """
        found = deal(units=100)

        assert "break-even units: 26" in str(found)
        assert "保本件数：26" in found.explain("zh")
        assert "<td>break-even units</td><td>26</td>" in found._repr_html_()

    def test_nothing_to_tell(self):
        """
        Without a share that comes back there is no line on grounds.
        """
        assert "If " not in deal(returned=None).explain()
