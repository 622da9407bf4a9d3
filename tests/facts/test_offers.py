"""
An offer as its seller plans it.
"""

from datetime import date

import attrs
import pytest

from rules.offering import an_offer
from tiktok_presale import EACH, EarlyAccess, Everyone, Limit, Money, ReleaseOn, Scope
from tiktok_presale.errors import OutOfRangeError, WrongTypeError


class TestOffer:
    """
    Checked at birth; what is left out is unknown.
    """

    def test_left_out(self):
        """
        Badge, notice, limits and audience are unknown where nobody gives them.
        """
        offer = an_offer(badge=None, notice=None)
        names = ("badge", "notice", "cap", "per_buyer", "goal", "audience", "box", "coupons")

        assert [None] * len(names) == [getattr(offer, name) for name in names]

    @pytest.mark.parametrize("name", ["cap", "per_buyer", "goal"])
    def test_units(self, name):
        """
        A number of units is at least one, and whole.
        """
        with pytest.raises(OutOfRangeError, match=name):
            an_offer(**{name: 0})
        with pytest.raises(WrongTypeError, match=name):
            an_offer(**{name: 1.0})

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("id", ""),
            ("sku", None),
            ("category", ""),
            ("notice", 3),
            ("badge", "yes"),
            ("coupons", 1),
            ("price", "899"),
            ("plan", None),
            ("promise", 10),
            ("sale", None),
            ("kind", "pre_order"),
            ("audience", "gold"),
            ("box", "toy"),
        ],
    )
    def test_types(self, name, value):
        """
        Anything of another type is refused by the name of its field.
        """
        with pytest.raises(WrongTypeError):
            an_offer(**{name: value})

    def test_price(self):
        """
        Nothing is sold for nothing.
        """
        with pytest.raises(OutOfRangeError, match="price"):
            an_offer(price=Money("0", "THB"))

    def test_goal_above_cap(self):
        """
        A goal that the cap forbids can never be met.
        """
        with pytest.raises(OutOfRangeError, match="goal is 11; it must be at most the cap, 10"):
            an_offer(goal=11, cap=10)

        assert 10 == an_offer(goal=10, cap=10).goal

    def test_audiences(self):
        """
        An audience, and audiences with their instants, are both taken.
        """
        offer = an_offer(audience=Everyone())
        early = EarlyAccess({Everyone(): offer.sale.opens})

        assert Everyone() == offer.audience
        assert early == attrs.evolve(offer, audience=early).audience

    def test_limits(self):
        """
        Cap, buyer's limit and further limits are what a ledger starts from, one for each scope.
        """
        live = Limit(Scope(channel="live"), 30)
        offer = an_offer(cap=100, per_buyer=2, limits=[live])

        assert (
            Limit(Scope(), 100),
            Limit(Scope(buyer=EACH), 2),
            live,
        ) == offer.all_limits
        assert () == an_offer().all_limits
        with pytest.raises(OutOfRangeError, match="one limit for each scope"):
            an_offer(cap=100, limits=[Limit(Scope(), 90)])
        for wrong in (30, [30], None):
            with pytest.raises(WrongTypeError, match="limits"):
                an_offer(limits=wrong)

    def test_release(self):
        """
        Only a promise that is a date has a release.
        """
        assert an_offer().release is None
        assert date(2026, 3, 1) == an_offer(promise=ReleaseOn(date(2026, 3, 1))).release
