"""
Creators, affiliate orders, videos and collaborations of the Open API, and what cannot be read.
"""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import Money
from tiktok_presale.adapters.creators import (
    read_affiliate_orders,
    read_creators,
    read_target_collaborations,
    read_videos,
)
from tiktok_presale.errors import PayloadError

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
READERS = {
    "creators": read_creators,
    "orders": read_affiliate_orders,
    "videos": read_videos,
    "target_collaborations": read_target_collaborations,
}


def sample(name):
    """
    Load an example of the official pages.
    """
    return json.loads((SAMPLES / f"{name}-docs-example.json").read_text(encoding="utf-8"))


def only(reading):
    """
    Give the only thing that was read, without any problem.
    """
    assert reading.problems == ()
    (found,) = reading.found
    return found


class TestSamples:
    """
    The examples of the official pages.
    """

    def test_search(self):
        """
        The marketplace search: what it holds is read, and what it does not stays unknown.
        """
        creator = only(read_creators(sample("affiliate-creator-search")))

        assert (creator.id, creator.region, creator.followers) == ("sample_creator", "GB", 23_241)
        assert creator.categories == ("60001",)
        assert (creator.video_views, creator.live_views) == (112, 1_331)
        assert Money("1232.90", "USD") == creator.gmv
        assert creator.units_sold is creator.gpm is creator.commission is None
        assert {"gender.FEMALE": Fraction(6524, 10_000)} == dict(creator.audience)

    def test_performance(self):
        """
        One creator in detail: rates in basis points, demographics as decimals.
        """
        creator = only(read_creators(sample("affiliate-creator-performance")))

        assert Fraction(6, 10) == creator.commission
        assert Fraction(3, 10) == creator.engagement
        assert Decimal("3.2") == creator.rating
        assert Money("28.89", "USD") == creator.gpm
        assert (creator.units_sold, creator.video_views, creator.live_views) == (234, 1_234, 4_355)
        assert Fraction("0.3705") == creator.audience["location.ID"]
        assert Fraction("0.25") == creator.audience["age.18-23"]

    def test_orders(self):
        """
        An affiliate order: a rate in basis points as text, and what came back.
        """
        sale = only(read_affiliate_orders(sample("affiliate-orders-search")))

        assert (sale.order_id, sale.creator) == ("579125529499110202", "sample_creator")
        assert Fraction(1, 10) == sale.commission
        assert (sale.quantity, sale.refunded, sale.returned, sale.lost) == (1, 1, 1, 1)
        assert Money("10000", "VND") == sale.paid
        assert datetime(2024, 7, 31, 10, 3, 6, tzinfo=UTC) == sale.created_at

    def test_videos(self):
        """
        A video that nobody saw yet.
        """
        video = only(read_videos(sample("analytics-video-performance")))

        assert (video.creator, video.views, video.orders) == ("sample_creator", 0, 0)
        assert video.click_through == 0
        assert date(2025, 1, 1) == video.posted_on


