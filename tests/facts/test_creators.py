"""
What is known of creators, what they are asked to sell, and what they sold.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import (
    AffiliateSale,
    Affinities,
    Affinity,
    Campaign,
    Collaboration,
    Confidence,
    Content,
    CostSheet,
    Creator,
    DealTerms,
    Money,
    Product,
    ReturnCurve,
    Source,
    TargetCollaboration,
    VideoResult,
)
from tiktok_presale.errors import FloatMoneyError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.promoted import observed
from tiktok_presale.strategies import affiliate_sales, creators, video_results

GOODS = Product(id="p1")


class TestCreator:
    """
    Whatever is left out counts as unknown.
    """

    def test_unknown_stays_unknown(self):
        """
        A creator of whom only the name is known has no number at all.
        """
        creator = Creator(id="glow")

        numbers = ("followers", "video_views", "conversion", "returned", "gmv", "slot_fee")
        assert {None} == {getattr(creator, name) for name in numbers}
        assert creator.categories == ()

    def test_shares_are_exact(self):
        """
        Shares are read from text, decimals and fractions.
        """
        creator = Creator(id="glow", conversion="1/200", returned=Decimal("0.1"), commission=0)

        assert Fraction(1, 200) == creator.conversion
        assert Fraction(1, 10) == creator.returned
        assert creator.commission == 0

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"id": ""}, WrongTypeError),
            ({"region": "Thailand"}, OutOfRangeError),
            ({"region": 3}, WrongTypeError),
            ({"followers": -1}, OutOfRangeError),
            ({"followers": "many"}, WrongTypeError),
            ({"categories": "food"}, WrongTypeError),
            ({"rating": Decimal("5.1")}, OutOfRangeError),
            ({"rating": 4.5}, FloatMoneyError),
            ({"rating": "4"}, WrongTypeError),
            ({"conversion": 0.01}, FloatMoneyError),
            ({"returned": 2}, OutOfRangeError),
            ({"gmv": 3}, WrongTypeError),
            ({"slot_fee": Money(-1, "USD")}, OutOfRangeError),
            ({"audience": {"gender.Male": 2}}, OutOfRangeError),
        ],
    )
    def test_refused(self, fields, error):
        """
        What cannot be is refused at birth.
        """
        with pytest.raises(error):
            Creator(**{"id": "glow", **fields})


class TestCampaign:
    """
    What waiting adds to returns.
    """

    CURVE = ReturnCurve({0: "0.05", 10: "0.15"})

    def test_added_by_waiting(self):
        """
        The curve after the wait, less the curve without one.
        """
        campaign = Campaign(product=GOODS, wait=10, returns=self.CURVE)

        assert Fraction(1, 10) == campaign.added_by_waiting

    @pytest.mark.parametrize("fields", [{}, {"wait": 3}, {"returns": CURVE}])
    def test_not_told(self, fields):
        """
        Without a wait or a curve nothing is added, and that is not zero.
        """
        assert Campaign(product=GOODS, **fields).added_by_waiting is None

    @pytest.mark.parametrize(
        "fields", [{"product": "p1"}, {"sheet": 3}, {"returns": "0.1"}, {"cap": "many"}]
    )
    def test_refused(self, fields):
        """
        Fields of another kind are refused.
        """
        with pytest.raises(WrongTypeError):
            Campaign(**{"product": GOODS, **fields})

    def test_cost_sheet(self):
        """
        A cost sheet is kept as it is.
        """
        sheet = CostSheet(price=Money(30, "USD"), unit_cost=Money(12, "USD"))

        assert sheet == Campaign(product=GOODS, sheet=sheet).sheet


class TestTerms:
    """
    What a creator is to get.
    """

    def test_words(self):
        """
        Kinds are read by their names.
        """
        terms = DealTerms(commission="0.1", collaboration="target", content="live")

        assert Collaboration.TARGET is terms.collaboration
        assert Content.LIVE is terms.content

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"commission": "1.5"}, OutOfRangeError),
            ({"commission": 0.1}, FloatMoneyError),
            ({"slot_fee": 30}, WrongTypeError),
            ({"collaboration": "friends"}, WrongTypeError),
            ({"on_approval": "yes"}, WrongTypeError),
        ],
    )
    def test_refused(self, fields, error):
        """
        What cannot be agreed is refused.
        """
        with pytest.raises(error):
            DealTerms(**{"commission": 0, **fields})


class TestCollaborations:
    """
    Collaborations to which creators were invited.
    """

    def test_end_before_beginning(self):
        """
        Nothing ends before it begins.
        """
        day = datetime(2026, 1, 2, tzinfo=UTC)

        with pytest.raises(OutOfRangeError, match="ends_at"):
            TargetCollaboration(id="1", starts_at=day, ends_at=datetime(2026, 1, 1, tzinfo=UTC))
        assert TargetCollaboration(id="1", starts_at=day, ends_at=day).invited is None


def test_own_affinities():
    """
    A table of one's own names its source, and holds nothing but affinities.
    """
    page = Source("Ours", "", date(2026, 1, 1), Confidence.LOW)

    assert Affinities({"toys": Affinity(fits=("pets",))}, page).source is page
    with pytest.raises(WrongTypeError, match="Affinity"):
        Affinities({"toys": "pets"}, page)
    with pytest.raises(WrongTypeError, match="Source"):
        Affinities({}, "ours")


class TestObserved:
    """
    What sales and videos show in place of what was told.
    """

    def test_example(self):
        """
        Two videos of 30,000 views sold 150 units, of which a tenth came back.
        """
        videos = [
            VideoResult(id="1", creator="glow", views=20_000, units=100),
            VideoResult(id="2", creator="glow", views=10_000, units=50),
            VideoResult(id="3", creator="chef", views=1, units=1),
        ]
        sales = [
            AffiliateSale(order_id="1", creator="glow", product_id="p", quantity=8, refunded=1),
            AffiliateSale(
                order_id="2", creator="glow", product_id="p", quantity=2, refunded=0, returned=0
            ),
            AffiliateSale(order_id="3", creator="chef", product_id="p", quantity=1, returned=1),
        ]

        found = observed(Creator(id="glow"), sales=sales, videos=videos)

        assert found.video_views == 15_000
        assert Fraction(1, 200) == found.conversion
        assert Fraction(1, 10) == found.returned

    def test_too_few(self):
        """
        With fewer units or views than asked for, what was told stays.
        """
        creator = Creator(id="glow", returned="0.3", conversion="0.01")
        sale = AffiliateSale(order_id="1", creator="glow", product_id="p", quantity=8)
        video = VideoResult(id="1", creator="glow", views=20, units=1)

        found = observed(creator, sales=[sale], videos=[video], least_units=9, least_views=21)

        assert creator == found

    def test_both_given_back_once(self):
        """
        A unit that is sent back and refunded is lost once.
        """
        sale = AffiliateSale(
            order_id="1", creator="x", product_id="p", quantity=2, refunded=1, returned=1
        )

        assert sale.lost == 1

    def test_refused(self):
        """
        More given back than sold, and no creator at all.
        """
        with pytest.raises(OutOfRangeError, match="refunded"):
            AffiliateSale(order_id="1", creator="x", product_id="p", quantity=1, refunded=2)
        with pytest.raises(WrongTypeError, match="posted_on"):
            VideoResult(id="1", creator="x", views=1, posted_on="today")
        assert VideoResult(id="1", creator="x", views=1, posted_on=date(2026, 1, 1)).units == 0
        with pytest.raises(WrongTypeError):
            observed("glow")
        with pytest.raises(OutOfRangeError):
            observed(Creator(id="x"), least_units=0)

    @given(
        creators(ids=["glow"]),
        st.lists(affiliate_sales(), max_size=4),
        st.lists(video_results(), max_size=4),
    )
    def test_nothing_else_changes(self, creator, sales, videos):
        """
        Whatever was sold, no other fact of the creator moves.
        """
        found = observed(creator, sales=sales, videos=videos)

        assert (creator.followers, creator.gpm) == (found.followers, found.gpm)
        if all(one.creator != "glow" for one in (*sales, *videos)):
            assert creator == found
