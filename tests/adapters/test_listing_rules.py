"""
Would the Open API take a listing, and does policy allow it: two answers.
"""

from datetime import UTC, date, datetime

import attrs
import pytest

from adapters.payloads import sample
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    Confidence,
    OrderKind,
    Outcome,
    Policy,
    ReleaseOn,
    ShipWithin,
)
from tiktok_presale.adapters.api_errors import API_DOCS, ERRORS, error_of
from tiktok_presale.adapters.categories import CategoryRules, read_category_rules
from tiktok_presale.adapters.envelopes import Found
from tiktok_presale.adapters.listing_rules import check, check_change
from tiktok_presale.adapters.pre_sales import PreSale
from tiktok_presale.adapters.products import ListedSku, Listing, Stock, read_body
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, PayloadError, WrongTypeError

AT = datetime(2026, 2, 2, 12, tzinfo=UTC)
TH = Policy.in_force("th", on=AT)
US = Policy.in_force("us", on=AT)
ALL = CategoryRules(frozenset({OrderKind.PRE_ORDER, OrderKind.MADE_TO_ORDER, OrderKind.CUSTOM}))


STOCK = (Stock(quantity=3, backorder=20, handling=BusinessDays(5)),)


def days(count, kind=OrderKind.PRE_ORDER, unit=CalendarDays):
    """
    Terms of some days.
    """
    return PreSale(kind, ShipWithin(unit(count)))


def listing(*terms, **fields):
    """
    A product with a SKU for each of the terms.
    """
    skus = tuple(ListedSku(id=str(number), pre_sale=one) for number, one in enumerate(terms))
    return Listing(id="1", **{"skus": skus, **fields})


def codes(answer, outcome=Outcome.FAIL):
    """
    The reasons of one outcome.
    """
    return [finding.code for finding in answer.findings if finding.outcome is outcome]


def ask(product, policy=TH, region="TH", rules=ALL):
    """
    Both answers.
    """
    return check(product, policy, region=region, at=AT, rules=rules)


