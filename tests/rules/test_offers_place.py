"""
May this order be placed, and under which terms?
"""

import attrs
import pytest

from rules.making import in_force
from rules.offering import CLOSES, DAY, OPENS, an_offer
from tiktok_presale import (
    Buyer,
    CalendarDays,
    EarlyAccess,
    Earnest,
    Everyone,
    InWindow,
    LevelIn,
    Limit,
    Money,
    OrderKind,
    PaymentPlan,
    Period,
    Scope,
    ShipWithin,
    offers,
)
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.rules.offers import Move, OfferState

TH = in_force("th", 2026, 2, 1)


def selling(**fields):
    """
    Give the life of an offer that is published.
    """
    return offers.decide(offers.start(an_offer(**fields), TH), Move.PUBLISH, at=OPENS - DAY).life


def codes(placing):
    """
    Name the reasons that say no, or cannot tell.
    """
    return [one.code for one in (*placing.decision.failures, *placing.decision.unknowns)]


class TestTermsAreFrozen:
    """
    Terms and price are frozen on the order when it is placed.
    """

    def test_terms(self):
        """
        Price, plan, promise and edition are those of the moment, for all units together.
        """
        balance = InWindow(Period(CLOSES + DAY, CLOSES + 3 * DAY))
        plan = PaymentPlan.with_deposit(Earnest(Money("100", "THB")), balance)
        placing = offers.place(
            selling(plan=plan), TH, at=OPENS, id="l1", units=2, shipping=Money("40", "THB")
        )
        terms = placing.terms

        assert placing.decision.allowed
        assert ("l1", "of1", "hoodie", 2) == (terms.id, terms.offer, terms.sku, terms.units)
        assert (Money("200", "THB"), Money("1638", "THB")) == terms.payments
        assert ShipWithin(CalendarDays(10)) == terms.promise
        assert ("th@2026-01-30", OrderKind.PRE_ORDER) == (terms.edition, terms.kind)
        assert OPENS == terms.placed_at

    def test_price_raised_between_deposit_and_balance(self):
        """
        Acceptance vector: a new price of the offer does not touch an order that was placed.
        """
        balance = InWindow(Period(CLOSES + DAY, CLOSES + 3 * DAY))
        plan = PaymentPlan.with_deposit(Earnest(Money("100", "THB")), balance)
        placing = offers.place(selling(plan=plan), TH, at=OPENS, id="l1")
        raised = attrs.evolve(placing.life.offer, price=Money("999", "THB"))
        later = offers.place(attrs.evolve(placing.life, offer=raised), TH, at=OPENS + DAY, id="l2")

        assert Money("799", "THB") == placing.terms.payments[1]
        assert Money("899", "THB") == later.terms.payments[1]

    def test_offer_counts_what_was_sold(self):
        """
        The offer's units go up by what was placed, and its cap closes it.
        """
        placing = offers.place(selling(cap=2), TH, at=OPENS, id="l1", units=2)

        assert (OfferState.SOLD_OUT, 2) == (placing.life.state, placing.life.sold)
        assert [Move.OPEN, Move.SELL, Move.FILL] == [event.move for event in placing.events]


class TestRefused:
    """
    Every reason, no terms, and an offer that has only seen time pass.
    """

    def test_outside_the_sale(self):
        """
        Before and after the sale nothing is placed.
        """
        for at in (OPENS - DAY / 2, CLOSES + DAY):
            placing = offers.place(selling(), TH, at=at, id="l1")

            assert ["offers.move"] == codes(placing)
            assert placing.terms is None
            assert 0 == placing.life.sold

    def test_every_reason(self):
        """
        Too many units, the buyer's limit and a missing level are told together.
        """
        life = selling(cap=3, per_buyer=2, audience=LevelIn("gold"))
        buyer = Buyer(id="b1", level="silver")
        placing = offers.place(life, TH, at=OPENS, id="l1", units=4, buyer=buyer, bought=1)

        assert {"offers.cap", "offers.per_buyer"} < set(codes(placing))
        assert len(codes(placing)) == 3
        assert [Move.OPEN] == [event.move for event in placing.events]
        assert placing.life == offers.after(life, placing.events)

    def test_limit_over_all_orders(self):
        """
        The limit of one buyer counts earlier orders, and says how many are left.
        """
        life = selling(per_buyer=3)
        good = offers.place(life, TH, at=OPENS, id="l1", units=2, bought=1)
        bad = offers.place(life, TH, at=OPENS, id="l1", units=2, bought=2)

        assert good.decision.allowed
        assert {"units": 1} == bad.decision.failures[0].remedy.params

    def test_unknown_is_no_pass(self):
        """
        A limit without the buyer's earlier units, or an audience without a buyer, is unknown.
        """
        life = selling(per_buyer=3, audience=LevelIn("gold"))
        placing = offers.place(life, TH, at=OPENS, id="l1")

        assert ["offers.per_buyer", "offers.buyer"] == codes(placing)
        assert placing.terms is None

    def test_early_access(self):
        """
        F20: existing members may buy earlier than everybody.
        """
        early = EarlyAccess({LevelIn("gold"): OPENS, Everyone(): OPENS + DAY})
        life = selling(audience=early)
        gold, other = Buyer(id="b1", level="gold"), Buyer(id="b2", level="silver")

        assert offers.place(life, TH, at=OPENS, id="l1", buyer=gold).decision.allowed
        assert not offers.place(life, TH, at=OPENS, id="l1", buyer=other).decision.allowed
        assert offers.place(life, TH, at=OPENS + DAY, id="l1", buyer=other).decision.allowed

    def test_further_limits(self):
        """
        Limits that a ledger keeps are told, and not passed over.
        """
        life = selling(limits=[Limit(Scope(channel="live"), 5)])
        placing = offers.place(life, TH, at=OPENS, id="l1", units=10)

        assert placing.decision.allowed
        assert ["offers.further"] == [one.code for one in placing.decision.advice]

    def test_another_market(self):
        """
        A price in another currency than the market's is no order of that market.
        """
        placing = offers.place(selling(), in_force("vn", 2026, 2, 1), at=OPENS, id="l1")

        assert ["offers.currency"] == codes(placing)

    def test_bad_arguments(self):
        """
        No units, a negative number of earlier ones and no buyer make no sense.
        """
        with pytest.raises(OutOfRangeError, match="bought"):
            offers.place(selling(), TH, at=OPENS, id="l1", bought=-1)
        with pytest.raises(WrongTypeError, match="buyer"):
            offers.place(selling(), TH, at=OPENS, id="l1", buyer="me")
        with pytest.raises(OutOfRangeError, match="units"):
            offers.place(selling(), TH, at=OPENS, id="l1", units=0)
        with pytest.raises(OutOfRangeError, match="bought"):
            offers.place(selling(per_buyer=1), TH, at=OPENS, id="l1", bought=-1)