class TestCreators:
    """
    The traps of the fields.
    """

    def test_without_consent(self):
        """
        Sales are missing without consent, or empty, and are unknown, not zero.
        """
        for gmv in ({}, {"gmv": None}, {"gmv": {"amount": "", "currency": "USD"}}):
            assert only(read_creators([{"username": "glow", **gmv}])).gmv is None

    def test_zero_is_told(self):
        """
        No sales at all are a fact, and do not fall back on those of live streams.
        """
        entry = {
            "username": "glow",
            "video_gpm": {"amount": "0", "currency": "USD"},
            "gpm": {"amount": "9", "currency": "USD"},
        }

        assert Money(0, "USD") == only(read_creators([entry])).gpm

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (1500, "0.15"),
            ("1500", "0.15"),
            ("0.15", "0.15"),
            ("1.0", "1"),
            (0, "0"),
            ("1", "1/10000"),
        ],
        ids=repr,
    )
    def test_rates(self, given, expected):
        """
        Basis points as a number or as text, a share where there is a point.
        """
        entry = {"username": "glow", "avg_commission_rate": given}

        assert Fraction(expected) == only(read_creators([entry])).commission

    def test_named_by_open_id(self):
        """
        A creator without a username is known by the open id.
        """
        entry = {"creator_open_id": "abc", "follower_count": "12", "category_ids": [7]}

        creator = only(read_creators([entry]))

        assert (creator.id, creator.followers, creator.categories) == ("abc", 12, ("7",))

    def test_shapes(self):
        """
        A response, the content of its data, a list and one creator alone are all read.
        """
        entry = {"username": "glow"}
        shapes = [
            {"code": 0, "data": {"creators": [entry]}, "message": "Success"},
            {"creators": [entry]},
            {"creator": entry},
            [entry],
            entry,
        ]

        assert {"glow"} == {only(read_creators(shape)).id for shape in shapes}
        assert read_creators({"data": {"creators": None, "total_count": 0}}).found == ()

    @pytest.mark.parametrize(
        ("field", "value", "place"),
        [
            ("follower_count", -1, "follower_count"),
            ("follower_count", "many", "follower_count"),
            ("follower_count", True, "follower_count"),
            ("selection_region", "Thailand", "creator"),
            ("category_ids", "60001", "category_ids"),
            ("category_ids", [None], "category_ids"),
            ("rating", "good", "rating"),
            ("rating", "1/3", "rating"),
            ("rating", "9.5", "creator"),
            ("gmv", "12", "gmv"),
            ("gmv", {"amount": 1.5, "currency": "USD"}, "gmv.amount"),
            ("gmv", {"amount": "1", "currency": "dollars"}, "gmv.amount"),
            ("gmv", {"amount": "1", "currency": 3}, "gmv.currency"),
            ("avg_commission_rate", 10_001, "avg_commission_rate"),
            ("avg_commission_rate", "1.5", "avg_commission_rate"),
            ("avg_commission_rate", 0.15, "avg_commission_rate"),
            ("avg_commission_rate", "0.1.5", "avg_commission_rate"),
            ("follower_age", [{"key": "18-23", "value": 0.5}], "follower_age.value"),
            ("follower_age", "18-23", "follower_age"),
        ],
    )
    def test_problems(self, field, value, place):
        """
        Each fault names the creator and the field, and stops no other creator.
        """
        reading = read_creators([{"username": "glow", field: value}, {"username": "chef"}])

        (problem,) = reading.problems
        assert (problem.order, problem.field, problem.what) == ("glow", place, "creator")
        assert [one.id for one in reading.found] == ["chef"]

    def test_places(self):
        """
        What has no name is told by its place, and what is no object too.
        """
        reading = read_creators([{}, "glow", {"username": "glow"}])

        assert ["#0", "#1"] == [problem.order for problem in reading.problems]

    def test_pages_overlap(self):
        """
        Word for word the same is read once; the same name with other content is a problem.
        """
        glow = {"username": "glow", "follower_count": 1}

        reading = read_creators([glow, dict(glow), {**glow, "follower_count": 2}])

        assert len(reading.found) == 1
        assert "stands twice" in str(reading.problems[0])

    @pytest.mark.parametrize("name", READERS)
    @pytest.mark.parametrize(
        "payload",
        [None, "x", 3, {}, {"data": 3}, {"code": 105, "message": "expired"}, {"data": {"x": []}}],
        ids=repr,
    )
    def test_nothing_to_read(self, name, payload):
        """
        Without anything to read the payload itself is at fault.
        """
        with pytest.raises(PayloadError):
            READERS[name](payload)

    @given(
        st.sampled_from(sorted(READERS)),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["id", "username", "skus", "quantity", "views", "gmv", "amount"]
                    ),
                    inner,
                    max_size=5,
                )
            ),
            max_leaves=9,
        ),
    )
    def test_nothing_else_is_raised(self, name, entry):
        """
        Whatever an entry holds, it is read or told; no error of another kind comes out.
        """
        reading = READERS[name]([entry])

        assert len(reading.problems) <= 1