class TestTwoAnswers:
    """
    What the Open API takes and what policy allows differ (3.6).
    """

    def test_thailand(self):
        """
        Twenty days pass the Open API (3 to 30), and break policy (3 to 15).
        """
        answers = ask(listing(days(20)))
        (policy,) = answers.policy

        assert answers.api.allowed
        assert not policy.allowed
        assert ("3 to 30 calendar days", "3 to 15 calendar days") == (
            str(next(f.limit for f in answers.api.findings if f.code == "listing.days")),
            str(policy.failures[0].limit),
        )

    def test_the_answer_of_policy_leaves_the_api_out(self):
        """
        No reason stands in both answers, and each names where its figure comes from.
        """
        answers = ask(listing(days(40)))
        told = [finding for one in answers.policy for finding in one.findings]

        assert [] == [finding.code for finding in told if finding.code.startswith("window.api")]
        assert ["listing.days"] == codes(answers.api)
        assert all(finding.source is not None for finding in answers.api.findings)

    @pytest.mark.parametrize(
        ("market", "region", "kind", "unit", "low", "high"),
        [
            ("us", "US", OrderKind.MADE_TO_ORDER, BusinessDays, 3, 14),
            ("us", "US", OrderKind.CUSTOM, BusinessDays, 3, 30),
            ("uk", "UK", OrderKind.PRE_ORDER, CalendarDays, 3, 30),
            ("eu", "DE", OrderKind.PRE_ORDER, CalendarDays, 3, 30),
            ("vn", "VN", OrderKind.PRE_ORDER, CalendarDays, 3, 30),
            ("jp", "JP", OrderKind.PRE_ORDER, CalendarDays, 3, 30),
            ("latam", "BR", OrderKind.PRE_ORDER, CalendarDays, 3, 30),
            ("cross-border", "MY", OrderKind.PRE_ORDER, CalendarDays, 3, 30),
            ("cross-border", "US", OrderKind.CUSTOM, BusinessDays, 3, 30),
        ],
    )
    def test_ranges_of_the_api(self, market, region, kind, unit, low, high):
        """
        The table of 3.1, day by day around both ends.
        """
        policy = Policy.in_force(market, on=AT)
        taken = [
            count
            for count in range(1, 40)
            if ask(listing(days(count, kind, unit)), policy, region).api.allowed
        ]

        assert list(range(low, high + 1)) == taken

    @pytest.mark.parametrize(
        ("ahead", "allowed"), [(2, False), (3, True), (60, True), (61, False), (-5, False)]
    )
    def test_release_dates(self, ahead, allowed):
        """
        Three to sixty days from the day of the listing, in the zone of the seller.
        """
        on = date.fromordinal(date(2026, 2, 2).toordinal() + ahead)
        found = [
            ask(listing(PreSale(OrderKind.PRE_ORDER, ReleaseOn(on, zone=zone))), US, "US").api
            for zone in (None, "America/New_York")
        ]

        assert [allowed, allowed] == [answer.allowed for answer in found]

    def test_the_nearest_end_is_the_remedy(self):
        """
        Two days become three, forty become thirty.
        """
        remedies = [
            finding.remedy.params["days"]
            for count in (2, 40)
            for finding in ask(listing(days(count))).api.failures
        ]

        assert [CalendarDays(3), CalendarDays(30)] == remedies

    def test_a_market_without_a_range(self):
        """
        Where no range is known the answer is unknown, and no pass.
        """
        answer = ask(listing(days(10)), Policy.in_force("douyin", on=AT), "CN").api

        assert ["listing.days"] == codes(answer, Outcome.UNKNOWN)

    def test_a_reading_is_no_listing(self):
        """
        What a reader gives holds the listing, and is none.
        """
        with pytest.raises(WrongTypeError, match="listing must be a Listing, such as read_body"):
            ask(Found(()))


class TestWholeProducts:
    """
    What the docs state of a product as a whole (3.1, 3.4).
    """

    @pytest.mark.parametrize("others", [None, days(7, OrderKind.CUSTOM)], ids=["regular", "other"])
    def test_one_type(self, others):
        """
        All SKUs of one product carry the same type (12019100).
        """
        answer = ask(listing(days(7), others)).api
        finding = next(one for one in answer.failures if one.code == "listing.one_type")

        assert "12019100" == finding.params["error"]

    def test_no_backorder_beside_presale(self):
        """
        A backorder quantity and presale exclude each other.
        """
        sku = ListedSku(id="1", pre_sale=days(7, OrderKind.CUSTOM, BusinessDays), stock=STOCK)

        assert ["listing.backorder"] == codes(ask(listing(skus=(sku,)), US, "US").api)

    def test_backorders(self):
        """
        Backorders exist in the United States; their limits exist, and are published nowhere.
        """
        product = listing(skus=(ListedSku(id="1", stock=STOCK),))
        there, elsewhere = ask(product, US, "US").api, ask(product).api

        assert ([], ["listing.backorder_limit"]) == (
            codes(there),
            codes(there, Outcome.UNKNOWN),
        )
        assert ["listing.backorder_region"] == codes(elsewhere)

    def test_backorders_in_several_warehouses(self):
        """
        The handling time is equal in all warehouses of a SKU.
        """
        stock = (*STOCK, Stock(backorder=1, handling=BusinessDays(6)), Stock(quantity=5))
        product = listing(skus=(ListedSku(id="1", stock=stock),))

        assert ["listing.one_handling"] == codes(ask(product, US, "US").api)

    @pytest.mark.parametrize(
        ("quantity", "taken"), [(0, False), (1, True), (99_999, True), (100_000, False)]
    )
    def test_quantities(self, quantity, taken):
        """
        What can be shipped now is 1 to 99,999.
        """
        product = listing(skus=(ListedSku(id="1", stock=(Stock(quantity=quantity),)),))

        assert taken is ask(product).api.allowed

    def test_not_for_sale(self):
        """
        A gift cannot be a pre-order (12052229).
        """
        assert ["listing.not_for_sale"] == codes(ask(listing(days(7), not_for_sale=True)).api)

    def test_a_regular_product_is_not_asked(self):
        """
        Nothing of this concerns a product without presale.
        """
        answers = ask(listing(None), rules=None)

        assert (["listing.regular"], ()) == (codes(answers.api, Outcome.PASS), answers.policy)
        assert answers.api.allowed

    @pytest.mark.parametrize(
        ("rules", "outcome"),
        [(ALL, Outcome.PASS), (CategoryRules(), Outcome.FAIL), (None, Outcome.UNKNOWN)],
        ids=["listed", "omitted", "not-asked"],
    )
    def test_permission(self, rules, outcome):
        """
        The category's rules decide; without them nobody knows.
        """
        (finding,) = [
            one
            for one in ask(listing(days(7)), rules=rules).api.findings
            if one.code == "listing.permission"
        ]

        assert outcome is finding.outcome

    def test_the_fixture_breaks_one_rule(self):
        """
        The fixture of a pre-order body is not for sale too.
        """
        reading = read_body(sample("product-create-preorder-request-fixture"), seller_zone="UTC")

        assert ["listing.not_for_sale"] == codes(ask(reading.found[0]).api)


