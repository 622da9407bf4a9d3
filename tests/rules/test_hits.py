"""
Which products are likely to be hits (F22)?
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
import scipy

from tiktok_presale import ExposureUnit, Outcome, ProductRecord, planning
from tiktok_presale.errors import FloatMoneyError, OutOfRangeError, WrongTypeError
from tiktok_presale.rules.planning import Why

assert scipy  # the subject needs the extra: without it this file is left out

SHOP = (
    ProductRecord("p1", 40, 1_000),
    ProductRecord("p2", 2, 20),
    ProductRecord("p3", 90, 3_000),
    ProductRecord("p4", 30, 2_500),
    ProductRecord("p5", 5, 900),
    ProductRecord("p6", 12, 1_000),
)


def ranked(records=SHOP, **given):
    """
    Rank products that were seen in views.
    """
    return planning.hits(records, **{"unit": "views", **given})


def order(found):
    """
    The products in their places.
    """
    return [hit.product for hit in found]


class TestRanks:
    """
    F22: likely hits are predicted from past data; by orders per exposure, little data shrunk.
    """

    def test_thin_data(self):
        """
        Two orders in twenty views are no rate of 10 %, and what was seen for long stays as it was.
        """
        found = ranked()
        thin, long = found.get("p2"), found.get("p3")

        assert (0.1, 0.03) == (thin.alone, long.alone)
        assert thin.rate.value < 0.06
        assert long.rate.value == pytest.approx(0.03, rel=0.05)
        assert thin.weight < 0.3
        assert long.weight > 0.9

    def test_explained(self):
        """
        A rate is what the weights say: own numbers and common ones.
        """
        for hit in ranked():
            expected = hit.weight * hit.alone + (1 - hit.weight) * hit.common

            assert hit.rate.value == pytest.approx(expected)
            assert hit.rate.value in hit.rate.interval
            assert (hit.orders, "gamma_poisson") == (hit.rate.samples, hit.rate.method)

    def test_places(self):
        """
        Places follow the rates; what is expected to bring the same shares one.
        """
        found = ranked([*SHOP, ProductRecord("p7", 40, 1_000)])
        places = {hit.product: hit.rank for hit in found}

        assert places["p1"] == places["p7"]
        assert sorted(places.values()) == list(places.values())
        assert places["p1"] + 2 == places["p3"]
        assert len(found) == 7
        assert found.get("p1").lead == pytest.approx(0.5)

    def test_last_leads_nobody(self):
        """
        The last product is ahead of none.
        """
        *leading, last = ranked()

        assert last.lead is None
        assert all(0 < hit.lead < 1 for hit in leading)

    def test_no_such_product(self):
        """
        A product that was not given has no place.
        """
        assert ranked().get("p9") is None

    def test_level(self):
        """
        Who wants to be surer gets wider intervals, and the same ranks.
        """
        narrow, wide = ranked(level=0.5), ranked(level=0.99)

        assert order(narrow) == order(wide)
        for one, other in zip(narrow, wide, strict=True):
            assert one.rate.interval.width < other.rate.interval.width
            assert 0.99 == other.rate.interval.level

    def test_mean_outside_equal_tails(self):
        """
        Of a rate that is nearly always nothing the mean still lies in its interval.
        """
        found = ranked([ProductRecord(f"q{n}", 0, 1) for n in range(300)] + list(SHOP), level=0.5)

        assert all(hit.rate.value in hit.rate.interval for hit in found)

    def test_common(self):
        """
        What the products were drawn towards is told: how many, what they bring, and its weight.
        """
        (common,) = ranked().common

        assert (None, 6) == (common.category, common.products)
        assert common.rate == pytest.approx(179 / 8_420)
        assert 20 < common.half < 1_000


class TestForecast:
    """
    The orders to come, in the exposure that is told for them.
    """

    def test_one_for_all(self):
        """
        One exposure for every product.
        """
        found = ranked(ahead=500)

        for hit in found:
            assert hit.forecast.value == pytest.approx(500 * hit.rate.value)
            assert hit.forecast.interval.low <= hit.forecast.interval.high
            assert hit.forecast.interval.low == int(hit.forecast.interval.low)
        assert Fraction(500) == found.grounds.inputs["exposure_ahead"]

    def test_by_product(self):
        """
        An exposure for some: the others have no forecast.
        """
        found = ranked(ahead={"p1": "0.5", "p9": 7})

        assert ["p1"] == [hit.product for hit in found if hit.forecast]
        assert "exposure_ahead" not in found.grounds.inputs

    def test_none(self):
        """
        Without an exposure there is none.
        """
        assert all(hit.forecast is None for hit in ranked())

    @pytest.mark.parametrize("ahead", [0, -1, {"p1": 0}, 10**12 + 1], ids=str)
    def test_impossible(self, ahead):
        """
        Exposure to come is above zero.
        """
        with pytest.raises(OutOfRangeError, match="ahead"):
            ranked(ahead=ahead)

    def test_float(self):
        """
        And exact.
        """
        with pytest.raises(FloatMoneyError):
            ranked(ahead=0.5)


class TestReturns:
    """
    Orders that came back do not count where that is asked for.
    """

    KEPT = tuple(attrs.evolve(one, returned=one.orders // 2) for one in SHOP)

    def test_kept(self):
        """
        Half of all orders back is half the rate.
        """
        all_orders, kept = ranked(self.KEPT), ranked(self.KEPT, kept=True)

        assert {"p1": 20, "p3": 45} == {
            hit.product: hit.orders for hit in kept if hit.product in {"p1", "p3"}
        }
        assert kept.get("p3").rate.value < 0.6 * all_orders.get("p3").rate.value

    def test_not_told(self):
        """
        A product whose returns are not told has no place, and that is said.
        """
        found = ranked([*self.KEPT[1:], SHOP[0]], kept=True)
        (finding,) = found.findings

        assert found.get("p1") is None
        assert (Outcome.UNKNOWN, "hits.returns", 1) == (
            finding.outcome,
            finding.code,
            finding.actual,
        )
        assert "returned" == finding.remedy.params["name"]

    def test_none_told(self):
        """
        Where none is told nothing can be ranked, for both reasons.
        """
        found = ranked(kept=True)

        assert [] == order(found)
        assert ["hits.products", "hits.returns"] == [one.code for one in found.findings]


class TestTooLittle:
    """
    Too few data are no error: the answer says how many there are and how many it would need.
    """

    @pytest.mark.parametrize(("number", "more"), [(0, 5), (1, 4), (4, 1)])
    def test_products(self, number, more):
        """
        Five products seen, or as many as are asked for.
        """
        found = ranked(SHOP[:number])
        (finding,) = found.findings

        assert (Outcome.UNKNOWN, "hits.products", number) == (
            finding.outcome,
            finding.code,
            finding.actual,
        )
        assert more == finding.remedy.params["products"]
        assert ([], ()) == (order(found), found.common)
        assert order(ranked(SHOP[:4], least=4))

    @pytest.mark.parametrize(
        ("language", "head"),
        [("en", "No product can be given a place."), ("zh", "无法给任何商品排名。")],
    )
    def test_head(self, language, head):
        """
        That there is no answer is the first thing said.
        """
        assert head == ranked(SHOP[:3]).explain(language).splitlines()[0]

    def test_not_seen(self):
        """
        Products that nobody saw do not count towards them.
        """
        unseen = [ProductRecord(f"u{n}", 0, 0) for n in range(9)]

        assert ["hits.products"] == [one.code for one in ranked([*SHOP[:4], *unseen]).findings]

    @pytest.mark.parametrize("ordered", [0, 1])
    def test_ordered(self, ordered):
        """
        From one product that was ordered nothing is told of how products differ.
        """
        records = [ProductRecord(f"p{n}", int(n < ordered), 100) for n in range(9)]
        (finding,) = ranked(records).findings

        assert (Outcome.UNKNOWN, "hits.ordered", ordered) == (
            finding.outcome,
            finding.code,
            finding.actual,
        )
        assert 2 - ordered == finding.remedy.params["products"]


class TestAdvice:
    """
    What to know before the places are believed.
    """

    def test_unseen(self):
        """
        A product that nobody saw stands where the average puts it, and that is said.
        """
        found = ranked([*SHOP, ProductRecord("p0", 0, 0)], ahead=100)
        hit = found.get("p0")

        assert (None, 0.0) == (hit.alone, hit.weight)
        assert hit.rate.value == pytest.approx(hit.common)
        assert hit.forecast.interval.width > found.get("p3").forecast.interval.width
        assert ["hits.unseen"] == [one.code for one in found.findings]

    @pytest.mark.parametrize("unit", ["views", "impressions", "visitors"])
    def test_more_than_seen(self, unit):
        """
        More orders than views: the two numbers of a record were swapped, most likely.
        """
        swapped = attrs.evolve(SHOP[0], orders=1_000, exposure=40)
        found = planning.hits([swapped, *SHOP[1:]], unit=unit)

        (advice,) = (one for one in found.findings if one.code == "hits.more_than_seen")
        assert (Outcome.ADVICE, 1) == (advice.outcome, advice.actual)
        assert "such as p1; see whether orders and exposure were swapped" in advice.explain()

    def test_more_than_days(self):
        """
        A day on the shelf may bring any number of orders, and a view one.
        """
        many = attrs.evolve(SHOP[0], orders=1_000, exposure=40)
        one = attrs.evolve(SHOP[0], orders=40, exposure=40)

        for records, unit in (([many, *SHOP[1:]], "days"), ([one, *SHOP[1:]], "views")):
            found = planning.hits(records, unit=unit)
            assert "hits.more_than_seen" not in {advice.code for advice in found.findings}

    def test_alike(self):
        """
        No more difference than chance makes: nearly all that stands out is taken away.
        """
        records = [ProductRecord(f"p{n}", 10 + n % 3, 100) for n in range(30)]
        found = ranked(records)

        assert ["hits.alike"] == [one.code for one in found.findings]
        assert all(hit.weight < 0.2 for hit in found)
        assert found.hits[0].rate.value - found.hits[-1].rate.value < 0.004

    def test_sensitivity(self):
        """
        Whether another product would be first, if the average counted for half or for twice.
        """
        half, twice = ranked().grounds.sensitivity

        assert ("prior_strength", 1, Decimal("0.5"), "p2") == (
            half.input,
            half.given,
            half.instead,
            half.answer,
        )
        assert (Decimal(2), "p1") == (twice.instead, twice.answer)

    def test_inputs(self):
        """
        Every assumption stands in the answer.
        """
        expected = {
            "products_given": 6,
            "exposure_unit": ExposureUnit.VIEWS,
            "forecasts": 0,
            "kept_orders_only": False,
            "level_of_intervals": 0.9,
            "least_products": 5,
            "least_in_category": 20,
        }

        assert expected == dict(ranked().grounds.inputs)


class TestCategories:
    """
    A category of which enough was seen stands for itself.
    """

    @staticmethod
    def category(name, rate, number=20, orders=0):
        """
        Products of a category that all bring about the same.
        """
        return [
            ProductRecord(f"{name}{n}", orders or rate + n % 4, 100, category=name)
            for n in range(number)
        ]

    def test_own(self):
        """
        A new product of a strong category is expected to bring more than one of a weak category.
        """
        new = [ProductRecord(f"{name}-new", 0, 0, category=name) for name in ("lamp", "mug")]
        found = ranked([*self.category("lamp", 20), *self.category("mug", 2), *new])
        lamp, mug = found.get("lamp-new"), found.get("mug-new")

        assert [None, "lamp", "mug"] == [one.category for one in found.common]
        assert [40, 20, 20] == [one.products for one in found.common]
        assert ("lamp", "mug") == (lamp.drawn_to, mug.drawn_to)
        assert lamp.rate.value > 4 * mug.rate.value

    def test_small(self):
        """
        One of which too little was seen is compared with all, and that is said.
        """
        found = ranked([*self.category("lamp", 20), *self.category("mug", 2, number=19)])
        (small,) = [one for one in found.findings if one.code == "hits.small_category"]

        assert ("mug", 19) == (small.params["category"], small.actual)
        assert found.get("mug0").drawn_to is None
        assert "lamp" == found.get("lamp0").drawn_to

    def test_idle(self):
        """
        So is one of which nothing was ordered.
        """
        idle = [ProductRecord(f"mug{n}", 0, 100, category="mug") for n in range(20)]
        found = ranked([*self.category("lamp", 20), *idle])

        assert "hits.idle_category" in [one.code for one in found.findings]
        assert found.get("mug0").drawn_to is None

    def test_alike(self):
        """
        A category whose products are alike is named.
        """
        found = ranked([*self.category("lamp", 20), *SHOP])
        (alike,) = [one for one in found.findings if one.code == "hits.category_alike"]

        assert ("lamp", 20) == (alike.params["category"], alike.actual)

    def test_why(self):
        """
        A product can rank before another because of its category alone.
        """
        lamp = ProductRecord("lamp-new", 0, 10, category="lamp")
        mug = ProductRecord("mug-new", 1, 20, category="mug")
        found = ranked([*self.category("lamp", 20), *self.category("mug", 2), lamp, mug])
        lamp, mug = found.get("lamp-new"), found.get("mug-new")

        assert lamp.rank < mug.rank
        assert lamp.alone < mug.alone
        assert Why.AVERAGE is lamp.why_before(mug)


class TestWrongInput:
    """
    What makes no sense is an error of ours.
    """

    @pytest.mark.parametrize(
        ("records", "given", "error"),
        [
            (None, {}, WrongTypeError),
            ("p1", {}, WrongTypeError),
            ([("p1", 1, 1)], {}, WrongTypeError),
            ((*SHOP, SHOP[0]), {}, OutOfRangeError),
            (SHOP, {"unit": "clicks"}, WrongTypeError),
            (SHOP, {"unit": None}, WrongTypeError),
            (SHOP, {"level": 90}, OutOfRangeError),
            (SHOP, {"kept": None}, WrongTypeError),
            (SHOP, {"least": 1}, OutOfRangeError),
            (SHOP, {"least_in_category": 1}, OutOfRangeError),
            (SHOP, {"ahead": None, "least": 2.0}, WrongTypeError),
        ],
        ids=[
            "nothing",
            "text",
            "tuple",
            "twice",
            "unit",
            "no unit",
            "level",
            "kept",
            "least",
            "category",
            "float",
        ],
    )
    def test_refused(self, records, given, error):
        """
        Each with a sentence.
        """
        with pytest.raises(error):
            ranked(records, **given)

    def test_numpy_was_not_asked(self):
        """
        Records are checked before the extra is.
        """
        with pytest.raises(OutOfRangeError, match="each product once"):
            ranked((SHOP[0], SHOP[0]))


class TestText:
    """
    Each place is explained in plain words, in English and Chinese.
    """

    def test_places(self):
        """
        As many as are asked for, then what the answer stands on.
        """
        found = ranked(ahead=100)
        lines = found.explain(first=2).splitlines()

        assert lines[0].startswith("1. p2: 2 orders in 20 views; alone that is 10 %")
        assert lines[1].startswith("2. p1: 40 orders in 1,000 views; alone that is 4 %")
        assert lines[2].startswith("products given: 6")
        assert 6 == sum(line[0].isdigit() for line in str(found).splitlines())
        assert "浏览" in found.explain("zh", first=1)

    def test_html(self):
        """
        A row for each product.
        """
        html = ranked([*SHOP, ProductRecord("<p>", 0, 0)], ahead=10)._repr_html_()

        assert 8 == html.count("<tr>")
        assert "&lt;p&gt;" in html
