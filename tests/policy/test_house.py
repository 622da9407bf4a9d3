"""
A stricter house policy on top of a platform's, with the platform's limit still known.
"""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tiktok_presale.errors import NotStricterError, UnknownFigureError, WrongTypeError
from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import eligibility, window
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.sources import Confidence, Source

D = Decimal
HOUSE = Source("House rules of 2026", "", date(2026, 1, 1), Confidence.HIGH)
TH = Policy.in_force("th", on=date(2026, 2, 1))
US = Policy.in_force("us", on=date(2026, 4, 1))
BORDER = Policy.in_force("cross-border", on=date(2025, 6, 1))
DOUYIN = Policy.in_force("douyin", on=date(2024, 1, 1))
TEN = Range.between(CalendarDays(5), CalendarDays(10))

STRICTER = [
    (TH, "window.days", TEN),
    (TH, "window.days", Range.between(CalendarDays(3), CalendarDays(15))),
    (US, "handling.custom", Range.between(BusinessDays(3), BusinessDays(5))),
    (TH, "api.pre_order", TEN),
    (BORDER, "eligibility.rating", Range.at_least(D("4.7"))),
    (BORDER, "eligibility.rating", Range.above(D("4.5"))),
    (BORDER, "eligibility.entity_region", OneOf(("HK",))),
    (DOUYIN, "eligibility.product_category", None),
    (US, "metrics.late_dispatch_rate.limit", Range.at_most(D("0.05"), unit="share")),
    (TH, "caps.daily_orders.beginner", 60),
    (TH, "caps.daily_orders.beginner", 0),
    (BORDER, "caps.recommended", Range.between(D("0.5"), D("0.6"), unit="share")),
]
LOOSER = [
    (TH, "window.days", Range.between(CalendarDays(3), CalendarDays(16))),
    (TH, "window.days", Range.at_least(CalendarDays(3))),
    (TH, "window.days", Range.between(BusinessDays(3), BusinessDays(5))),
    (TH, "window.days", Range.between(4, 5)),
    (TH, "window.days", CalendarDays(5)),
    (TH, "window.days", 5),
    (TH, "window.caution", Range.above(CalendarDays(40))),
    (TH, "window.promise", "release_on"),
    (TH, "deadlines.pre_order.dispatch", TEN),
    (TH, "overdue.service_fee", D("0.01")),
    (TH, "caps.daily_orders.beginner", 101),
    (TH, "caps.daily_orders.beginner", -1),
    (TH, "caps.daily_orders.beginner", True),
    (TH, "caps.daily_orders.beginner", "60"),
    (BORDER, "eligibility.rating", Range.at_least(D("4.4"))),
    (BORDER, "eligibility.rating", Range.at_most(D(5))),
    (BORDER, "eligibility.rating", D("4.7")),
    (BORDER, "eligibility.entity_region", OneOf(("HK", "US"))),
    (BORDER, "eligibility.entity_region", OneOf(("US",), excluded=True)),
    (BORDER, "eligibility.entity_region", Range()),
    (BORDER, "eligibility.invited", False),
    (BORDER, "eligibility.invited", True),
    (US, "metrics.late_dispatch_rate.limit", Range.at_most(D("0.11"), unit="share")),
    (DOUYIN, "window.choices", (CalendarDays(20),)),
]


def name_of(value):
    """
    Name a case by its path, or by its limit in words.
    """
    return value.edition if isinstance(value, Policy) else str(value)


def limit_of(policy, path, limit):
    """
    Give the limit of a case; None stands for one that forbids a category more.
    """
    if limit is not None:
        return limit
    return OneOf((*policy.figure(path).value.accepts.names, "toys"), excluded=True)