class TestForms:
    """
    Type and sub-field by region.
    """

    @pytest.mark.parametrize(
        ("terms", "region", "code"),
        [
            (days(7, OrderKind.CUSTOM, BusinessDays), "TH", "listing.type"),
            (days(7, OrderKind.BACK_ORDER, BusinessDays), "US", "listing.type"),
            (days(7), "US", "listing.no_release"),
            (PreSale(OrderKind.PRE_ORDER, ReleaseOn(date(2026, 3, 2))), "TH", "listing.no_days"),
            (PreSale(OrderKind.PRE_ORDER, None), "TH", "listing.no_days"),
            (days(7, unit=BusinessDays), "TH", "listing.unit"),
            (days(7, OrderKind.CUSTOM), "US", "listing.unit"),
        ],
    )
    def test_form(self, terms, region, code):
        """
        Each wrong form is named.
        """
        assert code in codes(ask(listing(terms), region=region).api)

    def test_arguments(self):
        """
        A policy, an aware time and a region are needed.
        """
        with pytest.raises(WrongTypeError):
            ask(listing(days(7)), "th")
        with pytest.raises(NaiveTimeError):
            check(listing(), TH, region="TH", at=datetime(2026, 2, 2))
        with pytest.raises(OutOfRangeError):
            ask(listing(), region="Thailand")


RELEASE = PreSale(OrderKind.PRE_ORDER, ReleaseOn(date(2026, 3, 2)))
MADE = days(7, OrderKind.MADE_TO_ORDER, BusinessDays)


class TestChanges:
    """
    What cannot be changed once a product is live in the United States (3.1).
    """

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            (RELEASE, None, ["listing.to_regular"]),
            (None, RELEASE, ["listing.to_presale"]),
            (RELEASE, attrs.evolve(RELEASE, promise=None), ["listing.live"]),
            (MADE, None, []),
            (None, MADE, []),
            (RELEASE, RELEASE, []),
            (None, None, []),
        ],
    )
    def test_live(self, before, after, expected):
        """
        Made to order may become regular at any time; a pre-order may not, nor change its date.
        """
        found = check_change(before, after, region="US", live=True)

        assert expected == [finding.code for finding in found]
        assert all(finding.params["error"] in map(str, ERRORS) for finding in found)

    def test_before_it_is_live(self):
        """
        A draft can become anything; elsewhere so can a live product.
        """
        assert () == check_change(RELEASE, None, region="US", live=False)
        assert () == check_change(days(7), None, region="UK", live=True)

    @pytest.mark.parametrize("terms", [("PRE_ORDER", None), (None, "NONE")])
    def test_words_in_place_of_terms(self, terms):
        """
        The platform's words are no terms.
        """
        with pytest.raises(WrongTypeError, match="must be a PreSale, or None"):
            check_change(*terms, region="US", live=True)

    def test_not_known_to_be_live(self):
        """
        Where nobody knows, the answer is unknown.
        """
        (finding,) = check_change(RELEASE, None, region="US", live=None)

        assert Outcome.UNKNOWN is finding.outcome


