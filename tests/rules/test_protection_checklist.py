"""
What must a seller have told before a presale is published?
"""

from datetime import UTC, date, datetime

import pytest

from rules.making import in_force, own_policy
from tiktok_presale import (
    CalendarDays,
    Earnest,
    Money,
    OnRelease,
    Outcome,
    PaymentPlan,
    ReleaseOn,
    ShipWithin,
    protection,
)
from tiktok_presale.errors import NaiveTimeError, WrongTypeError
from tiktok_presale.rules.protection import Notice

BRIEF = in_force("cross-border", 2025, 6, 1)
JAPAN = in_force("jp", 2026, 3, 1).with_law(in_force("law-jp", 2026, 3, 1))
AT = datetime(2026, 3, 1, tzinfo=UTC)
TEN = ShipWithin(CalendarDays(10))
EARNEST = PaymentPlan.with_deposit(Earnest(Money("50", "CNY")), OnRelease(CalendarDays(3)))


def listed(policy=BRIEF, **facts):
    """
    The outcome of each item by its name and its rule.
    """
    decision = protection.checklist(policy, at=AT, **facts)
    return {(one.params.get("name"), one.rule): one.outcome for one in decision.findings}


class TestBrief:
    """
    F2 and F9: the page carries the badge, and the sentence that says when goods are dispatched.
    """

    @pytest.mark.parametrize(
        ("badge", "outcome"),
        [(True, Outcome.PASS), (False, Outcome.FAIL), (None, Outcome.UNKNOWN)],
    )
    def test_badge(self, badge, outcome):
        """
        F2: shown, not shown, or nobody said.
        """
        assert outcome is listed(badge=badge)["badge", "duties.badge"]

    @pytest.mark.parametrize(
        ("notice", "outcome"),
        [
            ("预售商品将在10天内发货", Outcome.PASS),
            ("Red kettle. Pre-order: ships within 10 days. Free returns.", Outcome.PASS),
            ("预售商品将在15天内发货", Outcome.FAIL),
            ("", Outcome.FAIL),
            (None, Outcome.UNKNOWN),
        ],
    )
    def test_notice(self, notice, outcome):
        """
        F9: the sentence of the promise itself, in either language; another number is no notice.
        """
        assert outcome is listed(promise=TEN, notice=notice)["notice", "duties.notice"]

    def test_notice_remedy(self):
        """
        The remedy is the very sentence to put on the page.
        """
        decision = protection.checklist(BRIEF, at=AT, badge=True, promise=TEN, notice="")
        (finding,) = decision.failures

        assert "Pre-order: ships within 10 days" in finding.explain("en")
        assert "“预售商品将在10天内发货”" in finding.explain("zh")
        assert BRIEF.source("duties.notice") == finding.source

    def test_no_promise(self):
        """
        Without the promise nobody can say whether the sentence is right, and the promise is asked.
        """
        decision = protection.checklist(BRIEF, at=AT, badge=True, notice="预售商品将在10天内发货")
        (finding,) = decision.unknowns

        assert ("notice", "promise") == (
            finding.params["name"],
            finding.remedy.params["name"],
        )

    def test_all_shown(self):
        """
        With both, publishing is allowed; delivery time and returns stay advised.
        """
        decision = protection.checklist(
            BRIEF, at=AT, badge=True, promise=TEN, notice="预售商品将在10天内发货"
        )

        assert decision.allowed
        assert ["delivery_time", "return_terms"] == [
            finding.params["name"] for finding in decision.advice
        ]


class TestAdvised:
    """
    What no rule demands is advised where it is missing, and passes where it is told.
    """

    def test_thailand(self):
        """
        No Thai page obliges to a badge: it is advised, and told it passes.
        """
        th = in_force("th", 2026, 3, 1)

        assert Outcome.ADVICE is listed(th)["badge", "duties.badge"]
        assert Outcome.ADVICE is listed(th, badge=False)["badge", "duties.badge"]
        assert Outcome.PASS is listed(th, badge=True)["badge", "duties.badge"]
        assert {"badge", "notice", "delivery_time", "return_terms"} == {
            name for name, _ in listed(th)
        }


class TestJapan:
    """
    Act on Specified Commercial Transactions, art. 11 and 13.
    """

    @pytest.mark.parametrize("name", ["delivery_time", "return_terms"])
    @pytest.mark.parametrize(
        ("told", "outcome"),
        [((), Outcome.UNKNOWN), ((True,), Outcome.PASS), ((False,), Outcome.FAIL)],
    )
    def test_advertisement(self, name, told, outcome):
        """
        Art. 11: the advertisement tells the delivery time and the return terms.
        """
        found = listed(JAPAN, told=dict(zip([name], told, strict=False)))

        assert outcome is found[name, f"duties.{name}"]

    def test_acceptance_notice_comes_later(self):
        """
        Art. 13: the notice of acceptance follows the payment; nothing to show before the sale.
        """
        decision = protection.checklist(JAPAN, at=AT)
        later = next(one for one in decision.findings if one.code == "checklist.later")

        assert (Outcome.ADVICE, "acceptance_notice") == (later.outcome, later.params["name"])
        assert "7 calendar days" in later.explain("en")
        assert "7个自然日" in later.explain("zh")