class TestSales:
    """
    Lines of affiliate orders.
    """

    LINE = {"creator_username": "glow", "product_id": "p1", "quantity": 2}  # noqa: RUF012 - read only

    def read(self, **line):
        """
        Read an order of one line.
        """
        return read_affiliate_orders([{"id": "o1", "skus": [{**self.LINE, **line}]}])

    def test_each_line(self):
        """
        An order of two lines gives two sales.
        """
        order = {"id": "o1", "skus": [self.LINE, {**self.LINE, "product_id": "p2"}]}

        assert ["p1", "p2"] == [sale.product_id for sale in read_affiliate_orders([order]).found]

    def test_not_settled(self):
        """
        What is not paid yet is unknown.
        """
        (sale,) = self.read(commission_rate="0.1", actual_paid_commission=None).found

        assert sale.paid is None
        assert Fraction(1, 10) == sale.commission
        assert sale.created_at is None

    @pytest.mark.parametrize(
        "line",
        [{"quantity": None}, {"creator_username": ""}, {"refunded_quantity": 3}, {"quantity": "x"}],
    )
    def test_problems(self, line):
        """
        Without a quantity or a creator, or with more given back than sold, it is no sale.
        """
        reading = self.read(**line)

        assert not reading.found
        assert reading.problems[0].order == "o1"


class TestVideos:
    """
    Results of videos.
    """

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("views", None),
            ("username", ""),
            ("click_through_rate", "x"),
            ("click_through_rate", 0.1),
            ("click_through_rate", "1.1"),
            ("video_post_time", "yesterday"),
        ],
    )
    def test_problems(self, field, value):
        """
        Each fault is told.
        """
        video = {"id": "v1", "username": "glow", "views": 3, field: value}

        assert len(read_videos([video]).problems) == 1

    def test_bare(self):
        """
        What is left out is unknown, or nothing.
        """
        video = only(read_videos([{"id": "v1", "username": "glow", "views": 3}]))

        assert video.posted_on is video.click_through is video.gmv is None
        assert video.units == 0


class TestCollaborations:
    """
    Target collaborations, one field of which is misspelt.
    """

    @pytest.mark.parametrize("field", ["creator_inivited_count", "creator_invited_count"])
    def test_both_spellings(self, field):
        """
        The misspelt field is read, and so would be a mended one.
        """
        entry = {"id": "c1", "name": "Summer", "start_time": 1_722_420_186, field: 3}

        found = only(read_target_collaborations([entry]))

        assert (found.name, found.invited, found.products) == ("Summer", 3, None)
        assert found.starts_at.year == 2024


class TestNothingIsTooLong:
    """
    A number or a nesting that Python itself refuses to write out is a problem like any other.
    """

    @pytest.mark.parametrize("name", READERS)
    @pytest.mark.parametrize(
        "field",
        [
            *("id", "username", "follower_count", "avg_commission_rate", "category_ids", "rating"),
            *("gmv", "skus", "create_time", "views", "video_post_time", "product_count", "name"),
        ],
    )
    @pytest.mark.parametrize("kind", ["number", "below", "nested", "amount"])
    def test_any_field(self, name, field, kind):
        """
        Every field may hold it; what is read and what is not can be told.
        """
        nested = []
        for _ in range(50_000):
            nested = [nested]
        value = {
            "number": 10**5_000,
            "below": -(10**5_000),
            "nested": nested,
            "amount": {"amount": 10**5_000, "currency": "USD"},
        }[kind]
        entry = {"id": "e1", "username": "glow", "views": 1, field: value}

        reading = READERS[name]([entry])

        assert repr(reading)
        assert all(str(problem) for problem in reading.problems)

    def test_code(self):
        """
        The code of an error too.
        """
        with pytest.raises(PayloadError, match="code int: no"):
            read_creators({"code": 10**5_000, "message": "no"})