@pytest.mark.parametrize(("policy", "path", "limit"), STRICTER, ids=name_of)
class TestStricter:
    """
    A limit inside the platform's own is taken.
    """

    def test_value_is_the_house_limit(self, policy, path, limit):
        """
        The figure says what the house says, under the source of the house.
        """
        limit = limit_of(policy, path, limit)
        house = policy.with_limit(path, limit, source=HOUSE)
        value = house.figure(path).value

        assert limit == getattr(value, "accepts", value)
        assert house.source(path) is HOUSE
        assert house.edition == f"{policy.edition}+house"

    def test_platform_limit_is_still_known(self, policy, path, limit):
        """
        The platform's figure stands beside it, and its whole policy can be had back.
        """
        house = policy.with_limit(path, limit_of(policy, path, limit), source=HOUSE)

        assert policy.figure(path) == house.figure(path).platform
        assert policy == house.platform
        assert policy.figures == house.platform.figures
        assert policy != house

    def test_nothing_else_changes(self, policy, path, limit):
        """
        Only that path differs from the platform's policy, if anything does.
        """
        house = policy.with_limit(path, limit_of(policy, path, limit), source=HOUSE)

        assert {change.path for change in policy.changes_to(house)} <= {path}
        assert policy.figures.keys() == house.figures.keys()

    def test_pickled(self, policy, path, limit):
        """
        A house policy survives pickling.
        """
        house = policy.with_limit(path, limit_of(policy, path, limit), source=HOUSE)
        back = pickle.loads(pickle.dumps(house))  # noqa: S301 - our own bytes

        assert back == house
        assert back.figure(path) == house.figure(path)


@pytest.mark.parametrize(("policy", "path", "limit"), LOOSER, ids=name_of)
def test_looser_is_refused(policy, path, limit):
    """
    What would allow more than the platform, or cannot be compared with it, is refused.
    """
    with pytest.raises(NotStricterError, match="can only be stricter") as caught:
        policy.with_limit(path, limit, source=HOUSE)

    assert (path, str(policy.figure(path).value), str(limit)) == caught.value.args


def test_unknown_path_is_refused():
    """
    There must be a platform's figure to be stricter than.
    """
    with pytest.raises(UnknownFigureError, match=r"window\.days"):
        TH.with_limit("window.dais", TEN, source=HOUSE)


@pytest.mark.parametrize("source", [None, "our wiki", date(2026, 1, 1)])
def test_source_is_required(source):
    """
    A house rule stands somewhere too.
    """
    with pytest.raises(WrongTypeError, match="where the house rule stands"):
        TH.with_limit("window.days", TEN, source=source)


def test_several_limits_and_a_change_of_mind():
    """
    Limits of several paths stand together; a new one replaces the old one of its path.
    """
    both = TH.with_limit("window.days", TEN, source=HOUSE).with_limit(
        "caps.daily_orders.beginner", 60, source=HOUSE
    )
    wider = both.with_limit(
        "window.days", Range.between(CalendarDays(3), CalendarDays(14)), source=HOUSE
    )

    assert both.figure("caps.daily_orders.beginner").value == 60
    assert both.window.days == TEN
    assert str(wider.window.days) == "3 to 14 calendar days"
    assert wider.figure("window.days").platform == TH.figure("window.days")
    assert both.platform == TH


def test_shares_keep_printing_as_percentages():
    """
    A house limit on a share reads as a percentage, however the range was written.
    """
    house = BORDER.with_limit(
        "eligibility.cancellation_rate_30d", Range.at_most(D("0.01")), source=HOUSE
    )

    assert str(house.figure("eligibility.cancellation_rate_30d").value) == "at most 1 %"


def test_findings_name_both_limits():
    """
    A promise the platform allows and the house does not is refused, and the text tells both.
    """
    house = TH.with_limit("window.days", TEN, source=HOUSE)
    at = datetime(2026, 2, 1, tzinfo=UTC)
    decision = window.check(ShipWithin(CalendarDays(12)), house, at=at)

    assert not decision.allowed
    assert TEN == decision.failures[0].limit
    assert HOUSE is decision.failures[0].source
    assert "3 to 15 calendar days" in decision.explain("en")
    assert window.check(ShipWithin(CalendarDays(12)), house.platform, at=at).allowed


def test_criterion_of_the_house_decides():
    """
    A rating good enough for the platform can be too low for the house.
    """
    house = BORDER.with_limit("eligibility.rating", Range.at_least(D("4.7")), source=HOUSE)
    shop = Shop(
        id="s1",
        entity_region="CN",
        invited=True,
        metrics={"rating": D("4.6"), "cancellation_rate_30d": D("0.01")},
    )
    at = datetime(2025, 6, 1, tzinfo=UTC)

    assert eligibility.check(shop, BORDER, at=at).allowed
    failed = eligibility.check(shop, house, at=at).failures

    assert ["eligibility.rating"] == [finding.rule for finding in failed]
    assert Range.at_least(D("4.5")) == failed[0].params["platform"]
