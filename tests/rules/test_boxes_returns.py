"""
May an opened box go back, when may the seed be shown, how long are records kept?
"""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given

from rules.making import in_force, own_policy
from tiktok_presale import BlindBox, BoxSale, Money, OddsTable, Outcome, ReturnWaiver, boxes
from tiktok_presale.errors import NaiveTimeError, UnknownFigureError, WrongTypeError
from tiktok_presale.strategies import box_sales

LAW = in_force("law-cn", 2026, 2, 2)
US = in_force("us", 2026, 2, 2)
AT = datetime(2026, 2, 2, tzinfo=UTC)
WAIVED = ReturnWaiver(confirmed=True, per_purchase=True, pre_ticked=False)
LOST = BoxSale(opened=True, open_set=False, waiver=WAIVED)
BOX = BlindBox(id="p1", odds=OddsTable.of({"bear": 1}), price=Money(59, "CNY"), sale_ends=AT)


class TestReturn:
    """
    SAMR guideline no. 39 of 2023: the return may be left out only if confirmed for one purchase.
    """

    def test_lost(self):
        """
        Open, no open set, confirmed for this purchase by the buyer's own tick: it is lost.
        """
        decision = boxes.may_return(LOST, LAW, at=AT)

        assert ["boxes.return_waived"] == [finding.code for finding in decision.failures]
        assert LAW.source("blind_box.return_waiver") == decision.failures[0].source

    @pytest.mark.parametrize(
        ("change", "name"),
        [
            ({"opened": False}, "not_box_opened"),
            ({"open_set": True}, "not_box_sold_closed"),
            ({"waiver": attrs.evolve(WAIVED, confirmed=False)}, "not_box_confirmed"),
            ({"waiver": attrs.evolve(WAIVED, per_purchase=False)}, "not_box_per_purchase"),
            ({"waiver": attrs.evolve(WAIVED, pre_ticked=True)}, "not_box_ticked"),
        ],
    )
    def test_kept(self, change, name):
        """
        Any one thing that is missing keeps the right, and is the reason told.
        """
        decision = boxes.may_return(attrs.evolve(LOST, **change), LAW, at=AT)

        assert decision.allowed
        assert [name] == [finding.params["name"] for finding in decision.passes]

    def test_one_reason_is_enough(self):
        """
        A closed box can go back, whatever else is not known.
        """
        assert boxes.may_return(BoxSale(opened=False), LAW, at=AT).allowed

    @pytest.mark.parametrize(
        ("change", "asked"),
        [
            ({"opened": None}, ["box_opened"]),
            ({"open_set": None}, ["box_sold_closed"]),
            ({"waiver": None}, ["box_confirmed", "box_per_purchase", "box_ticked"]),
            ({"waiver": attrs.evolve(WAIVED, pre_ticked=None)}, ["box_ticked"]),
        ],
    )
    def test_unknown(self, change, asked):
        """
        What is not known is asked for.
        """
        (found,) = boxes.may_return(attrs.evolve(LOST, **change), LAW, at=AT).findings

        assert Outcome.UNKNOWN is found.outcome
        assert asked == [remedy.params["name"] for remedy in found.remedies]

    def test_no_rule(self):
        """
        A market without such a rule says nothing.
        """
        decision = boxes.may_return(LOST, US, at=AT)

        assert ["boxes.return_rule"] == [finding.code for finding in decision.unknowns]
        assert Outcome.FAIL is boxes.may_return(LOST, US.with_law(LAW), at=AT).outcome

    @given(box_sales())
    def test_any_sale(self, sale):
        """
        The right is lost only in the one case, and known to stand only for a reason.
        """
        decision = boxes.may_return(sale, LAW, at=AT)

        assert (decision.outcome is Outcome.FAIL) is (sale == LOST)
        assert decision.allowed is bool(decision.passes)

    def test_faults(self):
        """
        A slip gives a sentence.
        """
        with pytest.raises(WrongTypeError, match="sale must be a BoxSale"):
            boxes.may_return(True, LAW, at=AT)  # noqa: FBT003 - the slip itself
        with pytest.raises(WrongTypeError, match="policy"):
            boxes.may_return(LOST, "law-cn", at=AT)
        with pytest.raises(NaiveTimeError, match="at"):
            boxes.may_return(LOST, LAW, at=datetime(2026, 1, 1))


class TestReveal:
    """
    Whoever knows the seed knows every draw that is still to come.
    """

    @pytest.mark.parametrize(
        ("seconds", "outcome"), [(-1, Outcome.FAIL), (0, Outcome.PASS), (1, Outcome.PASS)]
    )
    def test_edges(self, seconds, outcome):
        """
        From the end of the sale on, and not a second earlier.
        """
        found = boxes.may_reveal(BOX, at=AT + timedelta(seconds=seconds))

        assert outcome is found.outcome
        assert ([AT] if outcome is Outcome.FAIL else []) == [r.params["at"] for r in found.remedies]

    def test_unknown(self):
        """
        Without an end nobody knows.
        """
        found = boxes.may_reveal(attrs.evolve(BOX, sale_ends=None), at=AT)

        assert (Outcome.UNKNOWN, "tell") == (found.outcome, found.remedy.code)

    def test_faults(self):
        """
        A slip gives a sentence.
        """
        with pytest.raises(WrongTypeError, match="box"):
            boxes.may_reveal("p1", at=AT)
        with pytest.raises(NaiveTimeError, match="at"):
            boxes.may_reveal(BOX, at=datetime(2026, 1, 1))


class TestRecords:
    """
    Odds and results are kept for three years after the draw (recalled, medium).
    """

    @pytest.mark.parametrize(
        ("drawn", "kept"),
        [
            (date(2026, 2, 2), date(2029, 2, 2)),
            (date(2024, 2, 29), date(2027, 3, 1)),
            (date(2025, 2, 28), date(2028, 2, 28)),
        ],
    )
    def test_three_years(self, drawn, kept):
        """
        To the day; from a leap day a day longer, never shorter.
        """
        assert kept == boxes.keep_records_until(drawn, LAW)

    def test_longest_binds(self):
        """
        Where two ask for it, the longer time binds.
        """
        own = own_policy({"blind_box.record_years": "5"})

        assert date(2031, 2, 2) == boxes.keep_records_until(date(2026, 2, 2), own.with_law(LAW))
        assert date(2031, 2, 2) == boxes.keep_records_until(date(2026, 2, 2), LAW.with_law(own))

    def test_no_rule(self):
        """
        A market that asks for none says so.
        """
        with pytest.raises(UnknownFigureError, match=r"blind_box\.record_years"):
            boxes.keep_records_until(date(2026, 2, 2), US)

    def test_faults(self):
        """
        A slip gives a sentence.
        """
        with pytest.raises(WrongTypeError, match="drawn_on must be a date"):
            boxes.keep_records_until(AT, LAW)
        with pytest.raises(WrongTypeError, match="policy"):
            boxes.keep_records_until(date(2026, 2, 2), "law-cn")