class TestChina:
    """
    E-commerce Law art. 20 and 49, the platform-rules measures, Civil Code art. 587.
    """

    CN = in_force("law-cn", 2026, 3, 1)

    def test_platforms_duties_are_not_asked(self):
        """
        What the platform owes is not on the seller's list.
        """
        names = {name for name, _ in listed(BRIEF.with_law(self.CN))}

        assert {"contract_on_order", "deliver_as_promised"} <= names
        assert not names & {"penalties_explained", "claims_kept"}

    @pytest.mark.parametrize(
        ("told", "outcome"),
        [
            ({}, Outcome.UNKNOWN),
            ({"deposit_terms": True}, Outcome.PASS),
            ({"deposit_terms": False}, Outcome.FAIL),
        ],
    )
    def test_deposit(self, told, outcome):
        """
        With an earnest deposit the page tells who loses it and who returns it double.
        """
        found = listed(BRIEF.with_law(self.CN), plan=EARNEST, told=told)

        assert [outcome] * 2 == [
            found["deposit_terms", f"deposit.{who}_default"] for who in ("payer", "taker")
        ]

    def test_deposit_without_a_rule(self):
        """
        Where no rule is known, telling it is advised.
        """
        assert Outcome.ADVICE is listed(plan=EARNEST)["deposit_terms", "deposit.payer_default"]

    def test_no_deposit(self):
        """
        Who pays in full needs no deposit terms.
        """
        names = {name for name, _ in listed(BRIEF.with_law(self.CN), plan=PaymentPlan.full())}

        assert "deposit_terms" not in names


class TestBlindBox:
    """
    Section 1.5 and 7: what a blind box must show.
    """

    def test_united_states(self):
        """
        Odds, estimated value, quantity, category and variation are shown, item by item.
        """
        us = in_force("us", 2026, 3, 1)
        found = listed(us, blind_box=True, told={"odds": True, "category": False})
        box = {name: outcome for (name, rule), outcome in found.items() if "blind_box" in rule}

        assert (Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN) == (
            box["odds"],
            box["category"],
            box["quantity"],
        )
        assert set(us.figure("blind_box.disclose").value) == set(box)

    def test_no_rule(self):
        """
        Where no rule is known, that is said.
        """
        assert Outcome.UNKNOWN is listed(blind_box=True)[None, "blind_box.disclose"]

    def test_no_box(self):
        """
        Other goods are not asked.
        """
        assert not any("blind_box" in rule for _, rule in listed(in_force("us", 2026, 3, 1)))


class TestItems:
    """
    A duty that lists what must be told is asked item by item.
    """

    def test_items(self):
        """
        Each item on its own, under the path of the duty.
        """
        policy = own_policy(
            {"duties.label": '{ who = "seller", stage = "at_sale", items = ["maker", "origin"] }'}
        )
        found = listed(policy, told={"maker": True})

        assert Outcome.PASS is found["maker", "duties.label"]
        assert Outcome.UNKNOWN is found["origin", "duties.label"]
        assert ("label", "duties.label") not in found

    def test_told_by_name(self):
        """
        Badge and notice can be told by name as well; the badge's own argument wins.
        """
        assert Outcome.PASS is listed(told={"notice": True})["notice", "duties.notice"]
        assert Outcome.FAIL is listed(badge=False, told={"badge": True})["badge", "duties.badge"]
        assert Outcome.PASS is listed(told={"badge": True})["badge", "duties.badge"]


class TestNotice:
    """
    The sentence in whatever language it is asked for.
    """

    def test_words(self):
        """
        A release date is told as a date.
        """
        notice = Notice(ReleaseOn(date(2026, 3, 31)))

        assert "预售商品将于2026-03-31起发货" == notice.in_words("zh")
        assert "Pre-order: released on 2026-03-31" == str(notice)

    def test_type(self):
        """
        It is about a promise.
        """
        with pytest.raises(WrongTypeError, match="promise"):
            Notice(10)


class TestArguments:
    """
    What makes no sense is an error.
    """

    def test_naive(self):
        """
        The instant has a zone.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            protection.checklist(BRIEF, at=datetime(2025, 6, 1))

    @pytest.mark.parametrize(
        ("facts", "named"),
        [
            ({"badge": 1}, "badge"),
            ({"promise": 10}, "promise"),
            ({"notice": True}, "notice"),
            ({"plan": "full"}, "plan"),
            ({"blind_box": None}, "blind_box"),
            ({"told": ["odds"]}, "mapping"),
            ({"told": {"odds": "yes"}}, "odds"),
        ],
    )
    def test_types(self, facts, named):
        """
        Each argument is named.
        """
        with pytest.raises(WrongTypeError, match=named):
            listed(**facts)

    def test_policy(self):
        """
        A market's name is no policy.
        """
        with pytest.raises(WrongTypeError, match="policy"):
            listed("th")