class TestErrors:
    """
    A service looks an error code up (3.5).
    """

    @pytest.mark.parametrize("code", ERRORS)
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_code_has_words(self, code, language):
        """
        Each known code is a reason with a sentence and its source.
        """
        finding = error_of(code)

        assert (Outcome.FAIL, API_DOCS) == (finding.outcome, finding.source)
        assert "listing." not in finding.explain(language)

    def test_an_unknown_code_says_so(self):
        """
        A code that is not in the table is named and not explained.
        """
        finding = error_of(42)

        assert Outcome.UNKNOWN is finding.outcome
        assert "42" in finding.explain()

    @pytest.mark.parametrize("code", ["12019100", None, 1.0, True])
    def test_a_code_is_a_number(self, code):
        """
        The platform sends numbers.
        """
        with pytest.raises(WrongTypeError):
            error_of(code)

    def test_the_source_is_that_of_the_packs(self):
        """
        The table here and the ranges in the packs come from the same page.
        """
        source = TH.source("api.pre_order")

        assert (source.title, source.url, Confidence.HIGH) == (
            API_DOCS.title,
            API_DOCS.url,
            API_DOCS.confidence,
        )


class TestCategories:
    """
    A list of types, a quoted text, or none at all (3.2).
    """

    def test_a_product_in_place_of_rules(self):
        """
        A product has dimensions as a category has, and nothing to say of what may be listed.
        """
        (problem,) = read_category_rules({"package_dimension": {}, "skus": []}).problems

        assert "category rule #0: skus: are those of a product; give it to " in str(problem)

    @pytest.mark.parametrize(
        ("given", "kinds"),
        [
            (["PRE_ORDER"], {OrderKind.PRE_ORDER}),
            ('"PRE_ORDER"', {OrderKind.PRE_ORDER}),
            ("PRE_ORDER", {OrderKind.PRE_ORDER}),
            ('["PRE_ORDER", "CUSTOM"]', {OrderKind.PRE_ORDER, OrderKind.CUSTOM}),
            ([], set()),
            ("", set()),
            (None, set()),
            ("[]", set()),
        ],
        ids=["list", "quoted", "bare", "quoted-list", "empty", "blank", "null", "quoted-empty"],
    )
    def test_forms(self, given, kinds):
        """
        Each form in which the types come.
        """
        payload = {"cod": {}, "allowed_special_product_types": given}
        (rules,) = read_category_rules(payload).found

        assert kinds == rules.allowed

    def test_omitted(self):
        """
        A category in which the shop may not list special types has no such key.
        """
        assert (CategoryRules(),) == read_category_rules({"code": 0, "data": {"cod": {}}}).found

    @pytest.mark.parametrize("given", [3, {}, ["SURPRISE"], [3], '"', "[" * 5000, '{"a": 1}', '"3'])
    def test_anything_else_is_named(self, given):
        """
        What is no list of types is named, however deep.
        """
        reading = read_category_rules([{"allowed_special_product_types": given}])

        assert ["allowed_special_product_types"] == [one.field for one in reading.problems]

    def test_no_rules(self):
        """
        A payload without rules is refused.
        """
        with pytest.raises(PayloadError, match="holds no category rules"):
            read_category_rules({"code": 0, "data": {}})
