"""
What somebody writes who is new to the library, and the sentence that says what to write instead.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

import tiktok_presale as tp
from tiktok_presale.errors import OutOfRangeError, PresaleError, WrongTypeError

AT = datetime(2026, 1, 10, tzinfo=UTC)
DAYS = tp.CalendarDays
PRICE = tp.Money("18.00", "USD")
SHEET = tp.CostSheet(price=PRICE, unit_cost=tp.Money("6.00", "USD"))
POLICY = tp.Policy.in_force("cross-border", on=AT)
OFFER = tp.Offer(
    id="mug",
    sku="mug",
    price=PRICE,
    plan=tp.PaymentPlan.full(),
    promise=tp.ShipWithin(DAYS(10)),
    sale=tp.Period(AT, AT + timedelta(days=9)),
)
BRIEF = tp.content.brief(OFFER, POLICY, language="zh", at=AT, length=15)
STEPS = dict.fromkeys(("production", "handling", "transit"), DAYS(2))
PAID = tp.Commitment(tp.Claim("o1", 1, at=AT), "mug", by=date(2026, 2, 24))


def purchases(commitments):
    """
    Order of the maker what was paid.
    """
    terms = tp.PurchaseTerms(unit_cost=PRICE, lead_time=DAYS(10))
    return tp.planning.purchases("mug", commitments, terms, at=AT, handling=DAYS(2))


def match(**given):
    """
    Hold a creator against mugs.
    """
    campaign = tp.Campaign(product=tp.Product(id="mug", category="home"), sheet=SHEET)
    return tp.creators.match(tp.Creator(id="glow"), campaign, POLICY, at=AT, **given)


def early(rate):
    """
    Cash that comes early.
    """
    return tp.EarlyCash(share="0.3", days=30, yearly_rate=rate)


def turned(rate):
    """
    A year of stock that turns more often.
    """
    year = tp.StockYear(cost_of_sales=PRICE, turns=2, waste=PRICE)
    return tp.economics.turns(year, to=6, carrying_rate=rate, waste_cut="0.37")


def lift(rate):
    """
    A claim of so much more.
    """
    return tp.LiftClaim(says="more clicks", measure="rate", lift=rate)


class TestOneWhereSeveralAreAsked:
    """
    One thing in place of a list, a number in place of a mapping, text in place of a zone.
    """

    def test_one_commitment(self):
        """
        One commitment is no list of them.
        """
        with pytest.raises(WrongTypeError, match="several, a Commitment each, in a list"):
            purchases(PAID)

    def test_assumed(self):
        """
        What is assumed is told by name.
        """
        with pytest.raises(WrongTypeError, match=r"{'video_views': Range\.between"):
            match(assumed=5)

    @pytest.mark.parametrize("zone", ["Asia/Bangkok", "nowhere", None, UTC])
    def test_zone(self, zone):
        """
        A zone is a `ZoneInfo`, and the sentence shows one.
        """
        with pytest.raises(WrongTypeError, match="ZoneInfo\\('Asia/Bangkok'\\)"):
            tp.content.claims_in("ends today", at=AT, zone=zone)


class TestNeitherYesNorNo:
    """
    A choice that nobody can leave open.
    """

    @pytest.mark.parametrize("cautious", [None, "yes", 1])
    def test_cautious(self, cautious):
        """
        Not to say whether to be cautious was to be bold.
        """
        with pytest.raises(WrongTypeError, match="cautious must be True or False"):
            tp.planning.window(tp.LeadTimes([5] * 40), POLICY, at=AT, target=0.1, cautious=cautious)


class TestPercentages:
    """
    12 where 12 % is meant, which is a twelvefold.
    """

    @pytest.mark.parametrize("rate", [12, 3, "2.01", -1])
    @pytest.mark.parametrize("ask", [early, turned])
    def test_a_year(self, ask, rate):
        """
        Nobody pays more than twice the amount each year.
        """
        with pytest.raises(OutOfRangeError, match=r"_rate is .*% a year is '0\.(12|20)'"):
            ask(rate)

    @pytest.mark.parametrize("rate", [0, "0.12", 2])
    @pytest.mark.parametrize("ask", [early, turned])
    def test_a_possible_year(self, ask, rate):
        """
        Anything up to that is possible.
        """
        assert ask(rate)

    @pytest.mark.parametrize("more", [28, 20.01, -15, 0])
    def test_lift(self, more):
        """
        A lift of 28 is one of 2,800 %.
        """
        with pytest.raises(OutOfRangeError, match=r"35 % more is 0\.35"):
            lift(more)

    @pytest.mark.parametrize("more", [20, 1.3, -0.15])
    def test_possible_lift(self, more):
        """
        Twenty-one times as many is possible.
        """
        assert more == lift(more).lift

    @pytest.mark.parametrize("name", ["commission", "platform_fee", "clearance"])
    def test_text(self, name):
        """
        A share with a sign is refused under its own name.
        """
        with pytest.raises(OutOfRangeError, match=f"{name} is '12%'; .*'0.1'"):
            tp.CostSheet(price=PRICE, unit_cost=PRICE, **{name: "12%"})


class TestWhatToWrite:
    """
    The sentence shows what to write, not only what is wrong.
    """

    MISTAKES = (
        (
            lambda: tp.CostSheet(price=18.0, unit_cost=PRICE),
            "as in Money('9.90', 'USD'), not float",
        ),
        (lambda: tp.CostSheet(price=PRICE, unit_cost=6), "as in Money('9.90', 'USD'), not int"),
        (lambda: tp.Creator(id="a", slot_fee=300), "as in Money('9.90', 'USD'), or None, not int"),
        (
            lambda: tp.SaleCase(sheet=SHEET, sold=5, returns="0.1"),
            "a ReturnCurve, as in ReturnCurve({7: '0.10', 30: '0.40'}), not str",
        ),
        (
            lambda: tp.StockYear(cost_of_sales=600_000, turns=2),
            "cost_of_sales must be Money, as in Money('9.90', 'USD'), not int",
        ),
        (
            lambda: tp.economics.financing(
                SHEET, early("0.1"), orders=5, discount=tp.Money(19, "USD")
            ),
            "discount is 19.00 USD; it must be from zero to the price, 18.00 USD",
        ),
        (lambda: tp.NormalSlip("1", 2), "a number, as in 0.05, not str"),
        (
            lambda: tp.planning.schedule("christmas", POLICY, at=AT, **STEPS),
            "occasion must be an Occasion, as CHRISTMAS, or a date, not str",
        ),
        (
            lambda: tp.LiftClaim(says="x", measure="rate", lift=0.2, compared=("new",)),
            "compared must be two values, as a tuple, not ('new',)",
        ),
        (lambda: tp.Arrival("b", ["o"], stated="2026-01-14"), "a date, as in date(2026, 12, 25)"),
        (
            lambda: BRIEF.fill({"impact": "x"}),
            "it must be a text for each blank and for nothing else: impact, pain, solution",
        ),
        (lambda: BRIEF.fill({}), "texts is for nothing; "),
    )

    @pytest.mark.parametrize(("mistake", "sentence"), MISTAKES)
    def test_said(self, mistake, sentence):
        """
        The error is the library's own, and its sentence helps.
        """
        with pytest.raises(PresaleError) as told:
            mistake()

        assert sentence in str(told.value)
