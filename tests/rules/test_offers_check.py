"""
May this offer be published: everything that is wrong with it, at once.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.making import SHANGHAI, in_force
from rules.offering import CLOSES, DAY, OPENS, SECOND, an_offer
from tiktok_presale import (
    AtPlacing,
    BlindBox,
    CalendarDays,
    EarlyAccess,
    Earnest,
    Everyone,
    Hours,
    InWindow,
    LevelIn,
    Minutes,
    Money,
    OddsTable,
    Outcome,
    PaymentPlan,
    Period,
    ReleaseOn,
    ShipWithin,
    Shop,
    offers,
)
from tiktok_presale.errors import NaiveTimeError, WrongTypeError

TH = in_force("th", 2026, 2, 1)
US = in_force("us", 2026, 2, 1).with_law(in_force("law-us", 2026, 2, 1))
BRIEF = in_force("cross-border", 2025, 6, 1)
AT = OPENS - DAY


def codes(decision, outcome=Outcome.FAIL):
    """
    Name the reasons of one outcome.
    """
    return [finding.code for finding in decision.findings if finding.outcome is outcome]


def checked(policy=TH, at=AT, **fields):
    """
    Check an offer with *fields* in place of its own.
    """
    return offers.check(an_offer(**fields), policy, at=at)


class TestGoodOffer:
    """
    An offer in which everything fits.
    """

    def test_allowed(self):
        """
        Ten days in Thailand, paid in full, with badge and notice.
        """
        decision = checked()

        assert decision.allowed, str(decision)
        assert ("offer", "th@2026-01-30") == (decision.question, decision.edition)

    def test_tmall_618(self):
        """
        A deposit of 50 for 499 CNY, its balance after the sale, dispatched after the balance.
        """
        tmall = in_force("tmall", 2023, 5, 29).with_law(in_force("law-cn", 2023, 5, 29))
        sale = Period(
            datetime(2023, 5, 30, 20, tzinfo=SHANGHAI), datetime(2023, 6, 2, tzinfo=SHANGHAI)
        )
        window = Period(
            datetime(2023, 6, 2, 20, tzinfo=SHANGHAI), datetime(2023, 6, 5, tzinfo=SHANGHAI)
        )
        deposit = Earnest(Money("50", "CNY"), due=AtPlacing(Minutes(30)))
        offer = an_offer(
            price=Money("499", "CNY"),
            plan=PaymentPlan.with_deposit(deposit, InWindow(window)),
            sale=sale,
            promise=ShipWithin(CalendarDays(15)),
            coupons=False,
        )
        decision = offers.check(offer, tmall, at=sale.opens - DAY)

        assert [] == codes(decision)


class TestEverythingAtOnce:
    """
    All that is wrong is said together.
    """

    def test_many_faults(self):
        """
        Promise, payment, badge, notice, sale, access and box are all named in one answer.
        """
        box = BlindBox(
            id="p1",
            odds=OddsTable.of({"bear": "9/10", "secret": "1/10"}),
            price=Money("120", "USD"),
            maker_sealed=False,
        )
        early = EarlyAccess({LevelIn("gold"): OPENS - DAY, Everyone(): OPENS})
        decision = checked(
            US,
            at=CLOSES + DAY,
            price=Money("99", "USD"),
            promise=ReleaseOn(date(2026, 2, 19)),
            badge=False,
            notice="Ships tomorrow",
            audience=early,
            box=box,
        )

        assert {
            "window.past",
            "payment.plan",
            "boxes.maker_sealed",
            "boxes.price",
            "offers.over",
            "offers.release",
            "offers.access",
            "offers.box_price",
        } <= set(codes(decision))
        assert {"checklist.advised"} <= set(codes(decision, Outcome.ADVICE))

    def test_shop_and_volume(self):
        """
        A shop and past sales that are given are judged with it (F5, F19).
        """
        offer = an_offer(cap=8_000, price=Money("30", "USD"))
        shop = Shop(id="s1", invited=False)
        decision = offers.check(offer, BRIEF, at=AT, shop=shop, history=10_000)

        assert {"fact", "caps.recommended"} <= set(codes(decision))
        assert "caps.recommended" not in codes(offers.check(an_offer(), BRIEF, at=AT, history=9))


class TestPageShows:
    """
    F2 and F9: the badge, and the notice that says what is promised.
    """

    @staticmethod
    def outcome(rule, policy=BRIEF, **fields):
        """
        Give the outcome of the one reason under a rule.
        """
        found = checked(policy, price=Money("30", "USD"), **fields).findings
        (one,) = [finding for finding in found if finding.rule == rule]
        return one.outcome

    @pytest.mark.parametrize(
        ("badge", "asked", "elsewhere"),
        [
            (True, Outcome.PASS, Outcome.PASS),
            (False, Outcome.FAIL, Outcome.ADVICE),
            (None, Outcome.UNKNOWN, Outcome.ADVICE),
        ],
    )
    def test_badge(self, badge, asked, elsewhere):
        """
        Where a duty names it the badge must be shown; elsewhere it is advised (F24).
        """
        assert asked is self.outcome("duties.badge", badge=badge)
        assert elsewhere is self.outcome("duties.badge", TH, badge=badge)

    @pytest.mark.parametrize(
        ("notice", "asked"),
        [
            ("预售商品将在10天内发货", Outcome.PASS),
            ("Pre-order: ships within 10 days", Outcome.PASS),
            ("预售商品将在7天内发货", Outcome.FAIL),
            (None, Outcome.UNKNOWN),
        ],
    )
    def test_notice(self, notice, asked):
        """
        F9: 预售商品将在X天内发货, with the X that is promised, in either language.
        """
        assert asked is self.outcome("duties.notice", notice=notice)

    def test_whole_list(self):
        """
        With what else the page tells, the whole list of disclosures is judged.
        """
        japan = TH.with_law(in_force("law-jp", 2026, 2, 1))
        few = {one.rule for one in checked(japan).findings}
        told = {"delivery_time": True, "return_terms": False}
        decision = offers.check(an_offer(), japan, at=AT, told=told)
        rules = {one.rule: one.outcome for one in decision.findings}

        assert "duties.return_terms" not in few
        assert Outcome.FAIL is rules["duties.return_terms"]
        assert Outcome.PASS is rules["duties.delivery_time"]


class TestFieldsAgainstOneAnother:
    """
    Fields that are each good may contradict one another.
    """

    def test_sale_that_is_over(self):
        """
        An offer is not published after its sale.
        """
        decision = checked(at=CLOSES + SECOND)

        assert ["offers.over"] == codes(decision)
        assert [] == codes(checked(at=CLOSES))

    def test_release_within_the_sale(self):
        """
        From the release on goods are ordinary goods, so presale closes before it.
        """
        us = ZoneInfo("America/Los_Angeles")
        release = datetime(2026, 2, 21, tzinfo=us)
        fields = {"promise": ReleaseOn(date(2026, 2, 21)), "price": Money("30", "USD")}
        good = Period(OPENS, release - SECOND)

        assert "offers.release" not in codes(checked(US, sale=good, **fields))
        assert "offers.release" in codes(checked(US, sale=Period(OPENS, release), **fields))

    def test_balance_window_inside_the_sale(self):
        """
        The balance window comes after the sale period, and the promise after the balance.
        """
        plan = PaymentPlan.with_deposit(
            Earnest(Money("100", "THB")), InWindow(Period(OPENS + DAY, CLOSES + 60 * DAY))
        )
        failures = codes(checked(plan=plan))

        assert len([code for code in failures if code.startswith("payment.")]) >= 2

    def test_access_outside_the_sale(self):
        """
        Early access opens within the sale period, and ends with it.
        """
        audience = EarlyAccess(
            {LevelIn("gold"): OPENS - Hours(1).count * timedelta(hours=1), Everyone(): OPENS},
            ends=CLOSES - DAY,
        )
        decision = checked(audience=audience)

        assert ["offers.access", "offers.access_ends"] == codes(decision)
        inside = EarlyAccess({LevelIn("gold"): OPENS, Everyone(): OPENS + DAY}, ends=CLOSES)
        assert [] == codes(checked(audience=inside))
        assert [] == codes(checked(audience=LevelIn("gold")))

    def test_currency(self):
        """
        A price in another currency fails in a market of one country, and is told elsewhere.
        """
        assert "offers.currency" in codes(checked(price=Money("30", "USD")))
        assert "offers.currency" in codes(checked(BRIEF), Outcome.ADVICE)
        assert "offers.currency" in codes(checked(), Outcome.PASS)

    def test_limits(self):
        """
        A limit for one buyer above the cap limits nothing.
        """
        assert "offers.limits" in codes(checked(cap=2, per_buyer=3), Outcome.ADVICE)
        assert "offers.limits" not in codes(checked(cap=3, per_buyer=3), Outcome.ADVICE)

    def test_price_above_what_is_paid(self):
        """
        A plan that asks for more than the price is named, and is no error.
        """
        plan = PaymentPlan.with_deposit(
            Earnest(Money("1000", "THB")), InWindow(Period(CLOSES + DAY, CLOSES + 2 * DAY))
        )

        assert "payment.exceeds" in codes(checked(plan=plan))


class TestArguments:
    """
    Input that makes no sense is refused.
    """

    def test_refused(self):
        """
        Each by the name of its argument.
        """
        with pytest.raises(NaiveTimeError):
            offers.check(an_offer(), TH, at=datetime(2026, 2, 1))
        with pytest.raises(WrongTypeError, match="offer"):
            offers.check(None, TH, at=AT)
        with pytest.raises(WrongTypeError, match="policy"):
            offers.check(an_offer(), "th", at=AT)
        with pytest.raises(WrongTypeError, match="shop"):
            offers.check(an_offer(), TH, at=AT, shop="s1")
        with pytest.raises(WrongTypeError, match="product"):
            offers.check(an_offer(), TH, at=AT, product="p1")

    def test_instant_in_any_zone(self):
        """
        The same instant in another zone gives the same answer.
        """
        elsewhere = AT.astimezone(SHANGHAI)

        assert checked().findings == checked(at=elsewhere).findings
        assert UTC is AT.tzinfo
