"""
What may still be changed in an offer, and whom does it reach?
"""

from datetime import date, datetime

import attrs
import pytest

from rules.making import in_force
from rules.offering import CLOSES, DAY, OPENS, an_offer
from tiktok_presale import (
    CalendarDays,
    Money,
    OrderKind,
    Outcome,
    PaymentPlan,
    Period,
    ReleaseOn,
    ShipWithin,
    offers,
)
from tiktok_presale.errors import NaiveTimeError, WrongTypeError
from tiktok_presale.rules.offers import Move, OfferState

TH = in_force("th", 2026, 2, 1)
US = in_force("us", 2026, 2, 1)
RELEASE = ReleaseOn(date(2026, 3, 1))


def lives(policy=TH, *, sold=0, **fields):
    """
    Give the life of an offer that is published, with some units sold.
    """
    life = offers.decide(offers.start(an_offer(**fields), policy), Move.PUBLISH, at=OPENS).life
    return offers.decide(life, Move.SELL, at=OPENS, units=sold).life if sold else life


def revised(life, policy=TH, at=OPENS, **fields):
    """
    Change *fields* of an offer.
    """
    return offers.revise(life, attrs.evolve(life.offer, **fields), policy, at=at)


def codes(revision):
    """
    Name the reasons that say no.
    """
    return [one.code for one in revision.decision.failures]


class TestSwitchOfModeAfterPublication:
    """
    Acceptance vector: in the United States release date and mode are fixed once published.
    """

    def test_release_date(self):
        """
        Another release date is refused, with the page that says so.
        """
        life = lives(US, promise=RELEASE, price=Money("30", "USD"))
        revision = revised(life, US, promise=ReleaseOn(date(2026, 3, 20)))
        (finding,) = revision.decision.failures

        assert ("offers.locked", "window.locked") == (finding.code, finding.rule)
        assert "2062255939421998" in finding.source.url
        assert life == revision.life

    @pytest.mark.parametrize(
        "change",
        [{"kind": OrderKind.BACK_ORDER}, {"promise": ShipWithin(CalendarDays(10))}],
        ids=["kind", "promise"],
    )
    def test_mode(self, change):
        """
        Neither the kind of order nor the form of the promise can be switched.
        """
        life = lives(US, promise=RELEASE, price=Money("30", "USD"))

        assert "offers.locked" in codes(revised(life, US, **change))

    def test_where_nothing_is_locked(self):
        """
        A market whose pages lock nothing lets it be changed.
        """
        assert [] == codes(revised(lives(), promise=ShipWithin(CalendarDays(12))))

    def test_draft(self):
        """
        A draft may be changed freely.
        """
        draft = offers.start(an_offer(promise=RELEASE), US)
        revision = revised(draft, US, promise=ReleaseOn(date(2026, 4, 1)), kind=OrderKind.CUSTOM)

        assert revision.decision.allowed
        assert date(2026, 4, 1) == revision.life.offer.release


class TestChanges:
    """
    What is changed reaches new orders alone.
    """

    def test_price(self):
        """
        A new price is told to leave the orders alone, and orders keep theirs.
        """
        placing = offers.place(lives(), TH, at=OPENS, id="l1")
        revision = revised(placing.life, price=Money("999", "THB"))

        assert revision.decision.allowed
        assert ["offers.frozen"] == [one.code for one in revision.decision.advice]
        assert Money("899", "THB") == placing.terms.unit_price
        assert Money("999", "THB") == revision.life.offer.price

    def test_nothing(self):
        """
        A change of nothing is allowed at any time.
        """
        life = lives()
        late = offers.revise(life, life.offer, TH, at=CLOSES + DAY)

        assert late.decision.allowed
        assert OfferState.CLOSED is late.life.state

    def test_another_offer(self):
        """
        Another id or SKU is another offer.
        """
        assert ["offers.another", "offers.another"] == codes(revised(lives(), id="x", sku="y"))

    def test_over(self):
        """
        Once the sale is over nothing can be changed.
        """
        revision = revised(lives(), at=CLOSES + DAY, price=Money("1", "THB"))

        assert ["offers.over_change"] == codes(revision)

    def test_cap_below_what_is_sold(self):
        """
        A cap cannot fall below the units sold; that many is the least.
        """
        life = lives(sold=5, cap=9)
        revision = revised(life, cap=4)

        assert {"units": 5} == revision.decision.failures[0].remedy.params
        assert [] == codes(revised(life, cap=5))
        assert [] == codes(revised(life, cap=None))

    def test_raised_cap_sells_again(self):
        """
        A sold-out offer whose cap is raised is on sale again.
        """
        life = lives(sold=5, cap=5)
        revision = revised(life, cap=6)

        assert OfferState.SOLD_OUT is life.state
        assert OfferState.SELLING is revision.life.state
        assert offers.place(revision.life, TH, at=OPENS, id="l1").decision.allowed
        assert OfferState.SOLD_OUT is revised(life, badge=False).life.state

    def test_sale_that_would_be_over(self):
        """
        A sale period cannot end before what has happened in it.
        """
        earlier = Period(OPENS - 9 * DAY, OPENS - 3 * DAY)

        assert ["offers.over"] == codes(revised(lives(sold=1), sale=earlier))

    def test_goal(self):
        """
        A goal that rises after the first order would break what buyers relied on.
        """
        assert ["offers.goal_raised"] == codes(revised(lives(sold=1, goal=5), goal=6))
        assert ["offers.goal_raised"] == codes(revised(lives(sold=1), goal=6))
        assert [] == codes(revised(lives(sold=1, goal=5), goal=4))
        assert [] == codes(revised(lives(goal=5), goal=6))

    def test_longer_sale(self):
        """
        A longer sale is seen from the next question on.
        """
        life = revised(lives(), sale=Period(OPENS, CLOSES + 9 * DAY)).life

        assert OfferState.SELLING is offers.state(life, at=CLOSES + DAY)

    def test_pass(self):
        """
        What is allowed names what was changed.
        """
        (finding,) = revised(lives(), badge=False, plan=PaymentPlan.full()).decision.findings

        assert (Outcome.PASS, ("badge",)) == (finding.outcome, finding.actual)

    def test_bad_arguments(self):
        """
        Input that makes no sense is refused.
        """
        life = lives()
        with pytest.raises(NaiveTimeError):
            offers.revise(life, life.offer, TH, at=datetime(2026, 2, 10))
        with pytest.raises(WrongTypeError, match="offer"):
            offers.revise(life, None, TH, at=OPENS)
        with pytest.raises(WrongTypeError, match="policy"):
            offers.revise(life, life.offer, "th", at=OPENS)
        with pytest.raises(WrongTypeError, match="life"):
            offers.revise(life.offer, life.offer, TH, at=OPENS)
